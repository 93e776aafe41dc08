import type { InFlight } from '../../acting.ts';
import type { Found } from '../../finding.ts';
import { figure } from './figures.ts';
import type { PastRow } from './model.ts';
import { disagreement, newestRows, type Party, rowIn, type Side } from './witness-parties.ts';
import { isTouched } from './witness-states.ts';
import { disagreed, listed, partiesSay } from './witness-words.ts';

type Given = { parties: readonly Party[]; standing: ReadonlySet<string>; inFlight: readonly InFlight[] };
type Split = { row: PastRow; sides: readonly Side[] };

/** Servers to which instances of a tier give different weights, one finding for each name. What an agent or a slow start sets is not compared: it changes by itself. */
export function findSplitWeights({ parties, standing, inFlight }: Given): Found[] {
  const servers = newestRows(parties).filter((row) => row.kind === 'server' && !isTouched(row, inFlight));
  const splits = servers.flatMap((row): Split[] => {
    const sides = disagreement(parties, weightIn(row.id), standing.has(idOf(row)));
    return sides ? [{ row, sides }] : [];
  });
  return [...Map.groupBy(splits, ({ row }) => row.name).values()].flatMap(foundOf);
}

function idOf({ name }: PastRow): string {
  return `weight of ${name}`;
}

function weightIn(id: string) {
  return (reading: Party['readings'][number]): string | null => {
    const row = rowIn(reading, id);
    if (!row || row.agentCheck || figure(row, 'slowStartPercent') !== null) return null;
    const weight = figure(row, 'setWeight') ?? figure(row, 'weight');
    return weight === null ? null : String(weight);
  };
}

function foundOf(splits: readonly Split[]): Found[] {
  const [first] = splits;
  if (!first) return [];
  const alike = [...Map.groupBy(splits, ({ sides }) => sidesWords(sides))];
  const parts = alike.map(([words, own]) => (alike.length > 1 ? `in ${listed(own.map(({ row }) => row.proxy))} ${words}` : words));
  const found = disagreed({
    ...{ id: idOf(first.row), subject: first.row.name, place: listed(splits.map(({ row }) => row.proxy)), host: first.row.name },
    told: [parts.join('; ')],
    parties: [...new Set(splits.flatMap(({ sides }) => sides.flatMap(({ parties }) => parties)))],
    rows: splits.map(({ row }) => row.id),
    since: null,
    followsRows: false,
  });
  return [found];
}

/** "lb1 gives it weight 100, lb2 gives it weight 50". */
function sidesWords(sides: readonly Side[]): string {
  return sides.map(({ word, parties }) => `${partiesSay(parties, 'gives', 'give')} it weight ${word}`).join(', ');
}
