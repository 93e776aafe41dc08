import { type LineRead, readLine } from './chain.ts';
import { type AuditFile, listAuditFiles, readBackward } from './files.ts';
import { matchesFilter } from './filter.ts';
import type { AuditFilter, AuditRow } from './row.ts';
import { gatherRow, type Later, strayRows } from './rows.ts';

/** What to read. `beganAt` is the number of the record with which this process began to write. `mayView` is asked for every system of each row, null for those of none. */
export type AuditQuery = { filter: AuditFilter; mayView(system: string | null): boolean; beganAt: number };

/** A file, and the byte up to which it is read. */
type Extent = AuditFile & { end: number };

export type PageRead = { rows: AuditRow[]; next: number | null; unreadable: number };

/** Between two starts the clock may have been set back: records this much older than what is looked for end the search, and no earlier ones. */
const CLOCK_DOUBT_MS = 86_400_000;

/** The files to read, oldest first, up to what is on disk for certain where that is known. */
export async function auditExtents(folder: string, last: { number: number; size: number } | null): Promise<Extent[]> {
  const files = (await listAuditFiles(folder)).filter(({ number }) => last === null || number <= last.number);
  return files.map((file) => ({ ...file, end: file.number === last?.number ? last.size : Number.POSITIVE_INFINITY }));
}

/** Reads from the newest record on until the page is full. Rows whose first line is lost stand at the very end, where their age cannot be told. */
export async function readPage(
  extents: readonly Extent[],
  query: AuditQuery,
  { before, limit }: { before: number | null; limit: number },
): Promise<PageRead> {
  const page: PageRead = { rows: [], next: null, unreadable: 0 };
  const later: Later = new Map();
  for await (const lines of readNewestFirst(extents.toReversed())) {
    for (const line of lines) {
      if (!line.ok) page.unreadable += 1;
      else if (line.record.at < (query.filter.from ?? Number.NEGATIVE_INFINITY) - CLOCK_DOUBT_MS) return page;
      const row = line.ok ? gatherRow(later, line.record, query.beganAt) : null;
      if (row === null || (before !== null && row.seq >= before) || !isWanted(row, query)) continue;
      if (page.rows.length === limit) return { ...page, next: page.rows.at(-1)?.seq ?? null };
      page.rows.push(row);
    }
  }
  page.rows.push(...strayRows(later).filter((row) => isWanted(row, query)));
  return page;
}

/** All rows, oldest first. Reads everything twice: the first time for the lines that stand in a later file than the action they belong to. */
export async function* readRows(extents: readonly Extent[], query: AuditQuery): AsyncGenerator<AuditRow> {
  const later: Later = new Map();
  const carried = new Map<Extent, Later>();
  for (const extent of extents.toReversed()) {
    carried.set(extent, new Map([...later].map(([id, lines]) => [id, [...lines]])));
    await readFileRows(extent, later, query);
  }
  yield* strayRows(later)
    .toReversed()
    .filter((row) => isWanted(row, query));
  for (const extent of extents) {
    const rows = await readFileRows(extent, carried.get(extent) ?? new Map(), query);
    yield* rows.toReversed();
  }
}

async function readFileRows(extent: Extent, later: Later, query: AuditQuery): Promise<AuditRow[]> {
  const rows: AuditRow[] = [];
  for await (const lines of readNewestFirst([extent])) {
    for (const line of lines) {
      const row = line.ok ? gatherRow(later, line.record, query.beganAt) : null;
      if (row !== null && isWanted(row, query)) rows.push(row);
    }
  }
  return rows;
}

async function* readNewestFirst(extents: readonly Extent[]): AsyncGenerator<LineRead[]> {
  for (const { path, end } of extents) {
    // A line without an end was never answered for; the record after it tells of it.
    for await (const pieces of readBackward(path, end)) yield pieces.filter(({ isWhole }) => isWhole).map(({ bytes }) => readLine(bytes));
  }
}

function isWanted(row: AuditRow, { filter, mayView }: AuditQuery): boolean {
  const isSeen = row.systems.length === 0 ? mayView(null) : row.systems.every(mayView);
  return isSeen && matchesFilter(row, filter);
}
