import { FetchError } from '#lib/failure.ts';
import { createMeter } from '#lib/io/meter.ts';
import type { Target } from '#lib/poll/nodes.ts';
import type { NodeSpec, Probe, System } from '#lib/system.ts';
import { defineProbe, defineSystem } from '#lib/system.ts';

/** What a pretended node does with a question. */
export type Behave = (signal: AbortSignal, probe: string) => Promise<unknown>;

/** One question that was asked; `at` by performance.now(). */
export type Asked = { node: string; probe: string; at: number };

type Settings = { name: string; intervalMs: number; timeoutMs: number };
type Connection = { name: string };
type ProbeSpec = { name: string; round?: boolean; vital?: boolean; keep?: number };
type Spec = { nodes: Record<string, Behave>; probes?: ProbeSpec[]; intervalMs?: number; timeoutMs?: number; group?: string };

export type Pretended = {
  system: System;
  group: string;
  nodes: NodeSpec<unknown>[];
  targets: Target[];
  /** Every question so far, in the order of asking. */
  asked: Asked[];
  /** The most questions of one probe of one node that were ever under way together. */
  mostAtOnce(): number;
  /** The names of the nodes whose connections were closed. */
  closed: string[];
  /** How a node behaves from now on. */
  set(node: string, behave: Behave): void;
  times(node: string, probe?: string): number;
};

export const answers: Behave = () => Promise.resolve('fine');
export const fails =
  (error: () => Error): Behave =>
  () =>
    Promise.reject(error());
export const refuses: Behave = fails(() => new FetchError('refused', 'connection refused'));

/** Hangs until it is aborted, and then says how far it had come, as lib/io does. */
export const hangs: Behave = (signal) =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new FetchError('timeout', 'connected, no answer'))));

/** Never ends, whatever the signal says. */
export const ignoresAbort: Behave = () => new Promise(() => undefined);

/** A real system of one group, whose nodes do what they are told instead of being asked over a network. The first probe is the knock. */
export function pretendSystem({ nodes, probes = [{ name: 'stats' }], intervalMs = 60, timeoutMs = 40, group = 'web' }: Spec): Pretended {
  const behaviours = new Map(Object.entries(nodes));
  const asked: Asked[] = [];
  const closed: string[] = [];
  const flying = new Map<string, number>();
  let most = 0;
  const fetch = async (probe: string, { name }: Connection, signal: AbortSignal): Promise<unknown> => {
    const key = `${name}/${probe}`;
    flying.set(key, (flying.get(key) ?? 0) + 1);
    most = Math.max(most, flying.get(key) ?? 0);
    asked.push({ node: name, probe, at: performance.now() });
    try {
      return await behaviours.get(name)?.(signal, probe);
    } finally {
      flying.set(key, (flying.get(key) ?? 0) - 1);
    }
  };
  const system = defineSystem<Settings, Connection>({
    name: 'pretend',
    title: 'Pretend',
    knock: probes[0]?.name ?? '',
    probes: probes.map((spec) => pretendProbe(spec, fetch)),
    connect: ({ name }) => ({ name }),
    close: ({ name }) => void closed.push(name),
    status: ({ window }) => ({
      judged: { status: 'ok', reason: 'it answers', since: null },
      rows: [{ id: 'row', judged: { status: 'ok', reason: 'it is there', since: null }, value: { said: window[0]?.value } }],
    }),
    keyFigures: [],
    subjectOf: () => ({ name: 'row', alike: 'row', heads: null, under: null, host: null }),
    figures: ({ newest, row }) => (row === 'row' ? { said: newest.value } : null),
    acting: null,
  });
  const meter = createMeter(Date.now);
  const specs = Object.keys(nodes).map((name) => ({
    name,
    address: `pretend://${name}`,
    host: null,
    tags: [],
    settings: { name, intervalMs, timeoutMs } satisfies Settings,
  }));
  return {
    ...{ system, group, nodes: specs, asked, closed },
    targets: specs.map((node) => ({ system, group, node, meter })),
    mostAtOnce: () => most,
    set: (node, behave) => void behaviours.set(node, behave),
    times: (node, probe) => asked.filter((each) => each.node === node && (probe === undefined || each.probe === probe)).length,
  };
}

function pretendProbe(
  { name, round = false, vital = true, keep = 3 }: ProbeSpec,
  fetch: (probe: string, connection: Connection, signal: AbortSignal) => Promise<unknown>,
): Probe<Settings, Connection, unknown, unknown> {
  return defineProbe<Settings, Connection, unknown, unknown>({
    ...{ name, question: `the ${name}`, vital, keep, round },
    times: ({ intervalMs, timeoutMs }) => ({ intervalMs, timeoutMs }),
    fetch: (connection, signal) => fetch(name, connection, signal),
    parse: (raw) => ({ value: raw, producedAt: null }),
  });
}
