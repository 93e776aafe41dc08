import {
  type Acting,
  type Action,
  type Asked,
  defineActing,
  defineAction,
  type Preview,
  type PreviewInput,
  type Proof,
  type Sent,
  type Step,
  type Told,
} from '../../../acting.ts';
import { FetchError } from '../../../failure.ts';
import { closeActor, connectActor, HOW_TO_ENABLE, type StoreActor } from '../actor.ts';
import { RECENT } from '../model.ts';
import { DEEDS, type Deed, type DeedInput, type StatesAnswer } from '../model-clear.ts';
import { deedInput, readBy } from '../read-input.ts';
import type { ExceptionsSettings } from '../settings.ts';
import { STORE_ROW } from '../status.ts';
import { DEED_RULES, emptyPreview, errorWords, notesOf } from './deeds.ts';

/** What is kept of a step: which errors, by the ids that everybody knows them by. */
type Detail = { deed: Deed; guids: readonly string[] };

/** A failure before anything of a statement has left. */
const UNSENT: readonly string[] = ['refused', 'dns', 'tls', 'unreachable', 'auth'];

/** What an admin can do to errors that are named. Everything but purging can be undone. */
export const exceptionsActing: Acting<ExceptionsSettings> = defineActing<ExceptionsSettings, StoreActor>({
  probe: RECENT,
  connect: connectActor,
  close: closeActor,
  howToEnable: HOW_TO_ENABLE,
  actions: DEEDS.map(deedAction),
});

function deedAction(deed: Deed): Action<ExceptionsSettings, unknown, unknown> {
  return defineAction<ExceptionsSettings, StoreActor, DeedInput>({
    name: deed,
    read: readBy(deedInput),
    groups: ({ store }) => [store],
    asks: ({ store, guids }): Asked[] => [{ group: store, node: store, question: 'states', input: { guids: [...new Set(guids)] } }],
    preview: (given) => preview(deed, given),
    // The engine hands back only what the preview made, here and below.
    send: (actor, { detail }, signal) => send(actor, detail as Detail, signal),
    prove: ({ detail }, _reading, _beside, answers = []) => prove(detail as Detail, answers),
    proofs: () => 0,
    undo(steps) {
      const { undo } = DEED_RULES[deed];
      const [first] = steps;
      if (undo === null || !first) return null;
      return {
        system: 'exceptions',
        action: undo,
        input: { store: first.group, guids: steps.flatMap(({ detail }) => (detail as Detail).guids) },
      };
    },
    finish: (input) => ({ system: 'exceptions', action: deed, input }),
  });
}

function preview(deed: Deed, { input, nodes, answers = [] }: PreviewInput<ExceptionsSettings, DeedInput>): Preview {
  const rules = DEED_RULES[deed];
  const { store } = input;
  const guids = [...new Set(input.guids.map((guid) => guid.toLowerCase()))];
  const empty = emptyPreview(rules, guids.length);
  const node = nodes.find(({ group }) => group === store);
  if (!node) return { ...empty, refusal: `there is no store ${store}` };
  if (node.doubt !== null)
    return { ...empty, leftOut: [{ group: store, node: store, why: node.doubt }], refusal: `${node.groupTitle}: ${node.doubt}` };
  const told = statesIn(answers);
  if ('why' in told)
    return { ...empty, refusal: `${node.groupTitle} was asked first and gave no answer: ${told.why}. Nothing can be changed` };
  const states = told.errors;
  const taken = states.filter(rules.takes);
  const notes = notesOf(rules, states, guids.length);
  if (taken.length === 0) {
    const isDone = states.every((state) => rules.isDone(state)) || (deed === 'purge' && states.length === 0);
    const why = isDone
      ? `all of them are ${rules.wanted} already`
      : `none of them can be ${rules.wanted}: ${notes.map(({ words }) => words).join('; ')}`;
    return { ...empty, ...(isDone ? { isDone: true as const } : {}), refusal: why };
  }
  const words = errorWords(taken.length);
  const detail: Detail = { deed, guids: taken.map(({ guid }) => guid) };
  const step: Step = {
    ...{
      group: store,
      node: store,
      target: nameOf(taken),
      row: STORE_ROW,
      commands: [`${rules.verb.toLowerCase()} ${detail.guids.join(', ')}`],
    },
    ...{ before: 'as they were', wanted: rules.wanted, detail, essence: detail.guids.join(' ') },
  };
  return {
    ...empty,
    ...{
      title: `${rules.verb} ${words} of ${node.groupTitle}`,
      button: `${rules.verb} ${words}`,
      summary: `${words} of ${node.groupTitle} ${rules.summary}`,
    },
    ...{ friction: rules.frictionOf(taken.length), typed: rules.frictionOf(taken.length) === 'type' ? store : null, notes, steps: [step] },
  };
}

/** "SqlException of Core", "12 errors of Core", "12 errors". */
function nameOf(states: StatesAnswer['errors']): string {
  const apps = new Set(states.map(({ app }) => app));
  const [first] = states;
  if (!first) return 'nothing';
  const what = states.length === 1 ? first.type.slice(first.type.lastIndexOf('.') + 1) : errorWords(states.length);
  return apps.size === 1 ? `${what} of ${first.app}` : what;
}

async function send({ database, table }: StoreActor, { deed, guids }: Detail, signal: AbortSignal): Promise<Sent> {
  try {
    const { changed } = await database.ask(DEED_RULES[deed].statement(table, guids), signal);
    return { is: 'taken', answer: `${changed} of ${guids.length} rows changed` };
  } catch (error) {
    if (!(error instanceof FetchError)) return { is: 'no answer', answer: error instanceof Error ? error.message : String(error) };
    if (UNSENT.includes(error.kind)) return { is: 'not sent', answer: error.message };
    // A statement that the database answers with an error was not carried out.
    if (['permission', 'busy', 'unsupported'].includes(error.kind)) return { is: 'refused', answer: error.message };
    return { is: 'no answer', answer: `${error.message}: whether it was carried out only the store tells` };
  }
}

function prove({ deed, guids }: Detail, answers: readonly Told[]): Proof {
  const told = statesIn(answers);
  if ('why' in told) return { is: 'not proved', words: `cannot be told: ${told.why}` };
  const byGuid = new Map(told.errors.map((state) => [state.guid, state]));
  const done = guids.filter((guid) => DEED_RULES[deed].isDone(byGuid.get(guid) ?? null));
  const { wanted } = DEED_RULES[deed];
  return done.length === guids.length
    ? { is: 'proved', words: `${errorWords(done.length)} ${wanted}, as the store says` }
    : { is: 'not proved', words: `${done.length} of ${guids.length} are ${wanted}` };
}

function statesIn(answers: readonly Told[]): StatesAnswer | { why: string } {
  const told = answers.find(({ question }) => question === 'states');
  if (!told) return { why: 'it was not asked' };
  // The engine hands back what the question of that name made.
  return told.failure === null ? (told.answer as StatesAnswer) : { why: told.failure };
}
