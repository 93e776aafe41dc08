import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { HistoryProblem } from '#lib/state/history/problem.ts';
import { type NativeServer, startNativeServer } from './native-server.ts';

let server: NativeServer;

const NOW = Date.now();
const AT = Math.floor(NOW / 1_000) * 1_000 - 3_600_000;
const iso = (at: number): string => new Date(at).toISOString();
const BOARD = { now: AT, doubtBefore: 0, boot: 'b', build: 'x', viewer: '', seqs: {}, probes: [], rows: {}, marks: [] };

beforeAll(async () => {
  server = await startNativeServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.history.boards = [{ at: AT, json: JSON.stringify(BOARD) }];
  server.history.blanksKept = [];
  server.history.written = [];
  server.history.set({ keptFrom: AT, trouble: null });
});

const ask = async (path: string, headers: Record<string, string> = {}) => {
  const { status, body, headers: sent } = await server.ask(path, { headers });
  return { status, sent, body: JSON.parse(body) };
};

describe('the board of a moment', () => {
  test.each([
    ['as ISO 8601', iso(AT + 5_000)],
    ['as epoch ms', String(AT + 5_000)],
  ])('is what was written last before it, asked for %s, for who asks', async (_name, at) => {
    const { status, body } = await ask(`/live/v1/past?at=${encodeURIComponent(at)}`);
    expect(status).toBe(200);
    expect(body).toEqual({ ...BOARD, viewer: 'anonymous' });
  });

  test('asks the store for no more than who asks may view', async () => {
    let asked: readonly string[] = [];
    const { board } = server.history;
    server.history.board = async (at, views) => {
      asked = views;
      return board(at, views);
    };
    await ask(`/live/v1/past?at=${AT}`);
    server.history.board = board;
    expect(asked).toEqual(['pretend', 'vigil']);
  });

  test('goes out compressed where it is long', async () => {
    const json = JSON.stringify({ ...BOARD, boot: 'b'.repeat(20_000) });
    server.history.boards = [{ at: AT, json }];
    const chunks = await fetch(`${server.origin}/live/v1/past?at=${AT}`, { headers: { 'accept-encoding': 'gzip' } });
    expect(chunks.headers.get('content-encoding')).toBe('gzip');
    expect(((await chunks.json()) as { viewer: string }).viewer).toBe('anonymous');
  });

  test.each([
    ['words', 'yesterday'],
    ['a time of no zone', '2026-11-22T03:12:30'],
    ['nothing', ''],
  ])('of %s is refused', async (_name, at) => expect((await ask(`/live/v1/past?at=${encodeURIComponent(at)}`)).status).toBe(400));
});

describe('where no board is kept', () => {
  const missing = async (at: number) => {
    const { status, body } = await ask(`/live/v1/past?at=${at}`);
    expect(status).toBe(404);
    return body.error;
  };

  test('before the first one it says since when, and where that is', async () => {
    expect(await missing(AT - 60_000)).toMatchObject({
      message: expect.stringContaining('the first is of'),
      nearest: { before: null, after: AT },
    });
  });

  test('in a blank it says why, and what is kept on both sides', async () => {
    const blank = { from: AT + 60_000, to: AT + 120_000, why: 'Vigil was stopped' };
    server.history.blanksKept = [blank];
    server.history.boards.push({ at: blank.to + 1_000, json: JSON.stringify(BOARD) });
    const { board } = server.history;
    server.history.board = async (at, views) => (at > blank.from && at < blank.to + 1_000 ? null : board(at, views));
    const error = await missing(AT + 90_000);
    server.history.board = board;
    expect(error.message).toContain('Vigil was stopped');
    expect(error.nearest).toEqual({ before: AT, after: blank.to + 2_000 });
  });

  test.each([
    ['in a blank that began soon after a board', 30_000],
    ['between its end and the first board after it', 45_000],
  ])('%s the board before it is not shown in its place', async (_, afterMs) => {
    server.history.blanksKept = [{ from: AT + 5_000, to: AT + 40_000, why: 'Vigil ended without a word' }];
    expect((await missing(AT + afterMs)).nearest.before).toBe(AT);
    expect((await ask(`/live/v1/past?at=${AT + 4_000}`)).status).toBe(200);
  });

  test('where nothing was written for minutes it is not the board of long before', async () => {
    const error = await missing(AT + 600_000);
    expect(error.message).toContain('no board of');
    expect(error.nearest.before).toBe(AT);
  });

  test('of what is still to come it says so', async () => {
    expect(await missing(Date.now() + 600_000)).toMatchObject({
      message: expect.stringContaining('still to come'),
      nearest: { after: null },
    });
  });

  test('where nothing is written down it says why', async () => {
    server.history.boards = [];
    server.history.set({ keptFrom: null, trouble: { words: 'the disk is full', since: NOW, isKeeping: false } });
    expect((await missing(AT)).message).toMatch(/none is kept at all.*the disk is full/);
  });
});

test('what the store cannot tell is answered in its words', async () => {
  const { board } = server.history;
  server.history.board = () => Promise.reject(new HistoryProblem('damaged', 'history.sqlite is damaged'));
  const { status, body } = await ask(`/live/v1/past?at=${AT}`);
  server.history.board = board;
  expect([status, body.error.message]).toEqual([503, 'history.sqlite is damaged']);
});

describe('marks and steps', () => {
  const happened = (at: number, system = 'pretend') =>
    server.history.addEvent({
      ...{ at, until: at, kind: 'status', systems: [system], system, group: 'web', node: 'lb1' },
      ...{ subject: 'lb1', status: 'critical', words: 'refused', by: null },
    });

  test('tell where something changed of what the asker may view, the blanks, and since when anything is kept', async () => {
    happened(AT + 1_000);
    happened(AT + 1_000, 'secret');
    server.history.blanksKept = [{ from: AT + 5_000, to: AT + 9_000, why: 'stopped' }];
    const { body } = await ask(`/live/v1/past/marks?from=${AT}&to=${AT + 60_000}`);
    expect(body).toMatchObject({
      marks: [{ at: AT + 2_000, status: 'critical', count: 1, words: 'lb1: refused' }],
      blanks: [{ why: 'stopped' }],
      ...{ keptFrom: AT, toldFrom: null, now: expect.any(Number) },
    });
  });

  test('are at most some five hundred, however long the time is', async () => {
    for (let index = 0; index < 3_000; index += 1) happened(AT + index * 1_000);
    const { body } = await ask(`/live/v1/past/marks?from=${AT}&to=${AT + 3_000_000}`);
    expect(body.marks.length).toBeLessThanOrEqual(501);
    expect(body.marks.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(3_000);
  });

  test('a time that ends before it begins is refused', async () =>
    expect((await ask(`/live/v1/past/marks?from=${AT}&to=${AT}`)).status).toBe(400));

  test.each([
    ['next', AT + 11_000],
    ['previous', null],
  ])('the %s change', async (to, at) => {
    happened(AT + 10_000);
    const { body } = await ask(`/live/v1/past/step?at=${AT + 5_000}&to=${to}`);
    expect(body.change?.at ?? null).toBe(at);
  });
});
