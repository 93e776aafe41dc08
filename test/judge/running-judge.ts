import { createClock, machineTicks } from '#lib/clock.ts';
import type { FailureKind } from '#lib/failure.ts';
import type { EarlierBoard } from '#lib/judge/earlier.ts';
import { Judge, type Subject, type Transition } from '#lib/judge/judge.ts';
import { type Source, sourceId } from '#lib/reading.ts';
import type { Status } from '#lib/status.ts';
import { createStore } from '#lib/store/store.ts';
import type { ProbeJudgement } from '#lib/system.ts';

export const STALE_AFTER = 9_000;
export const source = (node: string): Source => ({ system: 'pretend', group: 'web', node, probe: 'stats' });

/** What a pretended node says, which is also what its rules make of it. */
type Said = { status: Status; since?: number; rows?: Record<string, Status> };

function judgeSaid({ status, since = undefined, rows = {} }: Said): ProbeJudgement {
  return {
    judged: { status, reason: `it says ${status}`, since: since ?? null },
    rows: Object.entries(rows).map(([id, own]) => ({
      id,
      judged: { status: own, reason: `it is ${own}`, since: since ?? null },
      value: { id },
    })),
  };
}

/** A judge over a store of its own, and what can happen to its nodes; it goes on from what was so before. */
export function startJudge(nodes: string[] = ['a'], earlier: EarlierBoard | null = null) {
  let shift = 0;
  const clock = createClock(() => ({ ...machineTicks(), wallMs: Date.now() + shift }));
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  const store = createStore(onError, (id, at) => earlier?.silence(id, at) ?? null);
  const subjects = nodes.map(
    (node): Subject => ({
      ...{ source: source(node), staleAfterMs: STALE_AFTER, vital: true },
      judge: (window) => {
        const said = window[0]?.value;
        if (said === 'bug') throw new TypeError('x is undefined');
        return judgeSaid(said as Said);
      },
    }),
  );
  const judge = new Judge(clock, store, subjects, onError);
  if (earlier) judge.goOnFrom(earlier);
  const transitions: Transition[] = [];
  judge.onTransition((transition) => void transitions.push(transition));
  judge.start();
  return {
    ...{ judge, store, clock, errors, transitions },
    steps: () => transitions.map(({ source, from, to }) => `${source.node}: ${from?.status ?? 'new'} > ${to.status}`),
    of: (node: string) => judge.judgement(sourceId(source(node))),
    held: (node: string) => judge.heldSince(sourceId(source(node))),
    ask: (node: string) => store.begin(source(node), clock.now(), false),
    says: (node: string, value: Said | 'bug') => {
      const at = clock.now();
      const reading = { value, observedAt: at, producedAt: null, source: source(node) };
      store.finish(source(node), { at, tookMs: 1, reading, failure: null }, 3);
    },
    fails: (node: string, kind: FailureKind) => {
      const failure = { kind, message: `what ${kind} says`, node, question: 'stats', received: null };
      store.finish(source(node), { at: clock.now(), tookMs: 1, reading: null, failure }, 3);
    },
    setWall: (byMs: number) => {
      shift += byMs;
    },
  };
}
