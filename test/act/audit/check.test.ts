import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatLine, sealRecord } from '#lib/act/audit/chain.ts';
import { checkAudit } from '#lib/act/audit/check-files.ts';
import type { AuditRecord, Entry } from '#lib/act/audit/record.ts';
import { ANNA, answered, asked, DEPLOY, ended, randomEntries, SIGNED_IN, seeded, writtenAudit } from './entries.ts';

const FIRST = 'audit-000001.jsonl';
const SECOND = 'audit-000002.jsonl';
const ENTRIES: Entry[] = [asked('a'), answered('a', 'lb1'), answered('a', 'lb2'), ended('a'), SIGNED_IN];

function linesOf(folder: string, file = FIRST): string[] {
  return readFileSync(join(folder, file), 'utf8').split('\n').slice(0, -1);
}

function write(folder: string, lines: readonly string[], file = FIRST): void {
  writeFileSync(join(folder, file), lines.map((line) => `${line}\n`).join(''));
}

function auditFiles(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('audit-'));
}

/** The faults as the command prints them, without their reasons. */
async function faultsOf(folder: string): Promise<string[]> {
  return (await checkAudit(folder)).faults.map(({ file, line, is }) => `${file}:${line} ${is}`);
}

function swapped(lines: readonly string[], one: number, other: number): string[] {
  return lines.map((line, index) => (index === one ? lines[other] : index === other ? lines[one] : line) ?? '');
}

test('an audit that nobody touched is whole', async () => {
  const folder = await writtenAudit(ENTRIES, { maxFileBytes: 900 });
  const { faults, files, records, head } = await checkAudit(folder);
  expect(faults).toEqual([]);
  expect(files.length).toBeGreaterThan(2);
  expect({ records, seq: head.seq }).toEqual({ records: 6, seq: 6 });
});

// Line 1 tells of the start; the entries follow.
describe('the fault is named at its place', () => {
  test.each<[string, (lines: string[]) => string[], string[]]>([
    [
      'a word changed in line 3',
      (lines) => lines.map((line, i) => (i === 2 ? line.replace('done', 'doNe') : line)),
      [`${FIRST}:3 altered`],
    ],
    [
      'a hash changed in line 3',
      (lines) => lines.map((line, i) => (i === 2 ? line.replace(/hash":"./, 'hash":"x') : line)),
      [`${FIRST}:3 altered`],
    ],
    ['a space added to line 3', (lines) => lines.map((line, i) => (i === 2 ? line.replace('":', '": ') : line)), [`${FIRST}:3 altered`]],
    ['a carriage return after line 3', (lines) => lines.map((line, i) => (i === 2 ? `${line}\r` : line)), [`${FIRST}:3 altered`]],
    ['the last line changed', (lines) => lines.map((line, i) => (i === 5 ? line.replace('anna', 'anne') : line)), [`${FIRST}:6 altered`]],
    ['line 3 removed', (lines) => lines.toSpliced(2, 1), [`${FIRST}:3 removed`]],
    ['lines 3 to 5 removed', (lines) => lines.toSpliced(2, 3), [`${FIRST}:3 removed`]],
    ['the first line removed', (lines) => lines.slice(1), [`${FIRST}:1 removed`]],
    ['line 3 doubled', (lines) => lines.toSpliced(2, 0, lines[2] ?? ''), [`${FIRST}:4 inserted`]],
    ['a line of somebody else put in', (lines) => lines.toSpliced(2, 0, '{"seq":3}'), [`${FIRST}:3 inserted`]],
    ['an empty line put in', (lines) => lines.toSpliced(2, 0, ''), [`${FIRST}:3 inserted`]],
    ['lines 3 and 4 swapped', (lines) => swapped(lines, 2, 3), [`${FIRST}:4 reordered`]],
    ['lines 2 and 4 swapped', (lines) => swapped(lines, 1, 3), [`${FIRST}:3 reordered`, `${FIRST}:4 reordered`]],
    [
      'line 3 split in two',
      (lines) => lines.toSpliced(2, 1, lines[2]?.slice(0, 40) ?? '', lines[2]?.slice(40) ?? ''),
      [`${FIRST}:3 altered`, `${FIRST}:4 altered`],
    ],
  ])('%s', async (_name, change, faults) => {
    const folder = await writtenAudit(ENTRIES);
    write(folder, change(linesOf(folder)));
    expect(await faultsOf(folder)).toEqual(faults);
  });

  test('a line replaced together with its hash is found by the line after it', async () => {
    const folder = await writtenAudit(ENTRIES);
    const lines = linesOf(folder);
    const [before, old] = [lines[1], lines[2]].map((line) => JSON.parse(line ?? '') as AuditRecord);
    if (!before || !old) throw new Error('the audit is too short');
    write(folder, lines.toSpliced(2, 1, formatLine(sealRecord(before, { ...old, by: DEPLOY })).trimEnd()));
    expect(await faultsOf(folder)).toEqual([`${FIRST}:3 altered`]);
  });

  test('a whole file that is gone is told where the next begins', async () => {
    const folder = await writtenAudit(ENTRIES, { maxFileBytes: 900 });
    write(folder, [], SECOND);
    expect(await faultsOf(folder)).toEqual(['audit-000003.jsonl:1 removed']);
  });

  test('a number far ahead costs no time', async () => {
    const folder = await writtenAudit(ENTRIES);
    const far = sealRecord({ seq: Number.MAX_SAFE_INTEGER - 1, hash: '' }, { at: 1, by: ANNA, entry: SIGNED_IN });
    write(folder, [...linesOf(folder), formatLine(far).trimEnd()]);
    expect(await faultsOf(folder)).toEqual([`${FIRST}:7 removed`]);
  });
});

test('every single byte counts: whichever is changed, it is found', async () => {
  const random = seeded(11);
  const entries = [
    asked('a', { reason: 'ünïcode "quoted"\nnext \u{1f525} \ud800', steps: [], input: { 2: 0.1, 1: -1e-9 } }),
    SIGNED_IN,
    ended('a'),
  ];
  const folder = await writtenAudit(entries, { maxFileBytes: 800 });
  for (const name of auditFiles(folder)) {
    const file = join(folder, name);
    const bytes = readFileSync(file);
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (bytes[at] ?? 0) ^ (1 + Math.floor(random() * 255));
      writeFileSync(file, changed);
      const { faults } = await checkAudit(folder);
      if (faults.length === 0) expect.fail(`byte ${at} of ${name} was changed to ${changed[at]} and nothing said so`);
    }
    writeFileSync(file, bytes);
  }
  expect(await faultsOf(folder)).toEqual([]);
}, 60_000);

test.each([1, 2, 3, 4, 5, 6])(
  'whatever line is removed, doubled or swapped in a random audit is found (%i)',
  async (seed) => {
    const folder = await writtenAudit(randomEntries(seeded(seed), 24), { maxFileBytes: 3_000 });
    const names = auditFiles(folder);
    const newest = names.at(-1);
    for (const name of names) {
      const lines = linesOf(folder, name);
      for (const [at, line] of lines.entries()) {
        const isNewest = name === newest && at === lines.length - 1;
        const changes = [
          lines.toSpliced(at, 0, line),
          ...(isNewest ? [] : [lines.toSpliced(at, 1)]),
          ...(at > 0 ? [swapped(lines, at - 1, at)] : []),
        ];
        for (const [which, changed] of changes.entries()) {
          write(folder, changed, name);
          const { faults } = await checkAudit(folder);
          if (faults.length === 0) expect.fail(`change ${which} of line ${at + 1} of ${name} was not found`);
        }
      }
      write(folder, lines, name);
    }
    expect(await faultsOf(folder)).toEqual([]);
  },
  60_000,
);
