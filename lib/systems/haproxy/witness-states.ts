import type { InFlight } from '../../acting.ts';
import type { Found, Told } from '../../finding.ts';
import { figure } from './figures.ts';
import type { PastRow, StateWord } from './model.ts';
import { disagreement, newestRows, type Party, rowIn, type Side } from './witness-parties.ts';
import { changedAt, disagreed, joined, listed, partiesSay } from './witness-words.ts';

type Given = { parties: readonly Party[]; standing: ReadonlySet<string>; inFlight: readonly InFlight[] };

/** One server in one backend that instances do not agree about. */
type Split = { row: PastRow; sides: readonly Side[] };

const OUT: readonly string[] = ['drain', 'maintenance'] satisfies StateWord[];
const TAKES: readonly string[] = ['up', 'no check', 'nolb'] satisfies StateWord[];

/**
 * Servers of which instances of a tier say different states, one finding for each name. Between an instance that serves and one on standby only what an
 * admin did counts: their checks differ in time, and nobody is served by the difference until a fail-over.
 */
export function findSplitStates({ parties, standing, inFlight }: Given): Found[] {
  const servers = newestRows(parties).filter(({ kind }) => kind === 'server');
  const splits = servers.flatMap((row): Split[] => {
    if (isTouched(row, inFlight)) return [];
    const sides = disagreement(parties, stateIn(row.id), standing.has(idOf(row)));
    const counted = sides && countedSides(sides);
    return counted ? [{ row, sides: counted }] : [];
  });
  return [...Map.groupBy(splits, ({ row }) => row.name).values()].flatMap(foundOf);
}

/** True while an action of ours on this row is on its way. */
export function isTouched({ proxy, name }: PastRow, inFlight: readonly InFlight[]): boolean {
  return inFlight.some(({ target }) => target === `${proxy}/${name}` || target === proxy);
}

function idOf({ name }: PastRow): string {
  return `state of ${name}`;
}

function stateIn(id: string) {
  return (reading: Party['readings'][number]): string | null => {
    const word = rowIn(reading, id)?.state.word ?? 'unknown';
    return word === 'unknown' ? null : word;
  };
}

/** The sides between which it is worth saying; null where the difference is only one of checks between those that serve and those that do not. */
function countedSides(sides: readonly Side[]): readonly Side[] | null {
  const serving = sides
    .map(({ word, parties }) => ({ word, parties: parties.filter(({ isStandby }) => !isStandby) }))
    .filter(({ parties }) => parties.length > 0);
  const isMeant = sides.some(({ word }) => OUT.includes(word)) && sides.some(({ word }) => TAKES.includes(word));
  if (serving.length > 1 || isMeant) return sides;
  return serving.length === 0 ? sides : null;
}

function foundOf(splits: readonly Split[]): Found[] {
  const [first] = splits;
  if (!first) return [];
  const alike = [...Map.groupBy(splits, ({ sides }) => sides.map(({ word, parties }) => `${word} ${listed(namesOf(parties))}`).join())];
  const parts = alike.map(([, own]): Told => {
    const where = alike.length > 1 ? [`in ${listed(own.map(({ row }) => row.proxy))} `] : [];
    return [...where, ...sidesTold(own)];
  });
  const words = splits.flatMap(({ sides }) => sides.map(({ word }) => word));
  const since = splits.map(({ row, sides }) => latest(sides.map((side) => changedAt(side, row.id))));
  const found = disagreed({
    ...{ id: idOf(first.row), subject: first.row.name, place: listed(splits.map(({ row }) => row.proxy)), host: first.row.name },
    told: joined(parts, '; '),
    parties: partiesOfAll(splits),
    rows: splits.map(({ row }) => row.id),
    since: since.some((at) => at === null) ? null : Math.min(...since.filter((at) => at !== null)),
    // What is down here and up there is said of the server already; what is out here and in there is said nowhere else.
    followsRows: !words.some((word) => OUT.includes(word)),
  });
  return [found];
}

/** "lb1 says drain since 14:02, lb2 says up and gives it 14 sessions/s", of rows about which the same sides say the same. */
function sidesTold(splits: readonly Split[]): Told {
  const sides = splits[0]?.sides ?? [];
  const isOut = sides.some(({ word }) => OUT.includes(word));
  const parts = sides.map((side, index): Told => {
    const moments = splits.map(({ row, sides }) => (sides[index] ? changedAt(sides[index], row.id) : null));
    const at =
      OUT.includes(side.word) && moments.every((moment) => moment !== null) ? Math.max(...moments.filter((one) => one !== null)) : null;
    const rate = isOut && TAKES.includes(side.word) ? sessionsPerSecond(side, splits) : 0;
    const still = rate > 0 ? ` and still gives it ${rate} ${rate === 1 ? 'session' : 'sessions'}/s` : '';
    return [`${partiesSay(side.parties, 'says', 'say')} ${side.word}`, ...(at === null ? [] : [' since ', at]), still].filter(
      (one) => one !== '',
    );
  });
  return [...joined(parts, ', '), ...failOver(sides)];
}

function sessionsPerSecond({ parties }: Side, splits: readonly Split[]): number {
  const rates = parties.flatMap(({ readings: [newest] }) =>
    splits.map(({ row }) => {
      const own = newest && rowIn(newest, row.id);
      return own ? (figure(own, 'sessionsPerSecond') ?? 0) : 0;
    }),
  );
  return rates.reduce((sum, rate) => sum + rate, 0);
}

function failOver(sides: readonly Side[]): string[] {
  const standby = sides.flatMap(({ word, parties }) => parties.filter(({ isStandby }) => isStandby).map(({ node }) => ({ node, word })));
  const served = sides.filter(({ parties }) => parties.some(({ isStandby }) => !isStandby)).map(({ word }) => word);
  const undoes = served.filter((word) => OUT.includes(word));
  const back = standby.filter(({ word }) => TAKES.includes(word) && undoes.length > 0);
  if (back.length > 0) return [`: a fail-over to ${listed(back.map(({ node }) => node))} would undo the ${undoes.join(' and ')}`];
  const out = standby.filter(({ word }) => OUT.includes(word) && undoes.length === 0);
  return out.length > 0 ? [`: a fail-over to ${listed(out.map(({ node }) => node))} would take it out of rotation`] : [];
}

function partiesOfAll(splits: readonly Split[]): Party[] {
  return [...new Set(splits.flatMap(({ sides }) => sides.flatMap(({ parties }) => parties)))];
}

function namesOf(parties: readonly Party[]): string[] {
  return parties.map(({ node }) => node);
}

/** Both sides stand since the last of them came to be so. */
function latest(moments: readonly (number | null)[]): number | null {
  return moments.some((at) => at === null) ? null : Math.max(...moments.filter((at) => at !== null));
}
