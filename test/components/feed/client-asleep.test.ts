import { describe, expect, test } from 'vitest';
import type { ToTab } from '#components/feed/messages.ts';
import { freeze, HOUR, happen, liveClient, openClient, pass, setWall, sleep, standInBrowser, T, world } from './browser.ts';
import { changeOf, heartbeatAt, LB1, probeRow, snapshotOf } from './made-up-events.ts';

standInBrowser();

describe('messages that lay in the queue of a frozen tab', () => {
  test('never look fresh, and never make anything younger', () => {
    const { take, freshnessOf, isTrusted, youngerBy, client } = liveClient();
    const queued: ToTab[] = [];
    for (let second = 0; second < 3_600; second += 2) {
      freeze(2_000);
      const seq = second / 2 + 1;
      if (second < 3_500) queued.push({ kind: 'change', event: changeOf({ seq, now: world.serverMs }), sentMs: world.wallMs });
    }
    freeze(60_000);
    for (const message of queued) {
      take(message);
      expect(isTrusted()).toBe(false);
      expect(youngerBy()).toBeLessThanOrEqual(0);
      expect(freshnessOf(client.probes()[0]?.newest?.observedAt ?? 0)).toBe('stale');
    }
  });

  test('show their age when they are snapshots', () => {
    const { snapshot, take, client, youngerBy, freshnessOf } = openClient();
    const event = snapshotOf({ now: world.serverMs, probes: [probeRow(LB1, world.serverMs)] });
    const message: ToTab = { kind: 'snapshot', event, proves: [], heardMs: event.now, sentMs: world.wallMs };
    freeze(HOUR);
    take(message);
    expect(youngerBy()).toBe(0);
    expect(client.link().state).toBe('silent');
    expect(freshnessOf(T)).toBe('stale');
    snapshot();
    expect(client.link().state).toBe('live');
  });

  test('are followed by new ones, and then all is well without asking anything', () => {
    const { take, heartbeat, isTrusted, proofs } = liveClient();
    freeze(5_000);
    take({ kind: 'heartbeat', event: heartbeatAt(T + 100), sentMs: world.wallMs - 4_900 });
    expect(isTrusted()).toBe(false);
    heartbeat();
    expect(isTrusted()).toBe(true);
    expect(proofs()).toEqual([]);
  });
});

describe('a clock that jumps', () => {
  test.each<[string, () => void]>([
    ['the wall clock is set back', () => setWall(-HOUR)],
    ['the wall clock is set forward', () => setWall(HOUR)],
    ['the machine sleeps', () => sleep(8 * HOUR)],
  ])('(%s) puts everything in doubt until it is proved', (_name, jump) => {
    const { snapshot, heartbeat, change, isTrusted, proofs, client, youngerBy } = liveClient();
    jump();
    pass(1_000);
    expect(isTrusted()).toBe(false);
    expect(client.link().state).toBe('silent');
    expect(youngerBy()).toBeLessThanOrEqual(0);
    const [number = ''] = proofs();
    expect(number).not.toBe('');
    heartbeat();
    change(1);
    snapshot();
    snapshot({}, ['some other number']);
    pass(1_000);
    expect(isTrusted()).toBe(false);
    snapshot({}, ['some other number', number]);
    expect([client.link().state, isTrusted(), youngerBy()]).toEqual(['live', true, 0]);
    pass(2_000);
    expect(isTrusted()).toBe(true);
    expect(proofs()).toEqual([number]);
  });

  test.each<[string, (of: ReturnType<typeof liveClient>) => void]>([
    ['a heartbeat', (of) => of.heartbeat()],
    ['a change', (of) => of.change(1)],
    ['a snapshot that proves nothing', (of) => of.snapshot()],
    ['a snapshot from before the sleep', (of) => of.snapshot({ now: T, probes: [probeRow(LB1, T)] })],
  ])('is noticed by %s before the next tick', (_name, message) => {
    const of = liveClient();
    sleep(HOUR);
    message(of);
    expect(of.isTrusted()).toBe(false);
    expect(of.proofs()).toHaveLength(1);
    expect(of.freshnessOf(T)).toBe('stale');
  });
});

describe('what it says', () => {
  test.each([
    ['a clock that was set forward', () => setWall(HOUR)],
    ['a clock that was set back', () => setWall(-HOUR)],
    ['a machine that slept', () => sleep(HOUR)],
  ])('is that clocks disagree, after %s, until the connection is known to be lost', (_name, jump) => {
    const { client, lose } = liveClient();
    jump();
    pass(1_000);
    expect(client.link()).toMatchObject({ state: 'silent', why: 'clocks disagree', retryInMs: null });
    lose();
    pass(5_000);
    expect(client.link()).toMatchObject({ state: 'silent', why: 'not heard', reason: 'refused' });
  });

  test('is that nothing is heard, for as long as nothing is and no clock jumped', () => {
    const { client } = liveClient();
    pass(20_000);
    expect(client.link()).toMatchObject({ state: 'silent', why: 'not heard', silentMs: 20_000 });
  });
});

describe('a page that sleeps', () => {
  test.each<[string, () => void]>([
    ['is frozen', () => happen('document', 'freeze')],
    ['is kept for going back', () => happen('window', 'pagehide', true)],
    ['comes back from being kept', () => happen('window', 'pageshow', true)],
    ['is thawed', () => happen('document', 'resume')],
  ])('(it %s) is in doubt at once, until it is proved', (_name, event) => {
    const { snapshot, heartbeat, isTrusted, proofs } = liveClient();
    event();
    expect(isTrusted()).toBe(false);
    heartbeat();
    expect(isTrusted()).toBe(false);
    snapshot({}, proofs());
    expect(isTrusted()).toBe(true);
  });

  test('asks anew when it wakes: what was proved while it slept proves nothing', () => {
    const { snapshot, isTrusted, proofs } = liveClient();
    happen('document', 'freeze');
    happen('document', 'resume');
    const [before = '', after = ''] = proofs();
    snapshot({}, [before]);
    expect(isTrusted()).toBe(false);
    snapshot({}, [after]);
    expect(isTrusted()).toBe(true);
  });

  test('is shown the first time without any doubt', () => {
    const { isTrusted, proofs } = liveClient();
    happen('window', 'pageshow', false);
    expect(isTrusted()).toBe(true);
    expect(proofs()).toEqual([]);
  });

  test('leaves when it goes for good', () => {
    const { closed } = liveClient();
    happen('window', 'pagehide', false);
    expect(closed()).toBe(1);
  });

  test('looks at the clocks as soon as it is looked at', () => {
    const { isTrusted } = liveClient();
    sleep(HOUR);
    happen('document', 'visibilitychange');
    expect(isTrusted()).toBe(false);
  });
});
