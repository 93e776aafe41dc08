import { describe, expect, test, vi } from 'vitest';
import { HOUR, happen, liveClient, openClient, pass, standInBrowser, T, world } from './browser.ts';
import { heartbeatAt, LB1, liveRow, snapshotOf } from './made-up-events.ts';

standInBrowser();

describe('a tab', () => {
  test('trusts nothing and knows nothing before the first snapshot', () => {
    const { client, freshnessOf } = openClient();
    expect(client.link()).toEqual({ state: 'connecting' });
    expect([client.probes(), client.rows(LB1), client.build()]).toEqual([[], [], null]);
    expect(freshnessOf(client.moment().now)).toBe('stale');
  });

  test('shows what the snapshot says, on the clock of the server', () => {
    const { client, isTrusted, snapshot } = openClient();
    snapshot({ rows: { [LB1]: [liveRow('a')] } });
    expect(client.link()).toEqual({ state: 'live' });
    expect(client.moment()).toEqual({ now: T, doubtBefore: 0 });
    expect(isTrusted()).toBe(true);
    expect(client.rows(LB1).map(({ id }) => id)).toEqual(['a']);
    expect(client.build()).toBe('build-1');
  });

  test('counts time by itself and tells its listeners every second', () => {
    const { client } = liveClient();
    let told = 0;
    const leave = client.subscribe(() => {
      told += 1;
    });
    pass(3_000);
    expect(client.moment().now).toBe(T + 3_000);
    expect(told).toBe(3);
    leave();
    pass(1_000);
    expect(told).toBe(3);
  });

  test('takes changes, and the doubt of the server', () => {
    const { client, change, take } = liveClient();
    pass(1_000);
    change(1);
    expect(client.probes()[0]?.newest?.observedAt).toBe(T + 1_000);
    take({ kind: 'heartbeat', event: { ...heartbeatAt(world.serverMs), doubtBefore: T + 500 }, sentMs: world.wallMs });
    expect(client.moment().doubtBefore).toBe(T + 500);
  });

  test('knows by which build the server draws its pages now', () => {
    const { client, snapshot } = liveClient();
    snapshot({ build: 'build-2' });
    expect(client.build()).toBe('build-2');
  });

  test('says that a change was missed, and not that nothing is heard', () => {
    const { client, change } = liveClient();
    change(2);
    expect(client.link()).toMatchObject({ state: 'silent', why: 'missed' });
  });

  test('gives the same moment and link to all who ask between two events', () => {
    const { client } = liveClient();
    expect(client.moment()).toBe(client.moment());
    expect(client.link()).toBe(client.link());
  });

  test('leaves nothing running when it stops', () => {
    const { stop, closed } = liveClient();
    stop();
    expect(closed()).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
    happen('window', 'pageshow', true);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('silence', () => {
  test('of two heartbeats makes everything doubtful, at once and not with the next tick', () => {
    const { client, isTrusted } = liveClient();
    pass(4_000);
    expect([client.link().state, isTrusted()]).toEqual(['live', true]);
    pass(50);
    expect(client.link()).toMatchObject({ state: 'silent', retryInMs: null, reason: 'the connection is open and nothing comes over it' });
    expect(client.moment().doubtBefore).toBe(Number.POSITIVE_INFINITY);
  });

  test('does not come while heartbeats do, for an hour', () => {
    const { heartbeat, isTrusted, youngerBy } = liveClient();
    for (let beat = 0; beat < 1_800; beat += 1) {
      pass(2_000);
      heartbeat();
      expect(isTrusted()).toBe(true);
    }
    expect(Math.abs(youngerBy())).toBeLessThan(50);
  });

  test('goes on counting ages, and ends with the next word', () => {
    const { client, heartbeat, isTrusted } = liveClient();
    pass(10_000);
    expect(client.moment().now).toBe(T + 10_000);
    heartbeat();
    expect([client.link().state, isTrusted()]).toEqual(['live', true]);
  });

  test('is not broken by the news that the connection was lost', () => {
    const { client, lose } = liveClient();
    for (let second = 0; second < 10; second += 1) {
      pass(1_000);
      lose();
    }
    expect(client.link()).toMatchObject({ state: 'silent', reason: 'refused', retryInMs: 3_000 });
    expect(client.moment().doubtBefore).toBe(Number.POSITIVE_INFINITY);
  });

  test('from the start says why, and when it is tried again', () => {
    const { client, lose } = openClient();
    lose();
    pass(1_000);
    expect(client.link()).toMatchObject({ state: 'silent', reason: 'refused', retryInMs: 2_000 });
  });
});

describe('what does not fit', () => {
  test('a missing change puts everything in doubt and is asked for', () => {
    const { change, isTrusted, proofs, snapshot, client } = liveClient();
    change(2);
    expect(isTrusted()).toBe(false);
    snapshot({ seqs: { haproxy: 2 } }, proofs());
    expect(isTrusted()).toBe(true);
    change(3);
    expect(client.link().state).toBe('live');
  });

  test('a change before any snapshot is nothing', () => {
    const { change, client } = openClient();
    change(1);
    expect(client.link().state).toBe('connecting');
  });

  test('a server that was restarted replaces everything', () => {
    const { snapshot, client, isTrusted } = liveClient();
    snapshot({ boot: 'boot-2', build: 'build-2', probes: [] });
    expect([client.build(), client.probes(), isTrusted()]).toEqual(['build-2', [], true]);
  });
});

describe('a tab that is opened later', () => {
  test('is not told that the server is there when nobody has heard it for a while', () => {
    const { take, client, isTrusted } = openClient();
    const event = snapshotOf({ now: world.serverMs });
    take({ kind: 'snapshot', event, proves: [], heardMs: event.now - 10_000, sentMs: world.wallMs });
    expect(client.link()).toMatchObject({ state: 'silent', silentMs: 10_000 });
    expect(isTrusted()).toBe(false);
  });
});

describe('a line', () => {
  test('over which no word comes is opened again, and what was in doubt is asked again', () => {
    const { opened, closed, proofs } = liveClient();
    pass(14_000);
    expect(opened()).toBe(1);
    world.wallMs -= HOUR;
    pass(3_000);
    expect([opened(), closed()]).toEqual([2, 1]);
    const [first, second] = proofs();
    expect(second).toBe(first);
    pass(10_000);
    expect(opened()).toBe(2);
  });

  test('that loses a question is asked it again, under the same number', () => {
    const { heartbeat, proofs } = liveClient();
    happen('document', 'resume');
    for (let beat = 0; beat < 9; beat += 1) {
      pass(2_000);
      heartbeat();
    }
    const [first, second, ...more] = proofs();
    expect(second).toBe(first);
    expect(more).toEqual([]);
  });

  test('whose every event comes too late is not believed, and heals by asking', () => {
    const { take, isTrusted, proofs, snapshot } = liveClient();
    for (let beat = 0; beat < 10; beat += 1) {
      pass(2_000);
      take({ kind: 'heartbeat', event: heartbeatAt(world.serverMs - 5_000), sentMs: world.wallMs });
    }
    expect(isTrusted()).toBe(false);
    expect(proofs()).toHaveLength(1);
    snapshot({}, proofs());
    expect(isTrusted()).toBe(true);
  });
});

describe('a tab drawn for somebody else than the stream', () => {
  test('trusts nothing, takes nothing, and says how to go on', () => {
    const { client, isTrusted, snapshot, change } = liveClient();
    expect(isTrusted()).toBe(true);
    snapshot({ viewer: 'bob', rows: { [LB1]: [liveRow('a')] } });
    expect(isTrusted()).toBe(false);
    expect(client.link()).toMatchObject({ state: 'silent', remedy: 'load again' });
    expect(client.rows(LB1)).toEqual([]);
    const before = client.probes();
    change(1);
    expect(client.probes()).toBe(before);
    expect(isTrusted()).toBe(false);
  });

  test('trusts again what is sent to its own viewer', () => {
    const { client, isTrusted, snapshot } = liveClient();
    snapshot({ viewer: 'bob' });
    snapshot({});
    expect([client.link().state, isTrusted()]).toEqual(['live', true]);
  });
});
