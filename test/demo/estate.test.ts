import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '#config/load.ts';
import { type Estate, startEstate } from '#demo/estate.ts';

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
  test('is two stand-ins, which are no processes and want the password', async () => {
    expect(estate.kind).toBe('stand-in');
    expect(estate.balancers.map(({ name, pid }) => [name, pid])).toEqual([
      ['ny-lb05', null],
      ['ny-lb06', null],
    ]);
    for (const { url } of estate.balancers) expect((await fetch(`${url};csv`)).status).toBe(401);
  });

  test('its config holds no secret, and with its environment Vigil takes it', async () => {
    const file = join(folder, 'vigil.yaml');
    await writeFile(file, estate.yaml);
    for (const secret of Object.values(estate.env)) expect(estate.yaml).not.toContain(secret);
    const loaded = await loadConfig(file, { NODE_ENV: 'test', ...estate.env });
    expect(loaded).toMatchObject({ ok: true, config: { server: { host: '127.0.0.1', port: 8499, environment: 'DEMO' } } });
    const nodes = loaded.ok ? loaded.config.systems.haproxy?.flatMap((group) => group.nodes) : [];
    expect(nodes?.map(({ name, host }) => [name, host])).toEqual([
      ['ny-lb05', 'ny-lb05'],
      ['ny-lb06', 'ny-lb06'],
    ]);
    expect(nodes?.[0]?.tags).toEqual(['edge', 't1', 'ny', 'balancer']);
    const hosts = loaded.ok ? loaded.config.hosts : [];
    expect(hosts.find(({ name }) => name === 'ny-web11')).toEqual({
      name: 'ny-web11',
      aliases: ['ny-web11.example'],
      tags: ['ny', 'web', 'dev'],
    });
    expect(hosts).toHaveLength(16);
  });

  test('one command to a machine reaches every balancer', async () => {
    estate.servers.find(({ name }) => name === 'ny-web10')?.setHealth(503);
    const password = Object.values(estate.env)[0];
    const headers = { authorization: `Basic ${Buffer.from(`vigil:${password}`).toString('base64')}` };
    for (const { url } of estate.balancers) {
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
