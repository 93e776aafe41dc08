import { SqlError } from '../tds/types.ts';
import type { Bound, Frame, Over } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { notBuilt } from './not-built.ts';
import { parseOrder } from './parse-order.ts';

const ORDER_OF_BOUNDS: readonly Bound['kind'][] = ['unboundedPreceding', 'preceding', 'currentRow', 'following', 'unboundedFollowing'];

/** Reads the window behind OVER. Throws SqlError 4193, 4194, 10756 for a frame that cannot be. */
export function parseOver(cursor: Cursor): Over {
  if (!cursor.is('(')) throw cursor.isIdentifier() ? notBuilt('a named window', cursor.line) : cursor.unexpected();
  return cursor.parenthesised(() => {
    const partition = cursor.take('PARTITION') ? partitionOf(cursor) : [];
    const order = cursor.take('ORDER') ? orderOf(cursor) : [];
    const { line } = cursor;
    const frame = cursor.isOneOf(['ROWS', 'RANGE']) ? frameOf(cursor) : null;
    if (frame && order.length === 0) {
      throw new SqlError(10756, 'Window frame with ROWS or RANGE must have an ORDER BY clause.', { severity: 15, line });
    }
    return { partition, order, frame };
  });
}

function partitionOf(cursor: Cursor): Over['partition'] {
  cursor.need('BY');
  return cursor.list(() => cursor.expression());
}

function orderOf(cursor: Cursor): Over['order'] {
  cursor.need('BY');
  return parseOrder(cursor);
}

function frameOf(cursor: Cursor): Frame {
  const start = cursor.mark();
  const { upper, line } = cursor.next();
  const isBetween = cursor.take('BETWEEN');
  const from = bound(cursor);
  if (isBetween) cursor.need('AND');
  const frame: Frame = { unit: upper === 'ROWS' ? 'rows' : 'range', from, to: isBetween ? bound(cursor) : { kind: 'currentRow' } };
  if (frame.unit === 'range' && ('count' in frame.from || 'count' in frame.to)) {
    throw new SqlError(4194, 'RANGE is only supported with UNBOUNDED and CURRENT ROW window frame delimiters.', { line });
  }
  if (ORDER_OF_BOUNDS.indexOf(frame.from.kind) > ORDER_OF_BOUNDS.indexOf(frame.to.kind) || frame.from.kind === 'unboundedFollowing') {
    const message = `'${cursor.textFrom(start + 1)}' is not a valid window frame and cannot be used with the OVER clause.`;
    throw new SqlError(4193, message, { line });
  }
  return frame;
}

function bound(cursor: Cursor): Bound {
  if (cursor.take('CURRENT')) {
    cursor.need('ROW');
    return { kind: 'currentRow' };
  }
  if (cursor.take('UNBOUNDED')) return { kind: isPreceding(cursor) ? 'unboundedPreceding' : 'unboundedFollowing' };
  if (cursor.token.kind !== 'number' || !/^\d+$/.test(cursor.token.text)) throw cursor.unexpected();
  const count = Number(cursor.next().text);
  return { kind: isPreceding(cursor) ? 'preceding' : 'following', count };
}

function isPreceding(cursor: Cursor): boolean {
  const { upper } = cursor.token;
  if (!cursor.take('PRECEDING')) cursor.need('FOLLOWING');
  return upper === 'PRECEDING';
}
