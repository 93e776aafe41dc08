import type { Outcome, Performing, Previewed } from '#lib/act/outcome.ts';
import type { PollTarget } from '../feed/poll-now.ts';
import type { Poll } from '../reading/board-context.tsx';
import type { ActionClient } from './action-client.ts';
import type { From, Opening, Phase, Run, RunChange } from './run.ts';

/** What somebody said in the dialog. `until` in epoch ms. */
export type Said = { typed: string | null; reason: string | null; until: number | null };

const NOTHING_SAID: Said = { typed: null, reason: null, until: null };

/** After a poll its answer is on its way: it is looked for this often before what is known is shown. */
const LOOKS = 6;
const LOOK_EVERY_MS = 700;

/** Takes orders from the click over preview and dialog to their outcome, and tells how far each has come. */
export class ActionFlow {
  readonly #client: ActionClient;
  readonly #poll: Poll;
  readonly #change: (change: RunChange) => void;

  constructor(client: ActionClient, poll: Poll, change: (change: RunChange) => void) {
    this.#client = client;
    this.#poll = poll;
    this.#change = change;
  }

  /** Previews an order, and sends it at once where a click is all that it needs. */
  open(opening: Opening, from: From | null = null): void {
    const key = crypto.randomUUID();
    const run: Run = { key, opening, from, isInDialog: opening.asks, isFinished: false, phase: { is: 'looking' } };
    this.#change({ is: 'put', run });
    void this.#look(run);
  }

  /** Previews again what could not be previewed, or what was shown is too old for. */
  lookAgain(run: Run): void {
    const { phase } = run;
    if (phase.is === 'asking') this.#turn(run, { isInDialog: true, phase: { ...phase, isLooking: true } });
    else this.#turn(run, { phase: { is: 'looking' } });
    void this.#look(run);
  }

  /** Another order in the place of this one. */
  replace(run: Run, opening: Opening): void {
    const next: Run = { ...run, opening, phase: { is: 'looking' } };
    this.#turn(run, { opening, phase: next.phase });
    void this.#look(next);
  }

  /** Sends what was previewed, under an id of its own. */
  confirm(run: Run, said: Said): void {
    if (run.phase.is !== 'asking') return;
    void this.#send(run, run.phase.previewed, said);
  }

  /** Sends once more what got no answer, under the same id: what was done is not done twice. */
  sendAgain(run: Run): void {
    if (run.phase.is === 'unanswered') void this.#perform(run, run.phase.previewed, run.phase.performing);
  }

  /** Out of the dialog. What is under way goes on, and its card tells how it ends. */
  leave(run: Run): void {
    if (run.phase.is === 'sending' || run.phase.is === 'unanswered') this.#turn(run, { isInDialog: false });
    else this.drop(run);
  }

  drop(run: Run): void {
    this.#change({ is: 'drop', key: run.key });
  }

  /** The dialog itself is not to be had. */
  failDialog(run: Run, words: string): void {
    this.#turn(run, { isInDialog: false, phase: { is: 'unseen', words } });
  }

  /** Asks the nodes whose readings are too old, and previews anew once one has answered. */
  async pollFirst(run: Run): Promise<void> {
    const { phase } = run;
    if (phase.is !== 'asking') return;
    this.#turn(run, { phase: { ...phase, isLooking: true, news: null, trouble: null } });
    const answers = await Promise.all(pollTargets(run.opening.order.system, phase.previewed).map((target) => this.#poll(target)));
    const failed = answers.flatMap((answer) => (answer.ok ? [] : [answer.message]))[0];
    if (failed === undefined) await this.#lookUntilNewer(run, phase.previewed);
    else this.#turn(run, { phase: { ...phase, isLooking: false, trouble: `The poll was not asked: ${failed}.` } });
  }

  async #lookUntilNewer(run: Run, before: Previewed): Promise<void> {
    for (let looks = 1; ; looks += 1) {
      const answer = await this.#client.preview(run.opening.order);
      if (!answer.ok || isAnswered(before, answer.value) || looks === LOOKS) return this.#show(run, answer);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  async #look(run: Run): Promise<void> {
    const answer = await this.#client.preview(run.opening.order);
    const isClick = answer.ok && answer.value.friction === 'click' && answer.value.refusal === null;
    if (isClick && !run.opening.asks && run.phase.is !== 'asking') await this.#send(run, answer.value, NOTHING_SAID);
    else this.#show(run, answer);
  }

  #show(run: Run, answer: Awaited<ReturnType<ActionClient['preview']>>): void {
    if (!answer.ok) this.#turn(run, { phase: { is: 'unseen', words: answer.message } });
    else this.#turn(run, { isInDialog: true, phase: asking(answer.value) });
  }

  #send(run: Run, previewed: Previewed, said: Said): Promise<void> {
    return this.#perform(run, previewed, { id: crypto.randomUUID(), order: run.opening.order, hash: previewed.hash, ...said });
  }

  async #perform(run: Run, previewed: Previewed, performing: Performing): Promise<void> {
    this.#turn(run, { phase: { is: 'sending', previewed, performing } });
    const performed = await this.#client.perform(performing);
    switch (performed.is) {
      case 'ended':
        return this.#end(run, performed.outcome);
      case 'changed':
        return this.#turn(run, { phase: { ...asking(performed.previewed), news: performed.message } });
      case 'turned away':
        return this.#turn(run, { phase: { ...asking(previewed), trouble: performed.message } });
      case 'unanswered':
        return this.#turn(run, { phase: { is: 'unanswered', previewed, performing, words: performed.message } });
    }
  }

  #end(run: Run, outcome: Outcome): void {
    this.#turn(run, { isInDialog: false, phase: { is: 'ended', outcome } });
    if (run.from !== null && outcome.result === 'confirmed') this.#change({ is: 'settle', from: run.from });
  }

  #turn(run: Run, to: Extract<RunChange, { is: 'turn' }>['to']): void {
    this.#change({ is: 'turn', key: run.key, to });
  }
}

function asking(previewed: Previewed): Extract<Phase, { is: 'asking' }> {
  return { is: 'asking', previewed, news: null, trouble: null, isLooking: false };
}

// Where nodes were left out, one of them must have come back: those that were not are read all the time.
function isAnswered(before: Previewed, now: Previewed): boolean {
  return now.hash !== before.hash || (before.leftOut.length === 0 && now.observedAt !== before.observedAt);
}

/** Whom to ask for newer readings: those left out for theirs, else those concerned, else everybody. */
function pollTargets(system: string, { leftOut, steps }: Previewed): PollTarget[] {
  const concerned = leftOut.length > 0 ? leftOut : steps;
  if (concerned.length === 0) return [{ system }];
  return [...new Map(concerned.map(({ group, node }) => [`${group}/${node}`, { system, group, node }])).values()];
}
