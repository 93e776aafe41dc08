import { expect, test } from 'vitest';
import { sourceId } from '#lib/reading.ts';
import { keptProbe } from '#lib/state/history/board.ts';
import { snapshotOf } from '#lib/state/history/past-board.ts';
import { CACHE1, LB1, LB2, listen, startFeed, T } from '#test/feed/running-feed.ts';

/** All that the feed tells, as a board that is kept; and what it tells somebody who may view some of it. */
function told(views: readonly string[]) {
  const { feed, reads, mark, find, attend, time } = startFeed();
  for (const of of [LB1, LB2, CACHE1]) {
    reads(of, { web1: 'up', web2: of.node });
    mark(of);
    find(of);
    time(of);
  }
  const seen = { key: 'k', subject: 'web01', status: 'warning', by: 'ann', at: T, text: 'seen', until: T + 1 } as const;
  attend({
    acknowledgements: [
      { ...seen, systems: ['haproxy'] },
      { ...seen, systems: ['haproxy', 'redis'] },
    ],
    maintenances: [],
  });
  const { probes, findings, ...beside } = feed.shown();
  const all = listen();
  feed.join(all.subscriber)();
  const some = listen(() => 0, new Set(views));
  feed.join(some.subscriber)();
  feed.stop();
  const [whole] = all.events();
  const [live] = some.events();
  if (whole?.kind !== 'snapshot' || live?.kind !== 'snapshot') throw new Error('no snapshot');
  const sources = probes.map((probe) => ({ probe: keptProbe(probe), rows: whole.data.rows[sourceId(probe.source)] ?? [] }));
  return { board: { sources, findings, beside }, live: live.data };
}

test.each([[['haproxy']], [['redis']], [['haproxy', 'redis']], [['sql']], [[]]])(
  'of the past %j are told exactly what the feed tells them',
  (views) => {
    const { board, live } = told(views);
    const { probes, rows, marks, findings, events, attention, timers } = live;
    const past = snapshotOf(board, { at: live.now, doubtBefore: live.doubtBefore }, views);
    const withoutPoints = probes.map((probe) => ({ ...probe, keyFigures: probe.keyFigures.map((figure) => ({ ...figure, trend: [] })) }));
    expect(JSON.parse(JSON.stringify(past))).toEqual({
      ...{ now: live.now, doubtBefore: live.doubtBefore, boot: 'past', build: 'past', viewer: 'past', seqs: {} },
      ...{ probes: withoutPoints, rows, marks, findings, events, attention, timers, hosts: past.hosts },
    });
  },
);

test('a host that only another system lives on is not named', () => {
  const { board } = told(['haproxy']);
  const sources = board.sources.map((one) => ({
    ...one,
    probe: { ...one.probe, host: one.probe.source.system === 'redis' ? 'rack2' : 'rack1' },
  }));
  const hosts = ['rack1', 'rack2', 'rack3'].map((name) => ({ name, aliases: [], tags: [] }));
  const namesFor = (views: readonly string[] | null) =>
    snapshotOf({ ...board, sources, beside: { ...board.beside, hosts } }, { at: T, doubtBefore: 0 }, views).hosts.map(({ name }) => name);
  expect(namesFor(['haproxy'])).toEqual(['rack1', 'rack3']);
  expect(namesFor([])).toEqual([]);
  expect(namesFor(null)).toEqual(['rack1', 'rack2', 'rack3']);
});
