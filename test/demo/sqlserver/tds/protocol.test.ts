import { expect, test } from 'vitest';
import { record, replay } from './recording.ts';
import { until, withPool, withServer } from './with-server.ts';

const DROPPED = 3;
const DONE_FINAL = 'fd0000';
const DONE_ERROR = 'fd0200';
const DONE_CANCELLED = 'fd2000';
const DONEPROC_ERROR = 'fe0200';
const NO_HEADERS = [4, 0, 0, 0];

function packet(type: number, body: readonly number[], flags = 1): Buffer {
  return Buffer.from([type, flags, (body.length + 8) >> 8, (body.length + 8) & 0xff, 0, 0, 1, 0, ...body]);
}

const text = (words: string) => [...Buffer.from(words, 'utf16le')];
const batch = (words: string) => packet(1, [...NO_HEADERS, ...text(words)]);
/** sp_executesql of a statement with such parameters besides. */
const call = (words: string, params: readonly number[] = []) => {
  const bytes = text(words);
  const statement = [0, 0, 0xe7, 0x40, 0x1f, 9, 4, 0xd0, 0, 0x34, bytes.length & 0xff, bytes.length >> 8, ...bytes];
  return packet(3, [...NO_HEADERS, 0xff, 0xff, 10, 0, 0, 0, ...statement, ...params]);
};

/** The messages of an answer: each is the bytes of its packets up to the one that ends it. */
function messages(answer: Buffer): Buffer[] {
  const found: Buffer[] = [];
  let parts: Buffer[] = [];
  for (let at = 0; at < answer.length; at += answer.readUInt16BE(at + 2)) {
    parts.push(answer.subarray(at + 8, at + answer.readUInt16BE(at + 2)));
    if (answer.readUInt8(at + 1) !== 1) continue;
    found.push(Buffer.concat(parts));
    parts = [];
  }
  return found;
}

/** What a server answers to such packets after a login, without what belongs to that, and how each message ends. */
async function after(...packets: Buffer[]) {
  const { server, seen } = await withServer();
  const door = await record(server.port);
  const pool = await withPool(door);
  await pool.close();
  const said = Buffer.concat(door.said);
  const greeting = said.subarray(0, said.readUInt16BE(2));
  const login = said.subarray(greeting.length, greeting.length + said.readUInt16BE(greeting.length + 2));
  await until(() => server.counts.open === 0);
  seen.batches.length = 0;
  const answers = messages(await replay(server.port, [greeting, login, ...packets])).slice(2);
  await until(() => server.counts.open === 0);
  return { server, seen, answers, ends: answers.map((answer) => answer.subarray(-13, -10).toString('hex')) };
}

function says(answer: Buffer | undefined, words: string): boolean {
  return answer?.includes(Buffer.from(words, 'utf16le')) ?? false;
}

test('a batch and a call end by a token of their own', async () => {
  const { ends, seen } = await after(batch('set'), call('set'));
  expect(ends).toEqual([DONE_FINAL, 'fe0000']);
  expect(seen.batches.map(({ sql }) => sql)).toEqual(['set', 'set']);
});

test('a message that the client gives up while it sends is answered by an error, not by running it', async () => {
  const { ends, seen } = await after(packet(1, [...NO_HEADERS, ...text('set')], 0), packet(1, text('half'), DROPPED), batch('set'));
  expect(ends).toEqual([DONE_ERROR, DONE_FINAL]);
  expect(seen.batches.map(({ sql }) => sql)).toEqual(['set']);
});

test('a cancel of nothing is acknowledged, each one', async () => {
  const { ends, server } = await after(packet(6, []), packet(6, []), batch('set'));
  expect(ends).toEqual([DONE_CANCELLED, DONE_CANCELLED, DONE_FINAL]);
  expect(server.counts.attentions).toBe(2);
});

test('a cancelled request has two messages: its own end, then the acknowledgement', async () => {
  const { ends } = await after(batch('wait'), packet(6, []), call('wait'), packet(6, []), batch('set'));
  expect(ends).toEqual([DONE_ERROR, DONE_CANCELLED, DONEPROC_ERROR, DONE_CANCELLED, DONE_FINAL]);
});

test('a cancel between the packets of a request drops them', async () => {
  const { ends, seen } = await after(packet(1, [...NO_HEADERS, ...text('set')], 0), packet(6, []), batch('set'));
  expect(ends).toEqual([DONE_CANCELLED, DONE_FINAL]);
  expect(seen.batches).toHaveLength(1);
});

test.each([
  ['a table as a parameter', call('set', [0, 0, 0xf3, 0, 0, 0]), DONEPROC_ERROR, 'stand-in: a table as a parameter is not built'],
  ['bulk load', packet(7, [1, 2, 3]), DONE_ERROR, 'stand-in: bulk load is not built'],
  ['a savepoint', packet(14, [...NO_HEADERS, 9, 0, 0]), DONE_ERROR, 'stand-in: request 9 to the transaction manager is not built'],
  ['a cursor', packet(3, [...NO_HEADERS, 0xff, 0xff, 2, 0, 0, 0]), DONEPROC_ERROR, 'stand-in: sp_cursoropen is not built'],
  [
    'a prepared statement that there is not',
    packet(3, [...NO_HEADERS, 0xff, 0xff, 12, 0, 0, 0, 0, 0, 56, 9, 0, 0, 0]),
    DONEPROC_ERROR,
    'handle 9',
  ],
  ['a commit of nothing', packet(14, [...NO_HEADERS, 7, 0, 0, 0]), DONE_ERROR, 'no corresponding BEGIN TRANSACTION'],
])('%s is an error in words, and the next request is answered', async (_what, request, end, words) => {
  const { answers, ends, server } = await after(request, batch('set'));
  expect(ends).toEqual([end, DONE_FINAL]);
  expect(says(answers[0], words)).toBe(true);
  expect(server.complaints).toEqual([]);
});

test.each([
  ['a parameter that ends early', call('set', [0, 0, 56, 1]), '4 bytes are announced where 1 are left'],
  ['a call of nothing', packet(3, NO_HEADERS), 'a call of nothing'],
  ['a procedure by a number that there is not', packet(3, [...NO_HEADERS, 0xff, 0xff, 99, 0, 0, 0]), 'no procedure has the number 99'],
  ['half a character', packet(1, [...NO_HEADERS, 0x41]), '1 bytes of UTF-16'],
  ['headers longer than the message', packet(1, [200, 0, 0, 0]), '196 bytes are announced where 0 are left'],
  ['headers shorter than themselves', packet(1, [3, 0, 0, 0]), 'ALL_HEADERS of 3 bytes'],
])('%s is told to the client as the reason why its connection ends', async (_what, request, words) => {
  const { answers, ends, server, seen } = await after(request, batch('set'));
  expect(ends).toHaveLength(1);
  expect(says(answers[0], `protocol stream is incorrect: ${words}`)).toBe(true);
  expect(server.complaints).toEqual([expect.stringContaining(words)]);
  expect(seen.batches).toEqual([]);
});

test('two calls in one request are both run, and the first that fails does not keep the second', async () => {
  const one = call('fail').subarray(8 + NO_HEADERS.length);
  const two = call('set').subarray(8 + NO_HEADERS.length);
  const { answers, seen } = await after(packet(3, [...NO_HEADERS, ...one, 0xff, ...two]));
  expect(seen.batches.map(({ sql }) => sql)).toEqual(['fail', 'set']);
  expect(says(answers[0], "Invalid object name 'sys.nope'.")).toBe(true);
});

test('what SQL text begins and ends is told as a transaction', async () => {
  const begun = Buffer.from([0xe3, 11, 0, 8, 8, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
  const { answers } = await after(batch('begin'));
  expect(answers[0]?.includes(begun)).toBe(true);
});

test('more requests at a time than any client sends end the connection', async () => {
  const { server } = await after(batch('wait'), ...Array.from({ length: 80 }, () => batch('set')));
  expect(server.complaints).toEqual([expect.stringContaining('more than 64 requests at a time')]);
});

test('a second login ends the connection', async () => {
  const { server, seen } = await after(packet(16, [1]), batch('set'));
  expect(server.complaints).toEqual([expect.stringContaining('a second login')]);
  expect(seen.batches).toEqual([]);
});

test('a session that is reset begins anew: its database, and nothing prepared', async () => {
  const prepare = [0, 0, 38, 4, 0, 0, 0, 0xe7, 0x40, 0x1f, 9, 4, 0xd0, 0, 0x34, 0xff, 0xff];
  const statement = [0, 0, 0xe7, 0x40, 0x1f, 9, 4, 0xd0, 0, 0x34, 6, 0, ...text('set')];
  const prepared = packet(3, [...NO_HEADERS, 0xff, 0xff, 11, 0, 0, 0, ...prepare, ...statement]);
  const execute = packet(3, [...NO_HEADERS, 0xff, 0xff, 12, 0, 0, 0, 0, 0, 56, 1, 0, 0, 0]);
  const reset = packet(1, [...NO_HEADERS, ...text('set')], 1 | 8);
  const { answers, ends, seen, server } = await after(batch('use msdb'), prepared, execute, reset, execute);
  expect(ends).toEqual([DONE_FINAL, 'fe0000', 'fe0000', DONE_FINAL, DONEPROC_ERROR]);
  expect(answers[3]?.subarray(0, 6).toString('hex')).toBe('e30300120000');
  expect(says(answers[3], "Changed database context to 'tempdb'.")).toBe(true);
  expect(says(answers[4], 'Could not find prepared statement with handle 1.')).toBe(true);
  expect([seen.resets, server.counts.resets, seen.batches.length]).toEqual([1, 1, 3]);
});
