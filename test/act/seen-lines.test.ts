import { expect, test } from 'vitest';
import type { Actor, Entry } from '#lib/act/audit/record.ts';
import { SeenLines } from '#lib/act/seen-lines.ts';
import { ANNA, DEPLOY } from './audit/entries.ts';

const LOOKED = { system: 'exceptions', group: 'ny', node: 'ny', what: 'error 6f1b: request' };
type Looked = typeof LOOKED;

function open(append: () => Promise<void> = async () => undefined) {
  const written: string[] = [];
  const clock = { at: 1_000_000, now: () => clock.at };
  const write = async (by: Actor, entry: Entry): Promise<void> => {
    await append();
    if (entry.kind === 'seen') written.push(`${by.name} ${entry.system} ${entry.group}/${entry.node} ${entry.what}`);
  };
  return { lines: new SeenLines({ append: write }, clock), written, clock };
}

const FIRST = 'anna exceptions ny/ny error 6f1b: request';

type Again = { by?: Actor; over?: Partial<Looked>; laterMs?: number };

test.each<[string, Again, string[]]>([
  ['the same again within a minute is one line', { laterMs: 59_999 }, [FIRST]],
  ['the same a minute later is a line of its own', { laterMs: 60_000 }, [FIRST, FIRST]],
  ['another error is', { over: { what: 'error 7a2c: request' } }, [FIRST, 'anna exceptions ny/ny error 7a2c: request']],
  ['another store is', { over: { group: 'co', node: 'co' } }, [FIRST, 'anna exceptions co/co error 6f1b: request']],
  ['somebody else is', { by: DEPLOY }, [FIRST, 'deploy exceptions ny/ny error 6f1b: request']],
  ['the same person from another address is', { by: { ...ANNA, address: '192.0.2.9' } }, [FIRST, FIRST]],
  ['the same person in another session is', { by: { ...ANNA, session: 's-2' } }, [FIRST, FIRST]],
])('%s', async (_name, { by = ANNA, over = {}, laterMs = 0 }, expected) => {
  const { lines, written, clock } = open();
  await lines.note(ANNA, LOOKED);
  clock.at += laterMs;
  await lines.note(by, { ...LOOKED, ...over });
  expect(written).toEqual(expected);
});

test('who looks again while his line is being written waits for that line', async () => {
  const gate = Promise.withResolvers<void>();
  const { lines, written } = open(() => gate.promise);
  let ended = 0;
  const both = [lines.note(ANNA, LOOKED), lines.note(ANNA, LOOKED)].map((one) => one.then(() => (ended += 1)));
  await new Promise(setImmediate);
  expect(ended).toBe(0);
  gate.resolve();
  await Promise.all(both);
  expect(written).toEqual([FIRST]);
});

test('a line that could not be written stands for nothing: whoever waits for it is told, and the next try writes', async () => {
  let isFull = true;
  const { lines, written } = open(() => (isFull ? Promise.reject(new Error('disk full')) : Promise.resolve()));
  const tried = await Promise.allSettled([lines.note(ANNA, LOOKED), lines.note(ANNA, LOOKED)]);
  expect(tried.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  isFull = false;
  await lines.note(ANNA, LOOKED);
  expect(written).toEqual([FIRST]);
});

test('a flood of different things fills no memory, and leaves no line out', async () => {
  const { lines, written } = open();
  for (let i = 0; i < 3_000; i += 1) await lines.note(ANNA, { ...LOOKED, what: `error ${i}` });
  await lines.note(ANNA, { ...LOOKED, what: 'error 2999' });
  await lines.note(ANNA, { ...LOOKED, what: 'error 0' });
  expect([written.length, written.at(-1)]).toEqual([3_001, 'anna exceptions ny/ny error 0']);
});
