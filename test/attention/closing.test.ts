import { expect, test } from 'vitest';
import { followIssues, readAfresh } from '#lib/attention/follow.ts';
import type { OpenIssue } from '#lib/attention/open-issue.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import type { Part } from '#lib/issues/issue.ts';
import { sourceId } from '#lib/reading.ts';
import type { Status } from '#lib/status.ts';
import { seeded } from '../act/audit/entries.ts';
import { failing, NOW, ownProbe, readAgo } from '../components/estate.ts';
import { backend, part, server } from '../issues/finding.ts';
import { lookAt } from './following.ts';

const RUNS = 150;
const LOOKS = 40;
const NODES = ['lb05', 'lb06', 'lb07'];
const STATUSES: Status[] = ['critical', 'warning', 'maintenance', 'ok', 'ok', 'ok', 'ok', 'ok'];
const CONDITIONS: (Partial<ProbeRow> | null)[] = [
  ...[null, null, null, null, null, null],
  readAgo(60_000),
  readAgo(-60_000),
  { ...readAgo(60_000), ...failing('timeout', 55_000) },
  failing('timeout', 3_000),
  failing('refused', 3_000),
  { ...failing('permission', 3_000), vital: false },
];
const OWN: Partial<ProbeRow>[] = [
  {},
  {},
  {},
  {},
  readAgo(60_000),
  { verdict: { status: 'critical', reason: 'lag', since: { at: NOW, how: 'seen' } } },
];

/** Looks one after another, in which most things stay as they are from one to the next. */
function randomLooks(random: () => number): Part[][] {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const rows = () => [backend(pick(STATUSES)), server('web1', pick(STATUSES)), server('web2', pick(STATUSES))];
  const nodes = NODES.map(() => ({ rows: rows(), over: pick(CONDITIONS) }));
  return Array.from({ length: LOOKS }, (_, index) => {
    if (index === LOOKS - 1) return [...NODES.map((node) => part(node, [backend(), server('web1')])), { probe: ownProbe(), rows: [] }];
    for (const node of nodes) {
      if (random() < 0.3) node.over = pick(CONDITIONS);
      if (node.over === null && random() < 0.4) node.rows = rows();
    }
    const parts = nodes.map(({ rows, over }, at) => part(NODES[at] ?? '', rows, over ?? {}));
    return [...parts, { probe: ownProbe(pick(OWN)), rows: [] }];
  });
}

test.each(Array.from({ length: RUNS }, (_, seed) => seed))(
  'over random readings nothing is told closed that is wrong or unread (%i)',
  (seed) => {
    let open: OpenIssue[] = [];
    let closings = 0;
    const showed = new Map<string, Set<string>>();
    for (const parts of randomLooks(seeded(seed))) {
      const look = lookAt({ parts });
      const next = followIssues(open, look);
      const read = readAfresh(look);
      const keys = look.found.map(({ key }) => key);
      for (const { key, symptoms } of look.found) {
        const sources = showed.get(key) ?? new Set();
        for (const { probe } of symptoms) sources.add(sourceId(probe.source));
        showed.set(key, sources);
      }
      for (const { key, symptoms, closedAt, seenAt } of next.closed) {
        closings += 1;
        expect(keys).not.toContain(key);
        for (const source of showed.get(key) ?? ['never shown']) expect([key, read.has(source)]).toEqual([key, true]);
        expect([symptoms > 0, closedAt >= seenAt]).toEqual([true, true]);
        showed.delete(key);
      }
      const openKeys = next.open.map(({ key }) => key);
      // Everything that ever showed and was not told closed is open, once.
      expect(openKeys.toSorted()).toEqual([...showed.keys()].toSorted());
      open = next.open;
    }
    expect([open, closings > 0]).toEqual([[], true]);
  },
);

test('what is read afresh is neither too old, nor in doubt, nor refused since', () => {
  const parts = [
    part('lb01'),
    part('lb02', [], readAgo(60_000)),
    part('lb03', [], failing('refused', 1_000)),
    part('lb04', [], failing('timeout', 1_000)),
    part('lb05', [], readAgo(-60_000)),
  ];
  const nodes = (all: readonly Part[]) => [...readAfresh(lookAt({ parts: all }))].map((source) => source.split('/')[2]);
  expect(nodes(parts)).toEqual(['lb01', 'lb04']);
  const stale = ownProbe(readAgo(60_000));
  expect(nodes([...parts, { probe: stale, rows: [] }])).toEqual([]);
});
