import type { Reading } from '../../reading.ts';
import type { WitnessNode } from '../../system.ts';
import type { PastRow, PastStats } from './model.ts';
import { areSeveralProcesses } from './processes.ts';

/** The one probe that the witness goes by. */
export const STATS = 'stats';

/** One instance that can be heard: its readings newest first, and whether no traffic goes through it while others have some. */
export type Party = { node: string; readings: readonly Reading<PastStats>[]; isStandby: boolean };

/** The instances that say the same, and the word that they say. */
export type Side = { word: string; parties: readonly Party[] };

/** What an instance says by one of its readings; null where it says nothing of it. */
export type Says = (reading: Reading<PastStats>) => string | null;

/** The instances that can be heard: those whose newest reading can be gone by, and of which several processes do not answer in turn. */
export function partiesOf(nodes: readonly WitnessNode<unknown>[]): Party[] {
  return nodes.flatMap(({ node, windows }) => {
    const readings = (windows[STATS] ?? []) as readonly Reading<PastStats>[];
    return readings.length > 0 && !areSeveralProcesses(readings) ? [{ node, readings, isStandby: false }] : [];
  });
}

/**
 * The sides of a disagreement; null where there is none, or it is not proved yet. It is proved once each of those that it is between has said its word twice in a row, and
 * they said so at one and the same time: two readings are never simultaneous, and a change that is read here before it is read there is no disagreement. One that is
 * `standing` was proved before.
 */
export function disagreement(parties: readonly Party[], says: Says, isStanding: boolean): Side[] | null {
  const heard = parties.flatMap((party) => {
    const [newest] = party.readings;
    const word = newest ? says(newest) : null;
    return word === null ? [] : [{ party, word }];
  });
  if (new Set(heard.map(({ word }) => word)).size < 2) return null;
  if (isStanding) return sidesOf(heard);
  const runs = heard.map(({ party, word }) => ({ party, word, run: runOf(party.readings, says, word) }));
  const steady = runs.filter(({ run }) => run.length > 1);
  const begins = Math.max(...steady.map(({ run }) => run.at(-1)?.observedAt ?? Infinity));
  const ends = Math.min(...steady.map(({ run }) => run[0]?.observedAt ?? -Infinity));
  const isProved = new Set(steady.map(({ word }) => word)).size > 1 && begins < ends;
  return isProved ? sidesOf(steady) : null;
}

/** The newest readings in which it says just this. */
function runOf(readings: readonly Reading<PastStats>[], says: Says, word: string): readonly Reading<PastStats>[] {
  const end = readings.findIndex((reading) => says(reading) !== word);
  return end < 0 ? readings : readings.slice(0, end);
}

function sidesOf(heard: readonly { party: Party; word: string }[]): Side[] {
  return [...Map.groupBy(heard, ({ word }) => word)].map(([word, own]) => ({ word, parties: own.map(({ party }) => party) }));
}

// Each reading is looked through many times, by itself and beside those of other instances.
const found = new WeakMap<PastStats, ReadonlyMap<string, PastRow>>();

/** The row of this id in a reading. */
export function rowIn({ value }: Reading<PastStats>, id: string): PastRow | undefined {
  return rowsById(value).get(id);
}

function rowsById(stats: PastStats): ReadonlyMap<string, PastRow> {
  const known = found.get(stats);
  if (known) return known;
  const made = new Map(stats.rows.map((row) => [row.id, row]));
  found.set(stats, made);
  return made;
}

/** The rows of the newest readings by their id, each once, as the first instance that has it tells it. */
export function newestRows(parties: readonly Party[]): PastRow[] {
  const rows = new Map<string, PastRow>();
  for (const { readings } of parties) for (const row of readings[0]?.value.rows ?? []) if (!rows.has(row.id)) rows.set(row.id, row);
  return [...rows.values()];
}
