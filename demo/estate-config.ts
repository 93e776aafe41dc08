import type { ElasticClusters } from './elastic/estate/clusters.ts';
import { elasticHostLines, elasticText } from './elastic/estate/config-text.ts';
import { exceptionsText } from './exceptions/config-text.ts';
import type { ExceptionStores } from './exceptions/estate.ts';
import type { Balancer } from './haproxy/balancer.ts';
import { REDIS_GROUPS } from './redis/layout.ts';
import type { SentinelServer } from './redis/sentinels.ts';
import type { RedisServer } from './redis/servers.ts';
import { ANALYST, COMMANDER, LOOKER } from './redis/users.ts';
import { sqlHostLines, sqlText } from './sqlserver/estate-demo/config-text.ts';
import type { SqlServers } from './sqlserver/estate-demo/servers.ts';
import { TIERS, type Tier } from './tiers.ts';

export const USER = 'vigil';
export const ADMIN = 'vigil-admin';
export const PASSWORD_VARIABLE = 'VIGIL_DEMO_HAPROXY_PASSWORD';
export const ADMIN_VARIABLE = 'VIGIL_DEMO_HAPROXY_ADMIN_PASSWORD';
export const REDIS_VARIABLE = 'VIGIL_DEMO_REDIS_PASSWORD';
export const REDIS_ADMIN_VARIABLE = 'VIGIL_DEMO_REDIS_ADMIN_PASSWORD';
export const REDIS_KEYS_VARIABLE = 'VIGIL_DEMO_REDIS_KEYS_PASSWORD';
export const SECRET_VARIABLE = 'VIGIL_DEMO_SECRET';
export const DEFAULT_HOST = '127.0.0.1';

/** The hashes of the tokens of the wall, of the deploy script and of the build server, and where Vigil is to listen. */
type Given = { wallHash: string; deployHash: string; markHash: string; host: string; port: number };

/** `whyNoRedis` where there is none; `sql`, `elastic` and `exceptions` are null where none were asked for. */
type Running = {
  balancers: readonly Balancer[];
  redis: readonly RedisServer[];
  sentinels: readonly SentinelServer[];
  whyNoRedis: string;
  sql: SqlServers | null;
  elastic: ElasticClusters | null;
  exceptions: ExceptionStores | null;
};

/** A Vigil config of the running estate. It holds no secret. */
export function configYaml(
  { balancers, redis, sentinels, whyNoRedis, sql, elastic, exceptions }: Running,
  { wallHash, deployHash, markHash, host, port }: Given,
): string {
  const known = host === DEFAULT_HOST ? '' : `, publicUrl: "http://${host.includes(':') ? `[${host}]` : host}:${port}"`;
  return `server: { host: "${host}", port: ${port}, environment: DEMO${known} }
access:
  secret: { env: ${SECRET_VARIABLE} }
  demo: true
  tokens:
    - { name: wall, tokenHash: '${wallHash}', system: all, may: view }
    - { name: deploy, tokenHash: '${deployHash}', system: haproxy, may: act }
    - { name: ci, tokenHash: '${markHash}', system: all, may: mark }
hosts:
${[...TIERS.flatMap(hostLines), ...[...redis, ...sentinels].filter((server) => !isUnwritten(server)).map(redisHostLine), ...(sql ? sqlHostLines() : []), ...(elastic ? elasticHostLines() : [])].join('\n')}
haproxy:
  tags: [edge]
  interval: 5s
  timeout: 3s
  read: { user: ${USER}, password: { env: ${PASSWORD_VARIABLE} } }
  act: { user: ${ADMIN}, password: { env: ${ADMIN_VARIABLE} } }
  groups:
${TIERS.map((tier) => groupText(tier, balancers)).join('\n')}
${redis.length === 0 ? `unwatched: { redis: ${JSON.stringify(whyNoRedis)} }\n` : redisText(redis, sentinels)}${sql ? sqlText(sql) : ''}${elastic ? elasticText(elastic) : ''}${exceptions ? exceptionsText(exceptions) : ''}`;
}

function redisText(redis: readonly RedisServer[], sentinels: readonly SentinelServer[]): string {
  const nodesOf = (servers: readonly SentinelServer[], group: string, indent: string): string =>
    servers
      .filter((server) => server.group === group && !isUnwritten(server))
      .map(({ name, port }) => `${indent}- { name: ${name}, address: "127.0.0.1:${port}", host: ${name} }`)
      .join('\n');
  const groups = REDIS_GROUPS.map(
    ({ name, title, isCluster, isDiscovered }) => `    - name: ${name}
      title: ${title}${isCluster ? '\n      cluster: true' : ''}${isDiscovered ? '\n      discovery: { networks: [127.0.0.0/8] }' : ''}
      databases: { 0: ${title} }
      keyPatterns: { ${name}: "${name}:*" }
      nodes:
${nodesOf(redis, name, '        ')}${
  sentinels.some(({ group }) => group === name)
    ? `
      sentinels:
        master: ${name}
        read: { user: ${LOOKER}, password: { env: ${REDIS_VARIABLE} } }
        nodes:
${nodesOf(sentinels, name, '          ')}`
    : ''
}`,
  );
  return `redis:
  tags: [data, redis]
  interval: 5s
  timeout: 3s
  read: { user: ${LOOKER}, password: { env: ${REDIS_VARIABLE} } }
  act: { user: ${COMMANDER}, password: { env: ${REDIS_ADMIN_VARIABLE} } }
  analyse: { user: ${ANALYST}, password: { env: ${REDIS_KEYS_VARIABLE} } }
  groups:
${groups.join('\n')}
`;
}

/** One that Vigil finds by itself. */
function isUnwritten({ group, name }: SentinelServer): boolean {
  return REDIS_GROUPS.some((one) => one.name === group && one.instances.some((own) => own.name === name && own.isUnwritten === true));
}

function redisHostLine({ name }: SentinelServer): string {
  return `  - { name: ${name}, aliases: [${name}.example], tags: [${name.slice(0, 2)}, redis] }`;
}

function groupText({ name, title, tags, notes, balancers: own }: Tier, running: readonly Balancer[]): string {
  const nodes = running.filter((balancer) => own.some((one) => one.name === balancer.name));
  return `    - name: ${name}
      title: ${title}
      tags: [${tags.join(', ')}]
      notes: |
${notes.map((line) => (line === '' ? '' : `        ${line}`)).join('\n')}
      nodes:
${nodes.map(nodeText).join('\n')}`;
}

function nodeText({ name, url, sockets }: Balancer): string {
  return `        - name: ${name}
          url: "${url}"
          host: ${name}
          socket: ${JSON.stringify(sockets.look)}
          actSocket: ${JSON.stringify(sockets.admin)}`;
}

/** Every machine of a data centre with what it is for; the last two web servers are those of the developers and of meta. */
function hostLines({ place, balancers, machines }: Tier): string[] {
  const tagsOf = (name: string): string[] => {
    if (name.includes('service')) return [place, 'service'];
    return [place, 'web', ...(/web1[01]$/.test(name) ? ['dev'] : [])];
  };
  const tagged = [
    ...balancers.map(({ name }) => ({ name, tags: [place, 'balancer'] })),
    ...machines.map((name) => ({ name, tags: tagsOf(name) })),
  ];
  return tagged.map(({ name, tags }) => `  - { name: ${name}, aliases: [${name}.example], tags: [${tags.join(', ')}] }`);
}
