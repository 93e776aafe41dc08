import { afterEach, describe, expect, test } from 'vitest';
import { until } from '#test/fakes/until.ts';
import { all, answersAfter, names, startPolling, stopPolling } from './polling.ts';
import { answers, type Behave, hangs, ignoresAbort, pretendSystem, refuses } from './pretend-system.ts';

afterEach(stopPolling);

describe('the poller', () => {
  test('asks every probe of every node again and again, and keeps what they say', async () => {
    const of = pretendSystem({ nodes: { a: answers, b: answers }, probes: [{ name: 'stats', keep: 2 }, { name: 'info' }] });
    const { store, id } = startPolling(of);
    await until('all were asked three times', () => ['a', 'b'].every((node) => of.times(node, 'stats') > 2 && of.times(node, 'info') > 2));
    expect(store.read(id('a')).window).toHaveLength(2);
    expect(store.read(id('b', 'info')).window[0]).toMatchObject({ value: 'fine', source: { node: 'b', probe: 'info' } });
  });

  test('never has one probe of one node under way twice, however slow it is and however often it is asked for', async () => {
    const of = pretendSystem({ nodes: { slow: answersAfter(150) }, intervalMs: 20, timeoutMs: 1_000 });
    const { poller } = startPolling(of);
    await until('it was asked three times', () => {
      poller.pollNow({ system: 'pretend' });
      return of.times('slow') >= 3;
    });
    expect(of.mostAtOnce()).toBe(1);
  });

  test('really aborts what takes too long, and goes on when that is ignored', async () => {
    const of = pretendSystem({ nodes: { deaf: ignoresAbort, hanging: hangs }, intervalMs: 50, timeoutMs: 30 });
    const { failure } = startPolling(of);
    await until('both timed out and were asked again', () => of.times('deaf') >= 2 && of.times('hanging') >= 2);
    expect([failure('deaf'), failure('hanging')]).toEqual(['timeout', 'timeout']);
  });

  test('asks a whole group at one moment where a probe is a round, and goes on doing so', async () => {
    const nodes = names(4, 'n');
    const of = pretendSystem({ nodes: all(nodes, answers), probes: [{ name: 'stats', round: true }], intervalMs: 800 });
    // Without a round each would be 200 ms behind the one before.
    let nodesOpened = 0;
    startPolling(of, { random: () => (nodesOpened++ % 4) / 4 });
    await until('three rounds', () => nodes.every((node) => of.times(node) >= 3));
    for (const round of [0, 1, 2]) {
      const moments = nodes.map((node) => of.asked.filter((each) => each.node === node)[round]?.at ?? 0);
      expect(Math.max(...moments) - Math.min(...moments)).toBeLessThan(300);
    }
  });
});

describe('a silent node', () => {
  const PROBES = [{ name: 'stats' }, { name: 'info' }, { name: 'slow' }];

  test('is asked one question, less and less often, and all of them at once when it answers', async () => {
    const of = pretendSystem({ nodes: { dead: hangs }, probes: PROBES, intervalMs: 40, timeoutMs: 20 });
    const { poller, id } = startPolling(of);
    await until('the knock was asked three times', () => of.times('dead', 'stats') >= 3);
    expect([of.times('dead', 'info'), of.times('dead', 'slow')]).toEqual([1, 1]);
    expect(poller.plan(id('dead', 'info'))?.backoff?.why).toContain('"the stats"');
    of.set('dead', answers);
    await until('the others were asked again', () => of.times('dead', 'info') >= 2 && of.times('dead', 'slow') >= 2);
    const knocked = of.asked.findLast(({ probe }) => probe === 'stats');
    const released = of.asked.filter(({ probe }) => probe === 'info')[1];
    expect(Math.abs((released?.at ?? 0) - (knocked?.at ?? 0))).toBeLessThan(200);
  });

  test('does not make the poller count lateness or missed questions when it comes back', async () => {
    const of = pretendSystem({ nodes: { dead: hangs }, probes: PROBES, intervalMs: 40, timeoutMs: 20 });
    const { poller } = startPolling(of);
    await until('the others waited for many of their intervals', () => of.times('dead', 'stats') >= 4, 8_000);
    poller.takeLoad();
    of.set('dead', answers);
    await until('it answers', () => of.times('dead', 'info') >= 2);
    const { lagMs, missed } = poller.takeLoad();
    expect(lagMs).toBeLessThan(300);
    expect(missed).toBeLessThan(5);
  });

  test('is asked at once when somebody asks for it, all its questions', async () => {
    const of = pretendSystem({ nodes: { dead: hangs }, probes: PROBES, intervalMs: 60_000, timeoutMs: 20 });
    const { poller, failure, id } = startPolling(of);
    await until('it is known to be silent', () => failure('dead', 'slow') === 'timeout' && failure('dead') === 'timeout');
    expect(poller.plan(id('dead'))?.backoff).not.toBeNull();
    expect(poller.pollNow({ system: 'pretend', group: 'web', node: 'dead' })).toBe(3);
    await until('all were asked again', () => PROBES.every(({ name }) => of.times('dead', name) === 2));
  });

  test('one question that hangs holds back itself alone', async () => {
    const half: Behave = (signal, probe) => (probe === 'slow' ? hangs(signal, probe) : answers(signal, probe));
    const of = pretendSystem({ nodes: { half }, probes: PROBES, intervalMs: 40, timeoutMs: 20 });
    startPolling(of);
    await until('the others go on', () => of.times('half', 'stats') >= 8 && of.times('half', 'info') >= 8);
    expect(of.times('half', 'slow')).toBeLessThan(5);
  });

  test('is not one that refuses: it is asked at its interval', async () => {
    const of = pretendSystem({ nodes: { closed: refuses }, intervalMs: 30, timeoutMs: 20 });
    const { poller, store, id } = startPolling(of);
    await until('it was asked often', () => of.times('closed') >= 8);
    expect(poller.plan(id('closed'))?.backoff).toBeNull();
    expect(store.read(id('closed')).attempt?.failure?.kind).toBe('refused');
  });
});

describe('poll now', () => {
  test.each([
    [{ system: 'pretend' }, 4],
    [{ system: 'pretend', group: 'web' }, 4],
    [{ system: 'pretend', group: 'web', node: 'a' }, 2],
    [{ system: 'pretend', group: 'other' }, 0],
    [{ system: 'pretend', group: 'other', node: 'a' }, 0],
    [{ system: 'redis' }, 0],
  ])('%j chooses %d questions', (selection, expected) => {
    const of = pretendSystem({ nodes: { a: answers, b: answers }, probes: [{ name: 'stats' }, { name: 'info' }] });
    expect(startPolling(of).poller.pollNow(selection)).toBe(expected);
  });

  test('shows that it is asking', async () => {
    const of = pretendSystem({ nodes: { a: answers }, intervalMs: 60_000, timeoutMs: 50_000 });
    const { poller, store, id } = startPolling(of);
    await until('it was read', () => store.read(id('a')).window.length === 1);
    of.set('a', hangs);
    poller.pollNow({ system: 'pretend' });
    await until('it is being asked', () => store.read(id('a')).asking !== null);
    expect(store.read(id('a')).window).toHaveLength(1);
  });
});

test('a node that is let go while it is asked leaves nothing behind, though it answers', async () => {
  const gate = Promise.withResolvers<string>();
  const of = pretendSystem({ nodes: { a: () => gate.promise }, intervalMs: 60_000, timeoutMs: 50_000 });
  const { poller, store, id } = startPolling(of);
  await until('it is asked', () => of.times('a') === 1);
  poller.remove('pretend/web/a');
  gate.resolve('too late');
  await poller.stop();
  expect(store.read(id('a'))).toMatchObject({ window: [], attempt: null });
});

describe('stop', () => {
  test('aborts everything, closes every connection and asks nothing more', async () => {
    const signals: AbortSignal[] = [];
    const watched: Behave = (signal, probe) => {
      signals.push(signal);
      return hangs(signal, probe);
    };
    const of = pretendSystem({ nodes: { hanging: watched, deaf: ignoresAbort, fine: answers }, intervalMs: 30, timeoutMs: 60_000 });
    const { poller, store, id } = startPolling(of);
    await until('all are asked', () => ['hanging', 'deaf', 'fine'].every((node) => of.times(node) > 0));
    await poller.stop();
    expect(signals.every((signal) => signal.aborted)).toBe(true);
    expect(of.closed.toSorted()).toEqual(['deaf', 'fine', 'hanging']);
    expect(store.read(id('hanging')).attempt).toBeNull();
    const before = of.asked.length;
    poller.pollNow({ system: 'pretend' });
    const stoppedAt = performance.now();
    await until('several intervals have passed', () => performance.now() - stoppedAt > 100);
    expect(of.asked).toHaveLength(before);
  });

  test('closes the other connections when one cannot be closed', async () => {
    const of = pretendSystem({ nodes: { a: answers, b: answers } });
    const target = of.targets[0];
    if (!target) throw new Error('no target');
    const close = () => {
      throw new Error('it does not close');
    };
    const { poller, errors } = startPolling({
      ...of,
      targets: [{ ...target, system: { ...target.system, close } }, ...of.targets.slice(1)],
    });
    await poller.stop();
    expect(of.closed).toEqual(['b']);
    expect(errors).toHaveLength(1);
  });
});
