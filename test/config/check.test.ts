import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ACCESS, ACCESS_ENV, folderOf } from './written.ts';

const COMMAND = join(import.meta.dirname, '../../config/check.ts');
const EMPTY = folderOf({});
const WEB = "haproxy: { groups: [{ name: web, nodes: [{ name: lb1, url: 'http://10.0.0.1/' }] }] }";

function check(args: string[], env: Record<string, string> = {}) {
  return spawnSync(process.execPath, [COMMAND, ...args], {
    cwd: EMPTY,
    env: { NODE_ENV: 'test', ...ACCESS_ENV, ...env },
    encoding: 'utf8',
  });
}

test('a configuration in order is told back, without its secrets, and exits 0', async () => {
  const { status, stdout, stderr } = check([join(import.meta.dirname, '../../config/example.yaml')], {
    HAPROXY_PASSWORD: 'hunter2',
    REDIS_PASSWORD: 'hunter2',
    SQL_PASSWORD: 'hunter2',
    ELASTIC_PASSWORD: 'hunter2',
    ERRORS_PASSWORD: 'hunter2',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).not.toContain('hunter2');
  await expect(stdout.slice(stdout.indexOf('hosts  '))).toMatchFileSnapshot('example-told.txt');
});

test('problems go to stderr and exit 1', () => {
  const { status, stdout, stderr } = check([join(import.meta.dirname, 'bad/password-written-out.yaml')]);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain('password-written-out.yaml:4  haproxy.read.password  is written out in the file');
  expect(stderr).not.toContain('hunter2');
});

test.each<[string, string[], string]>([
  ['no file anywhere', [], 'Vigil has no configuration'],
  ['a file that is not there', ['nowhere.yaml'], 'nowhere.yaml  is not there'],
  ['--config without a file', ['--config'], '--config: no file is named after it'],
  ['more than one file', ['a.yaml', 'b.yaml'], 'More was given than one file'],
])('%s exits 2', (_name, args, words) => {
  const { status, stdout, stderr } = check(args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(words);
});

test('VIGIL_CONFIG names the file where no argument does', () => {
  const folder = folderOf({ 'mine.yaml': `${ACCESS}\n${WEB}` });
  const { status, stdout } = check([], { VIGIL_CONFIG: join(folder, 'mine.yaml') });
  expect(status).toBe(0);
  expect(stdout).toContain('lb1  http://10.0.0.1/  on 10.0.0.1');
});
