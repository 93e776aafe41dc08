import type { Clock } from '../clock.ts';
import type { NodeReport } from '../doctor.ts';
import { type Meter, NO_METER } from '../io/meter.ts';
import type { Estate, NodeAt } from '../parts.ts';
import { examineNode } from './examine.ts';

/** Which nodes: those of these systems, of one group, or one node. */
export type Scope = { systems: readonly string[]; group?: string | undefined; node?: string | undefined };

export type Examiner = {
  /** The nodes that are meant, configured and discovered. */
  nodes(scope: Scope): readonly NodeAt[];
  /** Each as it is found, a few at a time; ends early, with what is under way left behind, when the signal aborts. */
  examine(nodes: readonly NodeAt[], signal: AbortSignal): AsyncGenerator<NodeReport>;
  stop(): void;
};

type Given = { estates: readonly Estate[]; clock: Pick<Clock, 'now'>; meters: ReadonlyMap<string, Meter> };

/** Nodes that are asked at once. */
const AT_ONCE = 8;
/** Who asks again within this is told the same. */
const SHARED_MS = 3_000;

/** Finds out which rights Vigil has. Askers of one node share what is under way, and what was found a moment ago. */
export function openExaminer({ estates, clock, meters }: Given): Examiner {
  const stopping = new AbortController();
  const shared = new Map<string, { report: Promise<NodeReport>; until: number }>();
  const reportOf = (at: NodeAt): Promise<NodeReport> => {
    const now = clock.now();
    for (const [key, { until }] of shared) if (until < now) shared.delete(key);
    const key = JSON.stringify([at.system.name, at.group.name, at.node.name]);
    const kept = shared.get(key);
    if (kept) return kept.report;
    const meter = meters.get(at.system.name) ?? NO_METER;
    const entry = { report: examineNode(at, { meter, clock, signal: stopping.signal }), until: Number.POSITIVE_INFINITY };
    shared.set(key, entry);
    const expire = (): void => void Object.assign(entry, { until: clock.now() + SHARED_MS });
    entry.report.then(expire, expire);
    return entry.report;
  };
  return {
    nodes: (scope) => nodesIn(estates, scope),
    examine: (nodes, signal) => inTurn(nodes, reportOf, AbortSignal.any([signal, stopping.signal])),
    stop: () => stopping.abort(),
  };
}

function nodesIn(estates: readonly Estate[], { systems, group, node }: Scope): NodeAt[] {
  return estates
    .filter(({ system }) => systems.includes(system.name))
    .flatMap(({ system, groups }) =>
      groups
        .filter(({ name }) => group === undefined || name === group)
        .flatMap((one) =>
          one.nodes.filter(({ name }) => node === undefined || name === node).map((each): NodeAt => ({ system, group: one, node: each })),
        ),
    );
}

/** The results of the work on each, in the order in which they come, some at a time. */
async function* inTurn<T, R>(all: readonly T[], work: (one: T) => Promise<R>, signal: AbortSignal): AsyncGenerator<R> {
  const waiting = [...all];
  const flying = new Map<T, Promise<{ one: T; result: R }>>();
  const fill = (): void => {
    for (let one = flying.size < AT_ONCE ? waiting.shift() : undefined; one !== undefined; ) {
      const next = one;
      flying.set(
        next,
        work(next).then((result) => ({ one: next, result })),
      );
      one = flying.size < AT_ONCE ? waiting.shift() : undefined;
    }
  };
  for (fill(); flying.size > 0 && !signal.aborted; fill()) {
    const { one, result } = await Promise.race(flying.values());
    flying.delete(one);
    yield result;
  }
}
