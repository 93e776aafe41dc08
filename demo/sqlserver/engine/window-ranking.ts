import { SqlError, type SqlType, type Value } from '../tds/types.ts';
import type { Call } from './ast.ts';
import { convert } from './convert.ts';
import { notBuilt } from './not-built.ts';
import type { Bound, Frame, Sorting } from './plan.ts';
import { isPeer } from './sorting.ts';
import { BIGINT, FLOAT, INT, numberOf } from './types.ts';

type Windowed = { type: SqlType; run(sorted: readonly Frame[]): Value[] };
type Ranking = { call: Call; args: readonly Bound[]; order: readonly Sorting[] };

const RANKING = new Set([
  'row_number',
  'rank',
  'dense_rank',
  'ntile',
  'lag',
  'lead',
  'first_value',
  'last_value',
  'percent_rank',
  'cume_dist',
]);
export const isRanking = (name: string): boolean => RANKING.has(name.toLowerCase());

function ranks({ order }: Ranking, isDense: boolean): Windowed {
  const run = (sorted: readonly Frame[]): Value[] => {
    let rank = 0;
    return sorted.map((frame, at) => {
      const before = sorted[at - 1];
      if (!before || !isPeer(before, frame, order)) rank = isDense ? rank + 1 : at + 1;
      return BigInt(rank);
    });
  };
  return { type: BIGINT, run };
}

function tiles(count: Bound): Windowed {
  const run = (sorted: readonly Frame[]): Value[] =>
    sorted.map((frame, at) => {
      const tilesWanted = Number(count.evaluate(frame));
      if (!(tilesWanted > 0)) throw new SqlError(5335, 'The value for the NTILE function parameter must be greater than zero.');
      const [size, larger] = [Math.floor(sorted.length / tilesWanted), sorted.length % tilesWanted];
      const inLarger = larger * (size + 1);
      return BigInt(at < inLarger ? Math.floor(at / (size + 1)) + 1 : larger + Math.floor((at - inLarger) / (size || 1)) + 1);
    });
  return { type: BIGINT, run };
}

function neighbour({ args }: Ranking, value: Bound, direction: 1 | -1): Windowed {
  const [, distance, otherwise] = args;
  const run = (sorted: readonly Frame[]): Value[] =>
    sorted.map((frame, at) => {
      const steps = distance ? numberOf(convert(distance.evaluate(frame), { from: distance.type, to: INT })) : 1;
      const other = sorted[at + direction * steps];
      if (other) return value.evaluate(other);
      return otherwise ? convert(otherwise.evaluate(frame), { from: otherwise.type, to: value.type }) : null;
    });
  return { type: value.type, run };
}

function lastValue({ call, order }: Ranking, value: Bound): Windowed {
  const to = call.over?.frame?.to.kind ?? 'currentRow';
  if (to !== 'unboundedFollowing' && to !== 'currentRow') throw notBuilt('LAST_VALUE over this frame', call.line);
  const isRows = call.over?.frame?.unit === 'rows';
  const run = (sorted: readonly Frame[]): Value[] =>
    sorted.map((frame, at) => {
      if (to === 'unboundedFollowing') return value.evaluate(sorted.at(-1) ?? frame);
      const peers = isRows ? [frame] : sorted.slice(at).filter((other) => isPeer(frame, other, order));
      return value.evaluate(peers.at(-1) ?? frame);
    });
  return { type: value.type, run };
}

function share({ order }: Ranking, isCumulative: boolean): Windowed {
  const run = (sorted: readonly Frame[]): Value[] =>
    sorted.map((frame) => {
      const first = sorted.findIndex((other) => isPeer(frame, other, order));
      const peers = sorted.filter((other) => isPeer(frame, other, order)).length;
      if (isCumulative) return (first + peers) / sorted.length;
      return sorted.length < 2 ? 0 : first / (sorted.length - 1);
    });
  return { type: FLOAT, run };
}

/** A windowed function that is no aggregate, over the sorted rows of one partition. Throws 4112 where the order is missing. */
export function bindRanking(ranking: Ranking): Windowed {
  const { call, args, order } = ranking;
  const name = (call.path[0] ?? '').toLowerCase();
  const place = { severity: 15, line: call.line };
  if (order.length === 0) throw new SqlError(4112, `The function '${name.toUpperCase()}' must have an OVER clause with ORDER BY.`, place);
  if (name === 'row_number') return { type: BIGINT, run: (sorted) => sorted.map((_frame, at) => BigInt(at + 1)) };
  if (name === 'rank' || name === 'dense_rank') return ranks(ranking, name === 'dense_rank');
  if (name === 'percent_rank' || name === 'cume_dist') return share(ranking, name === 'cume_dist');
  const [value] = args;
  if (!value) throw new SqlError(174, `The ${name} function requires 1 argument(s).`, place);
  if (name === 'ntile') return tiles(value);
  if (name === 'lag' || name === 'lead') return neighbour(ranking, value, name === 'lead' ? 1 : -1);
  if (name === 'last_value') return lastValue(ranking, value);
  if (call.over?.frame && call.over.frame.from.kind !== 'unboundedPreceding') throw notBuilt('FIRST_VALUE over this frame', call.line);
  return { type: value.type, run: (sorted) => sorted.map((frame) => value.evaluate(sorted[0] ?? frame)) };
}
