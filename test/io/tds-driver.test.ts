import { spawnSync } from 'node:child_process';
import type { Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { GuardedConnection } from '#lib/io/tds-driver.ts';
import { until } from '#test/fakes/until.ts';

const SETTINGS = { server: '127.0.0.1', authentication: { type: 'default', options: { userName: 'vigil', password: 'hunter2' } } } as const;

test('an error that is thrown out of an event of one connection is told to that connection', async () => {
  const told: string[] = [];
  const open = (name: string): GuardedConnection => {
    const connector = (): Promise<Socket> =>
      new Promise(() => {
        setTimeout(() => {
          throw new Error(`thrown by ${name}`);
        }, 0);
      });
    return new GuardedConnection(
      { ...SETTINGS, options: { connector, port: 1_433 } },
      { isLost: () => false, lost: (error) => told.push(`${name}: ${error}`) },
    );
  };
  for (const name of ['a', 'b']) {
    const connection = open(name);
    connection.on('error', () => undefined);
    connection.connect();
    onTestFinished(() => connection.close());
  }
  await until('both are told', () => told.length === 2);
  expect(told.sort()).toEqual(['a: Error: thrown by a', 'b: Error: thrown by b']);
});

test('any other error that nobody catches still ends the process', () => {
  const script = `const { GuardedConnection } = await import('#lib/io/tds-driver.ts');
    new GuardedConnection(${JSON.stringify(SETTINGS)}, { isLost: () => false, lost: () => undefined });
    setTimeout(() => { throw new Error('a bug'); }, 0);
    setTimeout(() => undefined, 60_000);`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', timeout: 30_000 });
  expect(status).toBeGreaterThan(0);
  expect(stderr).toContain('a bug');
});
