import type { Need, Needing } from '../../doctor.ts';
import type { RedisCommand } from '../../io/redis.ts';
import type { RedisSettings } from './config.ts';

/** A key that nobody has, to ask about rights to keys with. */
export const NO_KEY = 'vigil:doctor';

/** The right to the keys that a command is about. */
export const KEY_RIGHT = 'access to keys';

/** A command that something takes, as it is asked about. `isRead`: it tells something and changes nothing, so that it may be asked to see whether it is allowed. */
export type Asked = { command: RedisCommand; isRead: boolean; hasKey: boolean };

const read = (...command: [string, ...string[]]): Asked => ({ command, isRead: true, hasKey: command.includes(NO_KEY) });
const write = (...command: [string, ...string[]]): Asked => ({ command, isRead: false, hasKey: command.includes(NO_KEY) });

/** What has a right of its own for what comes after it. */
const CONTAINERS: ReadonlySet<string> = new Set(['CLIENT', 'CLUSTER', 'CONFIG', 'LATENCY', 'MEMORY', 'OBJECT', 'SENTINEL', 'SLOWLOG']);

/** The right to a command in the words of ACL SETUSER: "+client|list". */
export function rightOf([name, first]: RedisCommand): string {
  return `+${name}${CONTAINERS.has(name) && first !== undefined ? `|${first}` : ''}`.toLowerCase();
}

type RedisNeed = Omit<Need, 'rights'> & { commands: readonly Asked[]; where: 'data' | 'sentinel' | 'cluster' };

const of = (is: Needing['is'], ...names: string[]): Needing[] => names.map((name) => ({ is, name }));
const look = (panel: string, names: Needing[], ...commands: Asked[]): RedisNeed => ({
  ...{ panel, of: names, as: 'read', isVital: false, where: 'data', commands },
});
const act = (panel: string, names: string[], ...commands: Asked[]): RedisNeed => ({
  ...{ panel, of: of('action', ...names), as: 'act', isVital: false, where: 'data', commands },
});

const KEY_FACTS = [read('SELECT', '0'), read('TYPE', NO_KEY), read('PTTL', NO_KEY), read('MEMORY', 'USAGE', NO_KEY)];
const HAND_OVER = [write('CLIENT', 'PAUSE', '1', 'WRITE'), write('CLIENT', 'UNPAUSE'), write('REPLICAOF', 'NO', 'ONE')];
// No name that a set could have: a Sentinel that is asked answers that it knows none.
const set = 'vigil:doctor';

/** Everything that asks a Redis or tells it something, with the commands that it takes. */
const NEEDS: readonly RedisNeed[] = [
  { ...look('the board: INFO and ROLE', of('probe', 'info'), read('INFO'), read('ROLE')), isVital: true },
  look('INFO, statistics of commands', of('question', 'info', 'commands'), read('INFO')),
  look('clients', of('question', 'clients', 'clients-masked'), read('CLIENT', 'LIST')),
  look('slow log', of('question', 'slowlog', 'slowlog-masked'), read('SLOWLOG', 'GET', '1'), read('SLOWLOG', 'LEN')),
  look('latency', of('question', 'latency'), read('LATENCY', 'LATEST')),
  look('memory', of('question', 'memory'), read('MEMORY', 'STATS')),
  look('settings, and from what time on slow commands and latency are recorded', of('question', 'settings'), read('CONFIG', 'GET', 'hz')),
  look('one key by its name', of('question', 'key'), ...KEY_FACTS),
  { ...look('cluster: slots and nodes', of('probe', 'cluster'), read('CLUSTER', 'INFO'), read('CLUSTER', 'NODES')), where: 'cluster' },
  {
    ...look('what a Sentinel watches', of('probe', 'sentinel'), read('INFO')),
    ...{ isVital: true, where: 'sentinel' },
    commands: [
      read('INFO'),
      ...['MASTER', 'SENTINELS', 'REPLICAS', 'CKQUORUM'].map((command) => read('SENTINEL', command, set)),
      read('SENTINEL', 'MYID'),
    ],
  },
  act('ending clients', ['kill-client', 'kill-clients'], read('CLIENT', 'LIST'), write('CLIENT', 'KILL', 'ID', '1')),
  act('unblocking a client', ['unblock-client'], write('CLIENT', 'UNBLOCK', '1')),
  act('clearing the slow log', ['slowlog-reset'], write('SLOWLOG', 'RESET')),
  act('clearing latency events', ['latency-reset'], write('LATENCY', 'RESET')),
  act('clearing statistics', ['stats-reset'], write('CONFIG', 'RESETSTAT')),
  act('giving back memory', ['memory-purge'], write('MEMORY', 'PURGE')),
  act('saving', ['bgsave'], write('BGSAVE')),
  act('changing settings', ['config-set'], write('CONFIG', 'SET', 'hz', '10')),
  act('keeping settings', ['config-rewrite'], write('CONFIG', 'REWRITE')),
  act('taking out a key', ['key-purge'], read('SELECT', '0'), write('UNLINK', NO_KEY)),
  act('handing over to a replica', ['promote', 'vacate-host'], read('INFO'), read('ROLE'), ...HAND_OVER),
  act('handing over by Redis itself', ['failover'], read('ROLE'), write('FAILOVER', 'ABORT')),
  act('repointing and promoting replicas', ['replicate-from', 'force-promote'], read('ROLE'), write('REPLICAOF', 'NO', 'ONE')),
  { ...act('failover by Sentinel', ['sentinel-failover'], write('SENTINEL', 'FAILOVER', set)), where: 'sentinel' },
  {
    ...look('analysis of keys', of('job', 'keys'), read('INFO'), ...KEY_FACTS, read('OBJECT', 'ENCODING', NO_KEY), read('DBSIZE')),
    as: 'analyse',
  },
  { ...look('analysis of keys: their names', of('job', 'keys'), read('SCAN', '0', 'COUNT', '1')), as: 'analyse' },
  { ...look('analysis of keys of a replica', of('job', 'keys'), read('READONLY')), as: 'analyse', where: 'cluster' },
];

function needsOf({ kind, isCluster }: Pick<RedisSettings, 'kind' | 'isCluster'>): RedisNeed[] {
  return NEEDS.filter(({ where }) => (where === 'cluster' ? kind === 'data' && isCluster : where === kind));
}

/** What a node of this kind needs, in rights. */
export function redisNeeds(settings: Pick<RedisSettings, 'kind' | 'isCluster'>): Need[] {
  return needsOf(settings).map(({ commands, where: _, ...need }) => {
    const rights = commands.map(({ command }) => rightOf(command));
    return { ...need, rights: [...new Set(commands.some(({ hasKey }) => hasKey) ? [...rights, KEY_RIGHT] : rights)] };
  });
}

/** The commands that one login takes there, each once. */
export function commandsOf(settings: Pick<RedisSettings, 'kind' | 'isCluster'>, as: string): Asked[] {
  const own = needsOf(settings).filter((need) => need.as === as);
  return [...new Map(own.flatMap(({ commands }) => commands.map((one) => [rightOf(one.command), one] as const))).values()];
}
