import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { applyNews, fromSnapshot } from '#components/feed/replica.ts';
import { sourceId } from '#lib/reading.ts';
import { CACHE1, type Event, LB1, LB2, listen, startFeed, T } from './running-feed.ts';

beforeEach(() => void vi.useFakeTimers({ now: T }));
afterEach(() => void vi.useRealTimers());

describe('what a viewer of haproxy alone is sent', () => {
  const HAPROXY = new Set(['haproxy']);

  test('names no node of another system, in no event', () => {
    const { feed, reads, fails, mark } = startFeed();
    reads(CACHE1, { secret1: 'cache1' });
    mark(CACHE1);
    const listener = listen(() => 0, HAPROXY);
    feed.join(listener.subscriber);
    reads(CACHE1, { secret1: 'cache1', secret2: 'cache1' });
    fails(CACHE1);
    mark(CACHE1);
    reads(LB1, { web1: 'a' });
    mark(LB1);
    vi.advanceTimersByTime(4_000);
    const text = Buffer.concat(listener.sent).toString();
    expect(text).not.toMatch(/cache1|secret|redis/);
    expect(listener.events().map(({ kind }) => kind)).toEqual(['snapshot', 'change', 'marks', 'heartbeat', 'heartbeat']);
  });

  test('has no gap, whatever happens elsewhere', () => {
    const { feed, reads, mark } = startFeed();
    const listener = listen(() => 0, HAPROXY);
    feed.join(listener.subscriber);
    let replica = fromSnapshot((listener.events()[0] as Extract<Event, { kind: 'snapshot' }>).data);
    reads(CACHE1, {});
    reads(LB1, { web1: 'a' });
    mark(CACHE1);
    mark(LB1);
    reads(LB2, {});
    for (const event of listener.events()) {
      if (event.kind !== 'change' && event.kind !== 'marks') continue;
      const next = applyNews(replica, event.data);
      if (next === null) throw new Error('a gap');
      replica = next;
    }
    expect(replica.marks.map(({ node }) => node)).toEqual(['lb1']);
    expect(replica.rows[sourceId(LB1)]?.map(({ id }) => id)).toEqual(['web1']);
  });

  test('is told by the snapshot for whom it was made', () => {
    const { feed } = startFeed();
    const listener = listen(() => 0, HAPROXY);
    feed.join(listener.subscriber);
    expect(listener.events()[0]?.data).toMatchObject({ viewer: 'ann' });
  });
});
