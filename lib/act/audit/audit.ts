import { Listeners } from '../../listeners.ts';
import type { Link } from './chain.ts';
import type { OpenFile } from './place.ts';
import { auditExtents, readPage, readRows } from './read.ts';
import type { Actor, AuditRecord, Entry } from './record.ts';
import type { AuditFilter, AuditPage, AuditRow } from './row.ts';
import { AuditWriter } from './writer.ts';

const MAX_FILE_BYTES = 8_000_000;

type MayView = (system: string | null) => boolean;

export type Audit = {
  /** On disk when it resolves. Rejects with an AuditError in words when it cannot be written: then nothing may be sent. */
  append(by: Actor, entry: Entry): Promise<AuditRecord>;
  /** Called with each record once it is on disk. Answers with the way to stop it. */
  onRecord(listener: (record: AuditRecord) => void): () => void;
  /** Null, or why nothing can be written, in words, and since when. The next append tries again. */
  trouble(): string | null;
  /** The last record on disk, to be noted elsewhere; null before this process has written any. */
  head(): Link | null;
  /** A page of the rows that match and whose systems may all be viewed; `before` null begins with the newest. */
  read(filter: AuditFilter, mayView: MayView, page: { before: number | null; limit: number }): Promise<AuditPage>;
  /** All rows that match, oldest first, as they are read: for export. */
  rows(filter: AuditFilter, mayView: MayView): AsyncIterable<AuditRow>;
  /** Ends when what waits is written, and leaves the folder to others. */
  close(): Promise<void>;
};

export type AuditOptions = {
  folder: string;
  clock: { now(): number };
  /** Told of what hinders the writing, once for each different hindrance in a row. */
  onError(error: unknown): void;
  maxFileBytes?: number;
  openFile?: OpenFile;
};

/**
 * Opens the audit in a folder, makes it where it is not there, and writes that Vigil was started. Actions that a former process did not live to end are written
 * down as lost. Where nothing can be written it opens all the same, with `trouble`; rejects with an AuditError where another living process writes there.
 */
export async function openAudit(options: AuditOptions): Promise<Audit> {
  const { folder, maxFileBytes: maxBytes = MAX_FILE_BYTES } = options;
  const listeners = new Listeners<AuditRecord>(options.onError);
  const writer = new AuditWriter({ ...options, maxBytes, onRecord: (record) => listeners.tell(record) });
  await writer.open();
  const query = (filter: AuditFilter, mayView: MayView) => ({ filter, mayView, beganAt: writer.beganAt() ?? Number.POSITIVE_INFINITY });
  return {
    append: (by, entry) => writer.append(by, entry),
    onRecord: (listener) => listeners.add(listener),
    trouble: () => writer.trouble(),
    head: () => writer.head(),
    async read(filter, mayView, page) {
      const read = await readPage(await auditExtents(folder, writer.extent()), query(filter, mayView), page);
      return { ...read, head: writer.head() };
    },
    async *rows(filter, mayView) {
      yield* readRows(await auditExtents(folder, writer.extent()), query(filter, mayView));
    },
    close: () => writer.close(),
  };
}
