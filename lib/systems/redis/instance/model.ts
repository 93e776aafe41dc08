/** What can be set on a running instance from here, and nothing else. Safe in the browser. */

export type SafeSetting = { name: string; about: string } & (
  | { kind: 'bytes' | 'count'; least: number; most: number; unit: string }
  | { kind: 'choice'; choices: readonly string[] }
  | { kind: 'flags' }
);

const YES_NO = { kind: 'choice', choices: ['yes', 'no'] } as const;
const POLICIES = [
  ...['noeviction', 'allkeys-lru', 'allkeys-lfu', 'allkeys-random'],
  ...['volatile-lru', 'volatile-lfu', 'volatile-random', 'volatile-ttl'],
] as const;

/** Those whose change can be read back, is undone by the value before, and locks nobody out (redis/src/config.c). Passwords, ports and folders are not among them. */
export const SAFE_SETTINGS: readonly SafeSetting[] = [
  { name: 'maxmemory', kind: 'bytes', least: 0, most: 2 ** 50, unit: 'bytes', about: '0 is no limit' },
  { name: 'maxmemory-policy', kind: 'choice', choices: POLICIES, about: 'what goes when maxmemory is reached' },
  { name: 'maxclients', kind: 'count', least: 10, most: 1_000_000, unit: 'clients', about: 'further connections are refused' },
  { name: 'timeout', kind: 'count', least: 0, most: 31_536_000, unit: 's', about: 'idle clients are closed after it; 0 is never' },
  { name: 'tcp-keepalive', kind: 'count', least: 0, most: 86_400, unit: 's', about: '0 is off' },
  { name: 'slowlog-log-slower-than', kind: 'count', least: -1, most: 3_600_000_000, unit: 'µs', about: '0 logs all, -1 nothing' },
  { name: 'slowlog-max-len', kind: 'count', least: 0, most: 100_000, unit: 'entries', about: 'older ones are forgotten' },
  { name: 'latency-monitor-threshold', kind: 'count', least: 0, most: 3_600_000, unit: 'ms', about: '0 records none' },
  { name: 'hz', kind: 'count', least: 1, most: 500, unit: 'per second', about: 'how often background work is done' },
  {
    name: 'repl-backlog-size',
    kind: 'bytes',
    least: 16_384,
    most: 2 ** 40,
    unit: 'bytes',
    about: 'history kept for replicas that come back',
  },
  { name: 'busy-reply-threshold', kind: 'count', least: 1, most: 3_600_000, unit: 'ms', about: 'scripts are called busy after it' },
  { name: 'lua-time-limit', kind: 'count', least: 1, most: 3_600_000, unit: 'ms', about: 'scripts are called busy after it' },
  { name: 'lazyfree-lazy-eviction', ...YES_NO, about: 'memory of evicted keys is freed in the background' },
  { name: 'lazyfree-lazy-expire', ...YES_NO, about: 'memory of expired keys is freed in the background' },
  { name: 'lazyfree-lazy-server-del', ...YES_NO, about: 'memory of replaced keys is freed in the background' },
  { name: 'lazyfree-lazy-user-del', ...YES_NO, about: 'DEL frees memory in the background, as UNLINK does' },
  { name: 'lazyfree-lazy-user-flush', ...YES_NO, about: 'FLUSHALL frees memory in the background' },
  { name: 'replica-lazy-flush', ...YES_NO, about: 'a full copy frees the old data in the background' },
  { name: 'notify-keyspace-events', kind: 'flags', about: 'letters as in redis.conf; empty is off' },
];

/** The setting of this name; null for one that is not set from here. */
export function safeSetting(name: string): SafeSetting | null {
  return SAFE_SETTINGS.find((one) => one.name === name) ?? null;
}

/** What may be written for it: "0 to 100,000 entries". */
export function rangeWords(setting: SafeSetting): string {
  switch (setting.kind) {
    case 'bytes':
      return `bytes, or with kb, mb or gb, from ${setting.least.toLocaleString('en-US')}: ${setting.about}`;
    case 'count':
      return `${setting.least.toLocaleString('en-US')} to ${setting.most.toLocaleString('en-US')} ${setting.unit}: ${setting.about}`;
    case 'choice':
      return `${setting.choices.join(', ')}: ${setting.about}`;
    case 'flags':
      return setting.about;
  }
}

const FACTORS: Readonly<Record<string, number>> = { '': 1, b: 1, kb: 2 ** 10, mb: 2 ** 20, gb: 2 ** 30 };
const FLAGS = /^[AKEg$lshzxetdmn]*$/;

/** The value as it is sent, bytes and counts as whole numbers; `wrong` says what to write instead. */
export function readSetting(setting: SafeSetting, text: string): { value: string } | { wrong: string } {
  const word = text.trim();
  const wrong = `${setting.name} takes ${rangeWords(setting)}`;
  switch (setting.kind) {
    case 'choice':
      return setting.choices.includes(word) ? { value: word } : { wrong };
    case 'flags':
      return FLAGS.test(word) ? { value: word } : { wrong };
    case 'bytes':
    case 'count': {
      const [, digits, unit = ''] = /^(-?\d{1,16})\s*([a-z]*)$/i.exec(word) ?? [];
      const factor = setting.kind === 'bytes' ? FACTORS[unit.toLowerCase()] : unit === '' ? 1 : undefined;
      const value = Number(digits ?? Number.NaN) * (factor ?? Number.NaN);
      return value >= setting.least && value <= setting.most ? { value: String(value) } : { wrong };
    }
  }
}

/** All that Redis writes A for (redis/src/notify.c), as it is from 6 on. */
const ALL_EVENTS = 'g$lshzxet';

/** Whether a node that says one has what the other wants: Redis gives the letters of events back in an order of its own, and A for most of them. */
export function isSameValue(setting: SafeSetting, said: string, wanted: string): boolean {
  if (setting.kind !== 'flags') return said === wanted;
  return lettersOf(said) === lettersOf(wanted);
}

function lettersOf(flags: string): string {
  const whole = flags.replace('A', ALL_EVENTS);
  // From 7 on A holds d too, which stands for nothing before.
  return [...new Set(whole.replace('d', ''))].toSorted().join('');
}

/** What the connections of Vigil are called in CLIENT LIST: "vigil", and those for commands and jobs behind a hyphen. */
export function isOwnName(name: string | null): boolean {
  return name !== null && /^vigil(-|$)/.test(name);
}

/** Why a client cannot be killed from here, by its flags and its name; null where it can. `name` is null where it is masked. */
export function whyNotKill({ flags, name }: { flags: string; name: string | null }): string | null {
  if (flags.includes('S')) return 'it is a replica of this instance: killing its link stops replication';
  if (flags.includes('M')) return 'it is the link to its master: killing it stops replication';
  return isOwnName(name) ? "it is one of Vigil's own connections" : null;
}
