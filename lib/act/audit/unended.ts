import { stepKey } from '../outcome.ts';
import type { AuditRecord, Entry } from './record.ts';

type Of<Kind extends Entry['kind']> = Extract<Entry, { kind: Kind }>;

/** An action that was asked for and has no end, with the answers that are written down. */
export type Unended = { asked: Of<'asked'>; answered: Of<'answered'>[] };

/** Actions are told apart by this: an id is unique only in its system. */
export function actionKey({ system, id }: { system: string; id: string }): string {
  return `${system} ${id}`;
}

/** Takes records from the newest to the oldest; `found` are then the actions without an end, oldest first. */
export function collectUnended(): { take(record: AuditRecord): void; found: Unended[] } {
  const found: Unended[] = [];
  const ended = new Set<string>();
  const answers = new Map<string, Of<'answered'>[]>();
  const take = ({ entry }: AuditRecord): void => {
    if (entry.kind === 'ended' || entry.kind === 'lost') ended.add(actionKey(entry));
    if (entry.kind === 'answered') answers.set(actionKey(entry), [...(answers.get(actionKey(entry)) ?? []), entry]);
    if (entry.kind !== 'asked') return;
    if (!ended.delete(actionKey(entry))) found.unshift({ asked: entry, answered: answers.get(actionKey(entry)) ?? [] });
    answers.delete(actionKey(entry));
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

/** What is written of an action whose first line reached the disk though its writing failed, so that nothing was sent. */
export function refuseAction({ asked }: Unended): Of<'ended'> {
  const words = 'Nothing was sent: Vigil could not be sure that this was written down.';
  return { kind: 'ended', id: asked.id, system: asked.system, result: 'refused', words, steps: [] };
}

function describeSent({ is, answer }: Of<'answered'>['sent']): string {
  return answer === '' ? is : `${is} (${answer})`;
}
