import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reading } from '#lib/reading.ts';
import type { RedisSettings } from '#lib/systems/redis/config.ts';
import { LIMITS } from '#lib/systems/redis/config-limits.ts';
import type { RedisInfo } from '#lib/systems/redis/model.ts';
import { parseRedis, type RawAnswer } from '#lib/systems/redis/parse.ts';

export const NOW = 1_795_280_300_000;

/** The real answers of a folder of captures. */
export function readCapture(name: string): RawAnswer {
  const folder = join(import.meta.dirname, 'captures', name);
  return {
    info: readFileSync(join(folder, 'info.txt'), 'utf8'),
    role: JSON.parse(readFileSync(join(folder, 'role.json'), 'utf8')) as unknown,
  };
}

/** The answers of a capture with some fields of INFO replaced, or taken out by null. */
export function changed(name: string, fields: Readonly<Record<string, string | null>>): RawAnswer {
  const { info, role } = readCapture(name);
  const text = Object.entries(fields).reduce(
    (rest, [field, value]) => rest.replace(new RegExp(`^${field}:.*\r\n`, 'm'), value === null ? '' : `${field}:${value}\r\n`),
    String(info),
  );
  return { info: text, role };
}

export function settings(limits: Partial<RedisSettings['limits']> = {}): RedisSettings {
  return {
    name: 'r1',
    ...{ kind: 'data', set: null, isCluster: false },
    address: { host: '10.0.0.1', port: 6379 },
    read: null,
    act: null,
    analyse: null,
    intervalMs: 5_000,
    timeoutMs: 3_000,
    maxBytes: 2 ** 20,
    tls: { enabled: false, ca: null, verify: true },
    limits: { ...LIMITS, ...limits },
    databases: [],
    keyPatterns: [],
  };
}

/** Readings of one node, the newest first, 5 s apart. */
export function windowOf(...answers: readonly RawAnswer[]): Reading<RedisInfo>[] {
  return answers.map((raw, index) => ({
    value: parseRedis(raw),
    observedAt: NOW - index * 5_000,
    producedAt: null,
    source: { system: 'redis', group: 'sessions', node: 'r1', probe: 'info' },
  }));
}
