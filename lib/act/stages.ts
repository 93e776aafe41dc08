import type { NodeView, Sent, Step, Told } from '../acting.ts';
import type { NodeId } from '../poll/read-again.ts';
import { askFor } from './asking.ts';
import type { DoneStep } from './conclude.ts';
import type { Desk, Job } from './desk.ts';
import type { Flight } from './in-flight.ts';
import type { Lines } from './lines.ts';
import type { ReadOrder } from './orders.ts';
import { type ReadBack, readBack } from './read-back.ts';
import { mayHaveChanged } from './results.ts';
import { type SentStep, sendSteps } from './send.ts';
import { errorWords } from './waiting.ts';

/** One order that is written down and may be sent. `flights` are those of its steps. */
export type Run = { desk: Desk; job: Job; lines: Lines; flights: ReadonlyMap<Step, Flight> };

type OfNode = { node: NodeId; sent: readonly SentStep[] };

/**
 * Sends all steps and reads them back: groups at the same time, and in a group one stage after another; in a stage nodes at the same time, the steps of one node one after
 * another. What was sent to rescue a group stands behind its steps. Never throws.
 */
export async function actOnAll(run: Run, steps: readonly Step[]): Promise<DoneStep[]> {
  const groups = [...Map.groupBy(steps, ({ group }) => group).values()];
  const done = (await Promise.all(groups.map((ofGroup) => actOnGroup(run, ofGroup)))).flat();
  const placeOf = ({ step }: DoneStep): number => (steps.includes(step) ? steps.indexOf(step) : steps.length);
  return done.toSorted((a, b) => placeOf(a) - placeOf(b));
}

async function actOnGroup(run: Run, steps: readonly Step[]): Promise<DoneStep[]> {
  const stages = [...Map.groupBy(steps, ({ stage = 0 }) => stage)].toSorted(([a], [b]) => a - b).map(([, ofStage]) => ofStage);
  const [only] = stages;
  // Without stages no node waits for another before it is read back.
  if (only && stages.length === 1) return (await Promise.all(byNode(only).map((ofNode) => actOnNode(run, ofNode)))).flat();
  const sent = await sendInStages(run, stages);
  // Nothing of a procedure is read back before its end: what is held up by it must not wait for proofs.
  const nodes = Map.groupBy(sent, ({ step }) => step.node);
  return (await Promise.all([...nodes.values()].map((ofNode) => readBackNode(run, ofNode)))).flat();
}

async function sendInStages(run: Run, stages: readonly (readonly Step[])[]): Promise<SentStep[]> {
  const sent: SentStep[] = [];
  let why: string | null = null;
  for (const steps of stages) {
    if (why === null) sent.push(...(await Promise.all(byNode(steps).map((ofNode) => sendToNode(run, ofNode)))).flat());
    else sent.push(...passOver(run, steps, why));
    why ??= brokenOff(sent);
  }
  return why === null ? sent : [...sent, ...(await rescue(run, sent))];
}

/** Why no later stage may begin; null where each step was taken. */
function brokenOff(sent: readonly SentStep[]): string | null {
  const failed = sent.find((each) => each.sent.is !== 'taken');
  return failed ? `not tried: ${failed.step.node} did not take the step before it (${failed.step.target})` : null;
}

function passOver(run: Run, steps: readonly Step[], why: string): SentStep[] {
  return steps.map((step) => {
    const passed: SentStep = { step, sent: { is: 'not sent', answer: why }, endedAt: run.desk.clock.now() };
    note(run, passed);
    return passed;
  });
}

async function rescue(run: Run, sent: readonly SentStep[]): Promise<SentStep[]> {
  const { desk, job } = run;
  try {
    const answers = sent.map((each): Sent => each.sent);
    const steps =
      job.read.action.rescue?.(
        sent.map(({ step }) => step),
        answers,
      ) ?? [];
    return (await Promise.all(byNode(steps).map((ofNode) => sendToNode(run, ofNode)))).flat();
  } catch (error) {
    desk.onError(error);
    return [];
  }
}

function byNode(steps: readonly Step[]): Step[][] {
  return [...Map.groupBy(steps, ({ group, node }) => JSON.stringify([group, node])).values()];
}

async function actOnNode(run: Run, steps: readonly Step[]): Promise<DoneStep[]> {
  return readBackNode(run, await sendToNode(run, steps));
}

async function sendToNode(run: Run, steps: readonly Step[]): Promise<SentStep[]> {
  const { desk, job } = run;
  const { system, action } = job.read;
  const [first] = steps;
  if (!first) return [];
  const { sendMs } = desk.limits;
  const actor = desk.actors.get(system, first);
  const others = (at: { group: string; node: string }): unknown => desk.actors.get(system, at);
  const onSent = (sent: SentStep): void => note(run, sent);
  return sendSteps({ action, actor, others, steps, sendMs, cut: desk.cut, now: desk.clock.now, onSent });
}

function note({ desk, job, lines, flights }: Run, { step, sent, endedAt }: SentStep): void {
  const flight = flights.get(step);
  if (flight && isReadBack(step) && mayHaveChanged(step, sent)) desk.flights.sent(flight, endedAt);
  else if (flight) desk.flights.end(flight);
  const { group, node, target } = step;
  lines.add({ kind: 'answered', id: job.ask.id, system: job.read.system.name, group, node, target, sent });
}

async function readBackNode({ desk, job: { read } }: Run, sent: readonly SentStep[]): Promise<DoneStep[]> {
  const [first] = sent;
  if (!first) return [];
  const node = { system: read.system.name, group: first.step.group, node: first.step.node };
  const changed = sent.filter(({ step, sent }) => isReadBack(step) && mayHaveChanged(step, sent));
  const shown = changed.length === 0 ? new Map<Step, ReadBack>() : await readBackSafely(desk, read, { node, sent: changed });
  return sent.map((each) => ({ ...each, shown: isReadBack(each.step) ? (shown.get(each.step) ?? null) : byAnswer(each) }));
}

function isReadBack(step: Step): boolean {
  return step.isPassing === undefined && step.isProvedByAnswer === undefined;
}

function byAnswer({ step, sent: { is, answer }, endedAt }: SentStep): ReadBack {
  if (is === 'taken') return { step, words: answer, confirmedAt: endedAt };
  return step.isPassing ? { step, words: answer, confirmedAt: null } : { step, words: 'no reading can show it', confirmedAt: null };
}

// What was sent must be told, also where the reading back fails by a mistake of ours.
async function readBackSafely(desk: Desk, read: ReadOrder, { node, sent }: OfNode): Promise<ReadonlyMap<Step, ReadBack>> {
  const { action } = read;
  const { readAgain, limits, clock, cut, onError } = desk;
  const ask = (): Promise<Told[]> => askFor(desk, read, node);
  const view = (): NodeView | undefined => desk.views(node.system).find((each) => each.group === node.group && each.node === node.node);
  try {
    const shown = await readBack({ node, action, sent, view, readAgain, ask, limits, now: clock.now, cut });
    return new Map(shown.map((each) => [each.step, each]));
  } catch (error) {
    onError(error);
    const words = `not read back, by Vigil's own error: ${errorWords(error)}`;
    return new Map(sent.map(({ step }) => [step, { step, words, confirmedAt: null }]));
  }
}
