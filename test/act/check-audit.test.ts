import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { asked, ended, SIGNED_IN, temporaryFolder, writtenAudit } from './audit/entries.ts';

const COMMAND = join(import.meta.dirname, '../../lib/act/check-audit.ts');

function check(...args: string[]) {
  return spawnSync(process.execPath, [COMMAND, ...args], { encoding: 'utf8' });
}

test('a whole audit is told file by file, with its last number and hash, and exits 0', async () => {
  const folder = await writtenAudit([asked('a'), ended('a'), SIGNED_IN], { maxFileBytes: 1_000 });
  const { status, stdout, stderr } = check(folder);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^audit-000001\.jsonl {2}2 lines {2}2026-02-25 06:13:\d\d UTC to 2026-02-25 06:13:\d\d UTC$/m);
  expect(stdout).toMatch(/^4 records in 2 files, chain whole, last record 4, last hash [0-9a-f]{64}$/m);
  expect(stdout).toContain('whether the newest lines were cut off');
});

test('each fault is told with its file and line, and exits 1', async () => {
  const folder = await writtenAudit([asked('a'), ended('a'), SIGNED_IN]);
  const file = join(folder, 'audit-000001.jsonl');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"kind":"ended"', '"kind":"endeD"'));
  const { status, stderr } = check(folder);
  expect(status).toBe(1);
  expect(stderr).toContain('audit-000001.jsonl:3  altered: this is not the line that Vigil wrote: it is no record of the audit');
  expect(stderr).toContain('chain broken: 1 fault, last record 4');
});

test.each<[string, () => string[], string]>([
  ['no folder named', () => [], 'Name the folder of the audit'],
  ['two folders', () => ['a', 'b'], 'Name the folder of the audit'],
  ['a folder that is not there', () => ['nowhere'], 'There is no audit in nowhere'],
  ['a folder without an audit', () => [temporaryFolder()], 'There is no audit in'],
])('%s exits 2', (_name, args, words) => {
  const { status, stdout, stderr } = check(...args());
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(words);
});
