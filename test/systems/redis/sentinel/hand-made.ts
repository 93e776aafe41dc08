import { FetchError } from '#lib/failure.ts';
import type { RedisAnswer } from '#lib/io/redis.ts';
import type { RedisReply } from '#lib/io/redis-replies.ts';
import type { RedisSettings } from '#lib/systems/redis/config.ts';
import type { RawSentinel } from '#lib/systems/redis/sentinel/fetch.ts';
import { settings } from '../hand-made.ts';

/** What a real Sentinel of 7.0.15 answers, shortened to some of its fields; `fields` replaces some of INFO, `master` some of SENTINEL MASTER. */
export function rawSentinel(fields: Record<string, string> = {}, master: Record<string, string> = {}): RawSentinel {
  return {
    set: 'main',
    info: ok(infoText(fields)),
    master: ok(flat({ ...MASTER, ...master })),
    sentinels: ok([
      flat({ ...PEER, name: 's2', port: '2', runid: '2222222222aaaaaaaaaabbbbbbbbbbcccccccccc' }),
      flat({ ...PEER, name: 's3', port: '3', runid: '3333333333aaaaaaaaaabbbbbbbbbbcccccccccc' }),
    ]),
    replicas: ok([flat({ ...PEER, flags: 'slave', port: '6380', runid: 'run-b' })]),
    check: ok('OK 3 usable Sentinels. Quorum and failover authorization can be reached'),
    id: ok('1111111111aaaaaaaaaabbbbbbbbbbcccccccccc'),
  };
}

export function ok(reply: RedisReply): RedisAnswer {
  return { reply };
}

export function failed(kind: 'protocol' | 'permission' | 'unsupported', said: string): RedisAnswer {
  return { error: new FetchError(kind, `it answers SENTINEL with an error: ${said}`, said) };
}

export function flat(fields: Record<string, string>): string[] {
  return Object.entries(fields).flat();
}

/** A Sentinel as one of three that are configured; with `isDiscovering` others are looked for. */
export function sentinelSettings(pendingWarning: number | null = 20, isDiscovering = false): RedisSettings {
  const set = { name: 'main', sentinels: 3, isDiscovering, limits: { pendingWarning } };
  return { ...settings(), name: 's1', kind: 'sentinel', set };
}

function infoText(over: Record<string, string>): string {
  const fields = { ...INFO, ...over };
  const lines = Object.entries(fields).map(
    ([name, value]) => `${name === 'sentinel_masters' ? '\r\n# Sentinel\r\n' : ''}${name}:${value}\r\n`,
  );
  return `# Server\r\n${lines.join('')}`;
}

const INFO = {
  redis_version: '7.0.15',
  redis_mode: 'sentinel',
  run_id: 'run-s1',
  tcp_port: '26379',
  uptime_in_seconds: '60',
  sentinel_masters: '1',
  sentinel_tilt: '0',
  sentinel_tilt_since_seconds: '-1',
  sentinel_running_scripts: '0',
  sentinel_scripts_queue_length: '0',
  master0: 'name=main,status=ok,address=10.0.0.1:6379,slaves=1,sentinels=3',
};

const PEER = {
  name: 'x',
  ip: '10.0.0.1',
  port: '1',
  runid: 'x',
  flags: 'sentinel',
  'link-pending-commands': '0',
  'down-after-milliseconds': '2000',
};

const MASTER = {
  ...{ name: 'main', ip: '10.0.0.1', port: '6379', runid: 'run-a', flags: 'master', 'link-pending-commands': '0', 'info-refresh': '900' },
  ...{ 'down-after-milliseconds': '2000', 'config-epoch': '0', 'num-slaves': '1', 'num-other-sentinels': '2', quorum: '2' },
};
