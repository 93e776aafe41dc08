import { describe, expect, test } from 'vitest';
import { MAINT, nodeOf, notesOf, OTHERS, pair, previewOf, settingsOf, stepsOf, WEB03, webServer } from './acting-on.ts';
import { type Cells, server } from './hand-made.ts';

describe('a drain of one server in one backend', () => {
  test('is one click where nothing speaks against it, and one step an instance', () => {
    const preview = previewOf('drain', WEB03, pair({ scur: 7 }));
    expect(preview).toMatchObject({
      title: 'Drain web03 in be_web of Public web',
      button: 'Drain web03',
      summary: 'web03 gets no new clients in be_web on lb1 and lb2; the 14 sessions running on it now go on until they end.',
      friction: 'click',
      typed: null,
      refusal: null,
      instead: null,
      leftOut: [],
    });
    expect(stepsOf(preview)).toEqual(['lb1 be_web/web03: drain', 'lb2 be_web/web03: drain']);
    expect(preview.steps[0]).toMatchObject({ group: 'web', row: 'be_web/server/web03', before: 'up', wanted: 'drain' });
    expect(notesOf(preview)).toEqual([
      'ok: a drain never empties a server of clients held to it by a cookie or a stick table; maintenance moves them',
      'ok: be_web keeps 2 servers or more taking traffic',
    ]);
  });

  test('names the cookie by which clients are held', () => {
    expect(notesOf(previewOf('drain', WEB03, pair({ cookie: 'w3' })))[0]).toBe(
      'ok: clients that hold its cookie (w3) keep coming to it while it drains, however long; maintenance moves them',
    );
  });

  test('counts one session as one, and none as none', () => {
    expect(previewOf('drain', WEB03, pair({ scur: 1 }, { scur: 0 })).summary).toContain('the 1 session running on it now goes on');
    expect(previewOf('drain', WEB03, pair({ scur: 0 })).summary).toContain('no session is running on it now');
  });
});

test('every other order asks', () => {
  expect(previewOf('maintenance', WEB03, pair()).friction).toBe('ask');
  expect(previewOf('ready', WEB03, pair({ status: 'DRAIN' })).friction).toBe('ask');
  const inTwo = [
    nodeOf('lb1', [webServer('web03'), webServer('web01'), server({ pxname: 'be_api', svname: 'web03' }), server({ pxname: 'be_api' })]),
  ];
  expect(previewOf('drain', { server: 'web03' }, inTwo)).toMatchObject({ friction: 'ask', title: 'Drain web03 everywhere' });
});

describe('the last server that takes traffic', () => {
  const last = (rows: Cells[]) => [nodeOf('lb1', [...rows, webServer('web03')]), nodeOf('lb2', [...OTHERS, webServer('web03')])];

  test.each<[string, Cells[]]>([
    ['the others are down', [webServer('web01', { status: 'DOWN' })]],
    ['the others are in drain', [webServer('web01', { status: 'DRAIN' })]],
    ['the others are in maintenance', [webServer('web01', MAINT)]],
    ['the others take no new sessions', [webServer('web01', { status: 'NOLB' })]],
    ['the others have no weight', [webServer('web01', { weight: 0 })]],
    ['it is the only one', []],
  ])('must be typed: %s', (_, rows) => {
    for (const action of ['drain', 'maintenance']) {
      const preview = previewOf(action, WEB03, last(rows));
      expect(preview).toMatchObject({ friction: 'type', typed: 'web03' });
      expect(notesOf(preview)[0]).toBe('critical: web03 is the last server taking traffic in be_web on lb1: clients get 503');
    }
  });

  test('is told with all instances on which it is that', () => {
    const nodes = ['lb1', 'lb2', 'lb3'].map((node) => nodeOf(node, [webServer('web03')]));
    expect(notesOf(previewOf('drain', WEB03, nodes))[0]).toContain('in be_web on lb1, lb2 and lb3:');
  });

  test('of a TCP backend leaves connections refused', () => {
    const nodes = [nodeOf('lb1', [webServer('web03', { mode: 'tcp' })])];
    expect(notesOf(previewOf('drain', WEB03, nodes))[0]).toMatch(/: new connections are refused$/);
  });

  test.each([
    ['drain', 'type'],
    ['maintenance', 'type'],
    ['in service', 'click'],
  ])('is known while another that was told "%s" is not proved yet', (wanted, friction) => {
    const nodes = [nodeOf('lb1', [webServer('web01'), webServer('web03')])];
    const inFlight = [{ group: 'web', node: 'lb1', target: 'be_web/web01', wanted }];
    expect(previewOf('drain', WEB03, nodes, inFlight).friction).toBe(friction);
    expect(previewOf('drain', WEB03, nodes, [{ group: 'web', node: 'lb2', target: 'be_web/web01', wanted }]).friction).toBe('click');
  });

  test('is counted in every backend of a server drained everywhere', () => {
    const nodes = [nodeOf('lb1', [...OTHERS, webServer('web03'), server({ pxname: 'be_api', svname: 'web03' })])];
    const preview = previewOf('drain', { server: 'web03' }, nodes);
    expect(preview).toMatchObject({ friction: 'type', typed: 'web03' });
    expect(notesOf(preview)[0]).toContain('in be_api on lb1');
  });

  test('may be one that only follows the server drained', () => {
    const nodes = [nodeOf('lb1', [...OTHERS, webServer('web03'), server({ pxname: 'be_api', svname: 'api9', tracked: 'be_web/web03' })])];
    const preview = previewOf('drain', WEB03, nodes);
    expect(preview).toMatchObject({ friction: 'type', typed: 'web03' });
    expect(notesOf(preview)[0]).toBe('critical: api9 is the last server taking traffic in be_api on lb1: clients get 503');
  });

  test('is known when an order is undone', () => {
    const targets = [{ group: 'web', node: 'lb1', backend: 'be_web', server: 'web03', to: 'maintenance' }];
    expect(previewOf('restore', { targets }, last([]))).toMatchObject({ friction: 'type', typed: 'web03' });
  });

  test('with a backup behind it is asked about, and not typed', () => {
    const nodes = [nodeOf('lb1', [webServer('web03'), webServer('spare', { act: 0, bck: 1 })])];
    const preview = previewOf('drain', WEB03, nodes);
    expect(preview).toMatchObject({ friction: 'ask', typed: null });
    expect(notesOf(preview)[0]).toBe('warning: only 1 backup server left to take the traffic of be_web on lb1');
  });

  test('is gone already where nothing takes traffic', () => {
    const nodes = [nodeOf('lb1', [webServer('web03', { status: 'NOLB' })])];
    expect(notesOf(previewOf('maintenance', WEB03, nodes))[0]).toBe('warning: no server takes traffic in be_web on lb1 as it is');
  });
});

describe('an instance whose reading cannot be acted on', () => {
  const doubt = 'stale 40s: poll it first';

  test('is left out with the reason, and the rest is asked about', () => {
    const [lb1, lb2] = pair();
    if (!lb1 || !lb2) throw new Error('two were made');
    const preview = previewOf('drain', WEB03, [lb1, { ...lb2, doubt }]);
    expect(preview).toMatchObject({ friction: 'ask', refusal: null, leftOut: [{ group: 'web', node: 'lb2', why: doubt }] });
    expect(stepsOf(preview)).toEqual(['lb1 be_web/web03: drain']);
  });

  test('is left out where it was never read, since it may have the server', () => {
    const preview = previewOf('drain', { server: 'web03' }, [...pair(), nodeOf('lb3', null, { doubt: 'never read' })]);
    expect(preview.leftOut).toEqual([{ group: 'web', node: 'lb3', why: 'never read' }]);
  });

  test('is no matter where its last reading has no such server, or it is of another group', () => {
    const other = nodeOf('lb3', [webServer('web09')], { doubt });
    const elsewhere = nodeOf('lb9', null, { group: 'internal', doubt });
    expect(previewOf('drain', WEB03, [...pair(), other, elsewhere]).leftOut).toEqual([]);
  });

  test('refuses the whole where there is no other', () => {
    const preview = previewOf(
      'drain',
      WEB03,
      pair().map((node) => ({ ...node, doubt })),
    );
    expect(preview).toMatchObject({ steps: [], refusal: `poll first: lb1: ${doubt} and lb2: ${doubt}` });
  });
});

describe('an instance without a user to act with', () => {
  const reader = { settings: settingsOf(undefined, null) };

  test('is left out with how to change that', () => {
    const [lb1, lb2] = pair();
    if (!lb1 || !lb2) throw new Error('two were made');
    const preview = previewOf('drain', WEB03, [lb1, { ...lb2, ...reader }]);
    expect(preview.leftOut).toEqual([
      { group: 'web', node: 'lb2', why: expect.stringMatching(/^no user to act with is configured: add act: /) },
    ]);
    expect(preview.friction).toBe('ask');
  });

  test('refuses the whole where there is no other', () => {
    const preview = previewOf(
      'drain',
      WEB03,
      pair().map((node) => ({ ...node, ...reader })),
    );
    expect(preview.refusal).toMatch(/^no user to act with is configured for lb1 and lb2: add act: .*"stats admin"/);
  });
});

describe('what is not there is refused', () => {
  test.each<[string, object, string]>([
    ['a server', { ...WEB03, server: 'web3' }, 'there is no server web3 in be_web: did you mean web03?'],
    ['a server anywhere', { server: 'wbe03' }, 'there is no server wbe03 on any instance: did you mean web03?'],
    ['a server that nothing is like', { server: 'zzzzzzzz' }, 'there is no server zzzzzzzz on any instance'],
    ['a backend', { ...WEB03, backend: 'be_wbe' }, 'there is no backend be_wbe with servers in Public web: did you mean be_web?'],
    ['a group', { ...WEB03, group: 'wed' }, 'there is no group wed: did you mean web?'],
    ['an instance', { server: 'web03', only: [{ group: 'web', node: 'gone' }] }, 'there is no such instance'],
  ])('%s', (_, input, refusal) => {
    expect(previewOf('drain', input, pair())).toMatchObject({ steps: [], refusal });
  });

  test('a server of which one reading shows two', () => {
    const nodes = [nodeOf('lb1', [...OTHERS, webServer('web03'), webServer('web03')])];
    expect(previewOf('drain', WEB03, nodes).refusal).toMatch(/^nothing can be sent: be_web\/web03 stands for two servers there/);
  });
});
