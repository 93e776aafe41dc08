import { Actors } from '#lib/act/actors.ts';
import { Flights } from '#lib/act/in-flight.ts';
import { LIMITS } from '#lib/act/limits.ts';
import { Lines } from '#lib/act/lines.ts';
import { actOnAll, type Run } from '#lib/act/stages.ts';
import type { Action, NodeView, Sent, Step } from '#lib/acting.ts';
import { NO_METER } from '#lib/io/meter.ts';

type Rescue = NonNullable<Action<unknown, unknown, unknown>['rescue']>;

/** How a node answers a step; null takes it. */
export type Answer = (step: Step, signal: AbortSignal) => Sent | Promise<Sent> | null;

/** One step of a procedure, as "1 a pause": its stage, node and target; "g/1 a pause" names its group. One that is named "…?" leaves nothing behind. */
export function stepAt(words: string): Step {
  const [place = '', node = '', target = ''] = words.split(' ');
  const [group, stage] = place.includes('/') ? place.split('/') : ['g', place];
  const isPassing = target.endsWith('?') ? { isPassing: true as const } : {};
  const row = target.replace('?', '');
  return {
    ...{ group: group ?? 'g', node, target: row, row, commands: [row], before: 'no', wanted: row, detail: null },
    ...{ stage: Number(stage), ...isPassing },
  };
}

/** Steps that are sent to nodes which live in memory, read back at once and show what they took. */
export async function runSteps(steps: readonly Step[], answer: Answer, { rescue, cut }: { rescue?: Rescue; cut?: AbortSignal } = {}) {
  const log: string[] = [];
  const errors: unknown[] = [];
  const taken = new Set<string>();
  let tick = 0;
  const now = (): number => ++tick;
  const action = {
    name: 'procedure',
    ...(rescue ? { rescue } : {}),
    async send(_actor: unknown, step: Step, signal: AbortSignal): Promise<Sent> {
      log.push(`send ${step.node} ${step.target}`);
      const sent = (await answer(step, signal)) ?? { is: 'taken', answer: 'OK' };
      if (sent.is === 'taken') taken.add(keyOf(step));
      log.push(`${sent.is} ${step.node} ${step.target}`);
      return sent;
    },
    prove: (step: Step) => ({ is: taken.has(keyOf(step)) ? ('proved' as const) : ('not proved' as const), words: step.wanted }),
    proofs: () => 0,
  };
  const nodes = steps.map(({ group, node }) => ({ group, node, settings: null }));
  const acting = { connect: () => ({}), close: () => undefined };
  const system = { name: 'pretend', acting, meter: NO_METER, nodes: () => nodes };
  const flights = new Flights();
  const begun = flights.begin('pretend', steps);
  const written: string[] = [];
  const desk = {
    ...{ flights, actors: new Actors((error) => errors.push(error)), limits: { ...LIMITS, sendMs: 5_000, pauseMs: 1 } },
    ...{ clock: { now }, cut: cut ?? new AbortController().signal, onError: (error: unknown) => errors.push(error) },
    ask: () => Promise.reject(new Error('nothing is asked')),
    async readAgain(read: readonly { node: string }[]): Promise<void> {
      for (const { node } of read) log.push(`read ${node}`);
    },
    views: (): NodeView[] => nodes.map((node) => ({ ...node, groupTitle: node.group, doubt: null, newest: readingOf(node, now()) })),
  };
  const lines = new Lines(async (entry) => void written.push(JSON.stringify(entry)), 1_000);
  const job = { read: { system, action, input: null }, ask: { id: 'a1' } };
  // Only what stages, sending and reading back look at is there.
  const run = { desk, job, lines, flights: new Map(begun.map((flight) => [flight.step, flight])) } as unknown as Run;
  const done = await actOnAll(run, steps);
  await lines.settled();
  return { done, log, errors, written, inFlight: () => flights.list('pretend', desk.views()) };
}

function readingOf({ group, node }: { group: string; node: string }, observedAt: number): NodeView['newest'] {
  return { value: null, observedAt, producedAt: null, source: { system: 'pretend', group, node, probe: 'stats' } };
}

function keyOf({ group, node, target }: Step): string {
  return `${group}/${node}/${target}`;
}
