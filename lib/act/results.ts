import type { Preview, Sent, Step } from '../acting.ts';
import { formatSpan } from '../format/time.ts';
import type { Result, StepOutcome } from './outcome.ts';

/** Of more than this, the rest are counted. */
const MOST_NAMED = 6;
/** Different answers that are said in one sentence. */
const MOST_SHOWN = 3;

type LeftOut = Preview['leftOut'];

/** True unless it is certain that the step changed nothing. A step of several commands may have been refused at the second one. */
export function mayHaveChanged(step: Pick<Step, 'commands'>, sent: Sent): boolean {
  switch (sent.is) {
    case 'taken':
    case 'no answer':
      return true;
    case 'refused':
      return step.commands.length > 1;
    case 'not sent':
      return false;
  }
}

/**
 * How the whole of it ended. What was left out was wanted too, so without it nothing is wholly confirmed; of steps that leave nothing behind alone, nothing is done.
 * `lasting` are those of the steps that do.
 */
export function resultOf(steps: readonly StepOutcome[], leftOut: LeftOut, hasChanged: boolean, lasting = steps): Result {
  const isWhole = leftOut.length === 0 && steps.every(({ isConfirmed }) => isConfirmed);
  if (lasting.some(({ isConfirmed }) => isConfirmed)) return isWhole ? 'confirmed' : 'partial';
  return hasChanged ? 'sent, not confirmed' : 'refused';
}

/** One sentence for what was confirmed, with what was read, and one for all steps and each node of which there is the same more to say. `tookMs` is from asking to the end. */
export function outcomeWords(result: Result, steps: readonly StepOutcome[], leftOut: LeftOut, tookMs: number): string {
  const isOneGroup = new Set([...steps, ...leftOut].map(({ group }) => group)).size === 1;
  const nameOf = ({ group, node }: { group: string; node: string }): string => (isOneGroup ? node : `${group}/${node}`);
  const unconfirmed = new Set(steps.filter(({ isConfirmed }) => !isConfirmed).map(nameOf));
  const confirmed = unique(steps.map(nameOf)).filter((name) => !unconfirmed.has(name));
  const open = steps.filter((step) => unconfirmed.has(nameOf(step)) || step.sent.is !== 'taken');
  const said = [...Map.groupBy(open, stepWords)].map(([words, alike]) => {
    const targets = shortList(unique(alike.map(({ target }) => target)));
    return sentence(`${shortList(unique(alike.map(nameOf)))}, ${targets}: ${words}`);
  });
  const left = leftOut.map((node) => sentence(`${nameOf(node)} was left out: ${node.why}`));
  const took = `${formatSpan(Math.max(0, tookMs))}${shownWords(steps.filter(({ isConfirmed }) => isConfirmed))}`;
  return [headline(result, { confirmed, how: howWords(steps) }, took), ...shorten([...said, ...left])].join(' ');
}

/** What was read: said once where it is the same everywhere, else the most frequent, each with how many of the steps came to it. */
function shownWords(confirmed: readonly StepOutcome[]): string {
  const kinds = [...Map.groupBy(confirmed, ({ after }) => after)].toSorted(([, one], [, other]) => other.length - one.length);
  if (kinds.length === 0) return '';
  const count = ({ length }: readonly StepOutcome[]): string => (kinds.length === 1 ? '' : ` (${length} of ${confirmed.length} steps)`);
  const said = kinds.slice(0, MOST_SHOWN).map(([after, alike]) => `${after}${count(alike)}`);
  const more = kinds.length - said.length;
  return `: ${said.join('; ')}${more > 0 ? `; and ${more} more ${more === 1 ? 'answer' : 'answers'}` : ''}`;
}

/** What a proof of these is. */
function howWords(steps: readonly StepOutcome[]): string {
  const byAnswer = steps.filter(({ isByAnswer }) => isByAnswer).length;
  if (byAnswer === 0) return 'by reading back';
  return byAnswer === steps.length
    ? 'by its own answer, as no reading can show it,'
    : 'by reading back, and by answers where no reading can show it,';
}

function headline(result: Result, { confirmed, how }: { confirmed: readonly string[]; how: string }, took: string): string {
  switch (result) {
    case 'confirmed':
      return `Confirmed ${how} on ${shortList(confirmed)}, ${took}.`;
    case 'partial':
      return confirmed.length > 0 ? `Confirmed ${how} on ${shortList(confirmed)} alone, ${took}.` : `Confirmed in part, ${took}.`;
    case 'sent, not confirmed':
      return `Sent, and not confirmed ${how} within ${took}.`;
    case 'refused':
      return 'Nothing was changed.';
  }
}

function stepWords({ sent, after, isConfirmed, isByAnswer }: StepOutcome): string {
  switch (sent.is) {
    case 'taken':
      return isConfirmed ? 'confirmed' : `taken, and read back: ${after}`;
    case 'no answer':
      if (isByAnswer) return `no answer to the command (${sent.answer}), and ${after}`;
      return `no answer to the command (${sent.answer}), and read back: ${after}`;
    case 'refused':
      return isConfirmed ? `refused (${sent.answer}), and read back: ${after}` : `refused: ${sent.answer}`;
    case 'not sent':
      return `not sent: ${sent.answer}`;
  }
}

function shorten(sentences: readonly string[]): string[] {
  if (sentences.length <= MOST_NAMED) return [...sentences];
  return [...sentences.slice(0, MOST_NAMED), `And ${sentences.length - MOST_NAMED} more.`];
}

function shortList(names: readonly string[]): string {
  if (names.length <= MOST_NAMED) return names.join(', ');
  return `${names.slice(0, MOST_NAMED).join(', ')} and ${names.length - MOST_NAMED} more`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
