import { type RunningElastic, startElastic } from '#demo/elastic/wire/start.ts';
import type { Action, NodeView, Preview, Proof, Sent, Told } from '#lib/acting.ts';
import { NO_METER } from '#lib/io/meter.ts';
import type { Reading } from '#lib/reading.ts';
import { Secret } from '#lib/secret.ts';
import type { AnyQuestion, ProbeJudgement } from '#lib/system.ts';
import { elasticActing } from '#lib/systems/elastic/actions/acting.ts';
import { elasticSection } from '#lib/systems/elastic/config.ts';
import { elastic } from '#lib/systems/elastic/index.ts';
import { HEALTH } from '#lib/systems/elastic/model.ts';
import type { ElasticSettings } from '#lib/systems/elastic/settings.ts';

/** What actions are met with: one of each kind of rules. */
export const ACTING_VERSIONS = [
  ['elasticsearch', '7.17.27'],
  ['elasticsearch', '8.19.2'],
  ['elasticsearch', '9.2.0'],
  ['opensearch', '2.19.1'],
  ['opensearch', '3.2.0'],
] as const;

const NEVER = new AbortController().signal;
const GROUP = 'search';

/** A stand-in cluster that is read and acted on as the engine does it, without the engine. */
export type ActingCluster = {
  standin: RunningElastic;
  /** What an action would do, by fresh readings and questions. */
  preview(action: string, input: object): Promise<Preview>;
  /** Previews, sends the steps, and reads back. */
  perform(action: string, input: object): Promise<{ preview: Preview; sent: Sent[]; proofs: Proof[] }>;
  send(action: string, preview: Preview): Promise<Sent[]>;
  /** What one reading of a probe comes to; throws as it does. */
  judge(probe: string): Promise<ProbeJudgement>;
  /** What the cluster answers to a question. */
  ask<Answer>(question: string, input: unknown): Promise<Answer>;
  close(): Promise<void>;
};

export async function startActingCluster(options: Parameters<typeof startElastic>[0], withAct = true): Promise<ActingCluster> {
  const standin = await startElastic({ ...options, name: GROUP });
  const settings = settingsOf(standin, withAct);
  const connections = settings.map((own) => elastic.connect(own, NO_METER));
  const whole = settings.findIndex(({ kind }) => kind === 'cluster');
  const views = () => Promise.all(settings.map((own, at) => viewOf(own, connections[at], standin.now())));
  const ask = async ({ name, input }: { name: string; input: unknown }): Promise<Told> => {
    const question = elastic.questions?.find((one) => one.name === name);
    if (!question) throw new Error(`there is no question ${name}`);
    return answerTo(question, input, connections[whole]);
  };
  const preview = async (name: string, input: object): Promise<Preview> => {
    const action = actionOf(name);
    const read = action.read({ group: GROUP, ...input });
    if (!read.ok) throw new Error(read.message);
    const answers = await Promise.all(
      (action.asks?.(read.input) ?? []).map(({ question, input: asked }) => ask({ name: question, input: asked })),
    );
    return action.preview({ input: read.input, nodes: await views(), inFlight: [], answers });
  };
  const send = async (name: string, { steps }: Preview): Promise<Sent[]> => {
    const actor = elasticActing.connect(settings[whole] as ElasticSettings, NO_METER);
    const sent: Sent[] = [];
    for (const step of steps) sent.push(await actionOf(name).send(actor, step, NEVER));
    if (actor !== null) elasticActing.close(actor);
    return sent;
  };
  const judge = async (name: string): Promise<ProbeJudgement> => {
    const probe = elastic.probes.find((one) => one.name === name);
    const own = settings[whole];
    if (!probe || !own) throw new Error(`there is no probe ${name}`);
    const read = probe.parse(await probe.fetch(connections[whole], NEVER));
    const source = { system: 'elastic', group: GROUP, node: own.name, probe: name };
    const [now, window] = [standin.now(), [{ ...read, observedAt: standin.now(), source }]];
    return elastic.status({ probe: name, window, settings: own, now });
  };
  return {
    ...{ standin, preview, send, judge },
    async ask<Answer>(name: string, input: unknown) {
      const told = await ask({ name, input });
      if (told.failure !== null) throw new Error(told.failure);
      return told.answer as Answer;
    },
    async perform(name, input) {
      const action = actionOf(name);
      const made = await preview(name, input);
      const sent = await send(name, made);
      const read = action.read({ group: GROUP, ...input });
      const asks = read.ok ? (action.asks?.(read.input) ?? []) : [];
      const answers = await Promise.all(asks.map(({ question, input: asked }) => ask({ name: question, input: asked })));
      const newest = (await views())[whole]?.newest;
      if (!newest) throw new Error('the cluster was not read');
      return { preview: made, sent, proofs: made.steps.map((step) => action.prove(step, newest, {}, answers)) };
    },
    async close() {
      for (const connection of connections) elastic.close(connection);
      await standin.stop();
    },
  };
}

function settingsOf(standin: RunningElastic, withAct: boolean): ElasticSettings[] {
  const act = { user: 'admin', password: new Secret('hunter2') };
  const section = {
    ...(withAct ? { act } : {}),
    clusters: [{ name: GROUP, nodes: standin.urls.map(({ node, url }) => ({ name: node, url })) }],
  };
  const read = elasticSection.read(section);
  if (!read.ok) throw new Error(read.misfits.map(({ message }) => message).join('; '));
  return (read.groups[0]?.nodes ?? []).map((node) => node.settings as ElasticSettings);
}

function actionOf(name: string): Action<ElasticSettings, unknown, unknown> {
  const action = elasticActing.actions.find((one) => one.name === name);
  if (!action) throw new Error(`there is no action ${name}`);
  return action;
}

async function viewOf(settings: ElasticSettings, connection: unknown, now: number): Promise<NodeView<ElasticSettings>> {
  const beside: Record<string, Reading<unknown>> = {};
  for (const probe of elastic.probes.filter((one) => one.isAsked?.(settings) ?? true)) {
    const source = { system: 'elastic', group: GROUP, node: settings.name, probe: probe.name };
    const read = await probe.fetch(connection, NEVER).then(
      (raw) => probe.parse(raw),
      () => null,
    );
    if (read) beside[probe.name] = { ...read, observedAt: now, source };
  }
  const newest = beside[HEALTH] ?? null;
  return {
    group: GROUP,
    groupTitle: 'Search',
    node: settings.name,
    settings,
    newest,
    doubt: newest === null ? 'never read' : null,
    beside,
  };
}

async function answerTo(question: AnyQuestion, input: unknown, connection: unknown): Promise<Told> {
  const at = { group: GROUP, node: 'cluster', question: question.name, observedAt: Date.now() };
  const read = question.read(input);
  if (!read.ok) throw new Error(read.message);
  try {
    const raw = await question.fetch(connection, read.input, NEVER);
    return { ...at, answer: question.parse(raw, read.input).value, failure: null };
  } catch (error) {
    return { ...at, answer: null, failure: error instanceof Error ? error.message : String(error) };
  }
}
