import { wantedWords } from './actions-deed-words.ts';
import type { Command, Deed, Sendable } from './actions-orders.ts';
import { hasAgent, hasOwnCheck, type Plan, type Planned, planBy, unknownState, type Verdict } from './actions-steps.ts';
import { nameOf, type Target } from './actions-targets.ts';
import { figure } from './figures.ts';
import type { StateWord, StatsRow } from './model.ts';

/** What a step carries for send, prove and undo. Plain data. Counts are those of the reading that the order was previewed on; null where HAProxy gives none. */
export type DeedDetail = Sendable & {
  deed: Deed;
  before: StateWord;
  /** Its health check runs, so that what is forced is undone by it. */
  isChecked: boolean;
  sessions: number | null;
  sessionsTotal: number | null;
  serverAborts: number | null;
};

export type DeedPlan = Plan<Deed, DeedDetail>;
export type PlannedDeed = Planned<Deed, DeedDetail>;

const COMMANDS: Record<Deed, Command> = {
  ...{ 'checks-off': 'checks off', 'checks-on': 'checks on' },
  ...{ 'force-up': 'health up', 'force-nolb': 'health no new sessions', 'force-down': 'health down' },
  ...{ 'agent-off': 'agent checks off', 'agent-on': 'agent checks on', 'agent-up': 'agent up', 'agent-down': 'agent down' },
  'kill-sessions': 'cut sessions',
};

/** What is to be sent for these servers. */
export function planDeeds(targets: readonly Target<Deed>[]): DeedPlan {
  return planBy(targets, {
    judge: (target, follows, isPlanned) => judge(target, follows.some(isPlanned)),
    detail: ({ row, aim }, commands) => ({
      ...{ backend: row.proxy, server: row.name, deed: aim, commands, before: row.state.word, isChecked: hasOwnCheck(row) },
      ...{ sessions: figure(row, 'sessions'), sessionsTotal: figure(row, 'sessionsTotal'), serverAborts: figure(row, 'serverAborts') },
    }),
    wanted: wantedWords,
  });
}

/** True where its agent counts it as up: what it says of its health reaches what it takes to rise (2.6.12). Null where HAProxy does not tell. */
export function isAgentUp(row: StatsRow): boolean | null {
  const health = figure(row, 'agentHealth');
  const rise = figure(row, 'agentRise');
  if (health !== null && rise !== null) return health >= rise;
  return row.state.word === 'down' && row.state.by === 'agent' ? false : null;
}

function judge(target: Target<Deed>, goesAlong: boolean): Verdict {
  const { row, aim } = target;
  const step: Verdict = { is: 'step', commands: [COMMANDS[aim]] };
  switch (aim) {
    case 'checks-off':
    case 'checks-on':
      return judgeOwn(row, goesAlong) ?? judgeChecks(row, aim, step);
    case 'force-up':
    case 'force-nolb':
    case 'force-down':
      return judgeOwn(row, goesAlong) ?? judgeForced(row, aim, step);
    case 'agent-off':
      return hasAgent(row) ? step : done('without an agent check that runs');
    case 'agent-on':
      return hasAgent(row) ? done('asked by its agent check already') : step;
    case 'agent-up':
    case 'agent-down':
      return judgeAgent(row, aim, step);
    case 'kill-sessions':
      return figure(row, 'sessions') === 0 ? done('without sessions') : step;
  }
}

/** HAProxy says NONE for the health of a server that follows another (2.6.12). */
function judgeOwn(row: StatsRow, goesAlong: boolean): Verdict | null {
  if (goesAlong) return { is: 'along' };
  if (row.tracks === null) return null;
  return { is: 'left out', why: `${nameOf(row)} follows ${row.tracks} and has no health of its own: act on ${row.tracks}` };
}

// HAProxy does not tell a check that is off from none at all.
function judgeChecks(row: StatsRow, deed: 'checks-off' | 'checks-on', step: Verdict): Verdict {
  if (deed === 'checks-off') return hasOwnCheck(row) ? step : done('without a health check that runs');
  return hasOwnCheck(row) ? done('checked already') : step;
}

function judgeForced(row: StatsRow, deed: 'force-up' | 'force-nolb' | 'force-down', step: Verdict): Verdict {
  const { word } = row.state;
  if (word === 'maintenance') return done('in maintenance, where its health does not count');
  if (word === 'down') return deed === 'force-down' ? done('down already') : step;
  if (word === 'nolb') return deed === 'force-nolb' ? done('taking no new sessions already') : step;
  if (word !== 'up' && word !== 'no check' && word !== 'drain') return unknownState(row);
  return deed === 'force-up' ? done('of good health already') : step;
}

function judgeAgent(row: StatsRow, deed: 'agent-up' | 'agent-down', step: Verdict): Verdict {
  if (!hasAgent(row)) return done('without an agent check that runs');
  if (row.state.word === 'maintenance') return done('in maintenance, where its agent does not count');
  const isUp = isAgentUp(row);
  if (isUp === null) return step;
  return isUp === (deed === 'agent-up') ? done(`${deed === 'agent-up' ? 'up' : 'down'} for its agent already`) : step;
}

function done(words: string): Verdict {
  return { is: 'done', words };
}

/** What a server is put back to by its word, from before its health was forced. */
export function healthBefore(before: StateWord): Extract<Deed, `force-${string}`> {
  if (before === 'down') return 'force-down';
  return before === 'nolb' ? 'force-nolb' : 'force-up';
}
