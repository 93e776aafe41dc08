import type { Step } from '../../acting.ts';
import { followedBy } from './actions-follow.ts';
import { type Hidden, hiddenOn, isMarked } from './actions-hidden.ts';
import type { Aim, Command, Deed, Sendable, StepDetail } from './actions-orders.ts';
import { type LeftOut, nameOf, type Target } from './actions-targets.ts';
import { stateWords } from './actions-words.ts';
import { figure } from './figures.ts';
import type { StatsRow } from './model.ts';

/** A step with what it was made from. */
export type Planned<Want extends Aim | Deed = Aim, Detail extends Sendable = StepDetail> = {
  step: Step;
  target: Target<Want>;
  detail: Detail;
};

/** A server for which nothing is to be sent: `words` say what it is, "in drain already". */
export type Done<Want extends Aim | Deed = Aim> = { target: Target<Want>; words: string };

/** The steps that change something, in the order to send them; the servers that need none, and those that go along with one they follow. */
export type Plan<Want extends Aim | Deed = Aim, Detail extends Sendable = StepDetail> = {
  planned: Planned<Want, Detail>[];
  done: Done<Want>[];
  along: Target<Want>[];
  leftOut: LeftOut[];
};

/** What one server needs. */
export type Verdict =
  | { is: 'step'; commands: Command[] }
  | { is: 'done'; words: string }
  | { is: 'along' }
  | { is: 'left out'; why: string };

type IsPlanned = (row: StatsRow) => boolean;

/** How the servers of an order are judged, and what their steps carry. */
export type Planner<Want extends Aim | Deed, Detail extends Sendable> = {
  judge(target: Target<Want>, follows: readonly StatsRow[], isPlanned: IsPlanned): Verdict;
  detail(target: Target<Want>, commands: Command[]): Detail;
  wanted(want: Want): string;
};

/** True where the aim takes a server out. */
export function isOut(aim: Aim): boolean {
  return aim === 'drain' || aim === 'maintenance';
}

/**
 * True for a server with a health check of its own, on or off for maintenance: HAProxy counts failed checks for no other (1.4 to 3.4). Only such a server may be told
 * `health down`: any other stays down for good, whatever is said to it but maintenance (2.6.12).
 */
export function hasOwnCheck(row: StatsRow): boolean {
  return figure(row, 'checksFailed') !== null;
}

/** Asked by an agent, which may change its state at every check. */
export function hasAgent({ agentCheck }: StatsRow): boolean {
  return agentCheck !== null;
}

/** What a step comes to, which is not always what was asked for: a server without a check has none to wait for, and one that is down comes back when it is up. */
export function effectOf({ detail, target }: Planned): Aim {
  if (isOut(detail.aim)) return detail.aim;
  if (detail.before === 'down' || detail.before === 'nolb') return 'return';
  return hasOwnCheck(target.row) || target.row.tracks !== null ? detail.aim : 'ready';
}

/** What is to be sent so that these servers are where they are wanted. Those that follow others come after them. */
export function planSteps(targets: readonly Target[]): Plan {
  return planBy(targets, {
    judge: (target, follows, isPlanned) =>
      isOut(target.aim) ? judgeOut(target, follows.some(isPlanned)) : judgeBack(target, follows, isPlanned),
    detail: ({ row, aim }, commands) => ({
      ...{ backend: row.proxy, server: row.name, aim: isServing(row) && !isOut(aim) ? 'ready' : aim, commands },
      ...{ before: row.state.word, hasAgent: hasAgent(row) },
    }),
    wanted: (aim) => (isOut(aim) ? aim : 'in service'),
  });
}

/** The same for whatever is wanted of them. */
export function planBy<Want extends Aim | Deed, Detail extends Sendable>(
  targets: readonly Target<Want>[],
  planner: Planner<Want, Detail>,
): Plan<Want, Detail> {
  const plan: Plan<Want, Detail> = { planned: [], done: [], along: [], leftOut: [] };
  const rows = new Set<StatsRow>();
  const inOrder = targets
    .map((target) => ({ target, follows: followedBy(target.row, target.stats) }))
    .sort((a, b) => a.follows.length - b.follows.length);
  for (const { target, follows } of inOrder) {
    const verdict = planner.judge(target, follows, (row) => rows.has(row));
    if (verdict.is === 'step') {
      plan.planned.push(plannedOf(target, verdict.commands, planner));
      rows.add(target.row);
    } else pass(plan, target, verdict);
  }
  return plan;
}

function pass<Want extends Aim | Deed, Detail extends Sendable>(
  plan: Plan<Want, Detail>,
  target: Target<Want>,
  verdict: Exclude<Verdict, { is: 'step' }>,
): void {
  const { group, node } = target.node;
  switch (verdict.is) {
    case 'done':
      plan.done.push({ target, words: verdict.words });
      return;
    case 'along':
      plan.along.push(target);
      return;
    case 'left out':
      plan.leftOut.push({ group, node, why: verdict.why });
  }
}

function judgeOut({ row, aim }: Target, goesAlong: boolean): Verdict {
  if (goesAlong) return { is: 'along' };
  const { word, by } = row.state;
  const step: Verdict = { is: 'step', commands: [aim === 'drain' ? 'drain' : 'maintenance'] };
  if (word === 'up' || word === 'no check' || word === 'down' || word === 'nolb') return step;
  if (word === 'drain') return aim === 'drain' ? doneAlready(aim) : step;
  if (word !== 'maintenance') return unknownState(row);
  if (by === 'resolution') return nameless(row);
  if (by === 'tracking') return following(row, row.state.via ?? 'another server', 'in maintenance');
  return aim === 'maintenance' ? doneAlready(aim) : step;
}

function judgeBack({ node, row, aim }: Target, follows: readonly StatsRow[], isPlanned: IsPlanned): Verdict {
  const { word, by } = row.state;
  // Back past Vigil: what is put back is the mark beside it.
  if (isServing(row)) return isMarked(node, row) ? { is: 'step', commands: ['ready'] } : doneAlready(aim);
  if (word === 'maintenance' && by === 'resolution') return nameless(row);
  const holds = follows.find(({ state }) => state.word === 'maintenance' || state.word === 'drain');
  if (holds && !isPlanned(holds)) return following(row, nameOf(holds), holds.state.word === 'drain' ? 'in drain' : 'in maintenance');
  if (word === 'down' || word === 'nolb') return judgeHidden(row, hiddenOn(node.beside, row));
  if (word !== 'drain' && word !== 'maintenance') return unknownState(row);
  if (aim === 'ready' || !hasOwnCheck(row)) return { is: 'step', commands: ['ready'] };
  return { is: 'step', commands: word === 'drain' ? ['health down', 'ready'] : ['drain', 'health down', 'ready'] };
}

/** A drain under a server that is down does not show in the statistics: "ready" is sent unless the runtime socket says that there is none. */
function judgeHidden(row: StatsRow, hidden: Hidden | null): Verdict {
  switch (hidden) {
    case 'nothing':
      return { is: 'done', words: `${row.state.word} by its checks, and not in drain as the runtime socket says,` };
    case 'drain by tracking':
      return following(row, row.tracks ?? 'another server', 'in drain');
    case 'drain':
    case 'maintenance':
    case null:
      return { is: 'step', commands: ['ready'] };
  }
}

function isServing({ state: { word } }: StatsRow): boolean {
  return word === 'up' || word === 'no check';
}

function doneAlready(aim: Aim): Verdict {
  return { is: 'done', words: `${stateWords(aim)} already` };
}

function plannedOf<Want extends Aim | Deed, Detail extends Sendable>(
  target: Target<Want>,
  commands: Command[],
  planner: Planner<Want, Detail>,
): Planned<Want, Detail> {
  const { node, row, aim } = target;
  const step: Step = {
    ...{ group: node.group, node: node.node, target: nameOf(row), row: row.id, commands },
    ...{ before: row.state.word, wanted: planner.wanted(aim), detail: planner.detail(target, commands) },
  };
  return { step, target, detail: step.detail as Detail };
}

function nameless(row: StatsRow): Verdict {
  return {
    is: 'left out',
    why: `${nameOf(row)} has no DNS answer for its name: HAProxy accepts what is sent and shows no change until it has one`,
  };
}

function following(row: StatsRow, followed: string, state: string): Verdict {
  return {
    is: 'left out',
    why: `${nameOf(row)} follows ${followed}, which is ${state}: HAProxy accepts what is sent and changes nothing while that lasts; act on ${followed}`,
  };
}

/** A server whose state tells nothing. */
export function unknownState(row: StatsRow): Verdict {
  return { is: 'left out', why: `${nameOf(row)} says "${row.state.said}", which is no state that Vigil knows for a server` };
}
