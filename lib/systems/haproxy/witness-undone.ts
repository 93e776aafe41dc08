import type { InFlight } from '../../acting.ts';
import type { Found, NodeEvent, Told } from '../../finding.ts';
import type { Reading } from '../../reading.ts';
import type { WitnessInput, WitnessMark, WitnessNode } from '../../system.ts';
import { figure, lastChangeAt } from './figures.ts';
import type { PastRow, PastStats } from './model.ts';
import type { ProcessInfo } from './model-socket.ts';
import { rowIn, STATS } from './witness-parties.ts';
import { startedAt } from './witness-process.ts';
import { RESTARTED } from './witness-restart.ts';
import { isTouched } from './witness-states.ts';
import { listed } from './witness-words.ts';

/** What put a server back: a new process, or somebody past Vigil. `mayBeRestart`: nothing tells that the process is an older one. */
type Cause =
  | { is: 'restart'; event: Pick<NodeEvent, 'from' | 'to' | 'words'> }
  | { is: 'somebody'; since: number | null; mayBeRestart: boolean };
type Undone = { row: PastRow; mark: WitnessMark; cause: Cause };

/** The readings of one node, newest first. */
type Read = { node: string; stats: readonly Reading<PastStats>[]; started: Reading<ProcessInfo> | null };

/**
 * Servers that somebody took out through Vigil and that are back in rotation past it: by a restart or reload, because a new process knows nothing of what an admin set unless it loads a
 * state file, or by somebody else. Critical where somebody put it into maintenance, because he may be at work on it.
 */
export function findUndone({ nodes, marks, events, inFlight }: WitnessInput<unknown>): Found[] {
  return nodes.flatMap((node) => {
    const read = readOf(node);
    const [newest] = read.stats;
    if (!newest) return [];
    const undone = marks.filter((mark) => mark.node === node.node).flatMap((mark) => undoneOf(mark, read, { events, inFlight }));
    const alike = Map.groupBy(undone, ({ row, cause }) => `${cause.is} ${row.name}`);
    return [...alike.values()].flatMap((own) => foundOf(node.node, own));
  });
}

// The engine hands back what the probes of these names made.
function readOf({ node, windows }: WitnessNode<unknown>): Read {
  const [started = null] = (windows.info ?? []) as readonly Reading<ProcessInfo>[];
  return { node, stats: (windows[STATS] ?? []) as readonly Reading<PastStats>[], started };
}

function undoneOf(mark: WitnessMark, read: Read, given: { events: readonly NodeEvent[]; inFlight: readonly InFlight[] }): Undone[] {
  const [newest, before] = read.stats;
  const row = newest && rowIn(newest, mark.row);
  if (!row || !isBack(row) || (mark.wanted !== 'drain' && mark.wanted !== 'maintenance')) return [];
  const inFlight = given.inFlight.filter(({ node }) => node === mark.node);
  if (isTouched(row, inFlight)) return [];
  const event = restartSince(mark, newest, given.events) ?? startSince(mark, read);
  if (event) return [{ row, mark, cause: { is: 'restart', event } }];
  const earlier = before && before.observedAt > mark.at ? rowIn(before, mark.row) : undefined;
  if (!earlier || !isBack(earlier)) return [];
  const at = lastChangeAt(row, newest.observedAt);
  return [{ row, mark, cause: { is: 'somebody', since: at !== null && at > mark.at ? at : null, mayBeRestart: read.started === null } }];
}

/** What is seen to have put it back. */
function restartSince(mark: WitnessMark, newest: Reading<PastStats>, events: readonly NodeEvent[]): NodeEvent | null {
  return events
    .filter(({ node, to }) => node === mark.node && to > mark.at && to <= newest.observedAt)
    .reduce<NodeEvent | null>((first, one) => (first && first.to <= one.to ? first : one), null);
}

/** What nobody saw, and the process that answers tells by itself: it began after the mark was set. */
function startSince(mark: WitnessMark, { started }: Read): { from: number; to: number; words: string } | null {
  if (started === null || started.value.isStopping || startedAt(started) <= mark.at) return null;
  return { from: startedAt(started), to: startedAt(started), words: RESTARTED };
}

/** Takes traffic again. One that is down is not, whatever may be set under it: out, it comes up as what was set. */
function isBack(row: PastRow): boolean {
  return (row.state.word === 'up' || row.state.word === 'no check') && figure(row, 'weight') !== 0;
}

function foundOf(node: string, undone: readonly Undone[]): Found[] {
  const [first, ...others] = undone;
  if (!first) return [];
  const latest = others.reduce((last, one) => (one.mark.at > last.mark.at ? one : last), first);
  const { row, cause } = latest;
  const isAtWork = undone.some(({ mark }) => mark.wanted === 'maintenance');
  const isRestart = cause.is === 'restart';
  const found: Found = {
    ...{ id: `${row.name} put back on ${node}${isRestart ? '' : ' by somebody'}`, kind: 'put back', subject: row.name, host: row.name },
    title: isRestart ? 'Put back by a restart' : 'Put back by somebody else',
    place: listed(undone.map(({ row }) => row.proxy)),
    judged: { status: isAtWork ? 'critical' : 'warning', since: isRestart ? null : cause.since },
    told: toldOf(node, latest),
    nodes: [node],
    probe: STATS,
    rows: undone.map(({ row }) => ({ node, row: row.id })),
    followsRows: false,
  };
  return [found];
}

function toldOf(node: string, { mark, cause }: Undone): Told {
  const why = mark.reason === null ? '' : ` (${mark.reason})`;
  const whose = [`${mark.wanted} by ${mark.by} at `, mark.at, why].filter((piece) => piece !== '');
  if (cause.is === 'restart') {
    const { from, to, words } = cause.event;
    const when = from === to ? [`: it ${words} at `, to] : [`: it ${words} between `, from, ' and ', to];
    return [`back in rotation on ${node}`, ...when, ', which undid the ', ...whose];
  }
  const since = cause.since === null ? [] : [' since ', cause.since];
  const who = cause.mayBeRestart ? 'not through Vigil: by somebody else, or by a restart that Vigil did not see' : 'put back past Vigil';
  return [
    `back in rotation on ${node}`,
    ...since,
    `, ${who}, which undid the `,
    ...whose,
    '; drain it again, or put it back through Vigil',
  ];
}
