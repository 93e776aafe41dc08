import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadConfig } from '#config/load.ts';
import { SQL_USER, SQL_VARIABLE, sqlHostLines, sqlText } from '#demo/sqlserver/estate-demo/config-text.ts';
import { SQL_INSTANCES } from '#demo/sqlserver/estate-demo/layout.ts';
import { type SqlServers, startSqlServers } from '#demo/sqlserver/estate-demo/servers.ts';

let servers: SqlServers;
beforeAll(async () => {
  servers = await startSqlServers({ user: SQL_USER, password: 'secret of a test' });
}, 60_000);
afterAll(async () => {
  await servers.stop();
});

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

test('every instance listens on a port of its own, and Vigil takes the section that tells of them', async () => {
  expect(servers.instances.map(({ name }) => name)).toEqual(SQL_INSTANCES.map(({ name }) => name));
  expect(new Set(servers.instances.map(({ port }) => port)).size).toBe(SQL_INSTANCES.length);
  for (const { port } of servers.instances) expect(await isOpen(port)).toBe(true);
  const folder = await mkdtemp(join(tmpdir(), 'vigil-test-'));
  try {
    const file = join(folder, 'vigil.yaml');
    await writeFile(file, `access: { secret: { env: SECRET }, demo: true }\nhosts:\n${sqlHostLines().join('\n')}\n${sqlText(servers)}`);
    const loaded = await loadConfig(file, { NODE_ENV: 'test', SECRET: 'x'.repeat(40), [SQL_VARIABLE]: 'secret of a test' });
    expect(loaded).toMatchObject({ ok: true });
    const groups = loaded.ok ? (loaded.config.systems.sql ?? []) : [];
    expect(groups.flatMap(({ nodes }) => nodes.map(({ address }) => address))).toEqual(
      servers.instances.map(({ port }) => `127.0.0.1:${port}`),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('an order is carried out or refused in words', async () => {
  await expect(servers.order({ order: 'freeze views', instance: 'NY-SQL02' })).resolves.toBeUndefined();
  await expect(servers.order({ order: 'thaw views', instance: 'NY-SQL02' })).resolves.toBeUndefined();
  await expect(servers.order({ order: 'thaw views', instance: 'XX-SQL09' })).rejects.toThrow('XX-SQL09');
});

test('killed, they are told as dead, every port is closed, and an order fails in words', async () => {
  process.kill(servers.pid, 'SIGKILL');
  expect(await servers.died).toBe('The SQL Servers died: it was ended by SIGKILL');
  for (const { port } of servers.instances) expect(await isOpen(port)).toBe(false);
  await expect(servers.order({ order: 'thaw views', instance: 'NY-SQL02' })).rejects.toThrow('SIGKILL');
});
