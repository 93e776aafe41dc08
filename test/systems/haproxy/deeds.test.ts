import { describe, expect, test } from 'vitest';
import type { Proof, Step } from '#lib/acting.ts';
import type { DeedDetail } from '#lib/systems/haproxy/actions-deed-steps.ts';
import { actionOf, MAINT, nodeOf, notesOf, OTHERS, pair, previewOf, stepsOf, WEB03, webServer } from './acting-on.ts';
import { type Cells, readingOf, server } from './hand-made.ts';

/** A server whose checks are off, or which has none. */
const UNCHECKED: Cells = { status: 'no check', chkfail: '', check_status: '' };
const AGENT: Cells = { agent_status: 'L7OK', agent_health: 1, agent_rise: 1 };
const AGENT_DOWN: Cells = { agent_status: 'L7OK', agent_health: 0, agent_rise: 1, status: 'DOWN (agent)' };

describe('steps are made only where something changes', () => {
  test.each<[action: string, cells: Cells, command: string]>([
    ['checks-off', {}, 'checks off'],
    ['checks-off', { status: 'DRAIN' }, 'checks off'],
    ['checks-off', { ...MAINT, chkfail: 0 }, 'checks off'],
    ['checks-on', UNCHECKED, 'checks on'],
    ['checks-on', { ...MAINT, chkfail: '' }, 'checks on'],
    ['force-up', { status: 'DOWN' }, 'health up'],
    ['force-up', { status: 'NOLB' }, 'health up'],
    ['force-up', { ...UNCHECKED, status: 'DOWN' }, 'health up'],
    ['force-nolb', {}, 'health no new sessions'],
    ['force-nolb', UNCHECKED, 'health no new sessions'],
    ['force-nolb', { status: 'DOWN' }, 'health no new sessions'],
    ['force-down', { status: 'UP 1/3' }, 'health down'],
    ['force-down', { status: 'DRAIN' }, 'health down'],
    ['agent-off', AGENT, 'agent checks off'],
    ['agent-on', {}, 'agent checks on'],
    ['agent-up', AGENT_DOWN, 'agent up'],
    ['agent-down', AGENT, 'agent down'],
    ['kill-sessions', { scur: 3 }, 'cut sessions'],
    ['kill-sessions', { scur: '' }, 'cut sessions'],
  ])('%s of %o', (action, cells, command) => {
    expect(stepsOf(previewOf(action, WEB03, pair(cells)))).toEqual([`lb1 be_web/web03: ${command}`, `lb2 be_web/web03: ${command}`]);
  });

  test.each<[action: string, cells: Cells, words: string]>([
    ['checks-off', UNCHECKED, 'without a health check that runs'],
    ['checks-on', {}, 'checked already'],
    ['force-up', {}, 'of good health already'],
    ['force-up', { status: 'DRAIN' }, 'of good health already'],
    ['force-nolb', { status: 'NOLB 1/3' }, 'taking no new sessions already'],
    ['force-down', { status: 'DOWN 1/2' }, 'down already'],
    ['force-down', MAINT, 'in maintenance, where its health does not count'],
    ['agent-off', {}, 'without an agent check that runs'],
    ['agent-on', AGENT, 'asked by its agent check already'],
    ['agent-up', AGENT, 'up for its agent already'],
    ['agent-up', {}, 'without an agent check that runs'],
    ['agent-down', AGENT_DOWN, 'down for its agent already'],
    ['agent-down', { ...MAINT, ...AGENT }, 'in maintenance, where its agent does not count'],
    ['kill-sessions', { scur: 0 }, 'without sessions'],
  ])('%s of %o is refused', (action, cells, words) => {
    expect(previewOf(action, WEB03, pair(cells))).toMatchObject({ steps: [], refusal: `web03 is ${words} on lb1 and lb2` });
  });

  test.each(['checks-off', 'checks-on', 'force-up', 'force-nolb', 'force-down'])(
    '%s of a server that follows another is left out, for it has no health of its own',
    (action) => {
      const preview = previewOf(action, WEB03, pair({ tracked: 'be_api/web03', chkfail: '' }));
      expect(preview.refusal).toMatch(/^nothing can be sent: be_web\/web03 follows be_api\/web03 and has no health of its own: act on/);
    },
  );

  test('who follows one of the order goes with it, and is sent nothing', () => {
    const follower = server({ pxname: 'be_api', svname: 'web03', tracked: 'be_web/web03' });
    const preview = previewOf('force-down', { server: 'web03' }, [nodeOf('lb1', [follower, ...OTHERS, webServer('web03')])]);
    expect(stepsOf(preview)).toEqual(['lb1 be_web/web03: health down']);
    expect(notesOf(preview)).toContain('ok: be_api/web03 follows be_web/web03, and goes with it');
  });
});

describe('what is asked', () => {
  test.each<[action: string, cells: Cells, friction: string]>([
    ['checks-off', {}, 'ask'],
    ['checks-on', UNCHECKED, 'click'],
    ['force-nolb', {}, 'click'],
    ['force-down', {}, 'click'],
    ['force-up', { status: 'DOWN' }, 'ask'],
    ['agent-off', AGENT, 'click'],
    ['agent-off', AGENT_DOWN, 'ask'],
    ['agent-on', {}, 'click'],
    ['agent-down', AGENT, 'click'],
    ['kill-sessions', { scur: 1 }, 'ask'],
  ])('for %s of %o in one backend: %s', (action, cells, friction) => {
    expect(previewOf(action, WEB03, pair(cells)).friction).toBe(friction);
  });

  test.each(['force-down', 'force-nolb', 'agent-down'])('for %s of the last server, its name', (action) => {
    const nodes = [nodeOf('lb1', [webServer('web01', { status: 'DOWN' }), webServer('web03', AGENT)])];
    const preview = previewOf(action, WEB03, nodes);
    expect(preview).toMatchObject({ friction: 'type', typed: 'web03' });
    expect(notesOf(preview)[0]).toBe('critical: web03 is the last server taking traffic in be_web on lb1: clients get 503');
  });

  test.each(['health down', 'no new sessions', 'agent down'])('for a drain of the last beside one told "%s", its name', (wanted) => {
    const nodes = [nodeOf('lb1', [webServer('web01'), webServer('web03')])];
    const inFlight = [{ group: 'web', node: 'lb1', target: 'be_web/web01', wanted }];
    expect(previewOf('drain', WEB03, nodes, inFlight).friction).toBe('type');
  });

  test('wide orders ask', () => {
    expect(previewOf('force-down', { server: 'web03' }, pair()).friction).toBe('click');
    const inTwo = [
      nodeOf('lb1', [
        ...OTHERS,
        webServer('web03'),
        server({ pxname: 'be_api', svname: 'web03', chkfail: 0 }),
        server({ pxname: 'be_api' }),
      ]),
    ];
    expect(previewOf('force-down', { server: 'web03' }, inTwo).friction).toBe('ask');
  });
});

describe('what is said', () => {
  test('how many sessions are cut, and that they cannot be put back', () => {
    const preview = previewOf('kill-sessions', WEB03, pair({ scur: 59 }));
    expect(preview).toMatchObject({
      title: 'Cut the sessions of web03 in be_web of Public web',
      summary: 'Cuts the 118 sessions of web03 in be_web on lb1 and lb2 at once, in the middle of what they do.',
    });
    expect(notesOf(preview)).toEqual([
      'warning: what is cut cannot be put back',
      'ok: it takes new sessions in be_web on lb1 and lb2 meanwhile: drain it first if it is to become empty',
    ]);
  });

  test.each<[string, Cells, RegExp]>([
    ['force-down', {}, /^ok: its next checks undo this in be_web .*, which the statistics do not tell \(2 s unless "inter"/],
    ['force-down', UNCHECKED, /^ok: no health check of its own runs in be_web .*: it stays so until it is forced back/],
    ['force-up', { status: 'DOWN' }, /^warning: it takes traffic in be_web .* at once, dead or alive/],
    ['agent-down', AGENT, /^ok: the next answer of its agent undoes this .*"agent-inter"/],
    ['checks-off', {}, /^warning: nothing takes it out of be_web .* if it dies/],
    ['checks-off', { status: 'DOWN' }, /^warning: it is out in be_web .* by its check, and stays so/],
    ['checks-on', UNCHECKED, /^ok: HAProxy does not tell a check that is off from none: .* NONE/],
  ])('%s of %o', (action, cells, words) => {
    expect(notesOf(previewOf(action, WEB03, pair(cells)))).toContainEqual(expect.stringMatching(words));
  });
});

const COUNTS = { sessions: 118, sessionsTotal: 1_000, serverAborts: 5 };

function stepOf(deed: DeedDetail['deed'], over: Partial<DeedDetail> = {}): Step {
  const detail: DeedDetail = { backend: 'be_web', server: 'web03', deed, commands: [], before: 'up', isChecked: true, ...COUNTS, ...over };
  const place = { group: 'web', node: 'lb1', target: 'be_web/web03', row: 'be_web/server/web03' };
  return { ...place, commands: [], before: detail.before, wanted: '', detail };
}

describe('a reading made after sending', () => {
  test.each<[DeedDetail['deed'], Partial<DeedDetail>, Cells, Proof['is'], RegExp]>([
    ['checks-off', {}, UNCHECKED, 'proved', /^says no check, its health checks are off$/],
    ['checks-off', {}, {}, 'not proved', /^says UP, and its health checks run$/],
    ['checks-on', {}, {}, 'proved', /^says UP, its health checks run$/],
    ['checks-on', {}, UNCHECKED, 'not proved', /no health check runs$/],
    ['force-down', {}, { status: 'DOWN 1/2' }, 'proved', /^says DOWN 1\/2$/],
    ['force-down', {}, {}, 'not proved', /^says UP, as its next check leaves it: what is forced lasts no longer, as announced$/],
    ['force-down', { isChecked: false }, UNCHECKED, 'not proved', /^says no check$/],
    ['force-down', {}, MAINT, 'not proved', /which hides its health$/],
    ['force-nolb', {}, { status: 'NOLB' }, 'proved', /^says NOLB$/],
    ['force-nolb', {}, { status: 'DOWN' }, 'not proved', /as its next check leaves it/],
    ['force-up', { before: 'down' }, { status: 'UP' }, 'proved', /^says UP$/],
    ['force-up', { before: 'down' }, { status: 'DRAIN' }, 'proved', /^says DRAIN$/],
    ['force-up', { before: 'down' }, { status: 'DOWN' }, 'not proved', /as its next check leaves it/],
    ['agent-off', {}, {}, 'proved', /its agent is not asked$/],
    ['agent-off', {}, AGENT, 'not proved', /its agent is asked$/],
    ['agent-on', {}, AGENT, 'proved', /its agent is asked$/],
    ['agent-down', {}, AGENT_DOWN, 'proved', /^says DOWN \(agent\), down for its agent$/],
    ['agent-down', {}, AGENT, 'not proved', /as the next answer of its agent leaves it/],
    ['agent-up', {}, AGENT, 'proved', /up for its agent$/],
    ['agent-up', {}, AGENT_DOWN, 'not proved', /as the next answer of its agent leaves it/],
    ['agent-up', {}, {}, 'not proved', /does not tell what its agent makes of it$/],
    [
      'kill-sessions',
      {},
      { scur: 4, stot: 1_004, srv_abrt: 123 },
      'proved',
      /^4 sessions now, 118 before, 4 new since, 118 broken off in the middle of an answer$/,
    ],
    [
      'kill-sessions',
      {},
      { scur: 120, stot: 1_200, srv_abrt: 100 },
      'proved',
      /^120 sessions now, 118 before, 200 new since, 95 broken off in the middle of an answer$/,
    ],
    ['kill-sessions', {}, { scur: 118, stot: 1_000, srv_abrt: 5 }, 'not proved', /0 new since: that any was cut does not show$/],
    ['kill-sessions', {}, { scur: '' }, 'not proved', /not counted$/],
  ])('of %s, %o: %o', (deed, over, cells, ...[is, words]) => {
    const judged = actionOf(deed).prove(stepOf(deed, over), readingOf([webServer('web03', cells)]));
    expect(judged).toEqual({ is, words: expect.stringMatching(words) });
  });
});

describe('an undo', () => {
  test.each<[DeedDetail['deed'], DeedDetail['before'], DeedDetail['deed']]>([
    ['checks-off', 'up', 'checks-on'],
    ['checks-on', 'no check', 'checks-off'],
    ['force-down', 'up', 'force-up'],
    ['force-down', 'drain', 'force-up'],
    ['force-down', 'nolb', 'force-nolb'],
    ['force-nolb', 'down', 'force-down'],
    ['force-up', 'down', 'force-down'],
    ['agent-off', 'up', 'agent-on'],
    ['agent-on', 'up', 'agent-off'],
    ['agent-up', 'down', 'agent-down'],
    ['agent-down', 'up', 'agent-up'],
  ])('of %s puts a server that was %s back by %s', (deed, before, to) => {
    const order = actionOf(deed).undo([stepOf(deed, { before })]);
    expect(order).toEqual({
      system: 'haproxy',
      action: 'restore-checks',
      input: { targets: [{ group: 'web', node: 'lb1', backend: 'be_web', server: 'web03', to }] },
    });
    expect(actionOf('restore-checks').read(order?.input)).toMatchObject({ ok: true });
  });

  test('of cut sessions there is none', () => {
    expect(actionOf('kill-sessions').undo([stepOf('kill-sessions')])).toBeNull();
    const input = { targets: [{ group: 'g', node: 'n', backend: 'b', server: 's', to: 'kill-sessions' }] };
    expect(actionOf('restore-checks').read(input).ok).toBe(false);
  });

  test('of what one click did takes one click, as far as it is still to be undone', () => {
    const target = (node: string) => ({ group: 'web', node, backend: 'be_web', server: 'web03', to: 'force-up' });
    const preview = previewOf('restore-checks', { targets: [target('lb1'), target('lb2')] }, pair({ status: 'DOWN' }, {}));
    expect(stepsOf(preview)).toEqual(['lb1 be_web/web03: health up']);
    const both = previewOf('restore-checks', { targets: [target('lb1'), target('lb2')] }, pair({ ...UNCHECKED, status: 'DOWN' }));
    expect(both).toMatchObject({ friction: 'click', title: 'Force the health of web03 up on lb1 and lb2' });
  });
});
