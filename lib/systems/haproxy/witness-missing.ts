import type { Found } from '../../finding.ts';
import type { PastRow } from './model.ts';
import { disagreement, newestRows, type Party, rowIn } from './witness-parties.ts';
import { disagreed, listed, partiesSay } from './witness-words.ts';

type Given = { parties: readonly Party[]; standing: ReadonlySet<string> };

/** A proxy or server that some instances have and others do not. */
type Gap = { row: PastRow; has: readonly Party[]; lacks: readonly Party[] };

const HAS = 'has it';
const LACKS = 'does not';

/**
 * Proxies and servers that not every instance of a tier has: one finding for all proxies that the same instances lack, and one for the servers of a proxy. What stands in a
 * proxy that is missing is missing with it.
 */
export function findMissing({ parties, standing }: Given): Found[] {
  const rows = newestRows(parties);
  const gapsOf = (own: readonly PastRow[], idOf: (gap: Gap) => string): Gap[] =>
    own.flatMap((row) => {
      const proved = gapOf(parties, row, false);
      if (proved) return [proved];
      const seen = gapOf(parties, row, true);
      return seen && standing.has(idOf(seen)) ? [seen] : [];
    });
  const proxies = gapsOf(rows.filter(isProxy), proxiesId);
  const gone = new Set(rows.filter((row) => isProxy(row) && isMissingSomewhere(row, parties)).map(({ proxy }) => proxy));
  const servers = gapsOf(
    rows.filter(({ kind, proxy }) => kind === 'server' && !gone.has(proxy)),
    serversId,
  );
  return [
    ...[...Map.groupBy(proxies, proxiesId).values()].flatMap((gaps) => foundOf(gaps, proxiesId)),
    ...[...Map.groupBy(servers, serversId).values()].flatMap((gaps) => foundOf(gaps, serversId)),
  ];
}

function isProxy({ kind }: PastRow): boolean {
  return kind === 'frontend' || kind === 'backend';
}

function isMissingSomewhere({ id }: PastRow, parties: readonly Party[]): boolean {
  return parties.some(({ readings: [newest] }) => newest && !rowIn(newest, id));
}

function gapOf(parties: readonly Party[], row: PastRow, isStanding: boolean): Gap | null {
  const sides = disagreement(parties, (reading) => (rowIn(reading, row.id) ? HAS : LACKS), isStanding);
  if (!sides) return null;
  const of = (word: string) => sides.find((side) => side.word === word)?.parties ?? [];
  return { row, has: of(HAS), lacks: of(LACKS) };
}

function proxiesId({ lacks }: Gap): string {
  return `proxies missing on ${names(lacks).join(', ')}`;
}

function serversId({ row, lacks }: Gap): string {
  return `servers of ${row.proxy} missing on ${names(lacks).join(', ')}`;
}

function foundOf(gaps: readonly Gap[], idOf: (gap: Gap) => string): Found[] {
  const [first] = gaps;
  if (!first) return [];
  const { row, has, lacks } = first;
  const isServer = row.kind === 'server';
  const subjects = gaps.map((gap) => (isServer ? gap.row.name : gap.row.proxy));
  const isOne = new Set(subjects).size === 1;
  const found = disagreed({
    ...{ id: idOf(first), subject: listed(subjects), place: isServer ? row.proxy : '', host: isServer && isOne ? row.name : null },
    told: [`${partiesSay(has, 'has', 'have')} ${isOne ? 'it' : 'them'}, ${partiesSay(lacks, 'does', 'do')} not`],
    parties: [...has, ...lacks],
    rows: gaps.map((gap) => gap.row.id),
    since: null,
    followsRows: false,
  });
  return [found];
}

function names(parties: readonly Party[]): string[] {
  return parties.map(({ node }) => node);
}
