import type { SqlRow } from '../../io/database.ts';
import { flagIn, numberIn, textIn } from './cells.ts';
import type { ShapeCard } from './model.ts';
import type { Order, ShapeRow } from './model-list.ts';

const HOUR_MS = 3_600_000;
const TREND_HOURS = 24;

/** What is known of a shape by the narrow rows of a list; the row itself is read of those alone that are shown. */
export type ShapeSum = Omit<ShapeRow, 'newest' | 'flag' | 'cleared'> & { newestId: number; type: string };

type Building = ShapeSum & { machinesOf: Set<string>; hours: number[] };

/**
 * Puts rows together to shapes, the newest row of each first as they come. One that is in no shape yet stands by itself. The trend is of the hour in which a row was made, of the last 24 by the
 * clock of the store.
 */
export function groupToShapes(
  rows: readonly SqlRow[],
  shapeOf: ReadonlyMap<number, string>,
  storeAt: number,
): { all: ShapeSum[]; unsorted: number; trendFromAt: number } {
  const firstHour = Math.floor(storeAt / HOUR_MS) - TREND_HOURS + 1;
  const byKey = new Map<string, Building>();
  let unsorted = 0;
  for (const row of rows) {
    const id = numberIn(row, 'id');
    const shape = shapeOf.get(id) ?? null;
    if (shape === null) unsorted += 1;
    const key = shape ?? `row ${id}`;
    const known = byKey.get(key) ?? begin(row, shape);
    byKey.set(key, known);
    add(known, row, firstHour);
  }
  const all = [...byKey.values()].map(({ machinesOf, hours, ...sum }): ShapeSum => ({ ...sum, machines: machinesOf.size, trend: hours }));
  return { all, unsorted, trendFromAt: firstHour * HOUR_MS };
}

function begin(row: SqlRow, shape: string | null): Building {
  const at = { firstAt: numberIn(row, 'first_seen'), lastAt: numberIn(row, 'last_seen') };
  return {
    ...{
      shape,
      app: textIn(row, 'app'),
      type: textIn(row, 'error_type'),
      rows: 0,
      count: 0,
      machines: 0,
      ...at,
      protectedRows: 0,
      trend: [],
    },
    ...{ newestId: numberIn(row, 'id'), machinesOf: new Set<string>(), hours: new Array<number>(TREND_HOURS).fill(0) },
  };
}

function add(known: Building, row: SqlRow, firstHour: number): void {
  const count = numberIn(row, 'errors');
  const madeAt = numberIn(row, 'first_seen');
  known.rows += 1;
  known.count += count;
  known.machinesOf.add(textIn(row, 'machine'));
  known.firstAt = Math.min(known.firstAt, madeAt);
  known.lastAt = Math.max(known.lastAt, numberIn(row, 'last_seen'));
  if (flagIn(row, 'is_protected')) known.protectedRows += 1;
  const hour = Math.floor(madeAt / HOUR_MS) - firstHour;
  if (hour >= 0) known.hours[Math.min(hour, TREND_HOURS - 1)] = (known.hours[Math.min(hour, TREND_HOURS - 1)] ?? 0) + count;
}

/** Sorts shapes by what is known of all of them; shapes of equal rank by their newest rows. What only single rows tell (machine, host, address) sorts as last seen does. */
export function sortShapes(
  shapes: readonly ShapeSum[],
  { by, isDescending }: Order,
  cards: ReadonlyMap<string, Pick<ShapeCard, 'message'>>,
): ShapeSum[] {
  const way = isDescending ? -1 : 1;
  const messageOf = ({ shape }: ShapeSum): string => (shape === null ? '' : (cards.get(shape)?.message ?? ''));
  const compare = (a: ShapeSum, b: ShapeSum): number => {
    switch (by) {
      case 'count':
        return a.count - b.count;
      case 'firstSeen':
        return a.firstAt - b.firstAt;
      case 'type':
        return a.type.localeCompare(b.type, 'en');
      case 'app':
        return a.app.localeCompare(b.app, 'en');
      case 'message':
        return messageOf(a).localeCompare(messageOf(b), 'en');
      case 'protected':
        return a.protectedRows - b.protectedRows;
      default:
        return a.lastAt - b.lastAt;
    }
  };
  return shapes.toSorted((a, b) => way * compare(a, b) || b.newestId - a.newestId);
}
