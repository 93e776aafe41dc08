import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { formatUtc } from '../../format/time.ts';
import type { FolderLock } from '../../state/lock.ts';
import { takeAuditLock } from './audit-lock.ts';
import { CHAIN_START, formatLine, type Link, sealRecord } from './chain.ts';
import { type AuditEnd, findEnd, findUnended } from './end.ts';
import { AuditError, describeHindrance } from './error.ts';
import { nameAuditFile, syncFolder } from './files.ts';
import { isAsLeft, type OpenFile, openPlace, type Place, writeAt } from './place.ts';
import type { Actor, AuditRecord, Entry } from './record.ts';
import { isSaid, type Said } from './shape.ts';
import { describeTorn } from './torn.ts';
import { type AllUnended, actionKey, loseAction, loseJob, refuseAction, refuseJob } from './unended.ts';

export type WriterOptions = {
  folder: string;
  clock: { now(): number };
  onError(error: unknown): void;
  /** Told of each record once it is on disk. Must not throw. */
  onRecord(record: AuditRecord): void;
  /** A new file is begun when the one at hand has this size. */
  maxBytes: number;
  openFile?: OpenFile | undefined;
};

type Waiting = { said: Said; resolve(record: AuditRecord): void; reject(error: AuditError): void };

const VIGIL: Actor = { is: 'vigil', name: 'vigil', address: '', session: null };

/** Writes the audit, one write at a time: what waits meanwhile goes together with the next. After a failure the end of the files is looked for anew. */
export class AuditWriter {
  readonly #options: WriterOptions;
  readonly #id = randomUUID();
  #place: Place | null = null;
  #lock: FolderLock | null = null;
  #link: Link = CHAIN_START;
  #beganAt: number | null = null;
  #waiting: Waiting[] = [];
  #running: Promise<void> | null = null;
  #trouble: { words: string; since: number } | null = null;
  /** Actions and jobs whose first line was refused to its writer, and may have reached the disk all the same. */
  readonly #unsent = new Set<string>();
  #isClosed = false;

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  /** Begins to write. What hinders it becomes `trouble`; only a folder that a living process writes in is thrown, as an AuditError of kind `held`. */
  async open(): Promise<void> {
    try {
      await this.#ready();
    } catch (error) {
      if (error instanceof AuditError && error.kind === 'held') throw error;
      await this.#fail(error);
    }
  }

  async append(by: Actor, entry: Entry): Promise<AuditRecord> {
    if (this.#isClosed) throw new AuditError('failed', 'Vigil is being stopped and writes no more in its audit.');
    // As it will be read: without what is undefined, secrets masked.
    const said: unknown = JSON.parse(JSON.stringify({ at: this.#options.clock.now(), by, entry }));
    if (!isSaid(said)) throw new AuditError('failed', `Vigil's own error: what is ${entry.kind} could not be read again from the audit.`);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ said, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  trouble(): string | null {
    return this.#trouble && `Nothing can be written in the audit since ${formatUtc(this.#trouble.since)}. ${this.#trouble.words}`;
  }

  /** The last record on disk, or null before this process has written any. */
  head(): Link | null {
    return this.#beganAt === null ? null : { ...this.#link };
  }

  /** The number of the record with which this process began to write; null before that. */
  beganAt(): number | null {
    return this.#beganAt;
  }

  /** Up to where the files hold what is on disk for certain; null while that is not known. */
  extent(): { number: number; size: number } | null {
    return this.#place && { number: this.#place.file.number, size: this.#place.size };
  }

  /** Ends when what waits is written. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#running;
    await this.#leave();
    await this.#lock?.release().catch(this.#options.onError);
    this.#lock = null;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) await this.#writeWaiting();
    this.#running = null;
  }

  async #writeWaiting(): Promise<void> {
    let batch: Waiting[] = [];
    try {
      await this.#ready();
      batch = this.#waiting.splice(0);
      const records = await this.#write(batch.map(({ said }) => said));
      for (const [index, record] of records.entries()) batch[index]?.resolve(record);
    } catch (error) {
      const words = await this.#fail(error);
      for (const { said, reject } of batch.length > 0 ? batch : this.#waiting.splice(0)) {
        if (said.entry.kind === 'asked' || isJobStart(said.entry)) this.#unsent.add(actionKey(said.entry));
        reject(new AuditError('failed', words));
      }
    }
  }

  // Each attempt begins here, from files that are known to be as they were left.
  async #ready(): Promise<void> {
    if (this.#lock && !(await this.#lock.isHeld())) this.#lock = null;
    const isKnown = this.#lock !== null && this.#place !== null && (await isAsLeft(this.#place));
    if (!isKnown) await this.#begin();
    this.#trouble = null;
  }

  async #begin(): Promise<void> {
    const { folder, maxBytes, clock } = this.#options;
    await this.#leave();
    await makeFolder(folder);
    this.#lock ??= await takeAuditLock(folder, this.#id);
    const end = await findEnd(folder);
    const isStart = this.#beganAt === null;
    // What this process was told is on disk it will end itself. What is not of this process was left by another one.
    const unended = await findUnended(folder, isStart ? 0 : this.#link.seq, maxBytes);
    const entries: Entry[] = [{ kind: 'started', words: this.#describeStart(end) }, ...this.#endsOf(unended)];
    const goesOn = end.isClean ? end.newest : null;
    const file = goesOn ?? nameAuditFile(folder, (end.newest?.number ?? 0) + 1);
    this.#place = await openPlace(file, goesOn === null, this.#options.openFile);
    const at = clock.now();
    await this.#write(
      entries.map((entry) => ({ at, by: VIGIL, entry })),
      end.link,
    );
    this.#unsent.clear();
    if (isStart) this.#beganAt = end.link.seq + 1;
  }

  #endsOf({ actions, jobs }: AllUnended): Entry[] {
    return [
      ...actions.map((action) => (this.#unsent.has(actionKey(action.asked)) ? refuseAction(action) : loseAction(action))),
      ...jobs.map((job) => (this.#unsent.has(actionKey(job)) ? refuseJob(job) : loseJob(job))),
    ];
  }

  // The link moves only when all of it is on disk.
  async #write(said: readonly Said[], after: Link = this.#link): Promise<AuditRecord[]> {
    const place = await this.#roomyPlace();
    let link = after;
    const records = said.map((one) => {
      const record = sealRecord(link, one);
      link = { seq: record.seq, hash: record.hash };
      return record;
    });
    await writeAt(place, records.map(formatLine).join(''));
    this.#link = link;
    for (const record of records) this.#options.onRecord(record);
    return records;
  }

  async #roomyPlace(): Promise<Place> {
    const place = this.#place;
    if (place === null) throw new Error('the audit writes before it has begun');
    if (place.size < this.#options.maxBytes) return place;
    const next = await openPlace(nameAuditFile(this.#options.folder, place.file.number + 1), true, this.#options.openFile);
    this.#place = next;
    await place.sink.close();
    return next;
  }

  #describeStart({ torn, unreadable }: AuditEnd): string {
    const began = this.#beganAt === null ? `Vigil was started (process ${process.pid}).` : 'Vigil writes in its audit again.';
    const pause =
      this.#trouble === null ? [] : [`Nothing could be written since ${formatUtc(this.#trouble.since)}. ${this.#trouble.words}`];
    const bad = unreadable === 0 ? [] : [`Before this, ${unreadable} finished lines are not what Vigil wrote.`];
    return [began, ...pause, ...torn.map(describeTorn), ...bad].join(' ');
  }

  async #fail(error: unknown): Promise<string> {
    const words = describeHindrance(error, this.#options.folder);
    if (words !== this.#trouble?.words) this.#options.onError(error);
    this.#trouble = { words, since: this.#trouble?.since ?? this.#options.clock.now() };
    await this.#leave();
    return words;
  }

  async #leave(): Promise<void> {
    const place = this.#place;
    this.#place = null;
    await place?.sink.close().catch(this.#options.onError);
  }
}

function isJobStart(entry: Entry): entry is Extract<Entry, { kind: 'job' }> {
  return entry.kind === 'job' && entry.what === 'job started';
}

async function makeFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (made !== undefined) await syncFolder(dirname(made));
}
