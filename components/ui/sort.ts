/** By which column rows stand, and whether the largest come first. Null: as the page has them by itself, worst first. */
export type Sort = { column: string; isDown: boolean } | null;

/** What a row has in the column that rows are sorted by; null where it has nothing. */
export type Sortable = string | number | null;

const texts = new Intl.Collator('en', { numeric: true });

/** Reads "sessions" (the smallest first) or "-sessions" (the largest first). Null for what is not one of these columns. */
export function readSort(text: string, columns: readonly string[]): Sort {
  const isDown = text.startsWith('-');
  const column = isDown ? text.slice(1) : text;
  return columns.includes(column) ? { column, isDown } : null;
}

export function writeSort(sort: Sort): string {
  return sort === null ? '' : `${sort.isDown ? '-' : ''}${sort.column}`;
}

/** What a click on the head of a column comes to: sorted by it, then the other way round, then no more. `beginsDown` says which way is first. */
export function nextSort(sort: Sort, column: string, beginsDown: boolean): Sort {
  if (sort?.column !== column) return { column, isDown: beginsDown };
  return sort.isDown === beginsDown ? { column, isDown: !beginsDown } : null;
}

/** The rows in the order of what they have, those that have nothing last, whichever way; what is equal stays as it stood. */
export function sortBy<Row>(rows: readonly Row[], isDown: boolean, sortedBy: (row: Row) => Sortable): Row[] {
  const keyed = rows.map((row) => ({ row, value: sortedBy(row) }));
  return keyed.sort((a, b) => compare(a.value, b.value, isDown)).map(({ row }) => row);
}

function compare(a: Sortable, b: Sortable, isDown: boolean): number {
  if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0);
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : texts.compare(String(a), String(b));
  return isDown ? -order : order;
}
