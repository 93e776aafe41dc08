import type { SqlAsk } from '../../io/database.ts';
import { type Reach, whereClause } from './filter-clause.ts';
import { guidCondition } from './statements-list.ts';
import { ask, idList, type Table } from './table.ts';

/** Protecting an error takes it back from the deleted ones, as StackExchange.Exceptional does. */
export function protectStatement(table: Table, guids: readonly string[]): SqlAsk {
  return ask(table, 'protect', (given) => {
    const isProtected = `${given.column('IsProtected')} = ${given.value({ type: 'bool', value: true })}`;
    return `UPDATE ${given.name} SET ${isProtected}, ${given.column('DeletionDate')} = NULL WHERE ${guidCondition(given, guids)}`;
  });
}

export function unprotectStatement(table: Table, guids: readonly string[]): SqlAsk {
  return ask(table, 'unprotect', (given) => {
    const open = `${given.column('IsProtected')} = ${given.value({ type: 'bool', value: false })}`;
    return `UPDATE ${given.name} SET ${open} WHERE ${guidCondition(given, guids)}`;
  });
}

/** Marks as deleted what is neither deleted nor protected, by the clock of the store. */
export function deleteStatement(table: Table, guids: readonly string[]): SqlAsk {
  return ask(table, 'delete', (given) => {
    const { words, column, name, value } = given;
    return `UPDATE ${name} SET ${column('DeletionDate')} = ${words.nowUtc}
WHERE ${guidCondition(given, guids)} AND ${column('DeletionDate')} IS NULL AND ${column('IsProtected')} = ${value({ type: 'bool', value: false })}`;
  });
}

export function restoreStatement(table: Table, guids: readonly string[]): SqlAsk {
  return ask(
    table,
    'restore',
    (given) => `UPDATE ${given.name} SET ${given.column('DeletionDate')} = NULL WHERE ${guidCondition(given, guids)}`,
  );
}

/** Takes rows out of the table for ever: those alone that are deleted already and not protected. */
export function purgeStatement(table: Table, guids: readonly string[]): SqlAsk {
  return ask(table, 'purge', (given) => {
    const { column, name, value } = given;
    return `DELETE FROM ${name}
WHERE ${guidCondition(given, guids)} AND ${column('DeletionDate')} IS NOT NULL AND ${column('IsProtected')} = ${value({ type: 'bool', value: false })}`;
  });
}

/** The next rows to be cleared, the lowest ids first. */
export function batchStatement(table: Table, { reach, aboveId, most }: { reach: Reach; aboveId: number; most: number }): SqlAsk {
  return ask(table, 'clear/batch', (given) => {
    const { words, column, name, int } = given;
    return `SELECT ${column('Id')} AS id, ${column('DuplicateCount')} AS errors FROM ${name}
WHERE ${whereClause(given, reach)} AND ${column('Id')} > ${int(aboveId)} ORDER BY ${column('Id')} ${words.page(int(most), int(0))}`;
  });
}

/** Clears rows by their ids, as far as they match still: what was seen again since, protected or deleted meanwhile is left. `at` in whole seconds: MySQL keeps no parts of one. */
export function clearStatement(table: Table, { reach, ids, at }: { reach: Reach; ids: readonly number[]; at: number }): SqlAsk {
  return ask(table, 'clear', (given) => {
    const { column, name, time } = given;
    const set = `${column('DeletionDate')} = ${time(at)}`;
    return `UPDATE ${name} SET ${set} WHERE ${column('Id')} IN (${idList(ids)}) AND ${whereClause(given, reach)}`;
  });
}

/** Which of these rows were deleted at that very time. */
export function clearedStatement(table: Table, { ids, at }: { ids: readonly number[]; at: number }): SqlAsk {
  return ask(table, 'clear/check', ({ column, name, time }) => {
    return `SELECT ${column('Id')} AS id, ${column('DuplicateCount')} AS errors FROM ${name}
WHERE ${column('Id')} IN (${idList(ids)}) AND ${column('DeletionDate')} = ${time(at)}`;
  });
}

/** Takes back what was cleared at that time, by its ids. */
export function unclearStatement(table: Table, { ids, at }: { ids: readonly number[]; at: number }): SqlAsk {
  return ask(table, 'restore', ({ column, name, time }) => {
    return `UPDATE ${name} SET ${column('DeletionDate')} = NULL WHERE ${column('Id')} IN (${idList(ids)}) AND ${column('DeletionDate')} = ${time(at)}`;
  });
}
