import { formatCount } from '../../format/number.ts';
import { type Judged, STATUSES, type Status, worst } from '../../status.ts';

/** Names beyond this many are counted. */
const NAMES = 3;

export function say(status: Status, reason: string, since: number | null = null): Judged {
  return { status, reason, since };
}

/** The worst first, and every reason kept; since when is the word of the worst. `well` where there is no trouble. */
export function summed(troubles: readonly Judged[], well: string): Judged {
  const [first, ...others] = troubles.toSorted((a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status));
  if (first === undefined) return say('ok', well);
  return { ...first, reason: [first, ...others].map(({ reason }) => reason).join('; ') };
}

/** What things of a kind are called: one of them, and many. */
export type Kind = readonly [one: string, many: string];

/** One thing among others of its kind. */
export type Named = { name: string; judged: Judged };

/**
 * One sentence on things of one kind: the worst by name, and by its own words where there is one; what else is not ok by number. `since` is when the first of the worst came about, where that is
 * told. `well` where all of them are, and where there is none.
 */
export function summarise(named: readonly Named[], kind: Kind, well: string): Judged {
  const status = named.length === 0 ? 'ok' : worst(named.map(({ judged }) => judged.status));
  if (status === 'ok') return say('ok', well);
  const found = named.filter(({ judged }) => judged.status === status);
  const sinces = found.flatMap(({ judged }) => judged.since ?? []);
  const [only] = found;
  const head =
    found.length === 1 && only
      ? `${only.name}: ${only.judged.reason}`
      : `${ofAll(found, named, kind)}: ${listed(found.map(({ name }) => name))}`;
  return say(status, head + restWords(named, status), sinces.length === 0 ? null : Math.min(...sinces));
}

/** "a, b, c and 2 more". */
export function listed(names: readonly string[]): string {
  const more = names.length > NAMES ? ` and ${formatCount(names.length - NAMES)} more` : '';
  return names.slice(0, NAMES).join(', ') + more;
}

/** "1 shard", "2 shards". */
export function counted(count: number, word: string, words = `${word}s`): string {
  return `${formatCount(count)} ${count === 1 ? word : words}`;
}

/** "82.5 %" of a ratio of 0.825. */
export function percent(ratio: number): string {
  return `${Math.round(ratio * 1_000) / 10} %`;
}

function ofAll(found: readonly Named[], all: readonly Named[], kind: Kind): string {
  const status = found[0]?.judged.status;
  return `${formatCount(found.length)} of ${counted(all.length, ...kind)} ${stateWord(status)}`;
}

function restWords(named: readonly Named[], than: Status): string {
  const rest = STATUSES.slice(STATUSES.indexOf(than) + 1).flatMap((status) => {
    const count = named.filter(({ judged }) => judged.status === status).length;
    return status === 'ok' || count === 0 ? [] : [`${formatCount(count)} ${stateWord(status)}`];
  });
  return rest.length > 0 ? `; also ${rest.join(', ')}` : '';
}

function stateWord(status: Status | undefined): string {
  if (status === 'warning') return 'with a warning';
  if (status === 'maintenance') return 'in maintenance';
  return status ?? 'unknown';
}
