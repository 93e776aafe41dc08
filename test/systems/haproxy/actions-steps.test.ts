import { describe, expect, test } from 'vitest';
import { MAINT, nodeOf, notesOf, OTHERS, pair, previewOf, stepsOf, WEB03, webServer } from './acting-on.ts';
import { type Cells, server } from './hand-made.ts';

describe('steps are made only where something changes', () => {
  test.each<[action: string, cells: Cells, commands: string[]]>([
    ['drain', { status: 'UP' }, ['drain']],
    ['drain', { status: 'UP 1/3' }, ['drain']],
    ['drain', { status: 'no check' }, ['drain']],
    ['drain', { status: 'NOLB' }, ['drain']],
    ['drain', { status: 'DOWN' }, ['drain']],
    ['drain', MAINT, ['drain']],
    ['maintenance', { status: 'UP' }, ['maintenance']],
    ['maintenance', { status: 'DOWN 1/2' }, ['maintenance']],
    ['maintenance', { status: 'DRAIN' }, ['maintenance']],
    ['return', { status: 'DRAIN' }, ['health down', 'ready']],
    ['return', { status: 'DRAIN 1/3' }, ['health down', 'ready']],
    ['return', MAINT, ['drain', 'health down', 'ready']],
    ['return', { status: 'DRAIN', chkfail: '', check_status: '' }, ['ready']],
    ['return', { ...MAINT, chkfail: '' }, ['ready']],
    ['return', { status: 'DOWN' }, ['ready']],
    ['return', { status: 'NOLB' }, ['ready']],
    ['ready', { status: 'DRAIN' }, ['ready']],
    ['ready', MAINT, ['ready']],
    ['ready', { status: 'DOWN 1/2' }, ['ready']],
  ])('%s of %o', (action, cells, commands) => {
    expect(stepsOf(previewOf(action, WEB03, pair(cells)))).toEqual(
      ['lb1', 'lb2'].map((node) => `${node} be_web/web03: ${commands.join(', ')}`),
    );
  });

  test.each<[action: string, cells: Cells, refusal: string]>([
    ['drain', { status: 'DRAIN' }, 'web03 is in drain already on lb1 and lb2'],
    ['drain', { status: 'DRAIN (agent)' }, 'web03 is in drain already on lb1 and lb2'],
    ['maintenance', MAINT, 'web03 is in maintenance already on lb1 and lb2'],
    ['return', { status: 'UP' }, 'web03 is in service already on lb1 and lb2'],
    ['return', { status: 'no check' }, 'web03 is in service already on lb1 and lb2'],
    ['ready', { status: 'UP 2/3' }, 'web03 is in service already on lb1 and lb2'],
  ])('%s of %o is refused', (action, cells, refusal) => {
    expect(previewOf(action, WEB03, pair(cells))).toMatchObject({ steps: [], refusal });
  });

  test('where it is so on one instance, the other alone is asked, and the disagreement is told', () => {
    const preview = previewOf('drain', WEB03, pair({ status: 'DRAIN' }, {}));
    expect(stepsOf(preview)).toEqual(['lb2 be_web/web03: drain']);
    expect(preview.friction).toBe('ask');
    expect(notesOf(preview)).toContain('warning: the instances do not agree on be_web/web03: up on lb2, drain on lb1');
    expect(notesOf(preview)).toContain('ok: it is in drain already in be_web on lb1');
  });

  test.each(['drain', 'maintenance', 'return', 'ready'])(
    '%s of a server without a DNS answer is left out: it would change nothing',
    (action) => {
      const preview = previewOf(action, WEB03, pair({ status: 'MAINT (resolution)' }));
      expect(preview.steps).toEqual([]);
      expect(preview.refusal).toMatch(/no DNS answer for its name: HAProxy accepts what is sent and shows no change/);
    },
  );

  test('a state that is none is left out', () => {
    expect(previewOf('drain', WEB03, pair({ status: 'BROKEN' })).refusal).toMatch(/says "BROKEN", which is no state that Vigil knows/);
  });
});

describe('what there is to know', () => {
  test.each<[string, string, Cells, RegExp]>([
    [
      'a drain of a server that is down',
      'drain',
      { status: 'DOWN' },
      /^warning: it is down in be_web on lb1 and lb2: HAProxy shows no drain/,
    ],
    [
      'a drain out of maintenance',
      'drain',
      MAINT,
      /^warning: it is in maintenance in be_web on lb1 and lb2: in drain, clients held to it come back/,
    ],
    ['an agent', 'drain', { agent_status: 'L7OK' }, /^warning: an agent checks it in be_web on lb1 and lb2 and may undo this/],
    [
      'back at once from maintenance',
      'ready',
      MAINT,
      /^warning: back from maintenance it takes traffic in be_web .* before any check has passed/,
    ],
    [
      'back without a check',
      'return',
      { ...MAINT, chkfail: '' },
      /^warning: it has no health check in be_web .*: it takes traffic at once/,
    ],
    [
      'back with sessions on it',
      'return',
      { status: 'DRAIN', scur: 3 },
      /^warning: it counts as down .* "on-marked-down shutdown-sessions"/,
    ],
    ['back when it is down', 'return', { status: 'DOWN' }, /^ok: it is down, .* whether it is also in drain HAProxy does not show/],
  ])('%s', (_, action, cells, words) => {
    const preview = previewOf(action, WEB03, pair(cells));
    expect(notesOf(preview)).toContainEqual(expect.stringMatching(words));
    expect(preview.friction).toBe(words.source.startsWith('^warning') ? 'ask' : 'click');
  });

  test.each<[string, string, Cells, string]>([
    [
      'return',
      'in drain',
      { status: 'DRAIN' },
      'web03 comes back in be_web on lb1 and lb2 once its checks have passed, and gets no traffic before.',
    ],
    ['return', 'without a check', { status: 'DRAIN', chkfail: '' }, 'web03 takes traffic again in be_web on lb1 and lb2 at once.'],
    ['ready', 'in maintenance', MAINT, 'web03 takes traffic again in be_web on lb1 and lb2 at once.'],
    [
      'ready',
      'down',
      { status: 'DOWN' },
      'web03 comes back in be_web on lb1 and lb2 once its checks have passed, and gets no traffic before.',
    ],
    ['maintenance', 'up', {}, 'web03 gets no traffic and no checks in be_web on lb1 and lb2; no session is running on it now.'],
  ])('%s of a server %s is summed up as what comes of it', (action, _, cells, summary) => {
    expect(previewOf(action, WEB03, pair(cells)).summary).toBe(summary);
  });

  test('back into a backend where nothing else takes traffic', () => {
    const nodes = [nodeOf('lb1', [webServer('web03', { status: 'DRAIN' })])];
    expect(notesOf(previewOf('return', WEB03, nodes))[0]).toMatch(/^warning: nothing else takes traffic in be_web on lb1/);
  });

  test('back safely from drain, with nothing against it, is one click', () => {
    expect(previewOf('return', WEB03, pair({ status: 'DRAIN' }))).toMatchObject({ friction: 'click', button: 'Put web03 back safely' });
  });

  test('maintenance is offered for a drain of a server that is down', () => {
    const { instead } = previewOf('drain', WEB03, pair({ status: 'DOWN' }));
    expect(instead).toMatchObject({
      words: expect.stringMatching(/^Maintenance instead: web03 is down/),
      order: { action: 'maintenance' },
    });
    expect(previewOf(instead?.order.action ?? '', instead?.order.input, pair({ status: 'DOWN' })).steps).toHaveLength(2);
  });
});

describe('a server that follows another', () => {
  const tracking = (status: string, cells: Cells = {}) =>
    server({ pxname: 'be_api', svname: 'web03', tracked: 'be_web/web03', status, ...cells });
  const nodes = (followed: Cells, status: string) => [
    nodeOf('lb1', [tracking(status), server({ pxname: 'be_api' }), ...OTHERS, webServer('web03', followed)]),
  ];

  test('goes out with it, and is sent nothing', () => {
    const preview = previewOf('drain', { server: 'web03' }, nodes({}, 'UP'));
    expect(stepsOf(preview)).toEqual(['lb1 be_web/web03: drain']);
    expect(notesOf(preview)).toContain('ok: be_api/web03 follows be_web/web03, and goes out with it');
  });

  test('can be taken out alone', () => {
    const preview = previewOf('drain', { ...WEB03, backend: 'be_api' }, nodes({}, 'UP'));
    expect(stepsOf(preview)).toEqual(['lb1 be_api/web03: drain']);
    expect(notesOf(preview)).toContain('ok: it follows be_web/web03 in be_api on lb1, which is not touched');
  });

  test.each([
    ['MAINT', 'MAINT (via be_web/web03)', 'in maintenance'],
    ['DRAIN', 'DRAIN', 'in drain'],
  ])('is not put back while the other is in %s', (followed, status, words) => {
    for (const action of ['return', 'ready']) {
      const preview = previewOf(action, { ...WEB03, backend: 'be_api' }, nodes({ status: followed }, status));
      expect(preview.steps).toEqual([]);
      expect(preview.refusal).toContain(
        `be_api/web03 follows be_web/web03, which is ${words}: HAProxy accepts what is sent and changes nothing`,
      );
    }
  });

  test('is put back after it, by a plain ready', () => {
    const preview = previewOf('return', { server: 'web03' }, nodes(MAINT, 'MAINT (via be_web/web03)'));
    expect(stepsOf(preview)).toEqual(['lb1 be_web/web03: drain, health down, ready', 'lb1 be_api/web03: ready']);
  });
});

describe('restore', () => {
  const target = (node: string, to: string, name = 'web03') => ({ group: 'web', node, backend: 'be_web', server: name, to });

  test('puts each listed server where it is listed, and asks', () => {
    const nodes = [
      nodeOf('lb1', [...OTHERS, webServer('web03', { status: 'DRAIN' })]),
      nodeOf('lb2', [...OTHERS, webServer('web03', MAINT)]),
    ];
    const preview = previewOf('restore', { targets: [target('lb1', 'ready'), target('lb2', 'drain')] }, nodes);
    expect(stepsOf(preview)).toEqual(['lb1 be_web/web03: ready', 'lb2 be_web/web03: drain']);
    expect(preview).toMatchObject({
      friction: 'ask',
      title: 'Put web03 back as before on lb1 and lb2',
      button: 'Put web03 back as before',
    });
  });

  test.each([
    ['a drain in one backend takes a click', 'click', { status: 'DRAIN' }, [target('lb1', 'ready'), target('lb2', 'ready')]],
    ['maintenance asks', 'ask', {}, [target('lb1', 'maintenance')]],
    ['a way back without a check asks', 'ask', MAINT, [target('lb1', 'ready')]],
    ['two ways at once ask', 'ask', {}, [target('lb1', 'drain'), target('lb2', 'maintenance')]],
  ])('of %s', (_name, friction, over, targets) => {
    expect(previewOf('restore', { targets }, pair(over)).friction).toBe(friction);
  });

  test('says what is there no more', () => {
    const preview = previewOf('restore', { targets: [target('lb1', 'ready'), target('lb1', 'ready', 'gone')] }, pair({ status: 'DRAIN' }));
    expect(preview.leftOut).toEqual([{ group: 'web', node: 'lb1', why: 'there is no be_web/gone any more' }]);
    expect(stepsOf(preview)).toEqual(['lb1 be_web/web03: ready']);
  });
});
