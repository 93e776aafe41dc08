import { describe, test } from 'vitest';
import { REDIS, type RedisProcess } from './redis-process.ts';
import { openScene } from './redis-scene.ts';
import { has, type Seen, type Watched } from './redis-watched.ts';

/** What befalls a replica while it is given all data, each made for real and slowed down by Redis itself; test names begin with what it is. */

const KEYS = 60;
const KEY_DELAY_MICROS = '40000';
/** From round to round where what is kept has to span three copies. */
const SLOW_ROUND_MS = 1_500;
const QUICK = ['--repl-ping-replica-period', '1', '--repl-timeout', '60'];
const SLOW_SAVE = ['--rdb-key-save-delay', KEY_DELAY_MICROS, '--rdbcompression', 'no'];

const said = ({ verdicts }: Seen, node: string): string => `${verdicts[node]?.status}: ${verdicts[node]?.reason}`;
const sectionOf = async (server: RedisProcess, name = 'replication'): Promise<string> => String(await server.command('INFO', name));

async function fill(server: RedisProcess): Promise<void> {
  for (let at = 0; at < KEYS; at += 1) await server.command('SET', `data${at}`, 'x'.repeat(20_000));
}

async function isGreen(group: Watched): Promise<void> {
  await group.until('it moves and is green', (seen) => has('ok b: moving')(seen) && seen.verdicts.b?.status === 'ok');
}

/** Reads on until it is so, and fails as soon as the replica is called ok or moving before. */
function neverOk(holds: (seen: Seen) => boolean | Promise<boolean>) {
  return async (seen: Seen): Promise<boolean> => {
    if (seen.verdicts.b?.status === 'ok' || seen.kinds.some((kind) => kind.startsWith('ok b')))
      throw new Error(`called well: ${seen.kinds} ${said(seen, 'b')}`);
    return holds(seen);
  };
}

describe.skipIf(REDIS === null).concurrent('a full sync', () => {
  test.for([
    ['diskless', 'yes'],
    ['from disk', 'no'],
  ] as const)('%s: amber, and not known whether it moves, until it has all data', async ([, isDiskless], context) => {
    const scene = openScene(context);
    const a = await scene.start({ args: [...QUICK, ...SLOW_SAVE, '--repl-diskless-sync', isDiskless] });
    await fill(a);
    const b = await scene.start({ replicaOf: a.port, args: QUICK });
    const group = scene.watch({ a, b });
    const copies = (seen: Seen): boolean => /^warning: copying all data from its master .*: what it has is old/.test(said(seen, 'b'));
    const seen = await group.until('it copies', neverOk(copies));
    context.expect(seen.kinds).toEqual(['unknown b: not known']);
    const [below, above] = [await sectionOf(b), await sectionOf(a)];
    context.expect(below).toContain('master_link_status:down');
    context.expect(below).toContain('master_sync_in_progress:1');
    context.expect(above).toMatch(/slave0:.*state=(wait_bgsave|send_bulk)/);
    await isGreen(group);
  });

  test('loading the RDB: red by its own word, though its master calls it online', async (context) => {
    const scene = openScene(context);
    const a = await scene.start({ args: [...QUICK, '--rdbcompression', 'no'] });
    await fill(a);
    const slow = ['--key-load-delay', KEY_DELAY_MICROS, '--loading-process-events-interval-bytes', '1024'];
    const b = await scene.start({ replicaOf: a.port, args: [...QUICK, ...slow] });
    const group = scene.watch({ a, b });
    const loads = (seen: Seen): boolean => /^critical: loading its data from disk.*: commands are refused/.test(said(seen, 'b'));
    const seen = await group.until(
      'it loads while the master calls it online',
      neverOk(async (now) => loads(now) && /slave0:.*state=online/.test(await sectionOf(a))),
    );
    context.expect(seen.kinds).toEqual(['unknown b: not known']);
    context.expect(await b.command('GET', 'data1').catch((error: Error) => error.message)).toMatch(/loading its data/);
    await isGreen(group);
  });

  test('full-sync loop by an output buffer limit: never called well as long as it goes on, and named', async (context) => {
    const scene = openScene(context);
    const limit = ['--client-output-buffer-limit', 'replica 100kb 100kb 1', '--repl-backlog-size', '16kb'];
    const a = await scene.start({ args: [...QUICK, ...SLOW_SAVE, '--repl-diskless-sync', 'no', ...limit] });
    await fill(a);
    const b = await scene.start({ replicaOf: a.port, args: QUICK });
    const group = scene.watch({ a, b }, { roundMs: SLOW_ROUND_MS });
    const words = new Set<string>();
    const seen = await group.until(
      'the loop is named',
      neverOk(async (seen) => {
        words.add(said(seen, 'b').replace(/ \d+\.\d+\.\d+\.\d+:\d+.*/, ''));
        await a.command('SET', 'big', 'x'.repeat(150_000));
        return has('warning a: full syncs')(seen);
      }),
    );
    context.expect([...words]).toContain('warning: copying all data from its master');
    context
      .expect(seen.found.flatMap(({ told }) => told).join())
      .toMatch(/sends all its data again and again: \d full copies in the last \d+s; b follows it/);
    context.expect(await sectionOf(a, 'stats')).toMatch(/sync_full:[3-9]/);
    await a.command('CONFIG', 'SET', 'client-output-buffer-limit', 'replica 0 0 0');
    await isGreen(group);
  });
});
