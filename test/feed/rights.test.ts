import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { applyNews, fromSnapshot } from '#components/feed/replica.ts';
import type { Attention } from '#lib/attention/attention.ts';
import { sourceId } from '#lib/reading.ts';
import { CACHE1, type Event, LB1, LB2, listen, startFeed, T } from './running-feed.ts';

beforeEach(() => void vi.useFakeTimers({ now: T }));
afterEach(() => void vi.useRealTimers());

describe('what a viewer of haproxy alone is sent', () => {
  const HAPROXY = new Set(['haproxy']);

  test('names no node of another system, in no event', () => {
    const { feed, reads, fails, mark, find, time } = startFeed();
    reads(CACHE1, { secret1: 'cache1' });
    mark(CACHE1);
    find(CACHE1);
    time(CACHE1);
    const listener = listen(() => 0, HAPROXY);
    feed.join(listener.subscriber);
    reads(CACHE1, { secret1: 'cache1', secret2: 'cache1' });
    fails(CACHE1);
    mark(CACHE1);
    find(CACHE1);
    reads(LB1, { web1: 'a' });
    mark(LB1);
    find(LB1);
    time(LB1);
    vi.advanceTimersByTime(4_000);
    const text = Buffer.concat(listener.sent).toString();
    expect(text).not.toMatch(/cache1|secret|redis/);
    expect(listener.events().map(({ kind }) => kind)).toEqual([
      'snapshot',
      'change',
      'marks',
      'findings',
      'timers',
      'heartbeat',
      'heartbeat',
    ]);
    expect(text).toContain('timer on lb1');
  });

  test('is other hosts than somebody is told of who may view the other system', () => {
    const { feed } = startFeed();
    const [some, all] = [listen(() => 0, HAPROXY), listen()];
    for (const { subscriber } of [some, all]) feed.join(subscriber);
    const hostsOf = ({ events }: typeof all) => (events()[0] as Extract<Event, { kind: 'snapshot' }>).data.hosts.map(({ name }) => name);
    expect([hostsOf(some), hostsOf(all)]).toEqual([[], ['rack-of-cache1']]);
  });

  test('has no gap, whatever happens elsewhere', () => {
    const { feed, reads, mark, find } = startFeed();
    const listener = listen(() => 0, HAPROXY);
    feed.join(listener.subscriber);
    let replica = fromSnapshot((listener.events()[0] as Extract<Event, { kind: 'snapshot' }>).data);
    reads(CACHE1, {});
    reads(LB1, { web1: 'a' });
    mark(CACHE1);
    mark(LB1);
    find(CACHE1);
    find(LB1);
    reads(LB2, {});
    for (const event of listener.events()) {
      if (event.kind !== 'change' && event.kind !== 'marks' && event.kind !== 'findings') continue;
      const next = applyNews(replica, event.data);
      if (next === null) throw new Error('a gap');
      replica = next;
    }
    expect(replica.marks.map(({ node }) => node)).toEqual(['lb1']);
    expect([replica.findings.map(({ nodes }) => nodes), replica.events.map(({ node }) => node)]).toEqual([[['lb1']], ['lb1']]);
    expect(replica.rows[sourceId(LB1)]?.map(({ id }) => id)).toEqual(['web1']);
  });

  test('holds what people say of haproxy alone, and not a byte of what they say of another system or of both', () => {
    const { feed, attend } = startFeed();
    const said = (systems: string[], words: string): Attention => ({
      acknowledgements: [
        {
          key: `node ${words}`,
          systems,
          subject: words,
          status: 'critical',
          by: `by ${words}`,
          at: T,
          text: `text ${words}`,
          until: T + 1,
        },
      ],
      maintenances: [
        {
          ...{ id: words, target: { is: 'host', host: words }, systems, startAt: T, endAt: T + 1 },
          ...{ reason: `reason ${words}`, by: `by ${words}`, at: T },
        },
      ],
    });
    const [own, other, both] = [said(['haproxy'], 'lb1'), said(['redis'], 'secret1'), said(['haproxy', 'redis'], 'secret2')];
    const all: Attention = {
      acknowledgements: [own, other, both].flatMap(({ acknowledgements }) => acknowledgements),
      maintenances: [own, other, both].flatMap(({ maintenances }) => maintenances),
    };
    attend(all);
    const [listener, admin] = [listen(() => 0, HAPROXY), listen()];
    feed.join(listener.subscriber);
    feed.join(admin.subscriber);
    attend(all);
    attend({ ...all, maintenances: [] });
    expect(Buffer.concat(listener.sent).toString()).not.toMatch(/secret|redis|cache1/);
    const told = (events: Event[]) => events.map(({ data }) => ('attention' in data ? data.attention : null));
    expect(told(listener.events())).toEqual([own, own, { ...own, maintenances: [] }]);
    expect(told(admin.events())).toEqual([all, all, { ...all, maintenances: [] }]);
  });

  test('is told by the snapshot for whom it was made', () => {
    const { feed } = startFeed();
    const listener = listen(() => 0, HAPROXY);
    feed.join(listener.subscriber);
    expect(listener.events()[0]?.data).toMatchObject({ viewer: 'ann' });
  });
});
