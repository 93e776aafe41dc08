import { describe, expect, test } from 'vitest';
import type { Proof } from '#lib/acting.ts';
import type { StepDetail } from '#lib/systems/haproxy/actions-orders.ts';
import { actionOf, stepOf, webServer } from './acting-on.ts';
import { type Cells, frontend, readingOf } from './hand-made.ts';

type Aim = StepDetail['aim'];
type Before = StepDetail['before'];

const { prove, proofs, undo } = actionOf('drain');
const judge = (detail: Partial<StepDetail>, cells: Cells) => prove(stepOf(detail), readingOf([frontend(), webServer('web03', cells)]));

describe('a reading made after sending', () => {
  test.each<[Aim, Before, Cells, Proof['is'], RegExp]>([
    ['drain', 'up', { status: 'DRAIN', scur: 14 }, 'proved', /^says DRAIN, 14 sessions left$/],
    ['drain', 'up', { status: 'DRAIN', scur: 1 }, 'proved', /^says DRAIN, 1 session left$/],
    ['drain', 'up', { status: 'DRAIN 1/3', scur: '' }, 'proved', /^says DRAIN 1\/3$/],
    ['drain', 'up', { status: 'DRAIN (agent)' }, 'proved', /^says DRAIN \(agent\)/],
    ['drain', 'up', { status: 'UP' }, 'not proved', /^says UP$/],
    [
      'drain',
      'down',
      { status: 'DOWN' },
      'not proved',
      /^still says DOWN: HAProxy does not show a drain on a server that is down; it will be drained when/,
    ],
    ['drain', 'down', { status: 'DOWN 1/2' }, 'not proved', /^still says DOWN 1\/2: /],
    ['drain', 'nolb', { status: 'NOLB' }, 'not proved', /^says NOLB, which hides a drain/],
    ['drain', 'up', { status: 'MAINT' }, 'not proved', /^says MAINT$/],
    ['maintenance', 'up', { status: 'MAINT' }, 'proved', /^says MAINT$/],
    ['maintenance', 'up', { status: 'MAINT (resolution)' }, 'not proved', /^says MAINT \(resolution\)$/],
    ['maintenance', 'up', { status: 'MAINT (via a/b)' }, 'not proved', /^says MAINT \(via a\/b\)$/],
    ['maintenance', 'up', { status: 'DRAIN' }, 'not proved', /^says DRAIN$/],
    ['return', 'maintenance', { status: 'DOWN' }, 'proved', /^out of maintenance, waits for its checks: DOWN$/],
    ['return', 'drain', { status: 'DOWN 1/2' }, 'proved', /^out of drain, waits for its checks: DOWN 1\/2$/],
    ['return', 'drain', { status: 'UP' }, 'proved', /^says UP, in service$/],
    ['return', 'maintenance', { status: 'no check' }, 'proved', /^says no check, in service$/],
    ['return', 'drain', { status: 'NOLB' }, 'proved', /^out of drain, and its check asks for no new sessions: NOLB$/],
    ['return', 'drain', { status: 'DRAIN' }, 'not proved', /^says DRAIN$/],
    ['return', 'maintenance', { status: 'MAINT' }, 'not proved', /^says MAINT$/],
    ['return', 'down', { status: 'DOWN' }, 'not proved', /^still says DOWN, which would hide a drain/],
    ['ready', 'drain', { status: 'UP 1/3' }, 'proved', /^says UP 1\/3, in service$/],
    ['ready', 'down', { status: 'UP' }, 'proved', /^says UP, in service$/],
    ['ready', 'drain', { status: 'DRAIN' }, 'not proved', /^says DRAIN$/],
  ])('of %s of a server that was %s: %o', (aim, before, cells, ...[is, words]) => {
    expect(judge({ aim, before }, cells)).toEqual({ is, words: expect.stringMatching(words) });
  });

  test('that has no such server proves nothing', () => {
    expect(prove(stepOf(), readingOf([frontend()]))).toEqual({
      is: 'not proved',
      words: 'be_web/web03 is not in the statistics any more',
    });
  });
});

test('what an agent may undo must stay for three readings more', () => {
  expect([proofs(stepOf()), proofs(stepOf({ hasAgent: true }))]).toEqual([0, 3]);
});

describe('an undo', () => {
  test.each<[Aim, Before, Aim]>([
    ['drain', 'up', 'ready'],
    ['drain', 'no check', 'ready'],
    ['drain', 'down', 'ready'],
    ['drain', 'maintenance', 'maintenance'],
    ['maintenance', 'up', 'return'],
    ['maintenance', 'down', 'return'],
    ['maintenance', 'drain', 'drain'],
    ['return', 'maintenance', 'maintenance'],
    ['return', 'drain', 'drain'],
    ['ready', 'drain', 'drain'],
  ])('of %s puts a server that was %s back by %s', (aim, before, to) => {
    const order = undo([stepOf({ aim, before })]);
    expect(order).toEqual({
      system: 'haproxy',
      action: 'restore',
      input: { targets: [{ group: 'web', node: 'lb1', backend: 'be_web', server: 'web03', to }] },
    });
    expect(actionOf('restore').read(order?.input)).toMatchObject({ ok: true });
  });

  test('leaves a server alone of which nobody knows whether it was in drain', () => {
    expect(undo([stepOf({ aim: 'return', before: 'down' })])).toBeNull();
  });
});

describe('what finishes an order', () => {
  const leftOut = [{ group: 'web', node: 'lb3', why: 'stale' }];

  test('is the same one on the instances that are missing', () => {
    const action = actionOf('drain');
    const read = action.read({ server: 'web03' });
    if (!read.ok) throw new Error(read.message);
    const order = action.finish(read.input, [stepOf(), stepOf({ backend: 'be_api' })], leftOut);
    expect(order).toMatchObject({ system: 'haproxy', action: 'drain', input: { server: 'web03' } });
    const again = action.read(order.input);
    expect(again).toMatchObject({
      ok: true,
      input: {
        only: [
          { group: 'web', node: 'lb1' },
          { group: 'web', node: 'lb3' },
        ],
      },
    });
    expect(again.ok && action.groups(again.input)).toEqual(['web']);
  });

  test('of a restore is the rest of its list', () => {
    const target = (node: string, server = 'web03') => ({ group: 'web', node, backend: 'be_web', server, to: 'ready' });
    const targets = [target('lb1'), target('lb1', 'web04'), target('lb2'), target('lb3')];
    expect(actionOf('restore').finish({ targets }, [stepOf()], leftOut).input).toEqual({ targets: [target('lb1'), target('lb3')] });
  });
});

describe('what is sent as input', () => {
  test.each<[string, unknown, RegExp]>([
    ['drain', null, /^the input: .*; send \{ "server": "web03" \}/],
    ['drain', { server: '' }, /^server: is empty; send/],
    ['drain', { server: 'x'.repeat(201) }, /^server: is longer than 200 characters/],
    ['drain', { server: 'a\nb' }, /^server: holds a control character/],
    ['drain', { server: 'web03', backend: 'be_web' }, /^backend: is named without a group/],
    ['drain', { server: 'web03', only: [] }, /^only: /],
    ['drain', { server: 'web03', all: true }, /Unrecognized key/],
    ['restore', { targets: [] }, /^targets: .*"to" is one of drain, maintenance, return, ready$/],
    ['restore', { targets: [{ group: 'g', node: 'n', backend: 'b', server: 's', to: 'up' }] }, /^targets\.0\.to: /],
    ['restore', { targets: Array(2_001).fill({ group: 'g', node: 'n', backend: 'b', server: 's', to: 'ready' }) }, /^targets: /],
  ])('%s refuses %o and says what to send', (name, raw, message) => {
    expect(actionOf(name).read(raw)).toEqual({ ok: false, message: expect.stringMatching(message) });
  });

  test('says on which groups it acts', () => {
    const groups = (name: string, raw: unknown) => {
      const action = actionOf(name);
      const read = action.read(raw);
      return read.ok ? action.groups(read.input) : read.message;
    };
    expect(groups('drain', { server: 'web03' })).toBe('all');
    expect(groups('drain', { server: 'web03', group: 'web' })).toEqual(['web']);
    const targets = ['web', 'web', 'api'].map((group) => ({ group, node: 'n', backend: 'b', server: 's', to: 'drain' }));
    expect(groups('restore', { targets })).toEqual(['web', 'api']);
  });
});
