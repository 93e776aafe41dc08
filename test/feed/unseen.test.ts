import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { applyNews, fromSnapshot, type Replica } from '#components/feed/replica.ts';
import { sourceId } from '#lib/reading.ts';
import { CACHE1, type Event, joined, LB1, LB2, listen, startFeed, T } from './running-feed.ts';

beforeEach(() => void vi.useFakeTimers({ now: T }));
afterEach(() => void vi.useRealTimers());

/** A row value that counts how often it is written down. */
function counting() {
  const count = { written: 0 };
  const value = {
    toJSON: () => {
      count.written += 1;
      return 'x';
    },
  };
  return { count, value };
}

function follow(events: readonly Event[]): Replica {
  const [first, ...news] = events;
  if (first?.kind !== 'snapshot') throw new Error('the first event is no snapshot');
  return news.reduce((replica, event) => {
    if (event.kind === 'snapshot' || event.kind === 'heartbeat') return replica;
    const next = applyNews(replica, event.data);
    if (next === null) throw new Error('a gap');
    return next;
  }, fromSnapshot(first.data));
}

describe('a system that nobody looks at', () => {
  test('has none of its rows and findings written down', () => {
    const { feed, reads, find } = startFeed();
    const { count, value } = counting();
    feed.join(listen(() => 0, new Set(['redis'])).subscriber);
    reads(LB1, { web1: value });
    find(LB1);
    expect(count.written).toBe(0);
    feed.join(listen().subscriber);
    expect(count.written).toBe(1);
  });

  test('has none of them written down again once the last one has gone', () => {
    const { feed, reads } = startFeed();
    const { count, value } = counting();
    const leave = [feed.join(listen().subscriber), feed.join(listen().subscriber)];
    leave[0]?.();
    reads(LB1, { web1: value });
    expect(count.written).toBe(1);
    leave[1]?.();
    reads(LB1, { web1: value });
    expect(count.written).toBe(1);
  });

  test('is told whole and without a gap to whoever looks after a pause', () => {
    const { feed, reads, mark, find } = startFeed();
    reads(LB1, { web1: 'a', web2: 'b' });
    feed.join(listen().subscriber)();
    reads(LB1, { web1: 'changed', web3: 'new' });
    mark(LB1);
    find(LB1);
    const listener = listen();
    feed.join(listener.subscriber);
    reads(LB1, { web1: 'changed' });
    find(LB2);
    reads(CACHE1, { a: 1 });
    const replica = follow(listener.events());
    expect(replica.rows[sourceId(LB1)]).toMatchObject([{ id: 'web1', value: { said: 'changed' } }]);
    expect(replica).toEqual(joined(feed));
  });
});

describe('what is found', () => {
  test('is told as what changed in its group and what is gone, and the others stay as they are', () => {
    const { feed, find, settle } = startFeed();
    find(LB1);
    const listener = listen();
    feed.join(listener.subscriber);
    find(LB2);
    settle(LB1);
    const told = listener.events().flatMap(({ kind, data }) => (kind === 'findings' ? [data] : []));
    expect(told).toMatchObject([
      { group: 'web', findings: [{ id: 'state of web1 on lb2' }], gone: [] },
      { group: 'web', findings: [], gone: ['state of web1 on lb1'], events: null },
    ]);
    const replica = follow(listener.events());
    expect(replica.findings.map(({ id }) => id)).toEqual(['state of web1 on lb2']);
    expect(replica.events.map(({ node }) => node)).toEqual(['lb1', 'lb2']);
    expect(replica).toEqual(joined(feed));
  });

  test('in one group leaves what is found in another', () => {
    const finding = (group: string, words: string) => ({ system: 'haproxy', group, id: 'state of web1', told: [words] });
    const before = { ...joined(startFeed().feed), findings: [finding('a', 'one'), finding('b', 'two')] } as unknown as Replica;
    const head = { now: T, doubtBefore: 0, boot: 'boot-1', system: 'haproxy', seq: 1, events: null };
    const news = { ...head, group: 'a', findings: [finding('a', 'new')], gone: [] } as unknown as Parameters<typeof applyNews>[1];
    const after = applyNews(before, news);
    expect(after?.findings.toSorted((a, b) => a.group.localeCompare(b.group))).toEqual([finding('a', 'new'), finding('b', 'two')]);
    const gone = applyNews(before, { ...head, group: 'b', findings: [], gone: ['state of web1'] });
    expect(gone?.findings).toEqual([finding('a', 'one')]);
    expect(applyNews(before, { ...head, seq: 2, group: 'b', findings: [], gone: [] })).toBeNull();
  });
});
