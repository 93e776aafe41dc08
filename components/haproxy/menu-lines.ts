import type { RowView, StateWord } from '#lib/systems/haproxy/model.ts';
import type { Opening } from '../actions/run.ts';
import { inputOf, type Scope, type Stand, standOf } from './action-scope.ts';
import { frictionOf } from './menu-friction.ts';
import type { Part } from './summary.ts';
import { NOT_TOLD, type TakenOf } from './taken-out.ts';

/** What can be ordered of servers. */
export type MenuAction =
  | ('drain' | 'return' | 'maintenance' | 'ready' | 'checks-off' | 'checks-on' | 'force-up' | 'force-nolb' | 'force-down')
  | ('agent-off' | 'agent-on' | 'agent-up' | 'agent-down' | 'kill-sessions');

/** One line of a menu. `off` says why it cannot be had; `friction` what it asks. */
export type ActionLine = { words: string; friction: string; off: string | null; opening: Opening };
export type LineGroup = { title: string; lines: ActionLine[] };

type How = { action: MenuAction; words: string; asks?: boolean };

const NAMES: Record<MenuAction, string> = {
  ...{ drain: 'Drain', return: 'Put back', maintenance: 'Maintenance of', ready: 'Put back at once' },
  ...{ 'checks-off': 'Health checks off of', 'checks-on': 'Health checks on of' },
  ...{ 'force-up': 'Force up', 'force-nolb': 'Force no new sessions on', 'force-down': 'Force down' },
  ...{ 'agent-off': 'Agent checks off of', 'agent-on': 'Agent checks on of', 'agent-up': 'Agent up of', 'agent-down': 'Agent down of' },
  'kill-sessions': 'Kill sessions of',
};

/** Everything that can be done to a scope. `why` is given where nothing at all can be done. */
export function menuLines(scope: Scope, parts: readonly Part[], why: string | null, takenOf = NOT_TOLD): LineGroup[] {
  const stand = standOf(parts, scope);
  const make = (how: How) => line(how, scope, { stand, why, takenOf });
  const at = scope.server !== null && scope.backend !== null && scope.only === null ? ` in ${scope.backend}` : '';
  const drain = partlyOut(stand) ?? `Drain${at}`;
  return [
    {
      title: 'Rotation',
      lines: [
        make({ action: 'drain', words: drain }),
        make({ action: 'return', words: 'Put back safely' }),
        ...(isNarrow(scope) ? [make({ action: 'drain', words: 'Drain with a reason', asks: true })] : []),
        make({ action: 'maintenance', words: `Maintenance${at}`, asks: true }),
        make({ action: 'ready', words: 'Put back at once', asks: true }),
      ],
    },
    {
      title: 'Checks',
      lines: [
        make({ action: 'checks-off', words: 'Health checks off', asks: true }),
        ...(stand.places.some(({ view }) => view.check === null) ? [make({ action: 'checks-on', words: 'Health checks on' })] : []),
      ],
    },
    {
      title: 'Forced',
      lines: [
        make({ action: 'force-up', words: 'Health up', asks: true }),
        make({ action: 'force-nolb', words: 'No new sessions' }),
        make({ action: 'force-down', words: 'Health down' }),
      ],
    },
    {
      title: 'Agent',
      lines: [
        make({ action: 'agent-off', words: 'Agent checks off' }),
        ...(stand.places.some(({ view }) => view.agentCheck === null) ? [make({ action: 'agent-on', words: 'Agent checks on' })] : []),
        make({ action: 'agent-up', words: 'Agent up' }),
        make({ action: 'agent-down', words: 'Agent down' }),
      ],
    },
    { title: 'Sessions', lines: [make({ action: 'kill-sessions', words: 'Kill sessions', asks: true })] },
  ];
}

/** The three that are wanted most often of a server wherever it stands. */
export function everywhereLines(server: string, parts: readonly Part[], why: string | null, takenOf = NOT_TOLD): ActionLine[] {
  const scope: Scope = { group: null, backend: null, server, only: null };
  const stand = standOf(parts, scope);
  return [
    line({ action: 'drain', words: `Drain ${server} everywhere` }, scope, { stand, why, takenOf }),
    line({ action: 'maintenance', words: `Maintenance ${server} everywhere` }, scope, { stand, why, takenOf }),
    line({ action: 'return', words: `Put ${server} back everywhere` }, scope, { stand, why, takenOf }),
  ];
}

/** One thing that can be done to a scope, outside of a menu: it always asks. */
export function actionLine(
  action: MenuAction,
  words: string,
  scope: Scope,
  { parts, why, takenOf }: { parts: readonly Part[]; why: string | null; takenOf: TakenOf },
): ActionLine {
  return line({ action, words, asks: true }, scope, { stand: standOf(parts, scope), why, takenOf });
}

/** The order of one action for a scope, as a line or a button opens it. */
export function openingOf(action: MenuAction, scope: Scope, asks: boolean): Opening {
  const { server, backend, group, only } = scope;
  const who = server ?? (backend === null ? 'every server' : 'all servers');
  const where = backend !== null ? ` in ${backend}` : group === null ? ' everywhere' : ` of ${group}`;
  return {
    order: { system: 'haproxy', action, input: inputOf(scope) },
    title: `${NAMES[action]} ${who}${where}${only === null ? '' : ` on ${only.node} alone`}`,
    asks,
    lasts: action === 'drain' || action === 'maintenance',
    target: server ?? backend ?? group ?? '',
  };
}

/** One server in one backend: what is reversible there takes one click. */
function isNarrow({ server, backend }: Scope): boolean {
  return server !== null && backend !== null;
}

function line(
  { action, words, asks = false }: How,
  scope: Scope,
  { stand, why, takenOf }: { stand: Stand; why: string | null; takenOf: TakenOf },
): ActionLine {
  const isAsked = asks || !isNarrow(scope);
  return {
    words: isAsked ? `${words}…` : words,
    friction: frictionOf(action, scope, { stand, isAsked }),
    off: why ?? nonsense(action, stand, takenOf),
    opening: openingOf(action, scope, isAsked),
  };
}

/** "Drain on lb2 too", of a server that is out on some instances and not on others. */
function partlyOut({ places, instances, backends }: Stand): string | null {
  const still = places.filter(({ view }) => !isOut(view.state.word));
  if (instances < 2 || backends !== 1 || still.length === 0 || places.length !== instances || still.length === places.length) return null;
  return `Drain on ${still.map(({ probe }) => probe.source.node).join(' and ')} too`;
}

/** Why an action would change nothing, anywhere that it would reach. */
function nonsense(action: MenuAction, { places, sessions }: Stand, takenOf: TakenOf): string | null {
  if (places.length === 0) return 'in no reading';
  const views = places.map(({ view }) => view);
  const all = (...words: StateWord[]) => views.every(({ state }) => words.includes(state.word));
  switch (action) {
    case 'drain':
      if (all('drain')) return 'draining already';
      return all('drain', 'maintenance') ? 'out already' : null;
    case 'maintenance':
      return all('maintenance') ? 'in maintenance already' : null;
    case 'return':
    case 'ready':
      return notOut(places, takenOf);
    case 'checks-off':
      return followsOr(views, views.every(isUnchecked) ? 'it has no health check, or it is off' : null);
    case 'checks-on':
      return followsOr(views, null);
    case 'force-up':
      if (views.every(({ tracks }) => tracks !== null)) return 'it follows another server';
      return views.some(({ state }) => state.word === 'down' || state.word === 'nolb') ? null : 'its health is up';
    case 'force-nolb':
      return all('maintenance') ? 'in maintenance' : followsOr(views, all('nolb') ? 'it takes none already' : null);
    case 'force-down':
      return all('maintenance') ? 'in maintenance' : followsOr(views, all('down') ? 'down already' : null);
    case 'agent-on':
      return null;
    case 'agent-off':
    case 'agent-up':
    case 'agent-down':
      return views.every(({ agentCheck }) => agentCheck === null) ? 'no agent check is configured, or it is off' : null;
    case 'kill-sessions':
      return sessions === 0 ? 'no session is running on it' : null;
  }
}

/** Why nothing is there to be put back. Under a server that is down, or takes no new sessions, a drain does not show in the statistics. */
function notOut(places: Stand['places'], takenOf: TakenOf): string | null {
  if (places.some(({ view, probe, rowId }) => isOut(view.state.word) || ['set', 'marked'].includes(takenOf(probe, rowId)))) return null;
  const hiding = places.filter(({ view }) => view.state.word === 'down' || view.state.word === 'nolb');
  if (!hiding.some(({ probe, rowId }) => takenOf(probe, rowId) === 'not told')) return 'it is not out';
  return 'no state says that it is out, and whether it is in drain under that is not told without a runtime socket';
}

function followsOr(views: readonly RowView[], why: string | null): string | null {
  return views.every(({ tracks }) => tracks !== null) ? 'it follows another server' : why;
}

// In maintenance the last check is not told, so that nothing is known of whether there is one.
function isUnchecked({ check, state }: RowView): boolean {
  return check === null && state.word !== 'maintenance';
}

function isOut(word: StateWord): boolean {
  return word === 'drain' || word === 'maintenance';
}
