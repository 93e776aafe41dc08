import type * as z from 'zod';
import {
  type Action,
  type Asked,
  defineAction,
  type Note,
  type Order,
  type Preview,
  type PreviewInput,
  type Proof,
  type Step,
  type Told,
} from '../../../acting.ts';
import { readInput } from '../../../read-input.ts';
import type { ElasticActor } from '../actor.ts';
import { CLUSTER_NODE } from '../model.ts';
import type { ElasticSettings } from '../settings.ts';
import { type Command, commandWords } from './command.ts';
import { answerIn, type FoundCluster, findCluster, type StepOf } from './found.ts';
import { type Detail, sendCommand } from './send.ts';

/** A cluster that can be acted on, and what it was asked just now. */
export type Found<Input, Answer> = {
  input: Input;
  cluster: FoundCluster;
  answer: Answer;
  /** What another question of the deed came to. */
  other<Other>(question: string): { answer: Other } | { why: string };
  /** `extra` is what its proof and its undo need besides: plain data. */
  step(of: StepOf & { command: Command; extra?: unknown }): Step;
};

type Deed<Input extends { group: string }, Answer> = {
  name: string;
  schema: z.ZodType<Input>;
  example: string;
  /** What must be asked first, and again for the proof: the first answer is the deed's own, without which nothing is sent. */
  questions: readonly { name: string; input(input: Input): unknown }[];
  names(input: Input): { title: string; button: string };
  preview(found: Found<Input, Answer>): Partial<Preview>;
  /** By the deed's own answer after sending; left out where the answer to the command is all the proof there is. */
  prove?(extra: unknown, answer: Answer): Proof;
  undo?(extra: unknown, group: string): Order | null;
  marks?(wanted: string): 'set' | 'clear';
};

/** An action on a cluster as a whole. It is refused in words where the cluster is not read freshly, its nodes do not agree, or it did not answer what the deed must know first. */
export function onCluster<Input extends { group: string }, Answer>(deed: Deed<Input, Answer>): Action<ElasticSettings, unknown, unknown> {
  const { name, schema, example, questions } = deed;
  const [own] = questions;
  return defineAction<ElasticSettings, ElasticActor, Input>({
    name,
    read: (raw) => readInput(schema, raw, example),
    groups: ({ group }) => [group],
    ...(own
      ? {
          asks: (input) =>
            questions.map(
              (question): Asked => ({ group: input.group, node: CLUSTER_NODE, question: question.name, input: question.input(input) }),
            ),
        }
      : {}),
    preview: (given) => previewOf(deed, given),
    // The engine hands back only what the preview made, here and below.
    send: (actor, { detail }, signal) => sendCommand(actor, detail as Detail, signal),
    prove({ detail }, _reading, _beside, answers = []) {
      const told = own && deed.prove ? answerIn<Answer>(answers, own.name) : { why: 'no reading shows it' };
      if ('why' in told) return { is: 'not proved', words: `cannot be told: ${told.why}` };
      return deed.prove?.((detail as Detail).extra, told.answer) ?? { is: 'not proved', words: 'no reading shows it' };
    },
    proofs: () => 0,
    undo([step]) {
      return step && deed.undo ? deed.undo((step.detail as Detail).extra, step.group) : null;
    },
    finish: (input) => ({ system: 'elastic', action: name, input }),
    ...(deed.marks ? { marks: deed.marks } : {}),
  });
}

function previewOf<Input extends { group: string }, Answer>(
  deed: Deed<Input, Answer>,
  { input, nodes, answers = [] }: PreviewInput<ElasticSettings, Input>,
): Preview {
  const { group } = input;
  const empty: Preview = {
    ...deed.names(input),
    ...{ summary: '', friction: 'ask', typed: null, notes: [], steps: [], leftOut: [], refusal: null, instead: null },
  };
  const seen = findCluster(nodes, group);
  if ('refusal' in seen) return { ...empty, leftOut: [{ group, node: CLUSTER_NODE, why: seen.refusal }], refusal: seen.refusal };
  const cluster = seen.found;
  const own = answers.filter((one) => one.group === group && one.node === CLUSTER_NODE);
  const told = ownAnswer(deed, own);
  if ('why' in told) return { ...empty, refusal: `${cluster.title} was asked first and gave no answer: ${told.why}. Nothing can be sent` };
  const { uuid, health } = cluster;
  const step: Found<Input, Answer>['step'] = ({ command, extra = null, ...of }) => {
    const detail: Detail = { ...command, uuid, product: health.product, extra };
    return {
      group,
      node: CLUSTER_NODE,
      ...of,
      commands: [command.first, command.ask].flatMap((ask) => (ask ? [commandWords(ask)] : [])),
      detail,
    };
  };
  const made = deed.preview({ input, cluster, answer: told.answer, step, other: (question) => answerIn(own, question) });
  return { ...empty, ...made, notes: [...(made.notes ?? []), ...unreadNotes(cluster)] };
}

function ownAnswer<Input extends { group: string }, Answer>(
  { questions: [own] }: Deed<Input, Answer>,
  answers: readonly Told[],
): { answer: Answer } | { why: string } {
  return own ? answerIn<Answer>(answers, own.name) : { answer: null as Answer };
}

/** Whoever is not read may not agree. */
function unreadNotes({ owns }: FoundCluster): Note[] {
  const unread = owns.filter(({ own }) => own === null).map(({ node }) => node);
  if (unread.length === 0) return [];
  return [
    {
      status: 'warning',
      words: `${unread.join(', ')} ${unread.length === 1 ? 'is' : 'are'} not read just now: whether ${unread.length === 1 ? 'it agrees' : 'they agree'} on the master is not known`,
    },
  ];
}
