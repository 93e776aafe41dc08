import type { Balancer } from './haproxy/balancer.ts';
import { REDIS_GROUPS } from './redis/layout.ts';
import { LOOKER, type RedisServer } from './redis/servers.ts';
import { TIERS, type Tier } from './tiers.ts';

export const USER = 'vigil';
export const ADMIN = 'vigil-admin';
export const PASSWORD_VARIABLE = 'VIGIL_DEMO_HAPROXY_PASSWORD';
export const ADMIN_VARIABLE = 'VIGIL_DEMO_HAPROXY_ADMIN_PASSWORD';
export const REDIS_VARIABLE = 'VIGIL_DEMO_REDIS_PASSWORD';
export const SECRET_VARIABLE = 'VIGIL_DEMO_SECRET';
export const DEFAULT_HOST = '127.0.0.1';

/** The hashes of the tokens of the wall and of the deploy script, and where Vigil is to listen. */
type Given = { wallHash: string; deployHash: string; host: string; port: number };

type Running = { balancers: readonly Balancer[]; redis: readonly RedisServer[] };

/** A Vigil config of the running estate. It holds no secret. */
export function configYaml({ balancers, redis }: Running, { wallHash, deployHash, host, port }: Given): string {
  const known = host === DEFAULT_HOST ? '' : `, publicUrl: "http://${host.includes(':') ? `[${host}]` : host}:${port}"`;
  return `server: { host: "${host}", port: ${port}, environment: DEMO${known} }
access:
  secret: { env: ${SECRET_VARIABLE} }
  demo: true
  tokens:
    - { name: wall, tokenHash: '${wallHash}', system: all, may: view }
    - { name: deploy, tokenHash: '${deployHash}', system: haproxy, may: act }
hosts:
${[...TIERS.flatMap(hostLines), ...redis.map(redisHostLine)].join('\n')}
haproxy:
  tags: [edge]
  interval: 5s
  timeout: 3s
  read: { user: ${USER}, password: { env: ${PASSWORD_VARIABLE} } }
  act: { user: ${ADMIN}, password: { env: ${ADMIN_VARIABLE} } }
  groups:
${TIERS.map((tier) => groupText(tier, balancers)).join('\n')}
${redis.length === 0 ? '' : redisText(redis)}`;
}

function redisText(redis: readonly RedisServer[]): string {
  const groups = REDIS_GROUPS.map(
    ({ name, title }) => `    - name: ${name}
      title: ${title}
      nodes:
${redis
  .filter(({ group }) => group === name)
  .map((server) => `        - { name: ${server.name}, address: "127.0.0.1:${server.port}", host: ${server.name} }`)
  .join('\n')}`,
  );
  return `redis:
  tags: [data]
  interval: 5s
  timeout: 3s
  read: { user: ${LOOKER}, password: { env: ${REDIS_VARIABLE} } }
  groups:
${groups.join('\n')}
`;
}

function redisHostLine({ name }: RedisServer): string {
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
