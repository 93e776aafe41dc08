import { describe, test } from 'vitest';
import { REDIS, type RedisProcess } from './redis-process.ts';
import { openScene, type Scene } from './redis-scene.ts';
import { has, type Seen, type Watched } from './redis-watched.ts';

/** What can befall a replica whose data are all there, each made for real; test names begin with what it is. */

/** Seconds: a replica and its master take the other for gone after so long. */
const SHORT = 8;
const LONG = 60;
const LIMITS = { silenceWarningSeconds: 2, silenceCriticalSeconds: 4 };

const quick = (timeout: number): string[] => ['--repl-ping-replica-period', '1', '--repl-timeout', String(timeout)];
const allOk = ({ verdicts }: Seen): boolean => Object.values(verdicts).every(({ status }) => status === 'ok');
const said = ({ verdicts }: Seen, node: string): string => `${verdicts[node]?.status}: ${verdicts[node]?.reason}`;
const replication = async (server: RedisProcess): Promise<string> => String(await server.command('INFO', 'replication'));

async function pair(scene: Scene, timeout = SHORT, args: readonly string[] = []) {
  const a = await scene.relayed(await scene.start({ args: quick(timeout) }));
  const b = await scene.start({ replicaOf: a.port, args: [...quick(timeout), ...args] });
  const group = scene.watch({ a, b }, { limits: LIMITS });
  await moves(group);
  return { a, b, group };
}

/** Both are well, and the replica is proved to move: what is asserted of it later has been otherwise. */
function moves(group: Watched): Promise<Seen> {
  return group.until('it moves and all is green', (seen) => has('ok b: moving')(seen) && allOk(seen));
}

describe.skipIf(REDIS === null).concurrent('a replication link', () => {
  test('healthy: moving while it is written to, idle and proved when not, and every node is green', async (context) => {
    const scene = openScene(context);
    // With its pings 10 s apart: each of them is data too.
    const a = await scene.start();
    const group = scene.watch({ a, b: await scene.start({ replicaOf: a.port }) });
    await moves(group);
    const isIdle = (seen: Seen): boolean => has('ok b: idle')(seen) && seen.kinds.length === 1 && allOk(seen);
    await group.until('it is idle', isIdle, false);
  });

  test('link silently dead: stuck while both call it up, then down by the word of the replica, and red all along', async (context) => {
    const { a, b, group } = await pair(openScene(context));
    a.relay.hold('to client', 'PSYNC');
    a.relay.hold('to server', 'PSYNC');
    await group.until('it is stuck', has('critical b: stuck'));
    context
      .expect([await replication(b), await replication(a)])
      .toEqual([context.expect.stringMatching(/master_link_status:up/), context.expect.stringMatching(/slave0:.*state=online/)]);
    await group.until('its silence is said', (seen) => /warning: has heard nothing from its master/.test(said(seen, 'b')));
    const seen = await group.until('its link is down', (now) => /^critical: the link to its master .* is down/.test(said(now, 'b')));
    context.expect(seen.kinds).toEqual(['unknown b: not known']);
  });

  test('master to replica dead only: stuck, though the master says that the replica has no lag', async (context) => {
    const { a, group } = await pair(openScene(context));
    a.relay.hold('to client', 'PSYNC');
    await group.until('it is stuck', has('critical b: stuck'));
    await group.until('its silence is said', (seen) => /warning: has heard nothing from its master/.test(said(seen, 'b')));
    context.expect(await replication(a)).toMatch(/slave0:.*state=online,.*lag=[01]\r/);
    a.relay.release();
    await moves(group);
  });

  test('acks lost only: moving and green, though the master says that the replica lags', async (context) => {
    const { a, group } = await pair(openScene(context), LONG);
    a.relay.hold('to server', 'PSYNC');
    const lags = async (): Promise<boolean> => /slave0:.*lag=[3-9]\r/.test(await replication(a));
    const isWell = (seen: Seen): boolean => seen.kinds.join() === 'ok b: moving' && allOk(seen);
    await group.until('the master says that it lags', async (seen) => {
      context.expect(isWell(seen), JSON.stringify(seen)).toBe(true);
      return lags();
    });
  });

  test('CLIENT PAUSE WRITE on the replica: stuck and red by its own word too, its link up and its lag 0', async (context) => {
    const { a, b, group } = await pair(openScene(context));
    await b.command('CLIENT', 'PAUSE', '60000', 'WRITE');
    const seen = await group.until('it is stuck', (now) => has('critical b: stuck')(now) && /^critical/.test(said(now, 'b')));
    context.expect(said(seen, 'b')).toMatch(/receives data from its master and carries none of it out/);
    context.expect(await replication(b)).toMatch(/master_link_status:up/);
    context.expect(await replication(a)).toMatch(/slave0:.*state=online,.*lag=[01]\r/);
    await b.command('CLIENT', 'UNPAUSE');
    await moves(group);
  });

  test('replica process frozen: proves nothing and is stale, though the master calls it online', async (context) => {
    const { a, b, group } = await pair(openScene(context), LONG);
    b.signal('SIGSTOP');
    const seen = await group.until('it is stale', ({ verdicts }) => verdicts.b?.status === 'stale');
    context.expect([seen.kinds, seen.verdicts.a?.status]).toEqual([[], 'ok']);
    context.expect(said(seen, 'b')).toMatch(/^stale: stale \d+s, was ok/);
    context.expect(await replication(a)).toMatch(/slave0:.*state=online/);
    b.signal('SIGCONT');
    await moves(group);
  });

  test('busy script on the replica: red in its own words, and proves nothing', async (context) => {
    const { b, group } = await pair(openScene(context), LONG, ['--busy-reply-threshold', '50']);
    const script = b.command('EVAL', 'while true do end', '0').catch(() => undefined);
    const seen = await group.until('it is busy', (now) => /^critical: it is busy with a script/.test(said(now, 'b')));
    context.expect(seen.kinds).toEqual([]);
    await b.command('SCRIPT', 'KILL');
    await script;
    await moves(group);
  });

  test('master frozen: stale itself, nothing is known of any replica below it, and their silence is said before their links end', async (context) => {
    const scene = openScene(context);
    const a = await scene.start({ args: quick(LONG) });
    const b = await scene.start({ replicaOf: a.port, args: quick(LONG) });
    const c = await scene.start({ replicaOf: b.port, args: quick(LONG) });
    const group = scene.watch({ a, b, c }, { limits: LIMITS });
    await group.until('both move', (seen) => has('ok b: moving', 'ok c: moving')(seen) && allOk(seen));
    a.signal('SIGSTOP');
    const silent = /: has heard nothing from its master/;
    const isSaid = (seen: Seen): boolean => silent.test(said(seen, 'b')) && silent.test(said(seen, 'c'));
    const seen = await group.until('all of it is said', (now) => now.verdicts.a?.status === 'stale' && isSaid(now), false);
    context.expect(seen.kinds).toEqual(['unknown b: not known', 'unknown c: not known']);
    for (const one of [b, c]) context.expect(await replication(one)).toMatch(/master_link_status:up/);
    a.signal('SIGCONT');
    await group.until('both move again', has('ok b: moving', 'ok c: moving'));
  });
});
