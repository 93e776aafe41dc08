import type { Step } from '../../acting.ts';
import { followedBy } from './actions-follow.ts';
import type { Aim, Command, StepDetail } from './actions-orders.ts';
import { type LeftOut, nameOf, type Target } from './actions-targets.ts';
import { figure } from './figures.ts';
import type { StatsRow } from './model.ts';

/** A step with what it was made from. */
export type Planned = { step: Step; target: Target; detail: StepDetail };

/** The steps that change something, in the order to send them; the servers that are there already, and those that go along with one they follow. */
export type Plan = { planned: Planned[]; done: Target[]; along: Target[]; leftOut: LeftOut[] };

type Verdict = { is: 'step'; commands: Command[] } | { is: 'done' } | { is: 'along' } | { is: 'left out'; why: string };

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

/** What is to be sent for these servers. Those that follow others come after them. */
export function planSteps(targets: readonly Target[]): Plan {
  const plan: Plan = { planned: [], done: [], along: [], leftOut: [] };
  const inOrder = targets
    .map((target) => ({ target, follows: followedBy(target.row, target.stats) }))
    .sort((a, b) => a.follows.length - b.follows.length);
  for (const { target, follows } of inOrder) {
    const isPlanned = (row: StatsRow) => plan.planned.some((each) => each.target.node === target.node && each.target.row === row);
    add(plan, target, isOut(target.aim) ? judgeOut(target, follows.some(isPlanned)) : judgeBack(target, follows, isPlanned));
  }
  return plan;
}

function add(plan: Plan, target: Target, verdict: Verdict): void {
  const { group, node } = target.node;
  switch (verdict.is) {
    case 'step':
      plan.planned.push(plannedOf(target, verdict.commands));
      return;
    case 'done':
      plan.done.push(target);
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
  if (word === 'drain') return aim === 'drain' ? { is: 'done' } : step;
  if (word !== 'maintenance') return unknownState(row);
  if (by === 'resolution') return nameless(row);
  if (by === 'tracking') return following(row, row.state.via ?? 'another server', 'in maintenance');
  return aim === 'maintenance' ? { is: 'done' } : step;
}

function judgeBack({ row, aim }: Target, follows: readonly StatsRow[], isPlanned: (row: StatsRow) => boolean): Verdict {
  const { word, by } = row.state;
  if (word === 'up' || word === 'no check') return { is: 'done' };
  if (word === 'maintenance' && by === 'resolution') return nameless(row);
  const holds = follows.find(({ state }) => state.word === 'maintenance' || state.word === 'drain');
  if (holds && !isPlanned(holds)) return following(row, nameOf(holds), holds.state.word === 'drain' ? 'in drain' : 'in maintenance');
  // A drain under a server that is down does not show.
  if (word === 'down' || word === 'nolb') return { is: 'step', commands: ['ready'] };
  if (word !== 'drain' && word !== 'maintenance') return unknownState(row);
  if (aim === 'ready' || !hasOwnCheck(row)) return { is: 'step', commands: ['ready'] };
  return { is: 'step', commands: word === 'drain' ? ['health down', 'ready'] : ['drain', 'health down', 'ready'] };
}

function plannedOf(target: Target, commands: Command[]): Planned {
  const { node, row, aim } = target;
  const detail: StepDetail = { backend: row.proxy, server: row.name, aim, commands, before: row.state.word, hasAgent: hasAgent(row) };
  const step: Step = {
    group: node.group,
    node: node.node,
    target: nameOf(row),
    row: row.id,
    commands,
    before: row.state.word,
    wanted: isOut(aim) ? aim : 'in service',
    detail,
  };
  return { step, target, detail };
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

function unknownState(row: StatsRow): Verdict {
  return { is: 'left out', why: `${nameOf(row)} says "${row.state.said}", which is no state that Vigil knows for a server` };
}
