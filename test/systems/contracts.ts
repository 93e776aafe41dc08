import type { Dialect } from '#lib/io/database.ts';
import { Secret } from '#lib/secret.ts';
import type { Section } from '#lib/section.ts';
import { elasticSection } from '#lib/systems/elastic/config.ts';
import { CLUSTER_NODE, OWN } from '#lib/systems/elastic/model.ts';
import { exceptionsSection } from '#lib/systems/exceptions/config.ts';
import { haproxySection } from '#lib/systems/haproxy/config.ts';
import { redisSection } from '#lib/systems/redis/config.ts';
import { sqlSection } from '#lib/systems/sql/config.ts';

/** What the contract test needs to know of a system. Another system is one entry more. */
export type Contract = {
  system: string;
  /** The settings of a node at this address, everything else left to the defaults. */
  settings(address: string): unknown;
  /** Real answers of the product, by probe: a glob below test/, and the content type they come with. */
  captures: Record<string, { files: string; contentType: string }>;
  /** Of probes that are asked by a line over a socket instead: the settings of a node whose socket is at this port, the line, and real answers by probe. */
  lines?: { settings(port: number): unknown; captures: Record<string, { line: string; files: string }> };
  /** Of probes that are asked by commands of RESP, by probe. */
  resp?: { captures: Record<string, RespContract> };
  /** Of probes that are asked by statements over TDS: the settings of a node at this port, and the probes. */
  tds?: { settings(port: number): unknown; probes: readonly string[] };
  /** Of a system whose probes are asked by several requests of a REST API: the settings of the node at these URLs of which a probe is asked. */
  rest?: { settings(urls: readonly string[], probe: string): unknown };
  /** Of a system whose probes are asked by statements with parameters of a database of any kind. */
  database?: { settings(dialect: Dialect, port: number): unknown };
};

/** The settings of a node at this port, the folders of real answers, a file for each command, and those of them to which an empty list is an answer. */
export type RespContract = {
  settings(port: number): unknown;
  folders: string;
  commands: Record<string, string>;
  mayBeEmpty?: readonly string[];
};

const AG_PROBES = ['server', 'ag', 'logs', 'cluster', 'seeding', 'heartbeat'];
const INSTANCE_PROBES = ['load', 'cpu', 'waits', 'volumes', 'databases', 'backups', 'configuration', 'services'];

export const CONTRACTS: readonly Contract[] = [
  {
    system: 'haproxy',
    settings: (address) => settingsOf(haproxySection, { groups: [{ name: 'edge', nodes: [{ name: 'lb1', url: address }] }] }),
    captures: { stats: { files: 'systems/haproxy/captures/*/*.csv', contentType: 'text/plain' } },
    lines: {
      settings: (port) =>
        settingsOf(haproxySection, {
          groups: [{ name: 'edge', nodes: [{ name: 'lb1', url: 'http://127.0.0.1:1/', socket: `tcp://127.0.0.1:${port}` }] }],
        }),
      captures: {
        info: { line: 'show info', files: 'systems/haproxy/captures/*/show-info.txt' },
        servers: { line: 'show servers state', files: 'systems/haproxy/captures/*/show-servers-state.txt' },
      },
    },
  },
  {
    system: 'redis',
    settings: (address) => redisAt(Number(new URL(address).port)),
    captures: {},
    resp: {
      captures: {
        info: { settings: redisAt, folders: 'systems/redis/captures/*', commands: { INFO: 'info.txt', ROLE: 'role.json' } },
        sentinel: {
          settings: (port) =>
            redisAt(65_535, { sentinels: { master: 'main', nodes: [{ name: 's1', address: `127.0.0.1:${port}` }] } }, 's1'),
          folders: 'systems/redis/sentinel/captures/*',
          commands: {
            ...{ INFO: 'info.txt', 'SENTINEL MASTER': 'master.json', 'SENTINEL SENTINELS': 'sentinels.json' },
            ...{ 'SENTINEL REPLICAS': 'replicas.json', 'SENTINEL CKQUORUM': 'ckquorum.txt', 'SENTINEL MYID': 'myid.txt' },
          },
          mayBeEmpty: ['SENTINEL SENTINELS', 'SENTINEL REPLICAS'],
        },
        cluster: {
          settings: (port) => redisAt(port, { cluster: true }),
          folders: 'systems/redis/cluster/captures/*',
          commands: { 'CLUSTER INFO': 'info.txt', 'CLUSTER NODES': 'nodes.txt' },
        },
      },
    },
  },
  {
    system: 'sql',
    settings: (address) => sqlAt(Number(new URL(address).port)),
    captures: {},
    tds: { settings: sqlAt, probes: [...AG_PROBES, ...INSTANCE_PROBES] },
  },
  { system: 'elastic', settings: (address) => elasticAt([address], OWN), captures: {}, rest: { settings: elasticAt } },
  {
    system: 'exceptions',
    settings: (address) => storeAt('postgresql', Number(new URL(address).port)),
    captures: {},
    database: { settings: storeAt },
  },
];

/** A store without TLS, which is asked as vigil. */
function storeAt(dialect: Dialect, port: number): unknown {
  const read = { user: 'vigil', password: new Secret('hunter2') };
  const stores = [{ name: 'edge', product: dialect, address: `127.0.0.1:${port}`, database: 'errors', encrypt: false, read }];
  return settingsOf(exceptionsSection, { stores }, 'edge');
}

/** A URL is asked for its own word alone, and the cluster for everything else. */
function elasticAt(urls: readonly string[], probe: string): unknown {
  const nodes = urls.map((url, index) => ({ name: `lb${index + 1}`, url: new URL(url).origin }));
  return settingsOf(elasticSection, { clusters: [{ name: 'edge', nodes }] }, probe === OWN ? 'lb1' : CLUSTER_NODE);
}

/** A node in a cluster, of which everything is asked. */
function sqlAt(port: number): unknown {
  const read = { user: 'vigil', password: new Secret('hunter2') };
  const nodes = [{ name: 'lb1', address: `127.0.0.1:${port}`, encrypt: false, read }];
  const heartbeat = { database: 'Sites', table: 'dbo.heartbeat', column: 'beat_utc' };
  return settingsOf(sqlSection, { clusters: [{ name: 'edge', heartbeat, nodes }] });
}

function redisAt(port: number, group: object = {}, node = 'lb1'): unknown {
  return settingsOf(redisSection, { groups: [{ name: 'edge', nodes: [{ name: 'lb1', address: `127.0.0.1:${port}` }], ...group }] }, node);
}

function settingsOf(section: Section, raw: unknown, node = 'lb1'): unknown {
  const read = section.read(raw);
  if (!read.ok) throw new Error(read.misfits.map(({ message }) => message).join('; '));
  return read.groups[0]?.nodes.find(({ name }) => name === node)?.settings;
}
