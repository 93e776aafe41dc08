import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '#config/load.ts';
import { type Estate, startEstate } from '#demo/estate.ts';
import type { HAProxySettings } from '#lib/systems/haproxy/config.ts';
import { askSocket } from './ask-socket.ts';

const NAMES = ['ny-lb05', 'ny-lb06', 'co-lb01', 'co-lb02'];

let folder = '';
let estate: Estate;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigil-test-'));
  estate = await startEstate({ folder, haproxy: 'stand-in', port: 8499 });
});
afterAll(async () => {
  await estate.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('the estate where HAProxy is not used', () => {
  test('is four stand-ins in two data centres, which are no processes and want the password', async () => {
    expect(estate.kind).toBe('stand-in');
    expect(estate.balancers.map(({ name, pid }) => [name, pid])).toEqual(NAMES.map((name) => [name, null]));
    for (const { url } of estate.balancers) expect((await fetch(`${url};csv`)).status).toBe(401);
  });

  test('its config holds no secret, and with its environment Vigil takes it', async () => {
    const file = join(folder, 'vigil.yaml');
    await writeFile(file, estate.yaml);
    for (const secret of Object.values(estate.env)) expect(estate.yaml).not.toContain(secret);
    const loaded = await loadConfig(file, { NODE_ENV: 'test', ...estate.env });
    expect(loaded).toMatchObject({ ok: true, config: { server: { host: '127.0.0.1', port: 8499, environment: 'DEMO' } } });
    const groups = loaded.ok ? loaded.config.systems.haproxy : [];
    expect(groups?.map(({ name, title, nodes }) => [name, title, ...nodes.map(({ host }) => host)])).toEqual([
      ['web', 'Public', 'ny-lb05', 'ny-lb06'],
      ['colorado', 'Colorado', 'co-lb01', 'co-lb02'],
    ]);
    const nodes = groups?.flatMap((group) => group.nodes);
    expect(nodes?.map(({ name }) => name)).toEqual(NAMES);
    expect(nodes?.map(({ tags }) => tags)).toMatchObject([
      ['edge', 't1', 'ny', 'balancer'],
      ['edge', 't1', 'ny', 'balancer'],
      ['edge', 'standby', 'co', 'balancer'],
      ['edge', 'standby', 'co', 'balancer'],
    ]);
    const hosts = loaded.ok ? loaded.config.hosts : [];
    expect(hosts.find(({ name }) => name === 'ny-web11')).toEqual({
      name: 'ny-web11',
      aliases: ['ny-web11.example'],
      tags: ['ny', 'web', 'dev'],
    });
    expect(hosts.find(({ name }) => name === 'co-web05')?.tags).toEqual(['co', 'web']);
    expect(hosts).toHaveLength(29);
  });

  test('every balancer has a socket to read by, which changes nothing, and another to act by', async () => {
    const file = join(folder, 'vigil.yaml');
    await writeFile(file, estate.yaml);
    const loaded = await loadConfig(file, { NODE_ENV: 'test', ...estate.env });
    const nodes = loaded.ok ? (loaded.config.systems.haproxy?.flatMap((group) => group.nodes) ?? []) : [];
    const settings = nodes.map((node) => node.settings as HAProxySettings);
    expect(settings.map(({ socket, actSocket }) => [socket, actSocket])).toEqual(
      estate.balancers.map(({ sockets }) => [
        { is: 'unix', path: sockets.look },
        { is: 'unix', path: sockets.admin },
      ]),
    );
    for (const { name, sockets } of estate.balancers) {
      expect(await askSocket(sockets.look, 'show info')).toContain(`node: ${name}\n`);
      expect(await askSocket(sockets.look, 'disable frontend fe_public')).toContain('Permission denied');
      expect(await askSocket(sockets.admin, `set weight be_stackoverflow/${name.slice(0, 2)}-web01 1`)).toBe('\n');
    }
  });

  test('a folder too deep for a unix socket is refused in words', async () => {
    const deep = startEstate({ folder: join(folder, 'x'.repeat(100)), haproxy: 'stand-in' });
    await expect(deep).rejects.toThrow('too long for a unix socket: set TMPDIR');
  });

  test('one command to a machine reaches every balancer that has it', async () => {
    estate.servers.find(({ name }) => name === 'ny-web10')?.setHealth(503);
    const password = Object.values(estate.env)[0];
    const headers = { authorization: `Basic ${Buffer.from(`vigil:${password}`).toString('base64')}` };
    for (const { url } of estate.balancers.slice(0, 2)) {
      await expect
        .poll(async () => (await fetch(`${url};csv`, { headers })).text(), { timeout: 10_000 })
        .toMatch(/^be_meta,ny-web10,.*,DOWN,.*L7STS,503/m);
    }
  });

  test('stopping closes every port, however often it is asked for', async () => {
    await Promise.all([estate.stop(), estate.stop()]);
    for (const { url } of estate.balancers) await expect(fetch(url)).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['vigil.yaml']);
  });
});
