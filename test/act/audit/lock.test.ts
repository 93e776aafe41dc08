import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openAudit } from '#lib/act/audit/audit.ts';
import { checkAudit } from '#lib/act/audit/check-files.ts';
import { ANNA, openTestAudit, SIGNED_IN, temporaryFolder, writtenAudit } from './entries.ts';

const PROCESS = fileURLToPath(new URL('./appending-process.ts', import.meta.url));

describe('two on one folder', () => {
  test('the second is refused and told who writes there', async () => {
    const folder = temporaryFolder();
    const child = spawn(process.execPath, [PROCESS, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    await expect(openAudit({ folder, clock: Date, onError: () => undefined })).rejects.toThrow(`Process ${child.pid} writes the audit`);
    child.stdout.resume();
    child.kill('SIGKILL');
    await once(child, 'close');
    const audit = await openTestAudit(folder);
    expect(audit.trouble()).toBeNull();
    expect((await checkAudit(folder)).faults).toEqual([]);
  });

  test('in one process the second is refused as well, and may come when the first has closed', async () => {
    const folder = temporaryFolder();
    const first = await openTestAudit(folder);
    await expect(openTestAudit(folder)).rejects.toMatchObject({ name: 'AuditError', kind: 'held' });
    await first.close();
    expect((await openTestAudit(folder)).trouble()).toBeNull();
  });

  test('of many that find the lock of a dead one, one alone gets it', async () => {
    const folder = await writtenAudit([]);
    writeFileSync(join(folder, 'lock'), '{"pid":999999999,"born":null,"id":"x"}');
    const opened = await Promise.allSettled(Array.from({ length: 8 }, () => openTestAudit(folder)));
    expect(opened.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(readdirSync(folder)).toEqual(['audit-000001.jsonl', 'lock']);
    expect((await checkAudit(folder)).faults).toEqual([]);
  });

  test.each<[string, string]>([
    ['of a process whose number has come again', JSON.stringify({ pid: process.pid, born: 'another boot 1', id: 'x' })],
    ['that a power cut left empty', ''],
  ])('a lock %s is taken over', async (_name, text) => {
    const folder = await writtenAudit([]);
    writeFileSync(join(folder, 'lock'), text);
    expect((await openTestAudit(folder)).trouble()).toBeNull();
  });

  test('one whose folder was away, and another in its place, goes on where it was when that is back', async () => {
    const folder = temporaryFolder();
    const audit = await openTestAudit(folder);
    renameSync(folder, `${folder}-away`);
    onTestFinished(() => rmSync(`${folder}-between`, { recursive: true }));
    await audit.append(ANNA, SIGNED_IN);
    renameSync(folder, `${folder}-between`);
    renameSync(`${folder}-away`, folder);
    await audit.append(ANNA, SIGNED_IN);
    expect(audit.trouble()).toBeNull();
    for (const each of [folder, `${folder}-between`]) expect((await checkAudit(each)).faults).toEqual([]);
  });

  test('one whose lock another has taken over writes no more', async () => {
    const folder = temporaryFolder();
    const audit = await openTestAudit(folder);
    rmSync(join(folder, 'lock'));
    await openTestAudit(folder);
    await expect(audit.append(ANNA, SIGNED_IN)).rejects.toThrow(`Process ${process.pid} writes the audit`);
    expect(audit.trouble()).toContain('only one may');
    expect((await checkAudit(folder)).faults).toEqual([]);
  });

  test('a lock that somebody removed is taken again', async () => {
    const folder = temporaryFolder();
    const audit = await openTestAudit(folder);
    rmSync(join(folder, 'lock'));
    await audit.append(ANNA, SIGNED_IN);
    expect(existsSync(join(folder, 'lock'))).toBe(true);
    await audit.close();
    expect(readdirSync(folder)).toEqual(['audit-000001.jsonl']);
  });
});
