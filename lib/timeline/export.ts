import type { HistoryEvent } from '../history.ts';
import { formatCsvRecord } from '../text/csv-write.ts';

type Column = { name: string; cell(event: HistoryEvent): string };

const COLUMNS: readonly Column[] = [
  { name: 'id', cell: ({ id }) => String(id) },
  { name: 'at', cell: ({ at }) => formatIso(at) },
  { name: 'until', cell: ({ until }) => formatIso(until) },
  { name: 'kind', cell: ({ kind }) => kind },
  { name: 'systems', cell: ({ systems }) => systems.join('; ') },
  { name: 'system', cell: ({ system }) => system },
  { name: 'group', cell: ({ group }) => group },
  { name: 'node', cell: ({ node }) => node },
  { name: 'subject', cell: ({ subject }) => subject },
  { name: 'status', cell: ({ status }) => status ?? '' },
  { name: 'words', cell: ({ words }) => words },
  { name: 'by', cell: ({ by }) => by ?? '' },
  { name: 'key', cell: ({ key }) => key ?? '' },
  { name: 'link', cell: ({ link }) => link ?? '' },
];

/** Events as text, piece by piece. CSV has a header, and its times are ISO 8601 in UTC with milliseconds; JSON is one list of the events as they are, with times in epoch ms. */
export async function* exportEvents(pages: AsyncIterable<readonly HistoryEvent[]>, format: 'csv' | 'json'): AsyncGenerator<string> {
  let isFirst = true;
  yield format === 'csv' ? formatCsvRecord(COLUMNS.map(({ name }) => name)) : '[';
  for await (const page of pages) {
    for (const event of page) {
      yield format === 'csv'
        ? formatCsvRecord(COLUMNS.map(({ cell }) => cell(event)))
        : `${isFirst ? '\n' : ',\n'}${JSON.stringify(event)}`;
      isFirst = false;
    }
  }
  if (format === 'json') yield '\n]\n';
}

function formatIso(at: number): string {
  return new Date(at).toISOString();
}
