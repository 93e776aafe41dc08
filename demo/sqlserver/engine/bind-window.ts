import type { SqlType, Value } from '../tds/types.ts';
import type { Call, Bound as FrameBound, Frame as WindowFrame } from './ast.ts';
import { rowKey } from './compare.ts';
import { incorrectSyntax } from './fail.ts';
import { notBuilt } from './not-built.ts';
import type { Aggregate, Binder, Frame, Scope, Sorting } from './plan.ts';
import { isPeer, sortFrames } from './sorting.ts';
import { bindRanking, isRanking } from './window-ranking.ts';

/** A windowed call that is bound: a value for each of the frames, in their order. */
export type Windowed = { type: SqlType; run(frames: readonly Frame[]): Value[] };

/** Without a frame an ordered window goes from its first row to the last peer of the current one. */
const RUNNING: WindowFrame = { unit: 'range', from: { kind: 'unboundedPreceding' }, to: { kind: 'currentRow' } };

function borderAt(bound: FrameBound, at: number, last: number): number {
  switch (bound.kind) {
    case 'unboundedPreceding':
      return 0;
    case 'unboundedFollowing':
      return last;
    case 'currentRow':
      return at;
    case 'preceding':
      return at - bound.count;
    case 'following':
      return at + bound.count;
  }
}

function withPeers(sorted: readonly Frame[], from: number, step: 1 | -1, order: readonly Sorting[]): number {
  const start = sorted[from];
  let at = from;
  for (let next = sorted[at + step]; start && next && isPeer(start, next, order); next = sorted[at + step]) at += step;
  return at;
}

function overFrame(aggregate: Aggregate, order: readonly Sorting[], frame: WindowFrame): (sorted: readonly Frame[]) => Value[] {
  const isRange = frame.unit === 'range';
  return (sorted) =>
    sorted.map((_row, at) => {
      let [from, to] = [borderAt(frame.from, at, sorted.length - 1), borderAt(frame.to, at, sorted.length - 1)];
      if (isRange && frame.from.kind === 'currentRow') from = withPeers(sorted, at, -1, order);
      if (isRange && frame.to.kind === 'currentRow') to = withPeers(sorted, at, 1, order);
      return aggregate.calculate(sorted.slice(Math.max(0, from), Math.max(0, to + 1)));
    });
}

function overAll(aggregate: Aggregate): (sorted: readonly Frame[]) => Value[] {
  return (sorted) => {
    const value = aggregate.calculate(sorted);
    return sorted.map(() => value);
  };
}

function checkFrame(call: Call, frame: WindowFrame): void {
  const isCounted = [frame.from, frame.to].some(({ kind }) => kind === 'preceding' || kind === 'following');
  if (frame.unit === 'range' && isCounted) throw notBuilt('RANGE with a count', call.line);
}

function bindInner(binder: Binder, call: Call, scope: Scope): { type: SqlType; order: Sorting[]; run(sorted: readonly Frame[]): Value[] } {
  const order = (call.over?.order ?? []).map((item) => ({ bound: binder.expression(item.expression, scope), descending: item.descending }));
  if (isRanking(call.path[0] ?? '')) {
    const args = call.args.map((arg) => binder.expression(arg, scope));
    return { ...bindRanking({ call, args, order }), order };
  }
  const aggregate = binder.aggregate({ ...call, over: null }, scope);
  const frame = call.over?.frame ?? RUNNING;
  checkFrame(call, frame);
  return { type: aggregate.type, order, run: order.length > 0 ? overFrame(aggregate, order, frame) : overAll(aggregate) };
}

/** Binds a call with OVER. */
export function bindWindow(binder: Binder, call: Call, scope: Scope): Windowed {
  if (!call.over) throw incorrectSyntax(call.path.join('.'), call.line);
  const partition = call.over.partition.map((expression) => binder.expression(expression, scope));
  const types = partition.map((bound) => bound.type);
  const { type, order, run } = bindInner(binder, call, scope);
  const runAll = (frames: readonly Frame[]): Value[] => {
    const values = new Map<Frame, Value>();
    const keyed = (frame: Frame): string =>
      rowKey(
        partition.map((bound) => bound.evaluate(frame)),
        types,
      );
    for (const group of Map.groupBy(frames, keyed).values()) {
      const sorted = order.length > 0 ? sortFrames(group, order) : group;
      const results = run(sorted);
      for (const [at, frame] of sorted.entries()) values.set(frame, results[at] ?? null);
    }
    return frames.map((frame) => values.get(frame) ?? null);
  };
  return { type, run: runAll };
}
