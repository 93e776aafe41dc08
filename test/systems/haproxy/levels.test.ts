import { describe, expect, test } from 'vitest';
import type { Step } from '#lib/acting.ts';
import { actionOf, nodeOf, notesOf, OTHERS, previewOf, stepOf, stepsOf, webServer } from './acting-on.ts';
import { frontend, server } from './hand-made.ts';

const BACKEND = { backend: 'be_web', group: 'web' };
const TIER = { group: 'web' };
const api = (svname: string, cells = {}) => server({ pxname: 'be_api', svname, chkfail: 0, scur: 2, ...cells });
const nodes = () => ['lb1', 'lb2'].map((node) => nodeOf(node, [...OTHERS, api('api01')]));

describe('an order names its reach', () => {
  test.each<[string, object, string, string, string[]]>([
    ['a backend', BACKEND, 'Drain all servers in be_web of Public web', 'Drain all servers in be_web', ['be_web/web01', 'be_web/web02']],
    [
      'a tier',
      TIER,
      'Drain every server of Public web',
      'Drain every server of Public web',
      ['be_web/web01', 'be_web/web02', 'be_api/api01'],
    ],
    ['a server in a tier', { server: 'web01', group: 'web' }, 'Drain web01 everywhere in Public web', 'Drain web01', ['be_web/web01']],
  ])('%s', (_, input, title, ...[button, targets]) => {
    const preview = previewOf('drain', input, nodes());
    expect(preview).toMatchObject({ title, button });
    expect(preview.steps.map(({ node, target }) => `${node} ${target}`).toSorted()).toEqual(
      ['lb1', 'lb2'].flatMap((node) => targets.map((target) => `${node} ${target}`)).toSorted(),
    );
  });

  test('on one instance alone', () => {
    const preview = previewOf('drain', { ...BACKEND, only: [{ group: 'web', node: 'lb2' }] }, nodes());
    expect(preview.title).toBe('Drain all servers in be_web of Public web, on lb2 alone');
    expect(stepsOf(preview)).toEqual(['lb2 be_web/web01: drain', 'lb2 be_web/web02: drain']);
  });

  test.each([{}, { only: [{ group: 'web', node: 'lb1' }] }, { backend: 'be_web' }])('%o names none, and is refused', (input) => {
    expect(actionOf('drain').read(input)).toMatchObject({ ok: false });
  });

  test('a group without servers is refused in words', () => {
    expect(previewOf('drain', TIER, [nodeOf('lb1', [frontend()])]).refusal).toBe('there is no server in Public web');
  });
});

describe('what must be typed', () => {
  test.each<[string, object, string]>([
    ['drain', BACKEND, 'be_web'],
    ['maintenance', BACKEND, 'be_web'],
    ['force-down', BACKEND, 'be_web'],
    ['drain', TIER, 'Public web'],
    ['maintenance', TIER, 'Public web'],
    ['force-down', TIER, 'Public web'],
    ['force-nolb', TIER, 'Public web'],
    ['kill-sessions', TIER, 'Public web'],
  ])('for %s of %o: %s', (action, input, typed) => {
    expect(previewOf(action, input, nodes())).toMatchObject({ friction: 'type', typed });
  });

  test.each(['drain', 'kill-sessions'])('the name of a tier for %s also where nothing of it takes traffic', (action) => {
    const dead = [nodeOf('lb1', [webServer('web01', { status: 'DOWN', scur: 1 })])];
    expect(previewOf(action, TIER, dead)).toMatchObject({ friction: 'type', typed: 'Public web' });
  });

  test.each(['return', 'checks-off', 'checks-on', 'agent-on'])('nothing for %s, which asks', (action) => {
    const rows = [webServer('web01', { status: 'DRAIN' }), webServer('web02', { chkfail: '', status: 'no check' })];
    expect(previewOf(action, BACKEND, [nodeOf('lb1', rows)])).toMatchObject({ friction: 'ask', typed: null });
  });
});

test('notes name the servers of which they speak', () => {
  const rows = [webServer('web01', { status: 'DOWN' }), webServer('web02'), webServer('web03', { status: 'DRAIN' })];
  const notes = notesOf(previewOf('drain', BACKEND, [nodeOf('lb1', rows)]));
  expect(notes).toContainEqual(expect.stringMatching(/^warning: web01: it is down in be_web on lb1/));
  expect(notes).toContainEqual('ok: web03: it is in drain already in be_web on lb1');
});

describe('an order of more commands than go in one', () => {
  const many = (count: number) => [
    nodeOf(
      'lb1',
      Array.from({ length: count }, (_, at) => webServer(`web${at}`)),
    ),
  ];

  test('is refused with what to do, and sends nothing', () => {
    expect(previewOf('drain', TIER, many(501))).toMatchObject({
      steps: [],
      friction: 'ask',
      refusal: 'this would be 501 commands, and 500 are the most that go in one order: take one backend, or one instance, at a time',
    });
    expect(previewOf('drain', TIER, many(500)).steps).toHaveLength(500);
  });

  test('never comes of an undo: that of the most commands fits into a request', () => {
    const steps = ['lb1', 'lb2'].flatMap((node) =>
      Array.from({ length: 250 }, (_, at): Step => ({ ...stepOf({ server: `ny-web${at}`, backend: 'be_stackoverflow' }), node })),
    );
    const order = actionOf('drain').undo(steps);
    expect(JSON.stringify(order).length).toBeLessThan(8_000);
    const read = actionOf('restore').read(order?.input);
    expect(read).toMatchObject({ ok: true });
    const { targets } = (read as { input: { targets: object[] } }).input;
    expect(targets).toHaveLength(500);
    expect(targets).toContainEqual({ group: 'web', node: 'lb2', backend: 'be_stackoverflow', server: 'ny-web249', to: 'ready' });
  });
});

test('a short request that names too many is refused before they are listed', () => {
  const names = (count: number) => Array.from({ length: count }, (_, at) => `${at}`);
  const input = { sets: [{ group: 'web', backend: 'be_web', nodes: names(3), servers: names(700), to: 'ready' }] };
  expect(actionOf('restore').read(input)).toEqual({
    ok: false,
    message: expect.stringMatching(/^sets: name more than 2000 servers; send/),
  });
});

test('of many backends that are emptied the first are named, and the rest counted', () => {
  const rows = Array.from({ length: 9 }, (_, at) => server({ pxname: `be_${at}`, svname: 'web01' }));
  const notes = notesOf(previewOf('drain', TIER, [nodeOf('lb1', rows)])).filter((words) => words.startsWith('critical'));
  expect(notes).toHaveLength(7);
  expect(notes.at(-1)).toBe('critical: and the same in 3 backends more');
});
