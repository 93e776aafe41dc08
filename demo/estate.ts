import { randomBytes } from 'node:crypto';
import { makeToken, tokenHashOf } from '#lib/access/tokens.ts';
import { type ElasticClusters, startElasticClusters } from './elastic/estate/clusters.ts';
import { ELASTIC_ADMIN_VARIABLE, ELASTIC_VARIABLE } from './elastic/estate/config-text.ts';
import type { ElasticPasswords } from './elastic/estate/users.ts';
import {
  ADMIN,
  ADMIN_VARIABLE,
  configYaml,
  DEFAULT_HOST,
  PASSWORD_VARIABLE,
  REDIS_ADMIN_VARIABLE,
  REDIS_KEYS_VARIABLE,
  REDIS_VARIABLE,
  SECRET_VARIABLE,
  USER,
} from './estate-config.ts';
import { ERRORS_ADMIN, ERRORS_ADMIN_VARIABLE, ERRORS_USER, ERRORS_VARIABLE } from './exceptions/config-text.ts';
import { type ExceptionStores, startExceptionStores } from './exceptions/estate.ts';
import type { StoreLogins } from './exceptions/stores.ts';
import { freePorts } from './free-ports.ts';
import { type Balancer, findHaproxy, socketsIn, startHaproxy } from './haproxy/balancer.ts';
import type { HealthAnswer } from './haproxy/layout.ts';
import { startStandIn } from './haproxy/standin.ts';
import { type Door, startTraffic } from './haproxy/traffic.ts';
import { startWebServers, type WebServer } from './haproxy/web-servers.ts';
import { REDIS_GROUPS } from './redis/layout.ts';
import { type SentinelServer, startSentinels } from './redis/sentinels.ts';
import { findRedis, type RedisPasswords, type RedisServer, startRedisServers } from './redis/servers.ts';
import { startRedisTraffic } from './redis/traffic.ts';
import { SQL_USER, SQL_VARIABLE } from './sqlserver/estate-demo/config-text.ts';
import { type SqlServers, startSqlServers } from './sqlserver/estate-demo/servers.ts';
import { TIERS, type Tier } from './tiers.ts';

/** `folder` is for the estate's own files, the caller makes and removes it; `host` and `port` are what the config tells Vigil to listen on; `sql`, `elastic`: with SQL Servers, with clusters of Elasticsearch and OpenSearch too, which are stand-ins wherever it runs; `exceptions`: with stores of errors, as far as databases are installed. */
export type EstateOptions = {
  folder: string;
  haproxy: 'real' | 'stand-in' | 'auto';
  host?: string;
  port?: number;
  sql?: boolean;
  elastic?: boolean;
  exceptions?: boolean;
};

/** A web server behind the balancers; with 503 its pages fail too. */
type Machine = { name: string; setHealth(answer: HealthAnswer, reason?: string): void };

/** The pretend estate while it runs. `yaml` is a Vigil config of it and holds no secret: the environment that goes with it is `env`. */
export type Estate = {
  kind: 'real' | 'stand-in';
  yaml: string;
  env: Record<string, string>;
  /** Lets a wall in. */
  wallToken: string;
  /** Lets a script act on HAProxy. */
  deployToken: string;
  /** Lets a build server mark deploys on the timeline. */
  markToken: string;
  balancers: Balancer[];
  servers: Machine[];
  /** Real ones alone: none where redis-server is not installed. */
  redis: RedisServer[];
  sentinels: SentinelServer[];
  /** Null where none were asked for. It may be killed, to see what Vigil says: that is not in `died`. */
  sql: SqlServers | null;
  /** The same. */
  elastic: ElasticClusters | null;
  /** The same; real databases, of which each may be killed. */
  exceptions: ExceptionStores | null;
  /** Resolves, in words, when a part of it dies without having been told to. */
  died: Promise<string>;
  /** Ends everything it started; resolves when it is gone. */
  stop(): Promise<void>;
};

const DEFAULT_PORT = 8400;

type Parts = {
  balancers: Balancer[];
  servers: Machine[];
  redis: RedisServer[];
  sentinels: SentinelServer[];
  sql: SqlServers | null;
  elastic: ElasticClusters | null;
  exceptions: ExceptionStores | null;
  ends: (() => Promise<void> | void)[];
};

type Logins = { user: string; password: string; admin: { user: string; password: string } };

/** Starts the demo's estate on free loopback ports, with new passwords and a new secret each time. Rejects, and leaves nothing behind, when a part cannot start; `real` needs HAProxy on this machine. */
export async function startEstate({
  folder,
  haproxy,
  host = DEFAULT_HOST,
  port = DEFAULT_PORT,
  sql = false,
  elastic = false,
  exceptions = false,
}: EstateOptions): Promise<Estate> {
  const program = haproxy === 'stand-in' ? null : findHaproxy();
  if (program === null && haproxy === 'real') throw new Error('HAProxy is not installed on this machine');
  const logins: Logins = { user: USER, password: randomText(), admin: { user: ADMIN, password: randomText() } };
  const [wallToken, deployToken, markToken] = [makeToken(), makeToken(), makeToken()];
  const redisPasswords: RedisPasswords = { look: randomText(), admin: randomText(), keys: randomText(), own: randomText() };
  const sqlPassword = randomText();
  const elasticPasswords: ElasticPasswords = { look: randomText(), act: randomText() };
  const parts: Parts = { balancers: [], servers: [], redis: [], sentinels: [], sql: null, elastic: null, exceptions: null, ends: [] };
  const errorLogins: StoreLogins = {
    reader: { user: ERRORS_USER, password: randomText() },
    admin: { user: ERRORS_ADMIN, password: randomText() },
  };
  const stop = stopper(parts);
  try {
    if (program === null) for (const tier of TIERS) await startPretended(parts, tier, { folder, logins });
    else await startReal(parts, { program, folder, logins });
    if (haproxy !== 'stand-in') await startRedis(parts, { folder, passwords: redisPasswords });
    if (sql) await startSql(parts, sqlPassword);
    if (elastic) await startElastic(parts, elasticPasswords);
    if (exceptions) await startExceptions(parts, errorLogins);
  } catch (error) {
    await stop();
    throw error;
  }
  const { balancers, servers, redis, sentinels } = parts;
  return {
    kind: program === null ? 'stand-in' : 'real',
    yaml: configYaml(
      { ...parts, whyNoRedis: whyNoRedis(haproxy) },
      { wallHash: tokenHashOf(wallToken), deployHash: tokenHashOf(deployToken), markHash: tokenHashOf(markToken), host, port },
    ),
    wallToken,
    deployToken,
    markToken,
    env: {
      ...{ [PASSWORD_VARIABLE]: logins.password, [ADMIN_VARIABLE]: logins.admin.password },
      ...{ [REDIS_VARIABLE]: redisPasswords.look, [REDIS_ADMIN_VARIABLE]: redisPasswords.admin },
      [REDIS_KEYS_VARIABLE]: redisPasswords.keys,
      ...{ [ELASTIC_VARIABLE]: elasticPasswords.look, [ELASTIC_ADMIN_VARIABLE]: elasticPasswords.act },
      ...{ [ERRORS_VARIABLE]: errorLogins.reader.password, [ERRORS_ADMIN_VARIABLE]: errorLogins.admin.password },
      ...{ [SQL_VARIABLE]: sqlPassword, [SECRET_VARIABLE]: randomText() },
    },
    ...{ balancers, servers, redis, sentinels, sql: parts.sql, elastic: parts.elastic, exceptions: parts.exceptions },
    died: Promise.race([...balancers, ...redis, ...sentinels].map(({ died }) => died)),
    stop,
  };
}

/** One line for the page of Redis. */
function whyNoRedis(haproxy: EstateOptions['haproxy']): string {
  if (haproxy === 'stand-in')
    return 'The demo was started with --stand-in, which starts nothing that is real: npm run demo without it starts redis-server too.';
  return 'redis-server is not installed on this machine, and nothing of ours stands in for it: run "apt install redis-server" or "brew install redis", then start the demo again.';
}

async function startSql(parts: Parts, password: string): Promise<void> {
  const servers = await startSqlServers({ user: SQL_USER, password });
  parts.sql = servers;
  parts.ends.push(servers.stop);
}

async function startElastic(parts: Parts, passwords: ElasticPasswords): Promise<void> {
  const clusters = await startElasticClusters(passwords);
  parts.elastic = clusters;
  parts.ends.push(clusters.stop);
}

async function startExceptions(parts: Parts, logins: StoreLogins): Promise<void> {
  const stores = await startExceptionStores(logins);
  parts.exceptions = stores;
  parts.ends.push(stores.stop);
}

/** Where redis-server is not installed there is none: nothing of ours answers in its place. */
async function startRedis(parts: Parts, { folder, passwords }: { folder: string; passwords: RedisPasswords }): Promise<void> {
  const program = findRedis();
  if (program === null) return;
  await startRedisServers(program, folder, passwords, (server) => {
    parts.redis.push(server);
    parts.ends.push(() => server.kill());
  });
  for (const group of REDIS_GROUPS)
    await startSentinels(group, { program, folder, passwords, servers: parts.redis }, (sentinel) => {
      parts.sentinels.push(sentinel);
      parts.ends.push(() => sentinel.kill());
    });
  const stop = startRedisTraffic(parts.redis, passwords.own);
  parts.ends.push(stop);
}

type Given = { folder: string; logins: Logins };

async function startReal(parts: Parts, given: Given & { program: string }): Promise<void> {
  const doors: Door[] = [];
  for (const tier of TIERS) {
    const webServers = await startWebServers(tier.machines, tier.layout);
    parts.servers.push(...webServers);
    parts.ends.push(async () => void (await Promise.all(webServers.map((server) => server.close()))));
    doors.push(...(await startBalancers(parts, tier, { ...given, webServers })));
  }
  const traffic = startTraffic(doors.filter(({ share }) => share > 0));
  parts.ends.push(() => traffic.stop());
}

/** The balancers of a tier; gives their doors for visitors. */
async function startBalancers(
  parts: Parts,
  { layout, isReloadable, balancers }: Tier,
  { program, folder, logins, webServers }: Given & { program: string; webServers: WebServer[] },
): Promise<Door[]> {
  const webPorts = new Map(webServers.map((server) => [server.name, server.port]));
  const doors: Door[] = [];
  for (const { name, share } of balancers) {
    const [statsPort = 0, ...ports] = await freePorts(1 + layout.frontends.length);
    const frontendPorts = new Map(layout.frontends.map((frontend, index) => [frontend.name, ports[index] ?? 0]));
    const plan = { name, statsPort, sockets: socketsIn(folder, name), hasMaster: isReloadable, ...logins, frontendPorts, webPorts };
    const balancer = await startHaproxy(program, folder, layout, plan);
    parts.balancers.push(balancer);
    parts.ends.push(() => balancer.kill());
    doors.push({ layout, ports: frontendPorts, share });
  }
  return doors;
}

async function startPretended(parts: Parts, { layout, machines, balancers }: Tier, { folder, logins }: Given): Promise<void> {
  const ports = await freePorts(balancers.length);
  const standIns = await Promise.all(
    balancers.map(({ name, share }, index) =>
      startStandIn(layout, { name, share, statsPort: ports[index] ?? 0, sockets: socketsIn(folder, name), ...logins, now: Date.now }),
    ),
  );
  parts.balancers.push(...standIns);
  parts.ends.push(...standIns.map((one) => () => one.kill()));
  for (const name of machines) {
    parts.servers.push({ name, setHealth: (...told) => standIns.forEach((one) => void one.setHealth(name, ...told)) });
  }
}

/** Ends the parts once, the last started first, however often it is called. */
function stopper({ ends }: Parts): () => Promise<void> {
  let stopping: Promise<void> | null = null;
  const endAll = async (): Promise<void> => {
    for (const end of ends.toReversed()) await end();
  };
  return () => {
    stopping ??= endAll();
    return stopping;
  };
}

function randomText(): string {
  return randomBytes(32).toString('base64url');
}
