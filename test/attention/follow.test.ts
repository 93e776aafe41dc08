import { describe, expect, test } from 'vitest';
import type { OpenIssue } from '#lib/attention/open-issue.ts';
import type { Issue, Part } from '#lib/issues/issue.ts';
import { failing, MOMENT, NEVER_READ, NOW, ownProbe, readAgo, row } from '../components/estate.ts';
import { backend, part, server } from '../issues/finding.ts';
import { acknowledgement, follow, type Seen } from './following.ts';

const OWN: Part = { probe: ownProbe(), rows: [] };
const ILL: Part = {
  probe: ownProbe({ verdict: { status: 'critical', reason: 'a tick 9s late', since: { at: NOW - 4_000, how: 'seen' } } }),
  rows: [],
};
const UP = [backend(), server('web1'), server('web2')];
const DOWN = [backend(), server('web1'), server('web2', 'critical')];
const WEAK = [backend(), server('web1'), server('web2', 'warning')];
const ALL_DOWN = [backend('critical'), server('web1', 'critical'), server('web2', 'critical')];
const OUT = [backend(), server('web1'), server('web2', 'maintenance')];
const OUTAGE = { ...readAgo(60_000), ...failing('timeout', 55_000) };
const BARRED = { ...failing('permission', 3_000), vital: false };
const SEVERAL = { verdict: { status: 'warning', reason: 'several processes', since: { at: NOW, how: 'seen' } } } as const;

/** A line of its own over the symptoms of these nodes, as a cause beyond them is one. */
const asOne =
  (...nodes: string[]) =>
  (found: readonly Issue[]): readonly Issue[] => {
    const isUnder = ({ is, head }: Issue) => is === 'node' && nodes.includes(head.probe.source.node);
    const [first, ...others] = found.filter(isUnder);
    if (!first) return found;
    const symptoms = [first, ...others].flatMap((one) => one.symptoms);
    return [{ ...first, key: 'host h1', symptoms }, ...found.filter((one) => !isUnder(one))];
  };

const names = (issues: readonly { key: string; subject: string }[]) =>
  issues.map(({ key, subject }) => (key === 'host h1' ? 'h1' : subject)).sort();

type Step = Seen & { open: string[]; closed?: string[] };

describe('an issue is over only when what showed it was read again and does not show it', () => {
  test.each<[name: string, steps: Step[]]>([
    [
      'a row that is well again',
      [
        { parts: [part('lb05', DOWN)], open: ['web2'] },
        { parts: [part('lb05', UP)], open: [], closed: ['web2'] },
      ],
    ],
    [
      'a row that is gone from the reading',
      [
        { parts: [part('lb05', DOWN)], open: ['web2'] },
        { parts: [part('lb05', [backend()])], open: [], closed: ['web2'] },
      ],
    ],
    [
      'a row that was taken out on purpose',
      [
        { parts: [part('lb05', DOWN)], open: ['web2'] },
        { parts: [part('lb05', OUT)], open: [], closed: ['web2'] },
      ],
    ],
    [
      'a row whose node falls silent and comes back with the row well',
      [
        { parts: [part('lb05', DOWN)], open: ['web2'] },
        { parts: [part('lb05', DOWN, failing('timeout', 3_000))], open: ['lb05', 'web2'] },
        { parts: [part('lb05', DOWN, OUTAGE)], open: ['lb05', 'web2'] },
        { parts: [part('lb05', UP)], open: [], closed: ['lb05', 'web2'] },
      ],
    ],
    [
      'a row whose node falls silent and comes back with the row still down',
      [
        { parts: [part('lb05', DOWN)], open: ['web2'] },
        { parts: [part('lb05', DOWN, OUTAGE)], open: ['lb05', 'web2'] },
        { parts: [part('lb05', DOWN)], open: ['web2'], closed: ['lb05'] },
      ],
    ],
    [
      'a row whose node refuses, however young its last reading is',
      [
        { parts: [part('lb05', DOWN)], open: ['web2'] },
        { parts: [part('lb05', UP, failing('refused', 1_000))], open: ['lb05', 'web2'] },
        { parts: [part('lb05', UP)], open: [], closed: ['lb05', 'web2'] },
      ],
    ],
    [
      'a row of a probe that is not permitted any more, and counts for nothing',
      [
        { parts: [part('lb05', DOWN), part('lb06', UP)], open: ['web2'] },
        { parts: [part('lb05', UP, BARRED), part('lb06', UP)], open: ['lb05', 'web2'] },
        { parts: [part('lb05', UP), part('lb06', UP)], open: [], closed: ['lb05', 'web2'] },
      ],
    ],
    [
      'a row of a node whose clock disagrees',
      [
        { parts: [part('lb05', DOWN)], open: ['web2'] },
        { parts: [part('lb05', UP, readAgo(-60_000))], open: ['lb05', 'web2'] },
        { parts: [part('lb05', UP)], open: [], closed: ['lb05', 'web2'] },
      ],
    ],
    [
      'a row that two nodes show, one of which falls silent before it is well on the other',
      [
        { parts: [part('lb05', DOWN), part('lb06', DOWN)], open: ['web2'] },
        { parts: [part('lb05', DOWN), part('lb06', DOWN, OUTAGE)], open: ['lb06', 'web2'] },
        { parts: [part('lb05', UP), part('lb06', DOWN, OUTAGE)], open: ['lb06', 'web2'] },
        { parts: [part('lb05', UP), part('lb06', UP)], open: [], closed: ['lb06', 'web2'] },
      ],
    ],
    [
      'a row that changes the node which stands for it',
      [
        { parts: [part('lb05', DOWN), part('lb06', WEAK)], open: ['web2'] },
        { parts: [part('lb05', WEAK), part('lb06', DOWN)], open: ['web2'] },
        { parts: [part('lb05', UP), part('lb06', WEAK)], open: ['web2'] },
        { parts: [part('lb05', UP), part('lb06', UP)], open: [], closed: ['web2'] },
      ],
    ],
    [
      'a node that answers again',
      [
        { parts: [part('lb05', UP, OUTAGE)], open: ['lb05'] },
        { parts: [part('lb05', UP)], open: [], closed: ['lb05'] },
      ],
    ],
    [
      'a node that never answers again',
      [
        { parts: [part('lb05', UP, OUTAGE)], open: ['lb05'] },
        { parts: [part('lb05', UP, failing('refused', 99_000))], open: ['lb05'] },
        { parts: [part('lb05', UP, OUTAGE)], open: ['lb05'] },
      ],
    ],
    [
      'nodes that fall silent together, for one of which another cause stands',
      [
        { parts: [part('lb05', UP, OUTAGE), part('lb06', UP, OUTAGE), part('lb07', UP)], open: ['lb05', 'lb06'] },
        {
          parts: [part('lb05', UP, OUTAGE), part('lb06', UP, OUTAGE), part('lb07', UP)],
          found: asOne('lb05', 'lb06'),
          open: ['h1', 'lb05', 'lb06'],
        },
        {
          parts: [part('lb05', UP), part('lb06', UP, OUTAGE), part('lb07', UP)],
          found: asOne('lb06'),
          open: ['h1', 'lb06'],
          closed: ['lb05'],
        },
        { parts: [part('lb05', UP), part('lb06', UP), part('lb07', UP)], found: asOne(), open: [], closed: ['h1', 'lb06'] },
      ],
    ],
    [
      'a cause beyond the nodes, one of which is left',
      [
        { parts: [part('lb05', UP, OUTAGE), part('lb06', UP, OUTAGE)], found: asOne('lb05', 'lb06'), open: ['Public'] },
        { parts: [part('lb05', UP), part('lb06', UP, OUTAGE)], open: ['Public', 'lb06'] },
        { parts: [part('lb05', UP), part('lb06', UP)], open: [], closed: ['Public', 'lb06'] },
      ],
    ],
    [
      'what stands under another: it is not over while the other stands for it',
      [
        { parts: [part('lb05', DOWN)], open: ['web2'] },
        { parts: [part('lb05', ALL_DOWN)], open: ['be_web', 'web2'] },
        { parts: [part('lb05', DOWN)], open: ['web2'], closed: ['be_web'] },
        { parts: [part('lb05', UP)], open: [], closed: ['web2'] },
      ],
    ],
    [
      'several that become one, and are well together',
      [
        { parts: [part('lb05', [backend(), server('web1', 'warning'), server('web2', 'critical')])], open: ['web1', 'web2'] },
        { parts: [part('lb05', ALL_DOWN)], open: ['be_web', 'web1', 'web2'] },
        { parts: [part('lb05', UP)], open: [], closed: ['be_web', 'web1', 'web2'] },
      ],
    ],
    [
      "anything, while Vigil's own trouble puts all in doubt",
      [
        { parts: [part('lb05', DOWN), OWN], open: ['web2'] },
        { parts: [part('lb05', UP), ILL], open: ['Vigil itself', 'web2'] },
        { parts: [part('lb05', UP, OUTAGE), ILL], open: ['Vigil itself', 'lb05', 'web2'] },
        { parts: [part('lb05', UP), ILL], open: ['Vigil itself', 'lb05', 'web2'] },
        { parts: [part('lb05', UP), OWN], open: [], closed: ['Vigil itself', 'lb05', 'web2'] },
      ],
    ],
    [
      "Vigil's own trouble, whatever else is wrong with what it doubted",
      [
        { parts: [part('lb05', UP, SEVERAL), OWN], open: ['lb05'] },
        { parts: [part('lb05', UP, SEVERAL), ILL], open: ['Vigil itself', 'lb05'] },
        { parts: [part('lb05', UP, SEVERAL), OWN], open: ['lb05'], closed: ['Vigil itself'] },
      ],
    ],
    [
      'a jump of the clock: what was read before it is in doubt, and is not gone by',
      [
        { parts: [part('lb05', DOWN)], open: ['web2'] },
        { parts: [part('lb05', UP)], own: { ...MOMENT, doubtBefore: NOW - 1_000 }, open: ['Vigil itself', 'web2'] },
        {
          parts: [part('lb05', UP, readAgo(500))],
          own: { ...MOMENT, doubtBefore: NOW - 1_000 },
          open: [],
          closed: ['Vigil itself', 'web2'],
        },
      ],
    ],
    [
      'one that comes and goes is one each time',
      [
        { parts: [part('lb05', DOWN)], open: ['web2'] },
        { parts: [part('lb05', UP)], open: [], closed: ['web2'] },
        { parts: [part('lb05', DOWN)], open: ['web2'] },
        { parts: [part('lb05', UP)], open: [], closed: ['web2'] },
      ],
    ],
    [
      'a node is not wrong before it could answer, and is when it was asked in vain',
      [
        { parts: [part('lb05', [], { ...NEVER_READ, asked: null })], open: [] },
        { parts: [part('lb05', [], { ...NEVER_READ, asked: { times: 1, since: NOW - 1_000 } })], open: [] },
        { parts: [part('lb05', [], { ...NEVER_READ, ...failing('timeout', 3_000) })], open: ['lb05'] },
        { parts: [part('lb05', UP)], open: [], closed: ['lb05'] },
      ],
    ],
  ])('%s', (_name, steps) => {
    const told = follow(steps).map(({ open, closed }) => ({ open: names(open), closed: names(closed) }));
    expect(told).toEqual(steps.map(({ open, closed = [] }) => ({ open, closed })));
  });
});

describe('what is known of an issue', () => {
  const last = (looks: readonly Seen[]) => follow(looks).at(-1);
  const at = (now: number) => ({ now, doubtBefore: 0 });

  test('is of when it was worst, and reaches back to where it began', () => {
    const later = NOW + 4_000;
    const closed = last([
      { parts: [part('lb05', WEAK)] },
      { parts: [part('lb05', DOWN), part('lb06', DOWN)] },
      { parts: [part('lb05', WEAK), part('lb06', UP)] },
      { parts: [part('lb05', UP), part('lb06', UP)], own: at(later) },
    ])?.closed;
    expect(closed).toEqual([
      {
        ...{ key: 'row haproxy/public/stats server web2', is: 'row', systems: ['haproxy'], subject: 'web2', place: 'HAProxy, Public' },
        ...{ worst: 'critical', reason: 'down', since: { at: NOW - 60_000, how: 'seen' }, seenAt: NOW, closedAt: later, symptoms: 2 },
        ...{ acknowledged: null, unseen: null },
      },
    ]);
  });

  test('says why it became as bad as it was, not how it came back', () => {
    const back = [row({ name: 'web2', proxy: 'be_web' }, 'critical', 'down, recovering: 1 of 2 checks passed')];
    const closed = last([{ parts: [part('lb05', DOWN)] }, { parts: [part('lb05', back)] }, { parts: [part('lb05', UP)] }])?.closed;
    expect(closed).toMatchObject([{ subject: 'web2', worst: 'critical', reason: 'down' }]);
  });

  test('keeps since when it was seen through everything that hides it', () => {
    const open = last([
      { parts: [part('lb05', DOWN)], own: at(NOW) },
      { parts: [part('lb05', DOWN, OUTAGE)], own: at(NOW + 1_000) },
      { parts: [part('lb05', DOWN)], own: at(NOW + 2_000) },
    ])?.open;
    expect(open).toMatchObject([{ subject: 'web2', seenAt: NOW, status: 'critical' }]);
  });

  test("concerns every configured system where it is Vigil's own", () => {
    expect(last([{ parts: [part('lb05', UP), ILL] }])?.open).toMatchObject([
      { subject: 'Vigil itself', place: 'Vigil', systems: ['haproxy', 'redis'] },
    ]);
  });

  test('holds the last acknowledgement that it had, and the systems that this concerned', () => {
    const said = acknowledgement({ systems: ['haproxy', 'redis'] });
    const told = follow([
      { parts: [part('lb05', UP, OUTAGE)] },
      { parts: [part('lb05', UP, OUTAGE)], said: [said, acknowledgement({ key: 'another' })] },
      { parts: [part('lb05', UP, OUTAGE)] },
      { parts: [part('lb05', UP)] },
    ]);
    expect(told[0]?.open).toMatchObject([{ acknowledged: null, systems: ['haproxy'] }]);
    // Who may act on what it concerns now may acknowledge it.
    expect(told[1]?.open).toMatchObject([{ acknowledged: said, systems: ['haproxy', 'redis'], concerns: ['haproxy'] }]);
    expect(told[3]?.closed).toMatchObject([{ acknowledged: said, systems: ['haproxy', 'redis'] }]);
  });

  test('holds an acknowledgement also while it is hidden', () => {
    const key = 'row haproxy/public/stats server web2';
    const open = last([{ parts: [part('lb05', DOWN)] }, { parts: [part('lb05', DOWN, OUTAGE)], said: [acknowledgement({ key })] }])?.open;
    expect(open?.find((one: OpenIssue) => one.key === key)?.acknowledged?.text).toBe('the disk is on its way');
  });
});
