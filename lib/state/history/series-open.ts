import { packText, unpackText } from './blob.ts';
import type { Period, ReadingValues } from './history.ts';
import { Block } from './series-block.ts';
import type { DamageReader } from './series-damage.ts';
import { bytesIn, numberIn } from './series-rows.ts';
import type { Statements } from './series-statements.ts';
import { flushText, parseFlush } from './series-text.ts';
import { HOUR_MS, startOf } from './series-time.ts';

/** Kept for an hour or so. */
const LEVEL = 3;

/** The hours that are not sealed yet: on disk flush by flush, in memory source by source. */
export class OpenHours {
  readonly #statements: Statements;
  readonly #damage: DamageReader;
  readonly #hours = new Map<number, Map<string, Block>>();

  constructor(statements: Statements, damage: DamageReader) {
    this.#statements = statements;
    this.#damage = damage;
  }

  /** Reads what is on disk in place of what is in memory. */
  load(): void {
    this.#hours.clear();
    for (const row of this.#statements.sql('SELECT id, at, data FROM series_flush ORDER BY id').iterate()) {
      const at = numberIn(row, 'at');
      const what = `What was read in the hour from ${new Date(at).toISOString()} (flush ${numberIn(row, 'id')})`;
      const blocks = this.#damage.read(what, () => parseFlush(unpackText(bytesIn(row, 'data')), at));
      for (const [source, block] of blocks ?? []) this.#merge(at, source, block);
    }
  }

  /** Keeps readings: one flush, or one for each hour that they are of. Answers with the sources and hours that it came to. */
  append(readings: readonly ReadingValues[]): [source: string, at: number][] {
    const reached: [source: string, at: number][] = [];
    for (const [at, blocks] of blocksOf(readings)) {
      const data = packText(flushText(blocks, at), LEVEL);
      this.#statements.sql('INSERT INTO series_flush (at, bytes, data) VALUES (?, ?, ?)').run(at, data.length, data);
      for (const [source, block] of blocks) {
        this.#merge(at, source, block);
        reached.push([source, at]);
      }
    }
    return reached;
  }

  /** What is in memory of a source in an hour. */
  block(source: string, at: number): Block | null {
    return this.#hours.get(at)?.get(source) ?? null;
  }

  /** When the hours begin of which anything of a source is in memory, oldest first. */
  hoursOf(source: string): number[] {
    return this.hours().filter((at) => this.#hours.get(at)?.has(source));
  }

  /** When the hours begin that are in memory, oldest first. */
  hours(): number[] {
    return [...this.#hours.keys()].sort((one, other) => one - other);
  }

  /** The sources of an hour that are in memory. */
  blocksOf(at: number): ReadonlyMap<string, Block> {
    return this.#hours.get(at) ?? new Map();
  }

  /** A source is sealed for this hour, and on disk: it goes from memory. */
  release(source: string, at: number): void {
    const blocks = this.#hours.get(at);
    blocks?.delete(source);
    if (blocks?.size === 0) this.#hours.delete(at);
  }

  /** Drops the flushes of hours that ended up to a moment and of which nothing is in memory any more. */
  dropFlushes(until: number): void {
    for (const row of this.#statements.sql('SELECT DISTINCT at FROM series_flush WHERE at <= ?').all(until - HOUR_MS)) {
      const at = numberIn(row, 'at');
      if (!this.#hours.has(at)) this.#statements.sql('DELETE FROM series_flush WHERE at = ?').run(at);
    }
  }

  /** When the first and the last hour begin that are in memory; null where none is. */
  bounds(): Period | null {
    const hours = this.hours();
    const [from, to] = [hours[0], hours.at(-1)];
    return from === undefined || to === undefined ? null : { from, to };
  }

  /** The bytes of the flushes. */
  bytes(): number {
    return numberIn(this.#statements.sql('SELECT coalesce(sum(bytes), 0) AS bytes FROM series_flush').get() ?? {}, 'bytes');
  }

  #merge(at: number, source: string, block: Block): void {
    const blocks = this.#hours.get(at) ?? new Map<string, Block>();
    this.#hours.set(at, blocks);
    const merged = blocks.get(source) ?? new Block();
    merged.merge(block);
    blocks.set(source, merged);
  }
}

/** Readings by the hour they are of and by their source. */
function blocksOf(readings: readonly ReadingValues[]): Map<number, Map<string, Block>> {
  const hours = new Map<number, Map<string, Block>>();
  for (const reading of readings) {
    const at = startOf(Math.round(reading.at), HOUR_MS);
    const blocks = hours.get(at) ?? new Map<string, Block>();
    hours.set(at, blocks);
    const block = blocks.get(reading.source) ?? new Block();
    block.put(reading);
    blocks.set(reading.source, block);
  }
  return hours;
}
