import { join } from 'node:path';
import { checkAudit } from '#lib/act/audit/check-files.ts';
import type { AuditRow } from '#lib/act/audit/row.ts';
import type { Order } from '#lib/acting.ts';
import { redisSection } from '#lib/systems/redis/config.ts';
import { redis } from '#lib/systems/redis/index.ts';
import { until } from '#test/fakes/until.ts';
import { type NativeServer, startNativeServer } from '#test/http/native-server.ts';
import { type RedisOptions, type RedisProcess, startRedis } from './redis-process.ts';
import { startSentinel } from './sentinel-process.ts';

/** A node of an estate: whom it follows by name, the machine that it is said to live on, its tags, and how it is started. */
export type Planned = { of?: string; host?: string; tags?: string[]; act?: object | null } & RedisOptions;

/** Real Redis servers in groups, watched and acted on by the real engine behind the real door. */
export type RedisEstate = {
  vigil: NativeServer;
  at(name: string): RedisProcess;
  /** What each says it is: "master", "replica of r1". */
  roles(...names: string[]): Promise<string[]>;
  /** Reads all anew, until those named alone cannot be read. */
  untilRead(without?: readonly string[]): Promise<void>;
  /** Waits until every replica of the plan has its link up. */
  untilLinked(...names: string[]): Promise<void>;
  rows(): Promise<AuditRow[]>;
  end(): Promise<{ faults: unknown[]; errors: unknown[] }>;
};

/** A Sentinel that watches the group of a master, as "s1"; nothing may be told it with `act: null`. */
export type Watch = { master: string; act?: null };

/** `groups` by name, their nodes by name; masters stand before their replicas. Acts as the default user. */
export async function openEstate(groups: Record<string, Record<string, Planned>>, watch?: Watch): Promise<RedisEstate> {
  const started = new Map<string, RedisProcess>();
  const at = (name: string): RedisProcess => {
    const found = started.get(name);
    if (!found) throw new Error(`there is no ${name}`);
    return found;
  };
  for (const [name, { of, host: _, tags: __, act: ___, ...options }] of Object.values(groups).flatMap((nodes) => Object.entries(nodes))) {
    started.set(name, await startRedis({ ...options, ...(of === undefined ? {} : { replicaOf: at(of).port }) }));
  }
  const nameOf = (port: number): string => [...started].find(([, each]) => each.port === port)?.[0] ?? String(port);
  const sentinel = watch === undefined ? null : await startSentinel(at(watch.master).port, 1);
  const vigil = await startNativeServer({
    estates: [{ system: redis, groups: configured(groups, at, sentinel && { ...sentinel, ...watch }) }],
  });
  const nodes = Object.entries(groups).flatMap(([group, own]) => Object.keys(own).map((node) => ({ system: 'redis', group, node })));
  const estate: RedisEstate = {
    ...{ vigil, at },
    roles: (...names) =>
      Promise.all(
        names.map(async (name) => {
          const role = await at(name).command('ROLE');
          return Array.isArray(role) && role[0] === 'slave' ? `replica of ${nameOf(Number(role[2]))}` : 'master';
        }),
      ),
    async untilRead(without = []) {
      const isSo = async (): Promise<boolean> => {
        await vigil.engine.readAgain(nodes, 5_000);
        return vigil.engine.views('redis').every(({ node, doubt }) => node === 's1' || (doubt === null) !== without.includes(node));
      };
      await until(`all but ${without.join()} are read`, isSo, 10_000);
    },
    async untilLinked(...names) {
      const isUp = async (name: string): Promise<boolean> =>
        String(await at(name).command('INFO', 'replication')).includes('master_link_status:up');
      await until(`${names.join()} are linked`, async () => (await Promise.all(names.map(isUp))).every(Boolean), 10_000);
    },
    rows: async () => (await vigil.audit.read({}, () => true, { before: null, limit: 50 })).rows,
    async end() {
      const { faults } = await checkAudit(join(vigil.folder, 'audit'));
      await vigil.close();
      for (const each of started.values()) each.signal('SIGCONT');
      await sentinel?.stop();
      await Promise.all([...started.values()].map((each) => each.stop()));
      return { faults, errors: vigil.errors };
    },
  };
  await estate.untilLinked(...Object.values(groups).flatMap((own) => Object.keys(own).filter((name) => own[name]?.of !== undefined)));
  await estate.untilRead();
  return estate;
}

type Watched = { port: number; act?: null } | null;

function configured(groups: Record<string, Record<string, Planned>>, at: (name: string) => RedisProcess, watched: Watched) {
  const read = redisSection.read({
    ...{ interval: '1s', timeout: '600ms', act: { password: null } },
    groups: Object.entries(groups).map(([name, own]) => ({
      name,
      ...(watched === null ? {} : { sentinels: sentinelsOf(watched) }),
      nodes: Object.entries(own).map(([node, { host, tags, act }]) => ({
        ...{ name: node, address: `127.0.0.1:${at(node).port}` },
        ...(host === undefined ? {} : { host }),
        ...(tags === undefined ? {} : { tags }),
        ...(act === undefined ? {} : { act }),
      })),
    })),
  });
  if (!read.ok) throw new Error(read.misfits.map(({ message }) => message).join('; '));
  return read.groups;
}

function sentinelsOf({ port, act }: NonNullable<Watched>) {
  const nodes = [{ name: 's1', address: `127.0.0.1:${port}` }];
  return { master: 'main', nodes, ...(act === null ? {} : { act: { password: null } }) };
}

export function redisOrder(action: string, input: unknown): Order {
  return { system: 'redis', action, input };
}

/** The order to promote some nodes of one group without a loss. */
export function promote(group: string, ...nodes: string[]): Order {
  return redisOrder('promote', { nodes: nodes.map((node) => ({ group, node })) });
}
