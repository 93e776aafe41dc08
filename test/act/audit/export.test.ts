import { expect, test } from 'vitest';
import { exportRows } from '#lib/act/audit/export.ts';
import type { AuditRow } from '#lib/act/audit/row.ts';
import { CsvReader } from '#lib/text/csv.ts';
import { ANNA } from './entries.ts';

const STEP = {
  group: 'web',
  target: 'be_web/web03',
  row: 'be_web/web03',
  commands: ['drain', 'health down'],
  before: 'up',
  wanted: 'drain',
  after: null,
};

const ROW: AuditRow = {
  ...{
    seq: 7,
    at: 1_772_000_000_123,
    endedAt: null,
    id: 'a',
    by: ANNA,
    system: 'haproxy',
    systems: ['haproxy'],
    action: 'drain',
    title: 'Drain web03',
  },
  ...{ result: 'under way', words: '1 of 2 steps answered.', reason: '=HYPERLINK("http://x.example")', until: 1_772_003_600_000, times: 1 },
  steps: [
    { ...STEP, node: 'lb1', sent: { is: 'taken', answer: 'Done,\n"really".' }, isConfirmed: false },
    { ...STEP, node: '-lb2', sent: null, isConfirmed: false },
  ],
  leftOut: [{ group: 'web', node: 'lb3', why: 'not read for 40 s' }],
};

const SIGN_IN: AuditRow = {
  ...ROW,
  seq: 8,
  endedAt: 1_772_000_000_123,
  id: null,
  system: null,
  systems: [],
  reason: null,
  until: null,
  steps: [],
  leftOut: [],
};

async function* given(rows: readonly AuditRow[]): AsyncGenerator<AuditRow> {
  yield* rows;
}

async function exported(rows: readonly AuditRow[], format: 'csv' | 'jsonl'): Promise<string> {
  let text = '';
  for await (const piece of exportRows(given(rows), format)) text += piece;
  return text;
}

function readCsv(text: string): Record<string, string>[] {
  const csv = new CsvReader(text);
  const lines: string[][] = [];
  while (csv.next(new Float64Array(40), 0)) lines.push(Array.from({ length: csv.cells }, (_, cell) => csv.text(cell)));
  const [names = [], ...records] = lines;
  return records.map((cells) => Object.fromEntries(names.map((name, cell) => [name, cells[cell] ?? ''])));
}

test('CSV has one line a step, and one for a row without steps', async () => {
  const text = await exported([ROW, SIGN_IN], 'csv');
  expect(text.startsWith('seq,at,ended_at,who,')).toBe(true);
  const lines = readCsv(text);
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatchObject({
    ...{ seq: '7', at: '2026-02-25T06:13:20.123Z', ended_at: '', who: 'anna', address: '192.0.2.7', session: 's-1', system: 'haproxy' },
    ...{ result: 'under way', until: '2026-02-25T07:13:20.000Z', node: 'lb1', target: 'be_web/web03', commands: 'drain; health down' },
    ...{ sent: 'taken', answer: 'Done,\n"really".', after: '', confirmed: 'no', left_out: 'web/lb3: not read for 40 s' },
  });
  expect(lines[1]).toMatchObject({ seq: '7', sent: '', answer: '' });
  expect(lines[2]).toMatchObject({ seq: '8', ended_at: '2026-02-25T06:13:20.123Z', node: '', confirmed: '', system: '' });
});

test('CSV holds no cell that a spreadsheet takes for a formula', async () => {
  const lines = readCsv(await exported([ROW], 'csv'));
  expect(lines[0]?.reason).toBe('\'=HYPERLINK("http://x.example")');
  expect(lines[1]?.node).toBe("'-lb2");
});

test('CSV names every system that a row concerns', async () => {
  const lines = readCsv(await exported([{ ...SIGN_IN, systems: ['haproxy', 'redis'] }], 'csv'));
  expect(lines[0]?.system).toBe('haproxy; redis');
});

test('JSON lines are the rows as they are', async () => {
  const text = await exported([ROW, SIGN_IN], 'jsonl');
  expect(text.endsWith('\n')).toBe(true);
  expect(
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([ROW, SIGN_IN]);
});
