import { formatAge } from '#lib/format/age.ts';
import { formatCount } from '#lib/format/number.ts';
import type { TimeFormat } from '#lib/format/time-format.ts';
import { freshness, type Moment } from '#lib/reading.ts';
import { listed } from '../listed.ts';
import type { Fall } from './fall.ts';
import type { BackendFall, Outlook } from './outlook.ts';
import type { DrainState, Spot } from './places.ts';

/** The time, and how times are written. */
export type Telling = { board: Moment; format: TimeFormat };

const NAMES = 3;

/** "draining everywhere", "draining in 3 of 5 places": what stands in the heading behind the name. */
export function phaseWords({ phase, spots, group }: DrainState): string {
  const all = spots.filter(({ is }) => is !== 'absent');
  const leaving = all.filter(({ is }) => is === 'leaving');
  switch (phase) {
    case 'nobody':
      return 'not known';
    case 'unread':
      return 'not known now';
    case 'back':
      return all.some(({ is }) => is === 'unread') ? 'in rotation, as far as is read' : 'in rotation';
    case 'down':
      return 'not draining, down';
    case 'draining': {
      const unread = all.filter(({ is }) => is === 'unread').length;
      const partly = `in ${leaving.length} of ${all.length} places${unread > 0 ? `, ${unread} not read` : ''}`;
      const where = group === null ? 'everywhere' : `in ${all[0]?.groupTitle ?? group}`;
      return `${outWord(leaving)} ${leaving.length === all.length ? where : partly}`;
    }
  }
}

function outWord(leaving: readonly Spot[]): string {
  const words = new Set(leaving.map(({ view }) => view?.state.word));
  if (words.size === 1 && words.has('drain')) return 'draining';
  return words.size === 1 && words.has('maintenance') ? 'in maintenance' : 'out of rotation';
}

/** "sessions left of 2,874", and on how many instances that was counted where some are not read. */
export function leftWords({ counted, unread, left }: DrainState, { from }: Pick<Outlook, 'from'>): string {
  const of = from !== null && left.sessions !== null && from >= left.sessions ? ` of ${formatCount(from)}` : '';
  const nodes = nodesOf(counted);
  const read = unread.length === 0 ? '' : `, counted on ${nodes} of ${nodes + unread.length} instances`;
  return `${left.sessions === 1 ? 'session' : 'sessions'} left${of}${read}`;
}

/** "ny-lb06 not read for 40s": who is not counted; null where all are. */
export function unreadWords({ unread }: DrainState, { board }: Telling): string | null {
  if (unread.length === 0) return null;
  const said = unread.map((probe) => {
    const fresh = freshness(probe.newest, probe.staleAfterMs, board);
    if (fresh.is === 'never') return `${probe.source.node} never read`;
    if (fresh.is === 'fresh') return `${probe.source.node} refuses`;
    return `${probe.source.node} ${fresh.why === 'old' ? `not read for ${formatAge(fresh.ageMs)}` : 'in doubt until it is read again'}`;
  });
  return `${listed(said, NAMES)}: nobody knows what is left there`;
}

/** What is left besides sessions: "3 waiting requests, 2 connections in use"; null where nothing is. */
export function besidesWords({ left: { queue, usedConnections } }: DrainState): string | null {
  const words = [
    ...(queue > 0 ? [`${formatCount(queue)} waiting ${queue === 1 ? 'request' : 'requests'}`] : []),
    ...(usedConnections > 0 ? [`${formatCount(usedConnections)} ${usedConnections === 1 ? 'connection' : 'connections'} in use`] : []),
  ];
  return words.length > 0 ? words.join(', ') : null;
}

/** When it will be empty, in one line. Empty is said of nothing that is not read. */
export function outlookWords(state: DrainState, { fall, excluded, restarted }: Outlook, telling: Telling): string {
  if (state.left.sessions === null) return 'not every instance tells its sessions, so nobody knows when it is empty';
  if (state.left.sessions === 0) return noneWords(state, restarted);
  switch (fall.is) {
    case 'falling': {
      const without = excluded.length > 0 ? `, ${listed(backendNames(excluded), NAMES)} excluded` : '';
      return `${where(state)}empty in about ${inWords(fall.emptyAt - telling.board.now)}${without}`;
    }
    case 'level':
      return `not falling for ${formatAge(fall.forMs)}`;
    case 'unknown':
      return `when it is empty is not known yet: ${fall.why}`;
    case 'empty':
      return 'when it is empty is not known yet';
  }
}

function where({ unread }: DrainState): string {
  return unread.length > 0 ? 'what is read is ' : '';
}

function noneWords(state: DrainState, restarted: Outlook['restarted']): string {
  const besides = besidesWords(state);
  if (state.unread.length > 0) return 'none where it is read; not known whether it is empty';
  if (besides !== null) return `not empty: ${besides}`;
  if (state.isEmpty === null) return 'not known whether it is empty';
  if (restarted)
    return `empty in the process that answers; ${restarted.node} was restarted or reloaded, and an old process may still serve some`;
  if (state.still.length > 0) return 'empty where it is out, and in rotation elsewhere';
  return 'empty: no session, no waiting request, no connection in use';
}

/** How long until a backend is empty, for its cell: "1m 50s", "empty", "not falling", "not known yet". */
export function emptyInWords({ fall, spots }: BackendFall, { board }: Telling): string {
  if (fall.is !== 'empty') return fallWords(fall, board);
  const rest = spots.reduce((sum, { view }) => sum + (view?.queue ?? 0) + (view?.usedConnections ?? 0), 0);
  return rest > 0 ? 'in use' : 'empty';
}

/** When all of it will be empty, in a word or two. */
export function shortWords(state: DrainState, { fall }: Outlook, { board }: Telling): string {
  if (state.left.sessions === null || state.unread.length > 0) return 'not known';
  if (state.left.sessions > 0 && fall.is !== 'empty') return fallWords(fall, board);
  if (state.isEmpty === null) return 'not known';
  if (!state.isEmpty) return 'in use';
  return state.still.length > 0 ? 'empty where out' : 'empty';
}

function fallWords(fall: Exclude<Fall, { is: 'empty' }>, board: Moment): string {
  switch (fall.is) {
    case 'falling':
      return inWords(fall.emptyAt - board.now);
    case 'level':
      return 'not falling';
    case 'unknown':
      return 'not known yet';
  }
}

/** Rounded as far as an estimate goes: "any moment", "20s", "1m 50s", "12m", "3h". */
export function inWords(ms: number): string {
  if (ms < 3_000) return 'a moment';
  if (ms < 60_000) return formatAge(Math.ceil(ms / 5_000) * 5_000);
  if (ms < 600_000) return formatAge(Math.ceil(ms / 10_000) * 10_000);
  if (ms < 7_200_000) return `${Math.ceil(ms / 60_000)}m`;
  return `${Math.ceil(ms / 3_600_000)}h`;
}

/** Why the sessions of a backend may stay, by what its rows tell. */
export function heldWords({ spots: [first, ...others], fall }: BackendFall): string {
  const views = [first, ...others].flatMap(({ view }) => (view ? [view] : []));
  const held = fall.is === 'level' ? `not falling for ${formatAge(fall.forMs)}` : 'not falling';
  if (views.some(({ mode }) => mode === 'tcp'))
    return `${first.backend} (tcp): ${held}. Long connections go on until one side closes them; a drain alone does not end them.`;
  if (views.some(({ hasCookie }) => hasCookie))
    return `${first.backend}: ${held}. A drain still lets in clients that hold its cookie; maintenance sends them elsewhere and cuts nothing that runs.`;
  return `${first.backend}: ${held}. Held by persistence or long connections; a drain alone does not end them.`;
}

/** "still in rotation in be_api on lb06 and be_web on lb05": where a drain did not reach; null where it reached all. */
export function stillWords({ still, spots }: DrainState): string | null {
  if (still.length === 0) return null;
  const alike = Map.groupBy(still, ({ backend, groupTitle }) => (severalTiers(spots) ? `${backend} of ${groupTitle}` : backend));
  const said = [...alike].map(([backend, own]) => {
    const isAll = own.length === spots.filter((spot) => spot.backend === own[0]?.backend && spot.group === own[0]?.group).length;
    return isAll
      ? backend
      : `${backend} on ${listed(
          own.map(({ node }) => node),
          NAMES,
        )}`;
  });
  const sessions = still.reduce<number | null>((sum, { view }) => (sum === null || view?.sessions == null ? null : sum + view.sessions), 0);
  const counted = sessions === null ? 'not counted here' : `${formatCount(sessions)} sessions there, not counted here`;
  return `still in rotation in ${listed(said, NAMES)} (${counted})`;
}

function severalTiers(spots: readonly Spot[]): boolean {
  return new Set(spots.map(({ group }) => group)).size > 1;
}

function backendNames(falls: readonly BackendFall[]): string[] {
  return falls.map(({ spots: [first] }) => first.backend);
}

/** On how many instances these are. */
export function nodesOf(spots: readonly Spot[]): number {
  return new Set(spots.map(({ source }) => source)).size;
}
