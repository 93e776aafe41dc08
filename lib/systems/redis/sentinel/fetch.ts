import type { RedisAnswer, RedisCommand, RedisConnection } from '../../../io/redis.ts';

/** What a Sentinel answered at one moment, error answers in their places. `set` is the name of the set that it was asked about. */
export type RawSentinel = {
  set: string;
  info: RedisAnswer;
  master: RedisAnswer;
  sentinels: RedisAnswer;
  replicas: RedisAnswer;
  check: RedisAnswer;
  id: RedisAnswer;
};

/** Asks INFO and the SENTINEL commands about one set, in one go (redis.io/docs/management/sentinel). INFO without a section: its default ones. Throws FetchError. */
export async function fetchSentinel(connection: RedisConnection, set: string, signal: AbortSignal): Promise<RawSentinel> {
  const of = (command: string): RedisCommand => ['SENTINEL', command, set];
  const answers = await connection.askEach(
    [['INFO'], of('MASTER'), of('SENTINELS'), of('REPLICAS'), of('CKQUORUM'), ['SENTINEL', 'MYID']],
    signal,
  );
  const [info, master, sentinels, replicas, check, id] = answers;
  if (!info || !master || !sentinels || !replicas || !check || !id) throw new Error('fewer answers than commands');
  return { set, info, master, sentinels, replicas, check, id };
}
