import { stepKey } from '../outcome.ts';
import type { AuditRecord, Entry } from './record.ts';

type Of<Kind extends Entry['kind']> = Extract<Entry, { kind: Kind }>;

/** An action that was asked for and has no end, with the answers that are written down. */
export type Unended = { asked: Of<'asked'>; answered: Of<'answered'>[] };

/** Actions are told apart by this: an id is unique only in its system. */
export function actionKey({ system, id }: { system: string; id: string }): string {
  return `${system} ${id}`;
}

/** What was begun and has no end, oldest first. Of a job it is the line of its start. */
export type AllUnended = { actions: Unended[]; jobs: Of<'job'>[] };

/** Takes records from the newest to the oldest; `found` is then what has no end. */
export function collectUnended(): { take(record: AuditRecord): void; found: AllUnended } {
  const found: AllUnended = { actions: [], jobs: [] };
  const ended = new Set<string>();
  const endedJobs = new Set<string>();
  const answers = new Map<string, Of<'answered'>[]>();
  const take = ({ entry }: AuditRecord): void => {
    if (entry.kind === 'ended' || entry.kind === 'lost') ended.add(actionKey(entry));
    if (entry.kind === 'answered') answers.set(actionKey(entry), [...(answers.get(actionKey(entry)) ?? []), entry]);
    if (entry.kind === 'job') takeJob(entry);
    if (entry.kind !== 'asked') return;
    if (!ended.delete(actionKey(entry))) found.actions.unshift({ asked: entry, answered: answers.get(actionKey(entry)) ?? [] });
    answers.delete(actionKey(entry));
  };
  const takeJob = (entry: Of<'job'>): void => {
    if (entry.what === 'job ended' || entry.what === 'job lost') endedJobs.add(actionKey(entry));
    if (entry.what === 'job started' && !endedJobs.delete(actionKey(entry))) found.jobs.unshift(entry);
  };
  return { take, found };
}

/** What is written of an action that Vigil did not live to end: how each step answered, as far as that is known. */
export function loseAction({ asked, answered }: Unended): Of<'lost'> {
  const answers = new Map(answered.map((answer) => [stepKey(answer), answer.sent]));
  const steps = asked.steps.map((step) => {
    const sent = answers.get(stepKey(step));
    return `${step.target} on ${step.node}: ${sent ? describeSent(sent) : 'not known'}.`;
  });
  const unknown = steps.length > answers.size ? ' What is not known may have been sent.' : '';
  const words = `Vigil was stopped before this ended. ${steps.join(' ')}${unknown} Look at the state as it is now.`;
  return { kind: 'lost', id: asked.id, system: asked.system, words };
}

/** What is written of a job that Vigil did not live to end, or whose end it could not write down. */
export function loseJob({ id, system, title }: Of<'job'>): Of<'job'> {
  const words =
    'Vigil was stopped before this ended, or before its end could be written down. Unless its node lists what it found, that went with it: start it anew where it is still wanted.';
  return { kind: 'job', what: 'job lost', id, system, title, words };
}

/** What is written of a job whose start reached the disk though its writing failed, so that it was not run. */
export function refuseJob({ id, system, title }: Of<'job'>): Of<'job'> {
  const words = 'Nothing was run: Vigil could not be sure that this was written down.';
  return { kind: 'job', what: 'job ended', id, system, title, words };
}

/** What is written of an action whose first line reached the disk though its writing failed, so that nothing was sent. */
export function refuseAction({ asked }: Unended): Of<'ended'> {
  const words = 'Nothing was sent: Vigil could not be sure that this was written down.';
  return { kind: 'ended', id: asked.id, system: asked.system, result: 'refused', words, steps: [] };
}

function describeSent({ is, answer }: Of<'answered'>['sent']): string {
  return answer === '' ? is : `${is} (${answer})`;
}
