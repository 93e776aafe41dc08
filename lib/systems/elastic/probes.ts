import { defineProbe, type Parsed, type Probe } from '../../system.ts';
import { KEEP, PAST } from './keep.ts';
import { ALLOCATION, HEALTH, INDICES, LOAD, MEMBERS, OWN, RECOVERIES, REPORT, SHARDS, UPKEEP, VOLUME } from './model.ts';
import { PARSE } from './parse.ts';
import type { ElasticSettings } from './settings.ts';

type Name = keyof typeof PARSE;
type RawOf<Of extends Name> = Parameters<(typeof PARSE)[Of]>[0];
type ValueOf<Of extends Name> = ReturnType<(typeof PARSE)[Of]>;

/** How each probe is asked over a connection. Each throws FetchError. */
export type Fetchers<Connection> = { readonly [Of in Name]: (connection: Connection, signal: AbortSignal) => Promise<RawOf<Of>> };

/** Time that is left of an interval when all URLs had theirs. */
const SPARE_MS = 1_000;

/** `isAside`: what is wrong there is told by the health and by what the nodes prove together, or is for the pages alone. */
type Shape = { question: string; vital: boolean; isAside?: true };

const SHAPES: Readonly<Record<Name, Shape>> = {
  [OWN]: { question: 'who it is, and its own cluster state', vital: true },
  [HEALTH]: { question: 'cluster health', vital: true },
  [LOAD]: { question: 'statistics of the nodes', vital: true },
  [MEMBERS]: { question: 'who is in the cluster', vital: false, isAside: true },
  [ALLOCATION]: { question: 'settings of the allocation, shards and disks of the nodes', vital: true },
  [SHARDS]: { question: 'routing table, where it changed', vital: true, isAside: true },
  [RECOVERIES]: { question: 'recoveries under way', vital: false, isAside: true },
  [INDICES]: { question: 'health of every index', vital: false, isAside: true },
  [VOLUME]: { question: 'statistics of every index', vital: false, isAside: true },
  [UPKEEP]: { question: 'snapshot policies, and life cycles in error', vital: false },
  [REPORT]: { question: 'health report', vital: false, isAside: true },
};

/** All probes of a cluster and of its URLs, asked by these. A URL is asked for its own word alone, and all of a group at once; the cluster for everything else. */
export function elasticProbes<Connection>(fetchers: Fetchers<Connection>): Probe<ElasticSettings, Connection, unknown, unknown>[] {
  const probe = <Of extends Name>(name: Of): Probe<ElasticSettings, Connection, unknown, unknown> =>
    defineProbe<ElasticSettings, Connection, RawOf<Of>, ValueOf<Of>>({
      ...{ name, ...SHAPES[name], keep: KEEP[name], ...pastOf(name) },
      round: name === OWN,
      isAsked: ({ kind }) => (kind === 'node') === (name === OWN),
      times: (settings) => timesOf(name, settings),
      fetch: fetchers[name],
      parse: (raw) => read(name, raw),
    });
  return [
    ...[probe(OWN), probe(HEALTH), probe(LOAD), probe(MEMBERS), probe(ALLOCATION), probe(SHARDS)],
    ...[probe(RECOVERIES), probe(INDICES), probe(VOLUME), probe(UPKEEP), probe(REPORT)],
  ];
}

/** Of the cluster each of its URLs may be asked in one attempt. */
function timesOf(name: Name, { intervalMs, timeoutMs, intervals, urls }: ElasticSettings): { intervalMs: number; timeoutMs: number } {
  if (name === OWN) return { intervalMs, timeoutMs };
  const everyMs = name === HEALTH ? intervalMs : intervals[name];
  return { intervalMs: everyMs, timeoutMs: Math.min(Math.max(1, urls.length) * timeoutMs, Math.max(timeoutMs, everyMs - SPARE_MS)) };
}

// What a probe of a name fetched is what is read for it, and its value what becomes of it: the one place where that is said to the types.
function read<Of extends Name>(name: Of, raw: RawOf<Of>): Parsed<ValueOf<Of>> {
  const parse = PARSE[name] as unknown as (raw: RawOf<Of>) => ValueOf<Of>;
  return { value: parse(raw), producedAt: null };
}

function pastOf(name: Name): { past?: (value: never, older: unknown) => unknown } {
  return name === LOAD || name === VOLUME ? { past: PAST[name] as (value: never, older: unknown) => unknown } : {};
}
