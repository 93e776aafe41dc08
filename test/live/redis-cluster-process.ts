import { freePorts } from '#demo/free-ports.ts';
import { until } from '#test/fakes/until.ts';
import { type RedisProcess, startRedis } from './redis-process.ts';

/** The slots of each of three masters. */
const RANGES: readonly (readonly [number, number])[] = [
  [0, 5_460],
  [5_461, 10_922],
  [10_923, 16_383],
];

type Member = RedisProcess & { bus: number };

async function startMember(): Promise<Member> {
  // The usual bus port, 10,000 above its own, may be taken.
  const [bus = 0] = await freePorts(1);
  const own = ['--cluster-enabled', 'yes', '--cluster-port', String(bus)];
  const args = [...own, '--cluster-node-timeout', '2000', '--cluster-replica-validity-factor', '0'];
  return { ...(await startRedis({ args })), bus };
}

/** Three masters with all slots between them, and as many replicas of the first ones as are wanted. `onStarted` is told of each at once. */
export async function startCluster(replicas: number, onStarted: (one: RedisProcess) => void): Promise<RedisProcess[]> {
  const begin = async (): Promise<Member> => {
    const one = await startMember();
    onStarted(one);
    return one;
  };
  const members = await Promise.all(Array.from({ length: 3 + replicas }, begin));
  const [first] = members;
  if (!first) throw new Error('no members');
  for (const [index, [from, to]] of RANGES.entries()) await members[index]?.command('CLUSTER', 'ADDSLOTSRANGE', String(from), String(to));
  for (const [index, one] of members.entries()) {
    await one.command('CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1));
    if (one !== first) await one.command('CLUSTER', 'MEET', '127.0.0.1', String(first.port), String(first.bus));
  }
  const knowsAll = async (one: RedisProcess) =>
    String(await one.command('CLUSTER', 'INFO')).includes(`cluster_known_nodes:${members.length}`);
  await until('all know each other', async () => (await Promise.all(members.map(knowsAll))).every(Boolean), 30_000);
  for (const [index, one] of members.slice(3).entries()) await follow(one, members[index]);
  return members;
}

async function follow(one: RedisProcess, master: RedisProcess | undefined): Promise<void> {
  const id = String(await master?.command('CLUSTER', 'MYID'));
  const isDone = async (): Promise<boolean> =>
    one.command('CLUSTER', 'REPLICATE', id).then(
      () => true,
      () => false,
    );
  await until('it follows its master', isDone, 10_000);
}
