import { formatCount } from '../../format/number.ts';
import type { Blank } from '../../history.ts';
import type { BoardFrame, NewEvent, ReadingValues } from './history.ts';
import type { Batch } from './messages.ts';

/** Something that waits to be written, when it was, and about how many bytes it takes. */
type Item = { at: number; bytes: number } & (
  | { is: 'reading'; value: ReadingValues }
  | { is: 'frame'; value: BoardFrame }
  | { is: 'event'; value: NewEvent }
);

type Dropped = { from: number; to: number; readings: number; frames: number; events: number };

/** More than this is not handed over at once: copying it holds up everything else. */
const PART_BYTES = 256_000;
/** When too much waits, so much of what may wait is kept: dropping one by one would look through all of it each time. */
const KEPT_SHARE = 0.9;

/**
 * What waits to be written, no more than `mostBytes` of it: then the oldest is dropped and counted. Of boards, each is only what differs from the one before: where one is dropped, those after it
 * are of no use up to the next whole one.
 */
export class Waiting {
  readonly #mostBytes: number;
  #items: Item[] = [];
  #bytes = 0;
  #sent = 0;
  #dropped: Dropped | null = null;
  #telling: Dropped | null = null;
  #told = 0;
  #isChainBroken = false;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  get count(): number {
    return this.#items.length;
  }

  /** Whether a board that is only a difference cannot be taken in, because the one before it is not kept. */
  get needsWholeFrame(): boolean {
    return this.#isChainBroken;
  }

  /** Whether anything was dropped of which it is not told on disk yet. */
  get isDropping(): boolean {
    return (this.#telling ?? this.#dropped) !== null;
  }

  /** How many were dropped since this began. */
  get dropped(): number {
    return this.#told + countOf(both(this.#telling, this.#dropped));
  }

  addReading(value: ReadingValues): void {
    const bytes = value.rows.reduce((sum, [row, values]) => sum + row.length + 16 * values.length, 200);
    this.#add({ is: 'reading', at: value.at, bytes, value });
  }

  addFrame(value: BoardFrame): void {
    const item: Item = { is: 'frame', at: value.at, bytes: 100 + value.text.length, value };
    if (value.isWhole) this.#isChainBroken = false;
    if (this.#isChainBroken) this.#note(item);
    else this.#add(item);
  }

  addEvent(value: NewEvent): void {
    this.#add({ is: 'event', at: value.at, bytes: 400 + value.words.length, value });
  }

  /** The boards before are not on disk, or in another file: of those that wait and are not being written, the ones up to the next whole one are of no use. */
  breakChain(): void {
    const later = this.#items.slice(this.#sent);
    const whole = later.findIndex((item) => item.is === 'frame' && item.value.isWhole);
    this.#isChainBroken = whole === -1;
    const end = whole === -1 ? later.length : whole;
    const useful = later.filter((item, index) => item.is !== 'frame' || index >= end || this.#forget(item));
    this.#items.splice(this.#sent, later.length, ...useful);
  }

  /**
   * All that waits, in parts of a size that is copied quickly, and the time of which something was dropped. It goes on waiting until it is `written`; what is added meanwhile is not of it.
   */
  send(why: string): { parts: readonly Batch[]; blanks: readonly Blank[] } {
    this.#sent = this.#items.length;
    this.#telling = this.#dropped;
    this.#dropped = null;
    const parts: Item[][] = [];
    let bytes = PART_BYTES;
    for (const item of this.#items) {
      if (bytes >= PART_BYTES) {
        parts.push([]);
        bytes = 0;
      }
      parts.at(-1)?.push(item);
      bytes += item.bytes;
    }
    return { parts: parts.map(batchOf), blanks: this.#telling === null ? [] : [blankOf(this.#telling, why)] };
  }

  /** What was sent is on disk, and it is known there what was dropped. */
  written(): void {
    for (const item of this.#items.splice(0, this.#sent)) this.#bytes -= item.bytes;
    this.#sent = 0;
    if (this.#telling !== null) this.#told += countOf(this.#telling);
    this.#telling = null;
  }

  /** What was sent is not on disk, and waits again. */
  unsent(): void {
    this.#sent = 0;
    this.#dropped = both(this.#telling, this.#dropped);
    this.#telling = null;
    this.#cut();
  }

  /** What was sent can never be written. */
  loseSent(): void {
    for (const item of this.#items.splice(0, this.#sent)) this.#forget(item);
    this.unsent();
    this.breakChain();
  }

  #add(item: Item): void {
    this.#items.push(item);
    this.#bytes += item.bytes;
    this.#cut();
  }

  // What is being written is not dropped: it may be on disk already.
  #cut(): void {
    if (this.#bytes <= this.#mostBytes) return;
    const aim = this.#mostBytes * KEPT_SHARE;
    let end = this.#sent;
    for (let item = this.#items[end]; item !== undefined && this.#bytes > aim; item = this.#items[end]) {
      this.#forget(item);
      end += 1;
    }
    const gone = this.#items.splice(this.#sent, end - this.#sent);
    if (gone.some(({ is }) => is === 'frame')) this.breakChain();
  }

  #forget(item: Item): false {
    this.#bytes -= item.bytes;
    this.#note(item);
    return false;
  }

  #note(item: Item): void {
    const { at } = item;
    this.#dropped = both(this.#dropped, { ...{ from: at, to: at, readings: 0, frames: 0, events: 0 }, [`${item.is}s`]: 1 });
  }
}

function both(one: Dropped | null, other: Dropped | null): Dropped | null {
  if (one === null || other === null) return one ?? other;
  const [from, to] = [Math.min(one.from, other.from), Math.max(one.to, other.to)];
  return { from, to, readings: one.readings + other.readings, frames: one.frames + other.frames, events: one.events + other.events };
}

function countOf(dropped: Dropped | null): number {
  return dropped === null ? 0 : dropped.readings + dropped.frames + dropped.events;
}

function blankOf({ from, to, readings, frames, events }: Dropped, why: string): Blank {
  const counts = `${formatCount(readings)} readings, ${formatCount(frames)} boards, ${formatCount(events)} events`;
  return { from, to, why: `Not all that was seen then could be written down (lost: ${counts}). ${why}`.trim() };
}

function batchOf(items: readonly Item[]): Batch {
  return {
    readings: items.flatMap((item) => (item.is === 'reading' ? [item.value] : [])),
    frames: items.flatMap((item) => (item.is === 'frame' ? [item.value] : [])),
    events: items.flatMap((item) => (item.is === 'event' ? [item.value] : [])),
  };
}
