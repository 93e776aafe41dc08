import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '../../io/transaction.ts';
import { Block, type Sample } from './series-block.ts';
import type { Part } from './series-hours.ts';
import { partOf, partsFor } from './series-parts.ts';
import type { SeriesStores } from './series-reader.ts';
import type { KeptSource } from './series-sources.ts';
import { stepsOf, withHours } from './series-steps.ts';
import { DAY_MS, HOUR_MS } from './series-time.ts';

/** How long after its end an hour or a day is over: the last readings come with the next flush. */
const SETTLE_MS = 120_000;

type SeriesSamples = { row: string; figure: string; samples: Sample[] };

/** Hours of a part that make no more than one slice of work. */
const SLICE_HOURS = 4;

/** Work on one source that is done part by part: whatever else comes to it in between, it begins anew. */
type Progress = { work: string; part: number; parts: number };

/**
 * Seals the hours that are over and makes steps of the days that are. Each slice is one transaction and may be done twice: what a process that ended left half done is done again from the
 * flushes, which go last, and comes to the same.
 */
export class SeriesCompaction {
  readonly #database: DatabaseSync;
  readonly #stores: SeriesStores;
  readonly #partValues: number;
  #progress: Progress | null = null;

  constructor(database: DatabaseSync, stores: SeriesStores, partValues: number) {
    this.#database = database;
    this.#stores = stores;
    this.#partValues = partValues;
  }

  /** Works for about so long, and one slice at least; true where nothing is left to do at this moment (epoch ms). */
  run(now: number, budgetMs: number): boolean {
    const end = performance.now() + budgetMs;
    while (this.#slice(now)) if (performance.now() >= end) return false;
    return true;
  }

  /** More came to a source in an hour: what was sealed of that is not all of it. */
  restart(source: string, at: number): void {
    if (this.#progress?.work === sealing(source, at)) this.#progress = null;
  }

  #slice(now: number): boolean {
    return this.#sealSlice(now - SETTLE_MS) || this.#daySlice(now - SETTLE_MS);
  }

  #sealSlice(until: number): boolean {
    const { open, sources } = this.#stores;
    const at = open.hours().find((hour) => hour + HOUR_MS <= until);
    if (at === undefined) return false;
    const [name, block] = [...open.blocksOf(at)][0] ?? [];
    const source = name === undefined ? null : sources.find(name);
    if (name !== undefined && block !== undefined && source !== null) {
      const { part, parts } = this.#next(
        sealing(name, at),
        () => this.#stores.hours.parts(source, at) ?? partsFor(block, this.#partValues),
      );
      inTransaction(this.#database, () => this.#seal(source, { at, part, parts }, block));
      if (!this.#advance()) return true;
    }
    if (name !== undefined) open.release(name, at);
    if (open.hours()[0] !== at) inTransaction(this.#database, () => open.dropFlushes(until));
    return true;
  }

  #seal(source: KeptSource, part: Part, block: Block): void {
    const { hours } = this.#stores;
    const sealed = hours.block(source, part) ?? new Block();
    sealed.merge(block, (row) => partOf(row, part.parts) === part.part);
    hours.write(source, part, sealed);
  }

  #daySlice(until: number): boolean {
    const { hours, sources } = this.#stores;
    const pending = hours.firstPending(until - DAY_MS);
    if (pending === null) return false;
    const source = sources.all().find(({ id }) => id === pending.source);
    if (source === undefined) {
      hours.settle(pending.source, pending.day);
      return true;
    }
    const kept = hours.pendingHours(source, pending.day).map((at) => ({ at, part: 0, parts: hours.parts(source, at) ?? 1 }));
    const { part, parts } = this.#next(`steps of ${source.name} on ${pending.day}`, () => dayParts(kept));
    inTransaction(this.#database, () => {
      this.#roll(source, pending.day, { part, parts, kept });
      if (part + 1 === parts) hours.settle(source.id, pending.day);
    });
    this.#advance();
    return true;
  }

  #roll(source: KeptSource, day: number, work: { part: number; parts: number; kept: readonly Part[] }): void {
    const { days } = this.#stores;
    for (const { row, figure, samples } of this.#samplesOf(source, work)) {
      const key = { source: source.name, row, figure };
      const known = days.find(key);
      const before = known === null ? [] : days.steps(key, known, day);
      days.write(key, day, withHours(before, stepsOf(samples)));
    }
  }

  /** All that the hours hold of the series whose rows belong to this part of so many, which are as many as an hour has or more. */
  #samplesOf(source: KeptSource, { part, parts, kept }: { part: number; parts: number; kept: readonly Part[] }): SeriesSamples[] {
    const series = new Map<string, SeriesSamples>();
    for (const hour of kept) {
      const block = this.#stores.hours.block(source, { ...hour, part: part % hour.parts });
      for (const [row, figure, samples] of block?.series((name) => partOf(name, parts) === part) ?? []) {
        const name = JSON.stringify([row, figure]);
        const one = series.get(name) ?? { row, figure, samples: [] };
        for (const sample of samples) one.samples.push(sample);
        series.set(name, one);
      }
    }
    return [...series.values()];
  }

  #next(work: string, parts: () => number): Progress {
    if (this.#progress?.work !== work) this.#progress = { work, part: 0, parts: parts() };
    return this.#progress;
  }

  /** True where that was the last part. */
  #advance(): boolean {
    if (this.#progress === null) return true;
    const isLast = this.#progress.part + 1 >= this.#progress.parts;
    this.#progress = isLast ? null : { ...this.#progress, part: this.#progress.part + 1 };
    return isLast;
  }
}

/** In how many parts a day is worked on, from its hours: a power of two, as theirs are, and no fewer. */
function dayParts(hours: readonly Part[]): number {
  const most = Math.max(1, ...hours.map(({ parts }) => parts));
  return most * 2 ** Math.max(0, Math.ceil(Math.log2(hours.length / SLICE_HOURS)));
}

function sealing(source: string, at: number): string {
  return `hour of ${source} from ${at}`;
}
