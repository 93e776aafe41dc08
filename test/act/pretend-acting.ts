import {
  type Acting,
  type Action,
  type Asked,
  defineActing,
  defineAction,
  type NodeView,
  type Order,
  type Preview,
  type Sent,
  type Step,
  type Told,
} from '#lib/acting.ts';

/** A pretended load balancer: the state of each server, by the group and name of the instance. */
export type State = 'up' | 'drain';
export type Servers = Record<string, State>;

/** What an instance does with a command. `ok` is what it would do by itself: take it and change the server's state. */
export type Take = (step: Step, ok: () => Sent, signal: AbortSignal) => Promise<Sent> | Sent;

/** `drain` and `return` of a server everywhere, or on the listed instances alone. The server `last` of a backend wants its name typed. */
export type Input = { server: string; only?: { group: string; node: string }[]; groups?: string[] };

export type PretendedActing = {
  acting: Acting;
  servers: Map<string, Servers>;
  /** Every step that came to an instance, in order. */
  sent: { key: string; command: string; server: string }[];
  /** How the instance group/node takes commands from now on. */
  takes(key: string, take: Take): void;
  closed: string[];
  /** Settings without which nothing can be sent to an instance. */
  unopened: Set<string>;
  /** How many more readings must show a step, and whether a mistake of ours is made at proving it. */
  proofs: { more: number; fails: boolean };
  /** What every action wants to be asked first: without all answers nothing can be done, and without newer ones nothing is proved. */
  wants: { questions: Asked[] /** What previews were given. */; given: { answers: readonly Told[]; seesDetails: boolean }[] };
};

type Actor = { key: string };
type Settings = { group: string; name: string };

const WANTED: Record<string, State> = { drain: 'drain', return: 'up' };

export const settingsKey = ({ group, name }: Settings): string => `${group}/${name}`;
const keyOf = ({ group, node }: { group: string; node: string }): string => `${group}/${node}`;

/** Acting on instances that live in memory. What they say of themselves is `servers`, which the probe must hand out as a copy. */
export function pretendActing(servers: Map<string, Servers>, onSend: (key: string) => void): PretendedActing {
  const takers = new Map<string, Take>();
  const sent: PretendedActing['sent'] = [];
  const closed: string[] = [];
  const unopened = new Set<string>();
  const proofs = { more: 0, fails: false };
  const wants: PretendedActing['wants'] = { questions: [], given: [] };
  const send = async (actor: Actor, step: Step, signal: AbortSignal): Promise<Sent> => {
    const server = serverOf(step);
    sent.push({ key: actor.key, command: step.commands.join(' '), server });
    onSend(actor.key);
    const ok = (): Sent => {
      const state = servers.get(actor.key);
      if (state) state[server] = step.wanted as State;
      return { is: 'taken', answer: 'done' };
    };
    const take = takers.get(actor.key);
    return take ? await take(step, ok, signal) : ok();
  };
  const make = (name: string): Action<Settings, unknown, unknown> =>
    defineAction<Settings, Actor, Input>({
      name,
      ...(name === 'return' ? { isTimed: true as const } : {}),
      read: (raw) => (isInput(raw) ? { ok: true, input: raw } : { ok: false, message: 'send {"server": …}' }),
      groups: ({ groups, only }) => groups ?? only?.map(({ group }) => group) ?? 'all',
      asks: () => wants.questions,
      preview(given) {
        const { answers = [], seesDetails = false } = given;
        wants.given.push({ answers, seesDetails });
        const preview = previewServer(name, given.input, given.nodes, given.inFlight);
        return whyUnanswered(wants.questions, answers) === null
          ? preview
          : { ...preview, refusal: whyUnanswered(wants.questions, answers) };
      },
      send,
      prove: (step, reading, _beside, answers = []) => {
        if (proofs.fails) throw new Error('a mistake in the proof');
        const why = whyUnanswered(wants.questions, answers);
        if (why !== null) return { is: 'not proved', words: why };
        const now = (reading.value as Servers)[serverOf(step)] ?? 'gone';
        return { is: now === step.wanted ? 'proved' : 'not proved', words: `says ${now}` };
      },
      proofs: () => proofs.more,
      undo: (steps) => orderOf(name === 'drain' ? 'return' : 'drain', steps),
      finish: (input, steps, leftOut) => ({
        system: 'pretend',
        action: name,
        input: { server: input.server, only: [...steps, ...leftOut].map(placeOf) },
      }),
      marks: (wanted) => (wanted === 'drain' ? 'set' : 'clear'),
    });
  const acting = defineActing<Settings, Actor>({
    probe: 'stats',
    connect: (settings) => (unopened.has(settingsKey(settings)) ? null : { key: settingsKey(settings) }),
    close: ({ key }) => void closed.push(key),
    howToEnable: 'Add a user to act with.',
    actions: [make('drain'), make('return')],
  });
  return { acting, servers, sent, takes: (key, take) => void takers.set(key, take), closed, unopened, proofs, wants };
}

function whyUnanswered(questions: readonly Asked[], answers: readonly Told[]): string | null {
  const told = questions.map(({ node }) => answers.find((each) => each.node === node));
  if (told.some((each) => each === undefined)) return 'it was not asked';
  return told.find((each) => each?.failure)?.failure ?? null;
}

type Flying = { group: string; node: string; target: string; wanted: string };

function previewServer(name: string, input: Input, nodes: readonly NodeView<Settings>[], inFlight: readonly Flying[]): Preview {
  const { server, only, groups } = input;
  const concerned = nodes.filter(
    (node) => (groups?.includes(node.group) ?? true) && (only?.some((each) => keyOf(each) === keyOf(node)) ?? true),
  );
  const wanted = WANTED[name] ?? 'up';
  const fresh = concerned.filter(({ doubt }) => doubt === null);
  const steps = fresh.flatMap((node) => {
    const state = serversOf(node)[server];
    return state === undefined || state === wanted ? [] : [stepOf(node, server, { name, before: state, wanted })];
  });
  const last = wanted === 'drain' && fresh.some((node) => leftOn(node, server, inFlight) === 0);
  const leftOut = concerned.flatMap(({ group, node, doubt }) => (doubt === null ? [] : [{ group, node, why: doubt }]));
  return {
    title: `${name === 'drain' ? 'Drain' : 'Return'} ${server}`,
    button: `${name} ${server}`,
    summary: `It is now ${Math.random()}`,
    friction: last ? 'type' : 'ask',
    typed: last ? server : null,
    notes: last ? [{ status: 'critical', words: `${server} is the last` }] : [{ status: 'ok', words: `${Math.random()}` }],
    steps,
    leftOut,
    ...(steps.length === 0 && leftOut.length === 0 && fresh.some((node) => serversOf(node)[server] === wanted)
      ? { isDone: true as const }
      : {}),
    refusal: steps.length > 0 ? null : leftOut.length > 0 ? 'poll first' : `${server} is ${wanted} already`,
    instead: null,
  };
}

function leftOn(node: NodeView<Settings>, server: string, inFlight: readonly Flying[]): number {
  const going = inFlight.filter((each) => keyOf(each) === keyOf(node) && each.wanted === 'drain').map(({ target }) => target);
  const servers = Object.entries(serversOf(node));
  return servers.filter(([name, state]) => state === 'up' && name !== server && !going.includes(`be/${name}`)).length;
}

function stepOf({ group, node }: NodeView, server: string, { name, before, wanted }: { name: string; before: State; wanted: State }): Step {
  return {
    group,
    node,
    target: `be/${server}`,
    row: `be/server/${server}`,
    commands: [name],
    before,
    wanted,
    detail: { tick: Math.random() },
  };
}

function orderOf(action: string, steps: readonly Step[]): Order | null {
  const [first] = steps;
  return first ? { system: 'pretend', action, input: { server: serverOf(first), only: steps.map(placeOf) } } : null;
}

function placeOf({ group, node }: { group: string; node: string }): { group: string; node: string } {
  return { group, node };
}

function serverOf({ target }: Step): string {
  return target.slice('be/'.length);
}

// The engine hands back what the probe of this system made.
function serversOf({ newest }: NodeView): Servers {
  return (newest?.value ?? {}) as Servers;
}

function isInput(raw: unknown): raw is Input {
  return typeof raw === 'object' && raw !== null && 'server' in raw && typeof raw.server === 'string';
}
