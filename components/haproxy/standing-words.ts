import type { Mark } from '#lib/act/outcome.ts';
import { isRefusal } from '#lib/failure.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import { formatAge } from '#lib/format/age.ts';
import type { TimeFormat } from '#lib/format/time-format.ts';
import { freshness, type Moment } from '#lib/reading.ts';
import { listed } from './listed.ts';
import type { Place, Standing, Word } from './standing.ts';
import { stateWord } from './words.ts';

/** What it takes to put the answer into words: the time, how times are written, and who did what to a row of an instance. */
export type Telling = { board: Moment; format: TimeFormat; markOf(word: Word): Mark | null };

/** The answer to "where is it in rotation?". `head` counts only who is read; `outs` says where it is not, since when and by whom; `unread` names who is not counted. */
export type Answer = { head: string; outs: string[]; unread: string | null };

const OUTS = 3;
const NAMES = 3;

/** Where a server is in rotation, in words. Nobody that is not read is counted for anything. */
export function answerOf(places: readonly Place[], telling: Telling): Answer {
  const outs = outsOf(places, telling);
  const more = outs.length - OUTS;
  return {
    head: headOf(places),
    outs: more > 0 ? [...outs.slice(0, OUTS), `${more} more below`] : outs,
    unread: unreadWords(places, telling.board),
  };
}

function headOf(places: readonly Place[]): string {
  const all = places.length;
  const number = (together: Place['together']): number => places.filter((place) => place.together === together).length;
  const asRead = places.some(({ words }) => words.some(isUnread)) ? ', as far as is read' : '';
  const backends = all === 1 ? 'backend' : 'backends';
  const [place] = places;
  if (!place || number('unread') === all) return 'Not known to be in rotation anywhere';
  if (number('in') === all) return `In rotation in ${all === 1 ? place.backend : `all ${all} backends`}${asRead}`;
  if (number('in') > 0) return `In rotation in ${number('in')} of ${all} backends${asRead}`;
  if (number('split') > 0) return `In rotation by some instances only${asRead}`;
  if (number('backup') > 0) return `Only a backup in ${number('backup')} of ${all} ${backends}${asRead}`;
  if (number('unread') > 0) return `Out of rotation in ${all - number('unread')} of ${all} backends${asRead}`;
  return `Out of rotation everywhere${asRead}`;
}

type Out = { backend: string; verb: string; nodes: string; since: string; by: string };

/** Places of which the same is to be said stand together. */
function outsOf(places: readonly Place[], telling: Telling): string[] {
  const severalTiers = new Set(places.map(({ group }) => group)).size > 1;
  const outs = places.flatMap((place) => outsIn(place, severalTiers ? `${place.backend} of ${place.groupTitle}` : place.backend, telling));
  const alike = Map.groupBy(outs, ({ verb, nodes, since, by }) => [verb, nodes, since, by].join('\n'));
  return [...alike.values()].map((own) => {
    const [{ verb, nodes, since, by } = { verb: '', nodes: '', since: '', by: '' }] = own;
    const backends = listed(
      own.map(({ backend }) => backend),
      NAMES,
    );
    return `${verb} ${backends}${nodes}${since}${by}`;
  });
}

function outsIn({ words }: Place, backend: string, telling: Telling): Out[] {
  const read = words.filter((word) => !isUnread(word));
  const said = read.flatMap((word) => (word.standing === 'in' ? [] : [{ word, verb: verbOf(word.standing), ...detailsOf(word, telling) }]));
  const alike = Map.groupBy(said, ({ verb, since, by }) => [verb, since, by].join('\n'));
  return [...alike.values()].map((own) => {
    const [{ verb, since, by } = { verb: '', since: '', by: '' }] = own;
    const nodes = own.map(({ word }) => word.probe.source.node);
    return { backend, verb, since, by, nodes: own.length === words.length ? '' : ` on ${listed(nodes, NAMES)}` };
  });
}

function verbOf(standing: Standing): string {
  switch (standing) {
    case 'out':
      return 'out of';
    case 'down':
      return 'down in';
    case 'backup':
      return 'backup in';
    case 'absent':
      return 'not named in';
    case 'unknown':
      return 'in a state that is not known in';
    case 'in':
      return 'in rotation in';
    case 'unread':
      return 'not read in';
  }
}

function detailsOf(word: Word, { board, format, markOf }: Telling): { since: string; by: string } {
  const { view, standing } = word;
  if (!view || standing === 'backup') return { since: '', by: '' };
  const since = view.changedAt === null ? '' : ` since ${format.minute(view.changedAt, board.now)}`;
  return { since, by: ` (${reasonOf(word, markOf(word))})` };
}

/** "drained by ann" where somebody did it here, else the word of the instance: who did it elsewhere is not told by a stats page. */
function reasonOf({ view }: Word, mark: Mark | null): string {
  if (!view) return '';
  const { state, weight, check } = view;
  switch (state.word) {
    case 'drain':
      return mark ? `drained by ${mark.by}` : 'drain';
    case 'maintenance':
      return mark ? `in maintenance by ${mark.by}` : 'maintenance';
    case 'down':
      return check?.code ?? 'down';
    default:
      return weight === 0 ? 'weight 0' : stateWord(state);
  }
}

/** "lb2 not read for 40s: what it says is not counted"; null where all are read. */
function unreadWords(places: readonly Place[], board: Moment): string | null {
  const probes = [...new Set(places.flatMap(({ words }) => words.filter(isUnread).map(({ probe }) => probe)))];
  if (probes.length === 0) return null;
  const words = probes.map((probe) => `${probe.source.node} ${unreadWhy(probe, board)}`);
  return `${listed(words, NAMES)}: what ${probes.length === 1 ? 'it says' : 'they say'} is not counted`;
}

function unreadWhy(probe: ProbeRow, board: Moment): string {
  const fresh = freshness(probe.newest, probe.staleAfterMs, board);
  switch (fresh.is) {
    case 'never':
      return 'never read';
    case 'fresh':
      return probe.attempt?.failure && isRefusal(probe.attempt.failure) ? `refuses: ${probe.attempt.failure.message}` : 'not read';
    case 'stale':
      if (fresh.why === 'clocks disagree') return 'stamped in the future: clocks disagree';
      return fresh.why === 'old' ? `not read for ${formatAge(fresh.ageMs)}` : 'in doubt until it is read again';
  }
}

function isUnread({ standing }: Word): boolean {
  return standing === 'unread';
}
