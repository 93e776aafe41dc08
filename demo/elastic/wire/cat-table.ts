/** A row of a _cat table by the names of its columns; null is shown as nothing. */
export type CatRow = Record<string, string | null>;

/** `columns` by default; `aliases`: other names by which they can be asked for. */
export type CatTable = { columns: readonly string[]; aliases?: Readonly<Record<string, string>>; rows: readonly CatRow[] };

/** As JSON, in which every value is text or null, or as text in columns, with their names where `v` asks for them. */
export function catAnswer(table: CatTable, query: URLSearchParams): CatRow[] | string {
  const wanted =
    query
      .get('h')
      ?.split(',')
      .filter((one) => one !== '') ?? table.columns;
  const shown = wanted.map((name) => ({ title: name, column: table.aliases?.[name] ?? name }));
  const rows = sorted(table, query.get('s')).map((row) =>
    Object.fromEntries(shown.filter(({ column }) => column in row).map(({ title, column }) => [title, row[column] ?? null])),
  );
  return query.get('format') === 'json'
    ? rows
    : text(
        shown.map(({ title }) => title),
        rows,
        query.has('v') && query.get('v') !== 'false',
      );
}

function sorted({ rows, aliases }: CatTable, by: string | null): readonly CatRow[] {
  if (by === null || by === '') return rows;
  const [name = '', order] = (by.split(',')[0] ?? '').split(':');
  const column = aliases?.[name] ?? name;
  const inOrder = rows.toSorted((a, b) => (a[column] ?? '').localeCompare(b[column] ?? '', 'en', { numeric: true }));
  return order === 'desc' ? inOrder.toReversed() : inOrder;
}

function text(titles: readonly string[], rows: readonly CatRow[], withTitles: boolean): string {
  const lines = [...(withTitles ? [Object.fromEntries(titles.map((title) => [title, title]))] : []), ...rows];
  const widths = titles.map((title) => Math.max(0, ...lines.map((line) => line[title]?.length ?? 0)));
  const written = lines.map((line) =>
    titles
      .map((title, at) => (line[title] ?? '').padEnd(widths[at] ?? 0))
      .join(' ')
      .trimEnd(),
  );
  return written.length === 0 ? '' : `${written.join('\n')}\n`;
}
