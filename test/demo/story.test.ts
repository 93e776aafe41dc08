import { describe, expect, test } from 'vitest';
import { type Deed, note, type Stage } from '#demo/deeds.ts';
import { ELASTIC_CLUSTERS } from '#demo/elastic/estate/layout.ts';
import { ELASTIC_STEPS } from '#demo/elastic/estate/story-steps.ts';
import { KINDS } from '#demo/exceptions/kinds.ts';
import { REDIS_GROUPS } from '#demo/redis/layout.ts';
import { buildDemoEstate } from '#demo/sqlserver/estate-demo/build.ts';
import { endOf, obey } from '#demo/sqlserver/estate-demo/orders.ts';
import { STORY, startStory } from '#demo/story.ts';
import { TIERS } from '#demo/tiers.ts';

const BALANCERS = TIERS.flatMap(({ balancers }) => balancers.map(({ name }) => name));
const REDIS = REDIS_GROUPS.flatMap(({ instances }) => instances.map(({ name }) => name));
const CLUSTERS = ELASTIC_CLUSTERS.map(({ name }) => name);
/** What is told of a deploy that was begun. */
const MARKED = 'Vigil: deploy of stackoverflow: end';
const MACHINES = TIERS.flatMap(({ machines }) => machines);

/** The balancers of a tier that have this server in this backend, or in any. */
function holders(server: string, backend?: string): string[] {
  const tiers = TIERS.filter(({ layout }) =>
    layout.backends.some(({ name, servers }) => (backend ?? name) === name && servers.some((one) => one.name === server)),
  );
  return tiers.flatMap(({ balancers }) => balancers.map(({ name }) => name));
}

/** A stage that only writes down what is done on it, and a time that passes as fast as the story lets it. */
function rehearse(until: (done: string[], elapsedMs: number) => boolean) {
  const done: string[] = [];
  const said: string[] = [];
  const toldClusters: string[] = [];
  const stage: Stage = {
    balancers: BALANCERS.map((name) => ({
      name,
      reload: async () => void done.push(`${name} reloads`),
      hang: () => done.push(`${name} hangs`),
      resume: () => done.push(`${name} resumes`),
      setState: async (backend, server, state) => void done.push(`${name} ${backend}/${server} ${state}`),
    })),
    redis: REDIS.map((name) => ({ name, pauseWrites: async (ms) => void done.push(`${name} pauses writes for ${ms} ms`) })),
    servers: MACHINES.map((name) => ({ name, setHealth: (answer) => done.push(`${name} ${answer}`) })),
    sql: { order: async (told) => void done.push(`SQL: ${told.order} ${told.instance}`) },
    elastic: { order: async ({ cluster, told }) => void toldClusters.push(`${cluster}: ${told.order}`) },
    exceptions: { order: async () => undefined },
    vigil: async ({ action, group, server }) => void done.push(`Vigil: ${action} ${server} in ${group}`),
    marker: async ({ service }, phase) => void done.push(`Vigil: deploy of ${service}: ${phase}`),
  };
  let elapsedMs = 0;
  let reached = (): void => {};
  const there = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
    elapsedMs += ms;
    if (!until(done, elapsedMs)) return;
    reached();
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  };
  const story = startStory({ story: STORY, stage, say: (line) => said.push(line), pause });
  return { story, there, done, said, toldClusters };
}

describe('the steps of the story', () => {
  test('are in order, begin after about 20 s, and fit into a lap of four to five minutes', () => {
    const times = STORY.steps.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBe(20);
    expect(STORY.lapSeconds).toBeGreaterThanOrEqual(Math.max(240, times.at(-1) ?? 0));
    expect(STORY.lapSeconds).toBeLessThanOrEqual(300);
  });

  test('leave nothing undone at the end of a lap', () => {
    const open = new Map<string, Deed>();
    for (const { deed } of STORY.steps) note(open, deed);
    expect([...open.keys()]).toEqual([]);
  });

  test('name only machines, balancers, backends and servers that exist', () => {
    for (const { deed } of STORY.steps) {
      if (deed.do === 'health') expect(MACHINES).toEqual(expect.arrayContaining(deed.servers));
      else if (deed.do === 'state') expect(holders(deed.server, deed.backend)).toEqual(expect.arrayContaining(deed.on));
      else if (deed.do === 'order') {
        const tier = TIERS.find(({ name }) => name === deed.order.group);
        expect(tier?.machines).toContain(deed.order.server);
      } else if (deed.do === 'mark') expect(deed.deploy.systems).toEqual(['haproxy']);
      else if (deed.do === 'pause writes') expect(REDIS).toContain(deed.redis);
      else if (deed.do === 'sql') expect(() => obey(buildDemoEstate(0), endOf(deed.told), 0)).not.toThrow();
      else if (deed.do === 'errors') expect(KINDS.map(({ app }) => app)).toContain(deed.told.app);
      else if (deed.do === 'elastic') expect(CLUSTERS).toContain(deed.order.cluster);
      else expect(BALANCERS).toContain(deed.balancer);
    }
  });

  test('reload only what has a master, and while a drain through Vigil stands on it', () => {
    const reloadAt = STORY.steps.findIndex(({ deed }) => deed.do === 'reload');
    const tier = TIERS.find(({ balancers }) =>
      balancers.some(({ name }) => STORY.steps.some(({ deed }) => deed.do === 'reload' && deed.balancer === name)),
    );
    expect(tier?.isReloadable).toBe(true);
    const orders = STORY.steps.flatMap(({ deed }, index) => (deed.do === 'order' ? [{ ...deed.order, isAfter: index > reloadAt }] : []));
    expect(orders).toMatchObject([
      { action: 'drain', group: tier?.name, isAfter: false, reason: expect.stringMatching(/\S/) },
      { action: 'drain', group: tier?.name, isAfter: true },
      { action: 'return', group: tier?.name, isAfter: true },
    ]);
  });
});

describe('the runner of the story', () => {
  test('plays every step at its time, says it, and begins again', async () => {
    const { story, there, done, said, toldClusters } = rehearse((_, elapsedMs) => elapsedMs > 2 * STORY.lapSeconds * 1000);
    await there;
    await story.stop();
    expect(said).toEqual([...STORY.steps, ...STORY.steps].map(({ say }) => say));
    expect(done.slice(0, done.length / 2)).toEqual(done.slice(done.length / 2));
    expect(toldClusters.slice(0, toldClusters.length / 2)).toEqual(
      ELASTIC_STEPS.map(({ deed }) => 'order' in deed && 'told' in deed.order && `${deed.order.cluster}: ${deed.order.told.order}`),
    );
    expect(done.slice(0, 5)).toEqual([
      'ny-web05 503',
      'ny-web05 200',
      'SQL: stick CO-SQL01',
      'ny-lb05 be_stackoverflow/ny-web03 drain',
      'ny-lb06 be_stackoverflow/ny-web03 drain',
    ]);
  });

  test.each([
    ['a failing server is healed', 'ny-web05 503', ['ny-web05 200']],
    [
      'a drained server is put back',
      'ny-lb06 be_stackoverflow/ny-web03 drain',
      ['SQL: release CO-SQL01', 'ny-lb05 be_stackoverflow/ny-web03 ready', 'ny-lb06 be_stackoverflow/ny-web03 ready'],
    ],
    [
      'what was drained on one alone is put back there',
      'ny-lb05 be_stackoverflow/ny-web07 drain',
      ['SQL: release CO-SQL01', 'SQL: resume CO-SQL02', 'ny-lb05 be_stackoverflow/ny-web07 ready'],
    ],
    [
      'what was drained through Vigil is put back through it',
      'Vigil: drain co-web05 in colorado',
      [MARKED, 'Vigil: return co-web05 in colorado'],
    ],
    ['and after a reload too', 'co-lb01 reloads', [MARKED, 'Vigil: return co-web05 in colorado', 'SQL: thaw views NY-SQL02']],
    ['a hanging balancer is woken', 'ny-lb06 hangs', ['SQL: thaw views NY-SQL02', 'ny-lb06 resumes']],
    ['a replica that stands still goes on', 'SQL: stick CO-SQL01', ['SQL: release CO-SQL01']],
    [
      'a suspended database is resumed',
      'SQL: suspend CO-SQL02',
      [
        'SQL: release CO-SQL01',
        'ny-lb05 be_stackoverflow/ny-web03 ready',
        'ny-lb06 be_stackoverflow/ny-web03 ready',
        'SQL: resume CO-SQL02',
      ],
    ],
    [
      'views that stopped move again',
      'SQL: freeze views NY-SQL02',
      [MARKED, 'Vigil: return co-web05 in colorado', 'SQL: thaw views NY-SQL02'],
    ],
    ['a dead backend is healed', 'ny-web11 hang', ['ny-web10 200', 'ny-web11 200']],
    ['what is undone already stays as it is', 'ny-web05 200', []],
  ])('when it is stopped, %s', async (_, last, undone) => {
    const { story, there, done } = rehearse((list) => list.at(-1) === last);
    await there;
    const before = done.length;
    await story.stop();
    expect(done.slice(before)).toEqual(undone);
  });

  test.each([
    [40, ['logs: start node']],
    [110, ['search: mend shard']],
    [160, ['search: empty disk']],
    [240, ['search-co: rejoin node']],
    [299, []],
  ])('stopped after %i s, it leaves every cluster as it was', async (seconds, undone) => {
    const { story, there, toldClusters } = rehearse((_, elapsedMs) => elapsedMs > seconds * 1_000);
    await there;
    const before = toldClusters.length;
    await story.stop();
    expect(toldClusters.slice(before)).toEqual(undone);
  });

  test('a deed that fails, or needs a Vigil that does not run, is said, and the story goes on', async () => {
    const said: string[] = [];
    const fail = () => Promise.reject(new Error('no answer'));
    const stage: Stage = {
      balancers: [{ name: 'ny-lb05', hang: () => {}, resume: () => {}, reload: fail, setState: fail }],
      ...{ servers: [], redis: [], sql: null, elastic: null, exceptions: null, vigil: null, marker: null },
    };
    let reached = (): void => {};
    const lapDone = new Promise<void>((resolve) => {
      reached = resolve;
    });
    let pauses = 0;
    const pause = async (_: number, signal: AbortSignal): Promise<void> => {
      pauses += 1;
      if (pauses <= STORY.steps.length) return;
      reached();
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    };
    const story = startStory({ story: STORY, stage, say: (line) => said.push(line), pause });
    await lapDone;
    await story.stop();
    expect(said).toContain('(that did not work: no answer)');
    expect(said).toContain('(that did not work: no Vigil runs that could be asked)');
    expect(said).toContain(STORY.steps.at(-1)?.say);
  });
});
