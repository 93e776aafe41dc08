import type { Found, NodeEvent } from '#lib/finding.ts';
import { toldInUtc } from '#lib/finding.ts';
import type { WitnessInput, WitnessMark } from '#lib/system.ts';
import { witnessTier } from '#lib/systems/haproxy/witness.ts';
import { AT, type Cells, kept, readingOf } from './hand-made.ts';

export const INTERVAL_MS = 5_000;

/** What an instance said, newest first, and how many ms before AT it was last asked; by default asked every 5 s. */
export type Said = { rows: readonly (readonly Cells[])[]; agoMs?: number; everyMs?: number };

/** The same rows read three times. */
export function steady(...rows: Cells[]): Said {
  return { rows: [rows, rows, rows] };
}

/** What the witness is given of a tier in which each instance said this. */
export function tier(said: Record<string, Said>, over: Partial<WitnessInput<unknown>> = {}): WitnessInput<unknown> {
  const nodes = Object.entries(said).map(([node, { rows, agoMs = 0, everyMs = INTERVAL_MS }]) => ({
    node,
    settings: {},
    windows: { stats: kept(rows.map((own, index) => readingOf(own, AT - agoMs - index * everyMs))) },
  }));
  return { nodes, marks: [], inFlight: [], events: [], standing: new Set(), now: AT, ...over };
}

export function found(said: Record<string, Said>, over: Partial<WitnessInput<unknown>> = {}): Found[] {
  return witnessTier(tier(said, over));
}

/** Findings as "warning web03 in be_web: lb1 says drain, lb2 says up". */
export function words(findings: readonly Found[]): string[] {
  return findings.map(
    ({ judged, subject, place, told }) => `${judged.status} ${subject}${place ? ` in ${place}` : ''}: ${toldInUtc(told)}`,
  );
}

export function markOn(node: string, over: Partial<WitnessMark> = {}): WitnessMark {
  return { node, row: 'be_web/server/web03', wanted: 'drain', by: 'ann', at: AT - 60_000, reason: null, ...over };
}

export function eventOf(node: string, over: Partial<NodeEvent> = {}): NodeEvent {
  const place = { system: 'haproxy', group: 'lb', node };
  return { ...place, from: AT - 15_000, to: AT - 10_000, words: 'restarted or reloaded', ...over };
}
