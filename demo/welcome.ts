import { ELASTIC_CLUSTERS } from './elastic/estate/layout.ts';
import type { Estate } from './estate.ts';
import { SQL_CLUSTERS } from './sqlserver/estate-demo/layout.ts';
import type { Story } from './story.ts';

type Facts = { estate: Estate; story: Story; address: string; config: string };

/** What the demo says once it runs: where to look, what is real, what will happen. */
export function welcome({ estate, story, address, config }: Facts): string {
  return `
The demo runs. Open  ${address}   (Ctrl-C stops everything)

Sign in as
  ann, password ann   an admin: may drain servers, promote a replica, and put all of it back
  dev, password dev   a viewer
  These two exist in the demo alone.

Pages
  ${address}/issues    what is wrong, what is quiet and why, what is planned, what is over
  ${address}/timeline  what happened to all of it on one axis: what turned, what restarted, who did what, and the deploys of the story
  ${address}/haproxy   the two data centres: what each balancer says of each server, and where they disagree
  ${address}/sql       the availability groups of SQL Server: what the positions of the log prove of each replica, beside what it says
  ${address}/elastic   the clusters of Elasticsearch and OpenSearch: what is red or yellow and why, and what every node says of its own master
  ${address}/exceptions  the stores of errors: by group, application and kind, what is new, what came back, and an application that fell silent
  ${address}/redis     ${estate.redis.length === 0 ? 'that no Redis runs here, and how to get one' : whatIsOnRedis(estate)}
  ${address}/hosts     what lives on each machine and what it does
  ${address}/pollers   what Vigil asks, how often, and how that goes
  ${address}/audit     who did what through Vigil, and what came of it; the story does too, as the token "deploy"

A wall, which turns red by itself when nothing is heard
  ${address}/tv?token=${estate.wallToken}

What is real
${whatIsReal(estate)}
  Vigil's configuration of it: ${config}

What happens, again and again every ${minutes(story.lapSeconds)}
${story.steps.map(({ at, say }) => `  ${minutes(at).padStart(5)}  ${say}`).join('\n')}
`;
}

function whatIsReal(estate: Estate): string {
  return `${haproxyIs(estate)}\n${redisIs(estate)}${sqlIs(estate)}${elasticIs(estate)}${errorsAre(estate)}`;
}

function whatIsOnRedis({ sentinels }: Estate): string {
  const watched = sentinels.length === 0 ? '' : ', and what the Sentinels say beside it';
  return `the trees of replicas, each node by its own word${watched}; a node's name leads to its page`;
}

function redisIs({ redis, sentinels }: Estate): string {
  if (redis.length === 0)
    return '  There is no Redis, and nothing of ours stands in for it: the Redis page says how to get the real thing.';
  const watched = sentinels.map(({ name, port, pid }) => `${name} on port ${port} (pid ${pid})`).join(', ');
  const watching = sentinels.length === 0 ? '' : `\n  ${sentinels.length} Sentinels watch the cache: ${watched}.`;
  return `  ${redis.length} redis-servers with a trickle of writes and reads: ${redis.map(({ name, port, pid }) => `${name} on port ${port} (pid ${pid})`).join(', ')}.${watching}`;
}

function sqlIs({ sql }: Estate): string {
  if (sql === null) return '';
  return `
  The ${sql.instances.length} SQL Servers are stand-ins in one process of ours (pid ${sql.pid}), which speaks their protocol and works out Vigil's queries over a model of
  ${SQL_CLUSTERS.length} Windows clusters; kill it to see what Vigil says: ${sql.instances.map(({ name, port }) => `${name} on port ${port}`).join(', ')}.`;
}

function elasticIs({ elastic }: Estate): string {
  if (elastic === null) return '';
  const told = ELASTIC_CLUSTERS.map(
    ({ name, product, version }) => `${name} (${product} ${version}) at ${(elastic.urls[name] ?? []).map(({ url }) => url).join(', ')}`,
  );
  return `
  The ${ELASTIC_CLUSTERS.length} clusters of Elasticsearch and OpenSearch are stand-ins in one process of ours (pid ${elastic.pid}) over a model of a cluster, which answer as their
  versions do; kill it to see what Vigil says: ${told.join('; ')}.`;
}

const PRODUCTS = { sqlserver: 'SQL Server', postgresql: 'PostgreSQL', mysql: 'MariaDB' } as const;

function errorsAre({ exceptions }: Estate): string {
  if (exceptions === null) return '';
  const told = exceptions.stores.map(
    ({ title, dialect, port, pid }) =>
      `${title} on ${PRODUCTS[dialect]}, port ${port} (${pid === null ? 'a stand-in of ours' : `pid ${pid}`})`,
  );
  return `\n  The stores of errors are real databases but for SQL Server, with two weeks of errors of ours and new ones all the time: ${told.join(', ')}.`;
}

function haproxyIs({ kind, balancers, servers }: Estate): string {
  const stats = balancers
    .map(({ name, url, pid, sockets }) => `  ${name}: ${url}${pid === null ? '' : ` (pid ${pid})`}, command line: ${sockets.admin}`)
    .join('\n');
  if (kind === 'real') {
    return `  ${balancers.length} HAProxies of this machine's own program, two in each data centre, with a trickle of real requests through all but co-lb02,
  which stands by:
${stats}
  The ${servers.length} web servers behind them are small ones of ours, in one process.`;
  }
  return `  Vigil. HAProxy is not used, so the ${balancers.length} of them are stand-ins: servers of ours that answer with the statistics
  of HAProxy 2.6 from a model. There are no web servers and no requests behind the numbers. Install haproxy for the real thing.
${stats}`;
}

function minutes(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
