import type { SqlAsk } from '../../io/database.ts';
import { type Reach, whereClause } from './filter-clause.ts';
import type { Order, Sort } from './model-list.ts';
import { ask, type Column, idList, type Table } from './table.ts';
import type { Draft } from './words.ts';

/** The columns of a row of a list, by the names that `parse-rows.ts` reads. */
function listColumns({ column, lastSeen }: Table): string {
  const named = (name: Column, as: string): string => `${column(name)} AS ${as}`;
  return [
    ...[
      named('Id', 'id'),
      named('GUID', 'guid'),
      named('ApplicationName', 'app'),
      named('MachineName', 'machine'),
      named('Type', 'error_type'),
    ],
    ...[named('Message', 'message'), named('Host', 'host'), named('Url', 'url'), named('HTTPMethod', 'http_method')],
    ...[named('StatusCode', 'status_code'), named('Category', 'category'), named('Source', 'source'), named('DuplicateCount', 'errors')],
    ...[
      named('CreationDate', 'first_seen'),
      `${lastSeen} AS last_seen`,
      named('IsProtected', 'is_protected'),
      named('DeletionDate', 'deleted'),
    ],
  ].join(', ');
}

const SORTED: Readonly<Record<Exclude<Sort, 'lastSeen'>, Column>> = {
  firstSeen: 'CreationDate',
  count: 'DuplicateCount',
  type: 'Type',
  message: 'Message',
  app: 'ApplicationName',
  machine: 'MachineName',
  host: 'Host',
  url: 'Url',
  category: 'Category',
  protected: 'IsProtected',
};

/** One page: rows of equal rank are in the order of their ids, so that no row stands on two pages. */
export function listStatement(
  table: Table,
  { reach, order, offset, most }: { reach: Reach; order: Order; offset: number; most: number },
): SqlAsk {
  return ask(table, 'list', (given) => {
    const way = order.isDescending ? 'DESC' : 'ASC';
    const key = order.by === 'lastSeen' ? given.lastSeen : given.column(SORTED[order.by]);
    return `SELECT ${listColumns(given)} FROM ${given.name} WHERE ${whereClause(given, reach)}
ORDER BY ${key} ${way}, ${given.column('Id')} ${way} ${given.words.page(given.int(most), given.int(offset))}`;
  });
}

/** The little that shapes are put together of, the newest rows first. */
export function narrowStatement(table: Table, { reach, most }: { reach: Reach; most: number }): SqlAsk {
  return ask(table, 'shapes', (given) => {
    const { words, column, lastSeen, name, int } = given;
    const columns = [
      `${column('Id')} AS id, ${column('ApplicationName')} AS app, ${column('MachineName')} AS machine, ${column('Type')} AS error_type`,
      `${column('DuplicateCount')} AS errors, ${column('CreationDate')} AS first_seen, ${lastSeen} AS last_seen, ${column('IsProtected')} AS is_protected`,
    ];
    return `SELECT ${columns.join(', ')} FROM ${name} WHERE ${whereClause(given, reach)}
ORDER BY ${column('Id')} DESC ${words.page(int(most), int(0))}`;
  });
}

export function rowsByIdStatement(table: Table, ids: readonly number[]): SqlAsk {
  return ask(table, 'rows', (given) => `SELECT ${listColumns(given)} FROM ${given.name} WHERE ${given.column('Id')} IN (${idList(ids)})`);
}

export function rowsByGuidStatement(table: Table, guids: readonly string[]): SqlAsk {
  return ask(table, 'rows', (given) => `SELECT ${listColumns(given)} FROM ${given.name} WHERE ${guidCondition(given, guids)}`);
}

/** GUIDs are held against their column as what they are, so that its index is used. */
export function guidCondition({ column, value }: Draft & Table, guids: readonly string[]): string {
  return `${column('GUID')} IN (${guids.map((guid) => value({ type: 'guid', value: guid })).join(', ')})`;
}

/** How many rows match, how many errors those stand for, and how many are protected. */
export function countStatement(table: Table, reach: Reach): SqlAsk {
  return ask(table, 'count', (given) => {
    const { words, column, name } = given;
    const isProtected = `CASE WHEN ${words.isTrue(column('IsProtected'))} THEN 1 ELSE 0 END`;
    return `SELECT COUNT(*) AS row_count, ${words.sum(column('DuplicateCount'))} AS errors, ${words.sum(isProtected)} AS protected_rows,
  MAX(${column('Id')}) AS last_id FROM ${name} WHERE ${whereClause(given, reach)}`;
  });
}

/** The highest id there is, and the clock of the server. */
export function boundStatement(table: Table): SqlAsk {
  return ask(
    table,
    'bound',
    ({ words, column, name }) => `SELECT MAX(${column('Id')}) AS last_id, ${words.nowUtc} AS store_at FROM ${name}`,
  );
}

/** The values of a column among what matches, with their rows, the most first. */
export function facetStatement(table: Table, { reach, of, most }: { reach: Reach; of: Column; most: number }): SqlAsk {
  return ask(table, 'facets', (given) => {
    const { words, column, name, int } = given;
    return `SELECT ${column(of)} AS facet, COUNT(*) AS row_count FROM ${name} WHERE ${whereClause(given, reach)} AND ${column(of)} IS NOT NULL
GROUP BY ${column(of)} ORDER BY COUNT(*) DESC, ${column(of)} ${words.page(int(most), int(0))}`;
  });
}

/** Errors by the unit of time in which their rows were made. */
export function trendStatement(table: Table, { reach, step }: { reach: Reach; step: 'minute' | 'hour' | 'day' }): SqlAsk {
  return ask(table, 'trend', (given) => {
    const { words, column, name } = given;
    const unit = words.unit(step, column('CreationDate'));
    return `SELECT ${unit} AS in_unit, ${words.sum(column('DuplicateCount'))} AS errors FROM ${name} WHERE ${whereClause(given, reach)} GROUP BY ${unit}`;
  });
}

/** One error whole. `length` is how much of its long texts is read. */
export function errorStatement(table: Table, { guid, length }: { guid: string; length: number }): SqlAsk {
  return ask(table, 'error', (given) => {
    const { words, column, name } = given;
    const long = (of: Column, as: string): string => `${words.left(column(of), length)} AS ${as}`;
    return `SELECT ${listColumns(given)}, ${column('IPAddress')} AS ip, ${column('ErrorHash')} AS error_hash,
  ${long('Detail', 'detail')}, ${long('FullJson', 'full_json')} FROM ${name} WHERE ${guidCondition(given, [guid])}`;
  });
}
