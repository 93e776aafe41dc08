import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Grants } from '#lib/access/rights.ts';
import { tokenHashOf } from '#lib/access/tokens.ts';
import type { HistoryEvent } from '#lib/history.ts';
import type { NewEvent } from '#lib/state/history/history.ts';
import { HistoryProblem } from '#lib/state/history/problem.ts';
import { type NativeServer, startNativeServer } from './native-server.ts';

const CALLERS = {
  admin: { all: ['view', 'act'], systems: {} },
  pretender: { all: [], systems: { pretend: ['view'] } },
  stranger: { all: [], systems: { haproxy: ['view'] } },
} satisfies Record<string, Grants>;
type CallerName = keyof typeof CALLERS;

const tokenOf = (name: string) => `vigil_${name.padEnd(43, 'x')}`;
const NOTHING: NewEvent = {
  ...{ at: 100, until: 100, kind: 'node', systems: ['pretend'], system: 'pretend', group: 'web', node: 'lb1' },
  ...{ subject: 'lb1', status: null, words: 'restarted', by: null },
};

let server: NativeServer;

beforeAll(async () => {
  server = await startNativeServer({
    access: {
      anonymous: [],
      tokens: Object.entries(CALLERS).map(([name, grants]) => ({ name, hash: tokenHashOf(tokenOf(name)), grants })),
    },
  });
});
afterAll(() => server.close());
beforeEach(() => {
  server.history.written.length = 0;
  server.history.blanksKept.length = 0;
  server.history.set({ trouble: null, keptFrom: null });
});

function keep(...events: Partial<NewEvent>[]): void {
  for (const event of events) server.history.addEvent({ ...NOTHING, until: event.at ?? NOTHING.until, ...event });
}

async function ask(caller: CallerName, query: string, path = 'events') {
  const { status, body, headers } = await server.ask(`/live/v1/${path}?${query}`, {
    headers: { authorization: `Bearer ${tokenOf(caller)}` },
  });
  return { status, text: body, headers, body: headers['content-type']?.startsWith('application/json') ? JSON.parse(body) : null };
}

const wordsOf = (events: readonly HistoryEvent[]) => events.map(({ words }) => words);

describe('what happened', () => {
  test('is told newest first, page by page, with the times of which nothing is known', async () => {
    keep(...[1, 2, 3, 4, 5].map((at) => ({ at, words: `the ${at}.` })));
    server.history.blanksKept.push({ from: 2, to: 3, why: 'Vigil did not run' });
    server.history.set({ keptFrom: 1 });
    const first = await ask('pretender', 'from=0&to=10&limit=2');
    expect(wordsOf(first.body.events)).toEqual(['the 5.', 'the 4.']);
    expect(first.body).toMatchObject({ blanks: [{ from: 2, to: 3 }], keptFrom: 1, trouble: null, now: expect.any(Number) });
    const second = await ask('pretender', `from=0&to=10&limit=2&before=${first.body.next}`);
    const third = await ask('pretender', `from=0&to=10&limit=2&before=${second.body.next}`);
    expect([second, third].map(({ body }) => [wordsOf(body.events), body.next])).toEqual([
      [['the 3.', 'the 2.'], expect.any(Number)],
      [['the 1.'], null],
    ]);
  });

  test.each<[CallerName, string[]]>([
    ['admin', ['of none', 'of both', 'of pretend']],
    ['pretender', ['of none', 'of pretend']],
    ['stranger', ['of none']],
  ])('is told to %s where he may view every system of it', async (caller, expected) => {
    keep(
      { words: 'of pretend' },
      { words: 'of both', systems: ['pretend', 'vigil', 'haproxy'] },
      { words: 'of none', systems: [], system: '' },
    );
    // Of a system that is not watched here nobody is told.
    keep({ words: 'of a stranger', systems: ['sql'], system: 'sql' });
    const both = caller === 'admin' ? expected.filter((words) => words !== 'of both') : expected;
    expect(wordsOf((await ask(caller, 'from=0&to=1000')).body.events)).toEqual(both);
    expect((await ask(caller, 'from=0&to=1000&format=json', 'events/export')).text).not.toContain('stranger');
    expect((await ask(caller, 'from=0&to=1000', 'events/axis')).text).not.toContain('stranger');
  });

  test.each([
    ['kind=deploy,action', ['a deploy', 'an action']],
    ['system=pretend', ['a restart', 'an action']],
    ['system=pretend&group=web', ['a restart']],
    ['system=pretend&group=web&node=lb1', ['a restart']],
    ['system=pretend&group=web&node=lb2', []],
    ['text=DEPL', ['a deploy']],
    ['from=0&to=50', []],
  ])('is narrowed by %s', async (query, expected) => {
    keep(
      { words: 'an action', kind: 'action', group: 'far', node: '' },
      { words: 'a restart' },
      { words: 'a deploy', kind: 'deploy', systems: [], system: '', group: '', node: '' },
    );
    const { body } = await ask('admin', query.startsWith('from') ? query : `from=0&to=1000&${query}`);
    expect(wordsOf(body.events)).toEqual(expected);
  });

  test.each([
    ['', 'say from and to'],
    ['from=5&to=5', 'nothing lies between these times'],
    ['from=0&to=1&kind=party', 'kind'],
    ['from=0&to=1&group=web', 'say of which system the group is'],
    ['from=0&to=1&system=pretend&node=lb1', 'of which group the node'],
    ['from=0&to=1&limit=100000', 'limit'],
  ])('asked for by "%s" is refused in words', async (query, words) => {
    const { status, body } = await ask('admin', query);
    expect([status, body.error.message]).toEqual([400, expect.stringContaining(words)]);
  });

  test.each(['events', 'events/axis', 'events/export'])('that cannot be read is said in the words of the history: %s', async (path) => {
    const { events } = server.history;
    server.history.events = () => Promise.reject(new HistoryProblem('off', 'No history is kept here: set state.history.'));
    const { status, body } = await ask('admin', `from=0&to=1${path.endsWith('export') ? '&format=csv' : ''}`, path);
    server.history.events = events;
    expect([status, body.error]).toMatchObject([503, { code: 'off', message: 'No history is kept here: set state.history.' }]);
  });

  test('is told with why what is seen now is not written down', async () => {
    const trouble = { words: 'The disk is full.', since: 5, isKeeping: true };
    server.history.set({ trouble });
    expect((await ask('admin', 'from=0&to=1')).body.trouble).toEqual(trouble);
  });
});

describe('the export', () => {
  test('holds all that matches, over as many pages as there are', async () => {
    keep(
      ...Array.from({ length: 2_300 }, (_, index) => ({
        at: index,
        words: `the ${index}.`,
        kind: index % 2 === 0 ? ('node' as const) : ('deploy' as const),
      })),
    );
    const json = await ask('pretender', 'from=0&to=9999&format=json', 'events/export');
    expect(json.body.map(({ at }: HistoryEvent) => at)).toEqual(Array.from({ length: 2_300 }, (_, index) => 2_299 - index));
    const csv = await ask('pretender', 'from=0&to=9999&kind=deploy&format=csv', 'events/export');
    const lines = csv.text.trim().split('\r\n');
    expect([lines.length, lines[0], lines[1]?.replace(/^\d+,/, '')]).toEqual([
      1_151,
      'id,at,until,kind,systems,system,group,node,subject,status,words,by,key,link',
      '1970-01-01T00:00:02.299Z,1970-01-01T00:00:02.299Z,deploy,pretend,pretend,web,lb1,lb1,,the 2299.,,,',
    ]);
    expect(csv.headers['content-disposition']).toBe('attachment; filename="vigil-events.csv"');
  });

  test('of nothing is an empty list', async () => {
    expect((await ask('admin', 'from=0&to=1&format=json', 'events/export')).body).toEqual([]);
  });
});

describe('the axis', () => {
  test('has a lane for each system that the caller may view, for deploys, actions and Vigil, and counts every kind whichever are asked for', async () => {
    keep({ words: 'a restart' }, { kind: 'deploy', systems: [], system: '', at: 200 });
    const { body } = await ask('pretender', 'from=0&to=1000&kind=deploy&steps=10', 'events/axis');
    expect(body).toMatchObject({ kinds: { node: 1, deploy: 1 }, since: 0, axis: { from: 0, to: 1_000, stepMs: 100 } });
    const lanes: { id: string; marks: unknown[] }[] = body.axis.lanes;
    expect(lanes.map(({ id, marks }) => [id, marks.length])).toEqual([
      ['pretend', 0],
      ['deploys', 1],
      ['actions', 0],
      ['vigil', 0],
    ]);
  });

  test('says from when on it is whole where too much happened to read all', async () => {
    keep(...Array.from({ length: 21_000 }, (_, at) => ({ at })));
    const { body } = await ask('admin', 'from=0&to=30000&steps=10', 'events/axis');
    expect([body.since, body.kinds]).toEqual([1_000, { node: 20_000 }]);
  });
});

test('nothing of all this was a bug of ours', () => expect(server.errors).toEqual([]));
