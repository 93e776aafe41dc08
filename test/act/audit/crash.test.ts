import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { checkAudit } from '#lib/act/audit/check-files.ts';
import type { AuditRecord } from '#lib/act/audit/record.ts';
import { ANNA, openTestAudit, SIGNED_IN, seeded, temporaryFolder, writtenAudit } from './entries.ts';

const PROCESS = fileURLToPath(new URL('./appending-process.ts', import.meta.url));
const ROUNDS = 15;

/** The finished lines of all files. */
function recordsIn(folder: string): AuditRecord[] {
  const names = readdirSync(folder).filter((name) => name.startsWith('audit-'));
  const lines = names.sort().flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1));
  return lines.map((line) => JSON.parse(line) as AuditRecord);
}

describe('a last line torn by a power cut', () => {
  test.each<[string, number]>([
    ['in the only file', 8_000_000],
    ['that is the first of its file', 1],
  ])(
    '%s stays as it is at every length, is told of, and the chain goes on',
    async (_name, maxFileBytes) => {
      const whole = await writtenAudit([SIGNED_IN, SIGNED_IN], { maxFileBytes });
      const name =
        readdirSync(whole)
          .filter((file) => file.startsWith('audit-'))
          .sort()
          .at(-1) ?? '';
      const text = readFileSync(join(whole, name), 'utf8');
      const begins = text.lastIndexOf('\n', text.length - 2) + 1;
      for (let length = begins; length < text.length; length += 1) {
        const folder = temporaryFolder();
        cpSync(whole, folder, { recursive: true });
        truncateSync(join(folder, name), length);
        const audit = await openTestAudit(folder, { maxFileBytes });
        const { seq } = await audit.append(ANNA, SIGNED_IN);
        await audit.close();
        const { faults, head } = await checkAudit(folder);
        if (faults.length > 0) expect.fail(`cut to ${length} bytes: ${JSON.stringify(faults)}`);
        expect({ seq, head: head.seq }).toEqual({ seq: 4, head: 4 });
        expect(readFileSync(join(folder, name), 'utf8').startsWith(text.slice(0, length))).toBe(true);
      }
    },
    60_000,
  );

  test('and torn again before that was told is told of twice', async () => {
    const folder = await writtenAudit([SIGNED_IN, SIGNED_IN]);
    truncateSync(join(folder, 'audit-000001.jsonl'), readFileSync(join(folder, 'audit-000001.jsonl')).length - 20);
    await (await openTestAudit(folder)).close();
    truncateSync(join(folder, 'audit-000002.jsonl'), 30);
    await (await openTestAudit(folder)).close();
    expect((await checkAudit(folder)).faults).toEqual([]);
    expect(recordsIn(folder).at(-1)?.entry).toMatchObject({
      words: expect.stringMatching(/audit-000001\.jsonl is torn.*audit-000002\.jsonl is torn/),
    });
  });

  test('is a fault when it is not the one that was told of', async () => {
    const folder = await writtenAudit([SIGNED_IN, SIGNED_IN]);
    const file = join(folder, 'audit-000001.jsonl');
    truncateSync(file, readFileSync(file).length - 20);
    expect((await checkAudit(folder)).faults).toMatchObject([{ file: 'audit-000001.jsonl', line: 3, is: 'torn' }]);
    await (await openTestAudit(folder)).close();
    truncateSync(file, readFileSync(file).length - 1);
    expect((await checkAudit(folder)).faults).toMatchObject([
      { file: 'audit-000001.jsonl', line: 3, is: 'torn' },
      { file: 'audit-000002.jsonl', line: 1, is: 'removed' },
    ]);
  });
});

test('a last line that was altered is never written over, and stays a fault', async () => {
  const folder = await writtenAudit([SIGNED_IN]);
  const file = join(folder, 'audit-000001.jsonl');
  const altered = readFileSync(file, 'utf8').replace('anna', 'anne');
  writeFileSync(file, altered);
  await (await openTestAudit(folder)).close();
  expect(readFileSync(file, 'utf8')).toBe(altered);
  expect((await checkAudit(folder)).faults).toMatchObject([{ file: 'audit-000001.jsonl', line: 2 }]);
});

test(`a process killed ${ROUNDS} times while it writes loses nothing that it was told is on disk`, async () => {
  const random = seeded(5);
  const folder = temporaryFolder();
  const told: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const child = spawn(process.execPath, [PROCESS, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const enough = 3 + Math.floor(random() * 40);
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.split('\n').length > enough) child.kill('SIGKILL');
    });
    const [, signal] = (await once(child, 'close')) as [number | null, string | null];
    expect(signal).toBe('SIGKILL');
    // The last line may be cut; what stands before a line feed was said whole.
    told.push(...text.split('\n').slice(1, -1).map(Number));
  }
  await (await openTestAudit(folder)).close();
  const { faults, files } = await checkAudit(folder);
  expect(faults).toEqual([]);
  expect(files.length).toBeGreaterThan(3);
  const found = new Set(recordsIn(folder).map(({ seq }) => seq));
  expect(told.length).toBeGreaterThan(ROUNDS);
  expect(told.filter((seq) => !found.has(seq))).toEqual([]);
}, 60_000);
