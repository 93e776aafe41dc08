import type { Finding, Told } from '../finding.ts';
import type { Estate } from '../parts.ts';
import { isTrouble } from '../timers.ts';
import type { KeptTimer } from './kept.ts';

/** One finding for each timer that did not do what was wanted, in the first of its groups that is configured. */
export function timerFindings(timers: readonly KeptTimer[], estates: readonly Estate[]): Finding[] {
  return timers.filter(isTrouble).flatMap((timer) => findingOf(timer, estates) ?? []);
}

function findingOf(timer: KeptTimer, estates: readonly Estate[]): Finding | null {
  const { id, title, order, state } = timer;
  const estate = estates.find(({ system }) => system.name === order.system);
  const group = estate?.groups.find(({ name }) => timer.groups.includes(name)) ?? estate?.groups[0];
  if (!estate || !group || state.is === 'waiting' || state.is === 'running') return null;
  const told = toldOf(timer, state.words);
  return {
    ...{ id: `timer ${id}`, kind: 'timer', title: state.is === 'failed' ? 'Timer failed' : 'Timer overdue', subject: title },
    ...{ place: '', host: null, told, system: order.system, group: group.name },
    verdict: { status: 'warning', reason: state.words, since: { at: state.at, how: 'seen' } },
    nodes: group.nodes.map(({ name }) => name),
    probe: estate.system.acting?.probe ?? estate.system.knock,
    rows: timer.places.filter((place) => place.group === group.name).map(({ node, row }) => ({ node, row })),
    ...{ followsRows: false, isOwn: true },
  };
}

function toldOf({ by, dueAt, reason }: KeptTimer, words: string): Told {
  const why = reason === null ? '' : ` (${reason})`;
  return [`a timer set by ${by}${why}, due `, dueAt, `: ${words.replace(/\.$/, '')}`];
}
