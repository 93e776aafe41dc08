import { CHAIN_START, type Link, readLine } from './chain.ts';
import type { AuditRecord } from './record.ts';
import { identifyTorn, type Torn, tornToldIn } from './torn.ts';

/** A place where the audit is not as Vigil wrote it. `line` counts from 1. */
export type Fault = { file: string; line: number; is: 'altered' | 'removed' | 'inserted' | 'reordered' | 'torn'; words: string };

type Place = { file: string; line: number };

/** Numbers passed over, both ends included, with the place where that was seen. A later line may turn out to be one of them. */
type Gap = { from: number; to: number; place: Place };

/**
 * Holds the lines of an audit, given in the order of its files, against the chain. Each record must follow the one before it in number and hash; a torn line is
 * accepted only where the next record tells of just that one. What the newest lines were cannot be known from within: whoever cuts them off leaves a whole chain.
 */
export class ChainCheck {
  /** The last record that stands in its place. */
  head: Link = CHAIN_START;
  records = 0;
  readonly #faults: Fault[] = [];
  #before: Place | null = null;
  #bad: (Place & { why: string })[] = [];
  #torn: (Place & { torn: Torn })[] = [];
  #gaps: Gap[] = [];

  /** A line with its line feed taken off. Gives the record in it, or null where there is none to be read. */
  takeLine(place: Place, bytes: Buffer): AuditRecord | null {
    const read = readLine(bytes);
    if (!read.ok) {
      this.#bad.push({ ...place, why: read.why });
      return null;
    }
    this.records += 1;
    this.#follow(place, read.record);
    return read.record;
  }

  /** What stands after the last line feed of a file. */
  takeTorn(place: Place, bytes: Buffer): void {
    this.#torn.push({ ...place, torn: identifyTorn(place.file, bytes) });
  }

  /** Every fault, in the order of the files. To be asked when all lines were given. */
  finish(): Fault[] {
    for (const bad of this.#bad.splice(0)) this.#note(bad, 'altered', `this is not the line that Vigil wrote: ${bad.why}`);
    for (const torn of this.#torn.splice(0)) {
      this.#note(torn, 'torn', 'the line was never finished: Vigil writes it now, or was stopped short and has not been started since');
    }
    for (const { from, to, place } of this.#gaps.splice(0)) {
      const which = from === to ? `record ${from} is` : `records ${from} to ${to} are`;
      this.#note(place, 'removed', `before this line ${which} missing`);
    }
    return this.#faults.sort((one, other) => (one.file === other.file ? one.line - other.line : one.file < other.file ? -1 : 1));
  }

  #follow(place: Place, record: AuditRecord): void {
    const next = this.head.seq + 1;
    if (record.seq < next) this.#noteStray(place, record);
    else this.#link(place, record, next);
  }

  #link(place: Place, record: AuditRecord, next: number): void {
    this.#settleTorn(place, record);
    this.#settleBad(record);
    const from = next + this.#bad.length;
    if (from < record.seq) this.#gaps.push({ from, to: record.seq - 1, place });
    if (record.seq === next && record.prev !== this.head.hash) this.#noteReplaced(place);
    this.#bad = [];
    this.#before = place;
    this.head = { seq: record.seq, hash: record.hash };
  }

  // A line that cannot be read stands for a record, unless the chain closes without it.
  #settleBad(record: AuditRecord): void {
    const isWholeWithout = record.seq === this.head.seq + 1 && record.prev === this.head.hash;
    for (const bad of this.#bad) {
      if (isWholeWithout) this.#note(bad, 'inserted', `the chain is whole without this line, and Vigil did not write it: ${bad.why}`);
      else this.#note(bad, 'altered', `this is not the line that Vigil wrote: ${bad.why}`);
    }
  }

  #settleTorn(place: Place, record: AuditRecord): void {
    const told = tornToldIn(record.entry);
    const isSame = (one: Torn, other: Torn) => one.file === other.file && one.bytes === other.bytes && one.sha256 === other.sha256;
    for (const torn of this.#torn) {
      if (told.some((one) => isSame(one, torn.torn))) continue;
      this.#note(torn, 'torn', `the line has no end, and record ${record.seq}, the next, does not tell of just this one`);
    }
    for (const one of told) {
      if (this.#torn.some(({ torn }) => isSame(torn, one))) continue;
      this.#note(place, 'removed', `record ${record.seq} tells of a torn line in ${one.file} that is not there as it was`);
    }
    this.#torn = [];
  }

  #noteStray(place: Place, { seq }: AuditRecord): void {
    const gap = this.#gaps.find(({ from, to }) => from <= seq && seq <= to);
    if (gap === undefined) {
      this.#note(place, 'inserted', `record ${seq} was there already`);
      return;
    }
    const rest = [
      { ...gap, to: seq - 1 },
      { ...gap, from: seq + 1 },
    ].filter(({ from, to }) => from <= to);
    this.#gaps.splice(this.#gaps.indexOf(gap), 1, ...rest);
    this.#note(place, 'reordered', `record ${seq} stands after record ${this.head.seq}`);
  }

  #noteReplaced(place: Place): void {
    const words = `record ${this.head.seq + 1} (${place.file}:${place.line}) was written after another one`;
    this.#note(this.#before ?? place, 'altered', `${words}: this line was replaced together with its hash`);
  }

  #note({ file, line }: Place, is: Fault['is'], words: string): void {
    this.#faults.push({ file, line, is, words });
  }
}
