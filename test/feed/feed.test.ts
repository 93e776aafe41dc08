import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { applyNews, fromSnapshot, type Replica } from '#components/feed/replica.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import { sourceId } from '#lib/reading.ts';
import { CACHE1, joined, LB1, LB2, listen, SOURCES, startFeed, T } from './running-feed.ts';

const LIMIT = 256 * 1024;

/** What a replica holds, with its rows in no order: pages sort them. */
const contents = (of: Replica) => ({
  ...of,
  rows: Object.fromEntries(Object.entries(of.rows).map(([id, rows]) => [id, rows.toSorted((a, b) => a.id.localeCompare(b.id))])),
});

beforeEach(() => void vi.useFakeTimers({ now: T }));
afterEach(() => void vi.useRealTimers());

describe('a stream', () => {
  test('begins with a snapshot of everything, also of what was never read', () => {
    const { feed, reads } = startFeed();
    reads(LB1, { web1: 'a', web2: 'b' });
    const listener = listen();
    feed.join(listener.subscriber);
    const [first] = listener.events();
    if (first?.kind !== 'snapshot') throw new Error('no snapshot');
    expect(first.data).toMatchObject({ boot: 'boot-1', build: 'build-1', now: T, doubtBefore: 0, seqs: { haproxy: 1 } });
    expect(first.data.probes.map(({ source }) => source)).toEqual(SOURCES);
    expect(first.data.rows[sourceId(LB1)]?.map(({ id }) => id)).toEqual(['web1', 'web2']);
    expect(first.data.probes[2]).toMatchObject({ newest: null, verdict: null });
  });

  test('is told of changed rows whole, of gone ones by id, and of nothing else', () => {
    const { feed, reads } = startFeed();
    reads(LB1, { web1: 'a', web2: 'b', web3: 'c' });
    const listener = listen();
    feed.join(listener.subscriber);
    reads(LB1, { web1: 'a', web2: 'changed', web4: 'new' });
    const [change] = listener.changes();
    expect(change?.change.rows.map(({ id, value }) => [id, value])).toEqual([
      ['web2', { said: 'changed' }],
      ['web4', { said: 'new' }],
    ]);
    expect(change?.change.gone).toEqual(['web3']);
  });

  test('is told the new stamps of a reading in which no row changed', () => {
    const { feed, reads } = startFeed();
    reads(LB1, { web1: 'a' });
    const listener = listen();
    feed.join(listener.subscriber);
    vi.advanceTimersByTime(1_000);
    reads(LB1, { web1: 'a' });
    expect(listener.changes()[0]?.change).toMatchObject({ rows: [], gone: [], probe: { newest: { observedAt: T + 1_000 } } });
  });

  test('is told of an attempt that failed, which takes no row away', () => {
    const { feed, reads, fails } = startFeed();
    reads(LB1, { web1: 'a' });
    const listener = listen();
    feed.join(listener.subscriber);
    fails(LB1);
    expect(listener.changes()[0]?.change).toMatchObject({
      rows: [],
      gone: [],
      probe: { newest: { observedAt: T }, failing: { times: 1 } },
    });
  });

  test('counts the changes of each system without a gap, from what is in its snapshot', () => {
    const { feed, reads, fails } = startFeed();
    reads(LB1, {});
    reads(CACHE1, {});
    const listener = listen();
    feed.join(listener.subscriber);
    for (let round = 0; round < 5; round += 1) {
      reads(LB1, { round });
      fails(CACHE1);
      reads(LB2, { round });
    }
    const seqs = (system: string) => listener.changes().flatMap((change) => (change.system === system ? [change.seq] : []));
    expect(seqs('haproxy')).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(seqs('redis')).toEqual([2, 3, 4, 5, 6]);
  });

  test('has a heartbeat with the time of the server every two seconds', () => {
    const { feed } = startFeed();
    const listener = listen();
    feed.join(listener.subscriber);
    vi.advanceTimersByTime(6_000);
    expect(listener.events().slice(1)).toEqual(
      [2_000, 4_000, 6_000].map((after) => ({ kind: 'heartbeat', data: { boot: 'boot-1', now: T + after, doubtBefore: 0 } })),
    );
  });

  test('is told nothing after it left', () => {
    const { feed, reads } = startFeed();
    const listener = listen();
    const leave = feed.join(listener.subscriber);
    leave();
    reads(LB1, { web1: 'a' });
    vi.advanceTimersByTime(10_000);
    expect(listener.sent).toHaveLength(1);
    expect(feed.subscriberCount()).toBe(0);
  });

  test('ends when the feed stops, and the heart stops beating', () => {
    const { feed, reads } = startFeed();
    const listener = listen();
    feed.join(listener.subscriber);
    feed.stop();
    reads(LB1, { web1: 'a' });
    vi.advanceTimersByTime(10_000);
    expect([listener.ended(), listener.sent.length, feed.subscriberCount()]).toEqual([1, 1, 0]);
  });

  test('carries text that looks like the end of an event inside one', () => {
    const { feed, reads } = startFeed();
    reads(LB1, { 'a\n\nevent: heartbeat\ndata: {}\n\n': 'x\r\n\u2028"\\' });
    const listener = listen();
    feed.join(listener.subscriber);
    expect(listener.events()).toHaveLength(1);
  });
});

describe('many streams', () => {
  test('get the very same bytes, which were made once', () => {
    const { feed, reads } = startFeed();
    const listeners = Array.from({ length: 50 }, () => listen());
    for (const { subscriber } of listeners) feed.join(subscriber);
    reads(LB1, { web1: 'a' });
    vi.advanceTimersByTime(2_000);
    const [first] = listeners;
    expect(first?.sent).toHaveLength(3);
    for (const { sent } of listeners) {
      expect(sent[1]).toBe(first?.sent[1]);
      expect(sent[2]).toBe(first?.sent[2]);
    }
  });

  test('lose the one that is too far behind, and nobody else', () => {
    const { feed, reads } = startFeed();
    let unsent = 0;
    const slow = listen(() => unsent);
    const quick = listen();
    feed.join(slow.subscriber);
    feed.join(quick.subscriber);
    unsent = LIMIT;
    reads(LB1, { web1: 'a' });
    expect(slow.sent).toHaveLength(2);
    unsent = LIMIT + 1;
    reads(LB1, { web1: 'b' });
    expect([slow.sent.length, slow.ended()]).toEqual([2, 1]);
    vi.advanceTimersByTime(2_000);
    expect([slow.sent.length, slow.ended()]).toEqual([2, 1]);
    expect([quick.sent.length, quick.ended()]).toEqual([4, 0]);
  });

  test('do not lose one for the size of its own snapshot, as long as that is under way', () => {
    const { feed, reads } = startFeed();
    reads(LB1, Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`web${index}`, 'x'.repeat(300)])));
    let unsent = 0;
    const far = listen(() => unsent);
    feed.join(far.subscriber);
    unsent = far.sent[0]?.length ?? 0;
    expect(unsent).toBeGreaterThan(2 * LIMIT);
    reads(LB2, { web1: 'a' });
    expect([far.sent.length, far.ended()]).toEqual([2, 0]);
    unsent = 1_000;
    reads(LB2, { web1: 'b' });
    unsent = LIMIT + 1;
    reads(LB2, { web1: 'c' });
    expect([far.sent.length, far.ended()]).toEqual([3, 1]);
  });

  test('lose one of a large estate only when it is behind by a quarter of what a new snapshot would cost it', () => {
    const { feed, reads } = startFeed();
    reads(LB1, Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`web${index}`, 'x'.repeat(300)])));
    let unsent = 0;
    const far = listen(() => unsent);
    feed.join(far.subscriber);
    const quarter = (far.sent[0]?.length ?? 0) / 4;
    expect(quarter).toBeGreaterThan(2 * LIMIT);
    unsent = Math.floor(quarter);
    reads(LB2, { web1: 'a' });
    reads(LB2, { web1: 'b' });
    expect([far.sent.length, far.ended()]).toEqual([3, 0]);
    unsent = Math.ceil(quarter) + 1;
    reads(LB2, { web1: 'c' });
    expect([far.sent.length, far.ended()]).toEqual([3, 1]);
  });
});

describe('the points of key figures', () => {
  test('are all in a snapshot, and a change carries only the newest of them', () => {
    const { feed, reads } = startFeed();
    const listener = listen();
    feed.join(listener.subscriber);
    for (const rows of [{ web1: 'a' }, { web1: 'a', web2: 'a' }]) {
      vi.advanceTimersByTime(5_000);
      reads(LB1, rows);
    }
    const points = (probes: readonly ProbeRow[]) =>
      probes.find(({ source }) => source.node === LB1.node)?.keyFigures[0]?.trend.map(([, value]) => value);
    expect(listener.changes().map(({ change }) => points([change.probe]))).toEqual([[1], [2]]);
    expect(points(joined(feed).probes)).toEqual([1, 2]);
  });
});

describe('a snapshot', () => {
  test('equals an earlier one with all changes since, whatever happened in between', () => {
    const { feed, reads, fails } = startFeed();
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return Math.floor((seed / 2 ** 31) * below);
    };
    const rows = () => Object.fromEntries(Array.from({ length: random(6) }, () => [`web${random(8)}`, random(3)]));
    const listener = listen();
    feed.join(listener.subscriber);
    const [first] = listener.events();
    if (first?.kind !== 'snapshot') throw new Error('no snapshot');
    let replica = fromSnapshot(first.data);
    for (let step = 0; step < 300; step += 1) {
      const of = SOURCES[random(SOURCES.length)] ?? LB1;
      if (random(4) === 0) fails(of);
      else reads(of, rows());
      vi.advanceTimersByTime(random(3_000));
      const change = listener.changes().at(-1);
      const next = change ? applyNews(replica, change) : null;
      if (next === null) throw new Error(`a gap at step ${step}`);
      replica = next;
      if (step % 10 === 0) expect(contents(replica)).toEqual(contents(joined(feed)));
    }
    expect(contents(replica)).toEqual(contents(joined(feed)));
  });
});
