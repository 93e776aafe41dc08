import type { Found } from '#lib/finding.ts';
import { toldInUtc } from '#lib/finding.ts';
import type { Reading } from '#lib/reading.ts';
import type { WitnessNode } from '#lib/system.ts';
import { elasticSection } from '#lib/systems/elastic/config.ts';
import type { AllocationInfo, HealthInfo, MembersInfo, OwnInfo, Product } from '#lib/systems/elastic/model.ts';
import { ALLOCATION, HEALTH, INDICES, LOAD, MEMBERS, OWN, REPORT, SHARDS } from '#lib/systems/elastic/model.ts';
import type { IndexHealth, Indicator, Shard, ShardsInfo } from '#lib/systems/elastic/model-data.ts';
import type { ElasticSettings } from '#lib/systems/elastic/settings.ts';
import { witnessCluster } from '#lib/systems/elastic/witness.ts';

/** The moment at which the witness looks; readings are told by how many seconds before it they were made. */
export const NOW = Date.UTC(2026, 2, 4, 14, 10, 0);

const PRODUCT: Product = { is: 'elasticsearch', version: '8.17.0' };
const TELLER = { by: 'es1', product: PRODUCT };

export type OwnSaid = Partial<OwnInfo> & { ago: number };
type Ago<T> = T & { ago: number };

/** What the cluster told: each list newest first. */
export type Told = {
  health?: Ago<Partial<HealthInfo>>[];
  load?: Ago<{ names: string[]; unanswered?: number }>[];
  members?: Ago<{ names: string[]; versions?: string[] }>[];
  allocation?: Partial<AllocationInfo>;
  shards?: Partial<ShardsInfo>;
  indices?: IndexHealth[];
  report?: Indicator[];
};

type Estate = { nodes?: Record<string, OwnSaid[]>; whole?: Told; cluster?: object; standing?: string[]; now?: number };

/** A node says the same in every of these readings. */
export function saying(said: Partial<OwnInfo>, ...agos: number[]): OwnSaid[] {
  return agos.map((ago) => ({ ...said, ago }));
}

/** What the witness finds in a cluster. What a node does not say is said by all: it is in the cluster `u1` and follows es1. */
export function findingsIn({ nodes = {}, whole = {}, cluster = {}, standing = [], now = NOW }: Estate): Found[] {
  const names = Object.keys(nodes);
  const urls = (names.length === 0 ? ['es1'] : names).map((name) => ({ name, url: `http://${name}:9200` }));
  const read = elasticSection.read({ clusters: [{ name: 'search', nodes: urls, ...cluster }] });
  if (!read.ok) throw new Error(JSON.stringify(read.misfits));
  const [group] = read.groups;
  const given = (group?.nodes ?? []).map(({ name, settings }): WitnessNode<unknown> => {
    const isWhole = (settings as ElasticSettings).kind === 'cluster';
    return {
      node: name,
      settings,
      windows: isWhole ? windowsOf(whole) : { [OWN]: (nodes[name] ?? []).map((said) => ownReading(name, said)) },
    };
  });
  return witnessCluster({ nodes: given, marks: [], inFlight: [], events: [], standing: new Set(standing), now });
}

/** "critical es1 and es2: masters", one for each. */
export function kinds(findings: readonly Found[]): string[] {
  return findings.map(({ judged, subject, kind }) => `${judged.status} ${subject}: ${kind}`);
}

export function sentences(findings: readonly Found[]): string {
  return findings.map(({ told }) => toldInUtc(told)).join('\n');
}

function reading<T>(probe: string, node: string, ago: number, value: T): Reading<T> {
  return { value, observedAt: NOW - ago * 1_000, producedAt: null, source: { system: 'elastic', group: 'search', node, probe } };
}

function ownReading(node: string, { ago, ...said }: OwnSaid): Reading<OwnInfo> {
  const usual = { clusterName: 'search', uuid: 'u1', stateVersion: 100, stateUuid: 's100', masterId: 'id-es1' };
  return reading(OWN, node, ago, { product: PRODUCT, name: node, ...usual, ...said });
}

const member = (name: string) => ({ id: `id-${name}`, name });

function windowsOf({ health = [{ ago: 0 }, { ago: 10 }], load, members, allocation, shards, indices, report }: Told) {
  const whole = (probe: string, ago: number, value: object) => reading(probe, 'cluster', ago, { ...TELLER, ...value });
  const listed = (load ?? []).map(({ ago, names, unanswered = 0 }, place) => {
    const value = { members: names.map(member), unanswered };
    return place === 0 ? whole(LOAD, ago, value) : reading(LOAD, 'cluster', ago, value);
  });
  return {
    [HEALTH]: health.map(({ ago, ...said }) => whole(HEALTH, ago, { ...HEALTHY, ...said })),
    [LOAD]: listed,
    [MEMBERS]: (members ?? []).map(({ ago, names, versions = [] }) => whole(MEMBERS, ago, membersOf(names, versions))),
    [ALLOCATION]: allocation ? [whole(ALLOCATION, 5, { ...ALLOCATED, ...allocation })] : [],
    [SHARDS]: shards ? [whole(SHARDS, 5, { ...TABLE, ...shards })] : [],
    [INDICES]: indices ? [whole(INDICES, 5, { indices })] : [],
    [REPORT]: report ? [whole(REPORT, 5, { color: 'yellow', indicators: report })] : [],
  };
}

function membersOf(names: readonly string[], versions: readonly string[]): Pick<MembersInfo, 'members'> {
  const rest = { roles: [], host: null, ip: null, publishAddress: null, attributes: {} };
  return { members: names.map((name, place) => ({ ...member(name), ...rest, version: versions[place] ?? '8.17.0' })) };
}

const HEALTHY = {
  ...{ clusterName: 'search', uuid: 'u1', color: 'green', isTimedOut: false, nodes: 3, dataNodes: 3 },
  shards: { active: 10, activePrimary: 5, relocating: 0, initializing: 0, unassigned: 0, unassignedPrimary: 0, delayed: 0 },
  ...{ pendingTasks: 0, oldestPendingMs: 0, inFlightFetches: 0, activePercent: 100 },
};

export const SETTINGS: AllocationInfo['settings'] = {
  ...{ enable: null, rebalance: null, exclude: [] },
  watermarks: { low: '85%', high: '90%', floodStage: '95%', isEnabled: true },
};
const ALLOCATED = { settings: SETTINGS, holdings: [], unassigned: 0, shuttingDown: null };
const TABLE = { stateVersion: 100, stateUuid: 's100', readAt: NOW, count: 10, held: [], troubled: [], troubledCount: 0 };

type Unassigned = Partial<NonNullable<Shard['unassigned']>> & { index: string; number?: number; isPrimary?: boolean };

/** Copies that are not assigned. */
export function unassigned(...copies: Unassigned[]): Pick<ShardsInfo, 'troubled' | 'troubledCount'> {
  const troubled = copies.map(({ index, number = 0, isPrimary = false, ...why }): Shard => {
    const usual = { reason: 'NODE_LEFT', since: null, details: null, failedTimes: null, isDelayed: null, status: 'no_attempt' };
    return { index, number, isPrimary, state: 'UNASSIGNED', node: null, to: null, unassigned: { ...usual, ...why }, recoversFrom: 'PEER' };
  });
  return { troubled, troubledCount: troubled.length };
}
