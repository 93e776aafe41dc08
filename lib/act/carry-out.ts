import type { Caller } from '../access/caller.ts';
import { formatSpan } from '../format/time.ts';
import type { Entry } from './audit/record.ts';
import { conclude, isConfirmed } from './conclude.ts';
import type { Desk, Job } from './desk.ts';
import { Lines } from './lines.ts';
import type { Outcome, Previewed } from './outcome.ts';
import { ActionProblem } from './problem.ts';
import { actorOf } from './sink.ts';
import { actOnAll, type Run } from './stages.ts';
import { errorWords, waitAtMost } from './waiting.ts';

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
