import type * as z from 'zod';
import { notesIn } from '../../notes.ts';
import { defaultStaleAfterMs } from '../../reading.ts';
import { defineSection } from '../../section.ts';
import { hostName, line, listOf, mapping, name } from '../../settings.ts';
import type { GroupSpec, NodeSpec } from '../../system.ts';
import { formatDuration } from '../../text/duration.ts';
import { formatSize } from '../../text/size.ts';
import { checkElastic } from './config-check.ts';
import { credentialWords } from './config-credentials.ts';
import { describeIntervals, INTERVALS } from './config-intervals.ts';
import { describeLimits, LIMITS } from './config-limits.ts';
import { clusterOverrides, DEFAULTS, type Inherited, members, nodeUrl, notes, overrides } from './config-overrides.ts';
import { CLUSTER_NODE } from './model.ts';
import type { ElasticSettings, ElasticUrl } from './settings.ts';

type ElasticSection = z.output<typeof elasticSchema>;
type WrittenCluster = ElasticSection['clusters'][number];
type WrittenNode = WrittenCluster['nodes'][number];

/** How many nodes of a cluster are named before they are counted. */
const NAMED = 4;

const node = mapping({ name: name(), url: nodeUrl, host: hostName().exactOptional(), notes, ...overrides });
const cluster = mapping({
  name: name(),
  title: line('Search').exactOptional(),
  notes,
  members,
  nodes: listOf(node, 'node'),
  ...overrides,
  ...clusterOverrides,
});

/** The `elastic` section, secrets resolved. Durations come out in ms, sizes in bytes; what is not set stays unset, to be inherited. */
const elasticSchema = mapping({ clusters: listOf(cluster, 'cluster'), notes, ...overrides, ...clusterOverrides });

export const elasticSection = defineSection({
  name: 'elastic',
  schema: elasticSchema,
  check: checkElastic,
  groups: (section) => section.clusters.map((cluster) => toGroup(section, cluster)),
  notes: (section) => notesIn('elastic', { ...section, groups: section.clusters }),
  describe: describeElastic,
  smallest: `elastic:
  clusters:
    - name: search
      nodes:
        - name: es1
          url: http://es1.example.net:9200`,
});

/** A cluster to watch: the cluster as a whole, which is asked at whichever URL answers, and each configured URL for its own word. */
function toGroup(section: ElasticSection, cluster: WrittenCluster): GroupSpec<ElasticSettings> {
  const urls = cluster.nodes.map((node) => urlOf(node, [section, cluster, node]));
  const place = { group: cluster.name, members: cluster.members ?? null };
  const whole: NodeSpec<ElasticSettings> = {
    ...{ name: CLUSTER_NODE, address: whichever(cluster.nodes), host: null, tags: tagsOf([section, cluster]) },
    settings: { kind: 'cluster', name: CLUSTER_NODE, urls, ...place, ...inherit([section, cluster]) },
  };
  const nodes = cluster.nodes.map((node): NodeSpec<ElasticSettings> => {
    const levels = [section, cluster, node];
    return {
      ...{ name: node.name, address: node.url, host: node.host ?? hostOf(node.url), tags: tagsOf(levels) },
      settings: { kind: 'node', name: node.name, urls: urls.filter((url) => url.node === node.name), ...place, ...inherit(levels) },
    };
  });
  return { name: cluster.name, title: cluster.title ?? cluster.name, nodes: [whole, ...nodes] };
}

/** `read` and `act` are one thing each and are replaced whole; `act` is never taken from `read`. `tls` is merged key by key. */
function urlOf({ name, url }: WrittenNode, levels: readonly Inherited[]): ElasticUrl {
  const set: Inherited = Object.assign({}, ...levels);
  const tls = Object.assign({ ...DEFAULTS.tls }, ...levels.map(({ tls }) => tls));
  return { node: name, url, read: set.read ?? null, act: set.act ?? null, tls };
}

/** Limits and intervals are merged key by key. */
function inherit(levels: readonly Inherited[]): Omit<ElasticSettings, 'kind' | 'name' | 'group' | 'urls' | 'members'> {
  const set: Inherited = Object.assign({}, ...levels);
  return {
    intervalMs: set.interval ?? DEFAULTS.interval,
    timeoutMs: set.timeout ?? DEFAULTS.timeout,
    maxBytes: set.maxBytes ?? DEFAULTS.maxBytes,
    intervals: Object.assign({ ...INTERVALS }, ...levels.map(({ intervals }) => intervals)),
    limits: Object.assign({ ...LIMITS }, ...levels.map(({ limits }) => limits)),
  };
}

function tagsOf(levels: readonly Inherited[]): string[] {
  return [...new Set(levels.flatMap(({ tags = [] }) => tags))];
}

function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '');
}

function whichever(nodes: readonly WrittenNode[]): string {
  const names = nodes.map(({ name }) => name);
  if (names.length === 1) return names[0] ?? '';
  return names.length > NAMED ? `any of ${names.length} nodes` : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

function describeElastic(settings: ElasticSettings): string[] {
  const { kind, urls, members, intervalMs, timeoutMs, intervals, maxBytes, limits } = settings;
  const staleAfter = formatDuration(defaultStaleAfterMs(intervalMs, timeoutMs));
  const pace = `every ${formatDuration(intervalMs)}, timeout ${formatDuration(timeoutMs)}, stale after ${staleAfter}`;
  if (kind === 'node') return ['asked for its own word on the cluster', pace, ...urls.flatMap(describeUrl)];
  return [
    'the cluster as a whole; at each node it reads and acts as whoever is written there',
    `its health ${pace}, at each node in turn until one answers`,
    describeIntervals(intervals),
    `answers up to ${formatSize(maxBytes)}`,
    members === null ? 'not told which members it is to have' : `is to have ${members.length} members: ${members.join(', ')}`,
    ...describeLimits(limits),
  ];
}

function describeUrl({ url, read, act, tls }: ElasticUrl): string[] {
  return [
    `reads as ${credentialWords(read, 'nobody (no user)')}`,
    `acts as ${credentialWords(act, 'nobody: no command can be sent')}`,
    ...(url.startsWith('https:') ? [trustWords(tls)] : ['without TLS']),
  ];
}

function trustWords({ ca, verify }: ElasticUrl['tls']): string {
  if (!verify) return 'by TLS, certificates NOT checked';
  return ca === null ? 'by TLS, certificates checked' : 'by TLS, certificates checked against the given CA';
}
