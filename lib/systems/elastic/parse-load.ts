import { JsonPart } from './json-part.ts';
import type { Breaker, Collector, LoadInfo, MemberLoad, ThreadPool, Work } from './model.ts';
import { parseIp } from './parse-members.ts';
import type { RawLoad } from './raw.ts';

/** What breakers and pools were called before, by what they are called now: since 8.0, and since 6.3. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ['in_flight_requests', 'inflight_requests'],
  ['bulk', 'write'],
]);

/** Reads `_nodes/stats`. A member that did not answer in time is not among them, and counted. */
export function parseLoad({ by, product, stats }: RawLoad): LoadInfo {
  const told = new JsonPart(stats, '');
  const unanswered = told.part('_nodes').count('failed');
  const members = told
    .neededPart('nodes')
    .entries()
    .map(([id, member]) => parseMember(id, member));
  return { ...{ by, product, members }, ...(unanswered === null ? {} : { unanswered }) };
}

function parseMember(id: string, told: JsonPart): MemberLoad {
  const [jvm, transport, indices] = [told.part('jvm'), told.part('transport'), told.part('indices')];
  return {
    id,
    name: told.text('name') ?? id,
    roles: told.texts('roles'),
    host: told.text('host'),
    ip: parseIp(told),
    ...parseTimes(told, jvm),
    ...parseMachine(told),
    heapUsedBytes: jvm.part('mem').count('heap_used_in_bytes'),
    heapMaxBytes: unlessZero(jvm.part('mem').count('heap_max_in_bytes')),
    receivedBytes: transport.count('rx_size_in_bytes'),
    sentBytes: transport.count('tx_size_in_bytes'),
    collectors: jvm.part('gc').part('collectors').entries().map(parseCollector),
    breakers: told.part('breakers').entries().map(parseBreaker),
    pools: told.part('thread_pool').entries().map(parsePool),
    searches: parseWork(indices.part('search'), 'query'),
    indexing: parseWork(indices.part('indexing'), 'index'),
  };
}

/** By the clock of the member. */
function parseTimes(told: JsonPart, jvm: JsonPart): Pick<MemberLoad, 'takenAt' | 'startedAt'> {
  const takenAt = jvm.count('timestamp') ?? told.count('timestamp');
  const uptimeMs = jvm.count('uptime_in_millis');
  return { takenAt, startedAt: takenAt === null || uptimeMs === null ? null : takenAt - uptimeMs };
}

function parseMachine(told: JsonPart) {
  const [os, own, disk] = [told.part('os'), told.part('process'), told.part('fs').part('total')];
  return {
    cpuPercent: os.part('cpu').count('percent'),
    load1: os.part('cpu').part('load_average').count('1m'),
    memoryTotalBytes: unlessZero(os.part('mem').count('total_in_bytes')),
    memoryUsedBytes: os.part('mem').count('used_in_bytes'),
    openFiles: own.count('open_file_descriptors'),
    maxFiles: unlessZero(own.count('max_file_descriptors')),
    diskTotalBytes: unlessZero(disk.count('total_in_bytes')),
    diskAvailableBytes: disk.count('available_in_bytes'),
  };
}

function parseCollector([name, told]: [string, JsonPart]): Collector {
  return { name, runs: told.count('collection_count'), tookMs: told.count('collection_time_in_millis') };
}

function parseBreaker([name, told]: [string, JsonPart]): Breaker {
  return {
    name: RENAMED.get(name) ?? name,
    limitBytes: told.count('limit_size_in_bytes'),
    usedBytes: told.count('estimated_size_in_bytes'),
    tripped: told.count('tripped'),
  };
}

function parsePool([name, told]: [string, JsonPart]): ThreadPool {
  const [threads, active, queue] = [told.count('threads'), told.count('active'), told.count('queue')];
  return { name: RENAMED.get(name) ?? name, threads, active, queue, rejected: told.count('rejected'), completed: told.count('completed') };
}

function parseWork(told: JsonPart, word: string): Work {
  return { times: told.count(`${word}_total`), tookMs: told.count(`${word}_time_in_millis`), current: told.count(`${word}_current`) };
}

/** Of what nothing can be without: a zero says that it could not be read. */
function unlessZero(value: number | null): number | null {
  return value === 0 ? null : value;
}
