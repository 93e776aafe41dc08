import type { Caller } from '../access/caller.ts';
import type { NodeView, Step } from '../acting.ts';
import { formatSpan } from '../format/time.ts';
import type { NodeId } from '../poll/read-again.ts';
import type { Entry } from './audit/record.ts';
import { conclude, type DoneStep, isConfirmed } from './conclude.ts';
import type { Desk, Job } from './desk.ts';
import type { Flight } from './in-flight.ts';
import { Lines } from './lines.ts';
import type { ReadOrder } from './orders.ts';
import type { Outcome, Previewed } from './outcome.ts';
import { ActionProblem } from './problem.ts';
import { type ReadBack, readBack } from './read-back.ts';
import { mayHaveChanged } from './results.ts';
import { type SentStep, sendSteps } from './send.ts';
import { actorOf } from './sink.ts';
import { errorWords, waitAtMost } from './waiting.ts';

type Run = { desk: Desk; job: Job; lines: Lines; flights: ReadonlyMap<Step, Flight> };

type Sent = { node: NodeId; sent: readonly SentStep[] };

/** Writes down what was agreed to, sends it and reads back. Throws the problem `audit` where it cannot be written down, and after that never. */
export async function carryOut(desk: Desk, job: Job, preview: Previewed): Promise<Outcome> {
  const { clock, limits, onError } = desk;
  const { read, ask, by, reason, until } = job;
  const askedAt = clock.now();
  const flights = desk.flights.begin(read.system.name, preview.steps);
  try {
    await writeAsked(desk, job, preview);
  } catch (error) {
    for (const flight of flights) desk.flights.end(flight);
    throw error;
  }
  const lines = new Lines((entry) => append(desk, by, entry), limits.auditMs);
  const run: Run = { desk, job, lines, flights: new Map(flights.map((flight) => [flight.step, flight])) };
  const done = await actOnAll(run, preview.steps);
  await lines.settled();
  const outcome = conclude({ id: ask.id, read, preview, by, askedAt, endedAt: clock.now(), done, onError });
  const { result, words, steps } = outcome;
  lines.add({ kind: 'ended', id: ask.id, system: read.system.name, result, words, steps });
  const past = { id: ask.id, at: askedAt, by, system: read.system.name, action: read.action.name, reason, until };
  desk.marks.settle({ ...past, steps: done.map((each) => ({ ...each.step, isConfirmed: isConfirmed(each) })) }, read.action.marks);
  const trouble = await lines.settled();
  return trouble === null ? outcome : { ...outcome, words: `${words} The audit does not hold all of this: ${trouble}.` };
}

async function writeAsked(desk: Desk, { ask, by, reason, until }: Job, { title, steps, leftOut }: Previewed): Promise<void> {
  const { audit, limits } = desk;
  const { system, action } = ask.order;
  const writing = append(desk, by, {
    kind: 'asked',
    id: ask.id,
    system,
    action,
    title,
    input: ask.order.input,
    reason,
    until,
    steps,
    leftOut,
  });
  try {
    await waitAtMost(writing, limits.auditMs, `it did not take the line within ${formatSpan(limits.auditMs)}`);
    // Asked for after the line and not before: an audit in trouble finds out by the next line that it is well again.
    const trouble = audit.trouble();
    if (trouble !== null) throw new Error(trouble);
  } catch (error) {
    const words = 'Nothing was sent: it was not certain in time that this is on disk.';
    writing.then(() => append(desk, by, { kind: 'ended', id: ask.id, system, result: 'refused', words, steps: [] })).catch(desk.onError);
    throw notWritten(errorWords(error));
  }
}

function notWritten(why: string): ActionProblem {
  return new ActionProblem('audit', `The audit cannot be written, so nothing was sent: ${why}`);
}

async function append({ audit }: Desk, by: Caller, entry: Entry): Promise<void> {
  await audit.append(actorOf(by), entry);
}

/** The steps in their order: nodes at the same time, the steps of one node one after another. */
async function actOnAll(run: Run, steps: readonly Step[]): Promise<DoneStep[]> {
  const nodes = Object.values(Object.groupBy(steps, ({ group, node }) => JSON.stringify([group, node])));
  const done = (await Promise.all(nodes.map((ofNode) => actOnNode(run, ofNode ?? [])))).flat();
  return done.toSorted((a, b) => steps.indexOf(a.step) - steps.indexOf(b.step));
}

async function actOnNode({ desk, job, lines, flights }: Run, steps: readonly Step[]): Promise<DoneStep[]> {
  const [first] = steps;
  if (!first) return [];
  const { read, ask } = job;
  const system = read.system.name;
  const node = { system, group: first.group, node: first.node };
  const onSent = ({ step, sent, endedAt }: SentStep): void => {
    const flight = flights.get(step);
    if (flight && mayHaveChanged(step, sent)) desk.flights.sent(flight, endedAt);
    else if (flight) desk.flights.end(flight);
    lines.add({ kind: 'answered', id: ask.id, system, group: step.group, node: step.node, target: step.target, sent });
  };
  const { sendMs } = desk.limits;
  const actor = desk.actors.get(read.system, node);
  const sent = await sendSteps({ action: read.action, actor, steps, sendMs, cut: desk.cut, now: desk.clock.now, onSent });
  const changed = sent.filter((each) => mayHaveChanged(each.step, each.sent));
  const shown = changed.length === 0 ? new Map<Step, ReadBack>() : await readBackSafely(desk, read, { node, sent: changed });
  return sent.map((each) => ({ ...each, shown: shown.get(each.step) ?? null }));
}

// What was sent must be told, also where the reading back fails by a mistake of ours.
async function readBackSafely(desk: Desk, { action }: ReadOrder, { node, sent }: Sent): Promise<ReadonlyMap<Step, ReadBack>> {
  const { readAgain, limits, clock, cut, onError } = desk;
  const view = (): NodeView | undefined => desk.views(node.system).find((each) => each.group === node.group && each.node === node.node);
  try {
    const shown = await readBack({ node, action, sent, view, readAgain, limits, now: clock.now, cut });
    return new Map(shown.map((each) => [each.step, each]));
  } catch (error) {
    onError(error);
    const words = `not read back, by Vigil's own error: ${errorWords(error)}`;
    return new Map(sent.map(({ step }) => [step, { step, words, confirmedAt: null }]));
  }
}
