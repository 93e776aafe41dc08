import type { SqlRow } from '../../io/database.ts';
import { flagIn, numberIn, numberOrNull, textIn, textOrNull } from './cells.ts';
import type { ErrorRow } from './model-list.ts';

/** A row of a list, as `statements-list.ts` asks for it. Throws ParseError. */
export function parseErrorRow(row: SqlRow, shapeOf: (id: number) => string | null): ErrorRow {
  const id = numberIn(row, 'id');
  return {
    ...{
      id,
      guid: textIn(row, 'guid').toLowerCase(),
      app: textIn(row, 'app'),
      machine: textIn(row, 'machine'),
      type: textIn(row, 'error_type'),
    },
    ...{ message: textOrNull(row, 'message'), host: textOrNull(row, 'host'), url: textOrNull(row, 'url') },
    ...{ method: textOrNull(row, 'http_method'), status: numberOrNull(row, 'status_code'), category: textOrNull(row, 'category') },
    ...{ source: textOrNull(row, 'source'), count: numberIn(row, 'errors') },
    ...{ firstAt: numberIn(row, 'first_seen'), lastAt: numberIn(row, 'last_seen') },
    ...{ isProtected: flagIn(row, 'is_protected'), deletedAt: numberOrNull(row, 'deleted'), shape: shapeOf(id) },
  };
}
