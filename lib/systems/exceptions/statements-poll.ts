import type { SqlAsk } from '../../io/database.ts';
import { ask, idList, type Table } from './table.ts';

/** The version of the server, its clock, and the highest id. */
export function clockStatement(table: Table): SqlAsk {
  return ask(table, 'recent/clock', ({ words, column, name }) => {
    const last = `(SELECT MAX(${column('Id')}) FROM ${name})`;
    return `SELECT ${words.version} AS version, ${words.nowUtc} AS store_at, ${last} AS last_id`;
  });
}

type Recent = { fromId: number; sinceAt: number; recentFrom: number };

/** What is not deleted and was seen since, by application and by the minutes of the first and the last time. */
export function recentStatement(table: Table, { fromId, sinceAt, recentFrom }: Recent): SqlAsk {
  return ask(table, 'recent/errors', ({ words, column, name, lastSeen, int, time }) => {
    const first = words.unit('minute', column('CreationDate'));
    const last = words.unit('minute', lastSeen);
    const count = column('DuplicateCount');
    return `SELECT ${column('ApplicationName')} AS app, ${first} AS first_minute, ${last} AS last_minute,
  ${words.sum(count)} AS errors, COUNT(*) AS row_count, MAX(${lastSeen}) AS newest,
  ${words.sum(`CASE WHEN ${lastSeen} >= ${time(recentFrom)} THEN ${count} ELSE 0 END`)} AS recent,
  ${words.sum(`CASE WHEN ${lastSeen} >= ${time(recentFrom)} THEN 1 ELSE 0 END`)} AS recent_rows
FROM ${name} WHERE ${column('Id')} >= ${int(fromId)} AND ${lastSeen} >= ${time(sinceAt)} AND ${column('DeletionDate')} IS NULL
GROUP BY ${column('ApplicationName')}, ${first}, ${last}`;
  });
}

/** When the rows of each machine were made, by its clock, that came between two readings. */
export function arrivalsStatement(table: Table, { aboveId, upToId }: { aboveId: number; upToId: number }): SqlAsk {
  return ask(table, 'recent/arrivals', ({ column, name, int }) => {
    const made = column('CreationDate');
    return `SELECT ${column('MachineName')} AS machine, COUNT(*) AS row_count, MIN(${made}) AS oldest, MAX(${made}) AS newest
FROM ${name} WHERE ${column('Id')} > ${int(aboveId)} AND ${column('Id')} <= ${int(upToId)} GROUP BY ${column('MachineName')}`;
  });
}

/** All that is not deleted, by application; and for how many minutes at most a row of it took up repeats. */
export function totalsStatement(table: Table): SqlAsk {
  return ask(table, 'totals/errors', ({ words, column, name, lastSeen }) => {
    const isProtected = `CASE WHEN ${words.isTrue(column('IsProtected'))} THEN 1 ELSE 0 END`;
    const taken = `${words.unit('minute', lastSeen)} - ${words.unit('minute', column('CreationDate'))}`;
    return `SELECT ${column('ApplicationName')} AS app, ${words.sum(column('DuplicateCount'))} AS errors, COUNT(*) AS row_count,
  ${words.sum(isProtected)} AS protected_rows, MIN(${column('CreationDate')}) AS oldest, MAX(${lastSeen}) AS newest, MAX(${taken}) AS taken_minutes
FROM ${name} WHERE ${column('DeletionDate')} IS NULL GROUP BY ${column('ApplicationName')}`;
  });
}

export function deletedStatement(table: Table): SqlAsk {
  return ask(
    table,
    'totals/deleted',
    ({ column, name }) => `SELECT COUNT(*) AS row_count FROM ${name} WHERE ${column('DeletionDate')} IS NOT NULL`,
  );
}

/** The oldest and newest creation in each run of `size` ids. */
export function zonesStatement(table: Table, { fromId, toId, size }: { fromId: number; toId: number; size: number }): SqlAsk {
  return ask(table, 'rates/zones', ({ words, column, name, int }) => {
    const zone = words.quotient(column('Id'), size);
    return `SELECT ${zone} AS zone, MAX(${column('CreationDate')}) AS newest
FROM ${name} WHERE ${column('Id')} >= ${int(fromId)} AND ${column('Id')} < ${int(toId)} GROUP BY ${zone}`;
  });
}

/** Errors by application and hour of creation, deleted ones too. */
export function ratesStatement(table: Table, { fromId, sinceAt }: { fromId: number; sinceAt: number }): SqlAsk {
  return ask(table, 'rates/errors', ({ words, column, name, int, time }) => {
    const hour = words.unit('hour', column('CreationDate'));
    return `SELECT ${column('ApplicationName')} AS app, ${hour} AS in_hour, ${words.sum(column('DuplicateCount'))} AS errors, COUNT(*) AS row_count
FROM ${name} WHERE ${column('Id')} >= ${int(fromId)} AND ${column('CreationDate')} >= ${time(sinceAt)}
GROUP BY ${column('ApplicationName')}, ${hour}`;
  });
}

/** What a row is sorted into its shape by; `length` is how much of its details. */
function sortedColumns({ words, column, lastSeen }: Table, length: number): string {
  return [
    `${column('Id')} AS id, ${column('ApplicationName')} AS app, ${column('Type')} AS error_type, ${column('Message')} AS message`,
    `${words.left(column('Detail'), length)} AS detail, ${column('CreationDate')} AS first_seen, ${lastSeen} AS last_seen`,
    `${column('DuplicateCount')} AS errors, ${column('DeletionDate')} AS deleted`,
  ].join(', ');
}

/** The next rows to be sorted into shapes, the lowest ids first. */
export function unsortedStatement(table: Table, { aboveId, most, length }: { aboveId: number; most: number; length: number }): SqlAsk {
  return ask(table, 'shapes/rows', (given) => {
    const { words, column, name, int } = given;
    return `SELECT ${sortedColumns(given, length)} FROM ${name} WHERE ${column('Id')} > ${int(aboveId)}
ORDER BY ${column('Id')} ${words.page(int(most), int(0))}`;
  });
}

/** Rows that are sorted into shapes for who asks. */
export function rowsToSortStatement(table: Table, { ids, length }: { ids: readonly number[]; length: number }): SqlAsk {
  return ask(
    table,
    'shapes/asked',
    (given) => `SELECT ${sortedColumns(given, length)} FROM ${given.name} WHERE ${given.column('Id')} IN (${idList(ids)})`,
  );
}

/** When rows were deleted, of those with these ids that are still there; null for one that is not. */
export function deletionsStatement(table: Table, ids: readonly number[]): SqlAsk {
  return ask(
    table,
    'shapes/deletions',
    ({ column, name }) =>
      `SELECT ${column('Id')} AS id, ${column('DeletionDate')} AS deleted FROM ${name} WHERE ${column('Id')} IN (${idList(ids)})`,
  );
}
