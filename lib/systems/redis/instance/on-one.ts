import type * as z from 'zod';
import {
  type Action,
  defineAction,
  type NodeView,
  type Order,
  type Preview,
  type PreviewInput,
  type Proof,
  type Sent,
  type Step,
  type Told,
} from '../../../acting.ts';
import { readInput } from '../../../read-input.ts';
import { HOW_TO_ENABLE, type RedisActor } from '../actor.ts';
import type { RedisSettings } from '../config.ts';
import type { RedisInfo } from '../model.ts';
import type { NodeInput } from './input.ts';

/** One instance in its newest reading, which is fresh, with what it was asked just now; `answer` is that of the action's own question. */
export type Found<Input, Answer> = {
  input: Input;
  info: RedisInfo;
  settings: RedisSettings;
  answer: Answer;
  /** Every node of Redis, for the name of a master. */
  nodes: readonly NodeView<RedisSettings>[];
  seesDetails: boolean;
  step(of: Pick<Step, 'target' | 'commands' | 'before' | 'wanted' | 'detail' | 'essence' | 'isProvedByAnswer'>): Step;
};

/** What is shown after sending: a reading, and the answer to the question asked again. */
export type Shown<Answer> = { info: RedisInfo; answer: Answer };

type Deed<Input extends NodeInput, Answer, Detail> = {
  name: string;
  schema: z.ZodType<Input>;
  example: string;
  /** What must be asked first, and again for the proof; null where the reading tells enough. */
  question: { name: string; input(input: Input): unknown } | null;
  names(input: Input): { title: string; button: string };
  preview(found: Found<Input, Answer>): Partial<Preview>;
  send(actor: RedisActor, detail: Detail, signal: AbortSignal): Promise<Sent>;
  prove(detail: Detail, shown: Shown<Answer>): Proof;
  /** How many more readings must show it; 0 without this. */
  proofs?: number;
  /** The order that puts it back, by what it was before; null where nothing can. */
  undo?(detail: Detail, at: NodeInput): Order | null;
};

/** An action on one instance. It is refused in words where the instance is not known, not read freshly, not to be acted on, or has not answered the question of the action. */
export function onOne<Input extends NodeInput, Answer, Detail>(deed: Deed<Input, Answer, Detail>): Action<RedisSettings, unknown, unknown> {
  const { name, schema, example, question } = deed;
  return defineAction<RedisSettings, RedisActor, Input>({
    name,
    read: (raw) => readInput(schema, raw, example),
    groups: ({ group }) => [group],
    ...(question === null
      ? {}
      : { asks: (input) => [{ group: input.group, node: input.node, question: question.name, input: question.input(input) }] }),
    preview: (given) => previewOf(deed, given),
    // The engine hands back only what the preview made.
    send: (actor, step, signal) => deed.send(actor, step.detail as Detail, signal),
    prove(step, { value }, _beside, answers = []) {
      const told = question === null ? null : answerIn<Answer>(answers, step, question.name);
      if (told !== null && 'why' in told) return { is: 'not proved', words: `cannot be told: ${told.why}` };
      return deed.prove(step.detail as Detail, { info: value as RedisInfo, answer: (told?.answer ?? null) as Answer });
    },
    proofs: () => deed.proofs ?? 0,
    undo(steps) {
      const [step] = steps;
      return step && deed.undo ? deed.undo(step.detail as Detail, { group: step.group, node: step.node }) : null;
    },
    finish: (input) => ({ system: 'redis', action: name, input }),
  });
}

function previewOf<Input extends NodeInput, Answer, Detail>(
  deed: Deed<Input, Answer, Detail>,
  { input, nodes, answers = [], seesDetails = false }: PreviewInput<RedisSettings, Input>,
): Preview {
  const empty: Preview = {
    ...deed.names(input),
    ...{ summary: '', friction: 'ask', typed: null, notes: [], steps: [], leftOut: [], refusal: null, instead: null },
  };
  const { group, node } = input;
  const view = nodes.find((one) => one.group === group && one.node === node);
  if (!view) return { ...empty, refusal: `There is no Redis ${node} in a group ${group}` };
  const why = whyNot(view);
  if (why !== null) return { ...empty, leftOut: [{ group, node, why }], refusal: `${node}: ${why}` };
  const told = deed.question === null ? null : answerIn<Answer>(answers, input, deed.question.name);
  if (told !== null && 'why' in told)
    return { ...empty, refusal: `${node} was asked first and gave no answer: ${told.why}. Nothing can be sent` };
  const step: Found<Input, Answer>['step'] = (of) => ({ group, node, row: 'server', ...of });
  const info = view.newest?.value as RedisInfo;
  const answer = (told?.answer ?? null) as Answer;
  return { ...empty, ...deed.preview({ input, info, settings: view.settings, answer, nodes, seesDetails, step }) };
}

function whyNot({ settings, newest, doubt }: NodeView<RedisSettings>): string | null {
  if (settings.act === null) return `no user to act with is configured: ${HOW_TO_ENABLE}`;
  return newest === null ? (doubt ?? 'never read') : doubt;
}

function answerIn<Answer>(answers: readonly Told[], at: NodeInput, question: string): { answer: Answer } | { why: string } {
  const told = answers.find((one) => one.group === at.group && one.node === at.node && one.question === question);
  if (!told) return { why: 'it was not asked' };
  // The engine hands on what the question made.
  return told.failure === null ? { answer: told.answer as Answer } : { why: told.failure };
}
