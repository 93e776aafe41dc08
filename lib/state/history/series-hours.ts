import type { SeriesKey } from '../../history.ts';
import { packText, unpackText } from './blob.ts';
import type { Period } from './history.ts';
import type { Block, Names, Sample } from './series-block.ts';
import type { DamageReader } from './series-damage.ts';
import { partOf } from './series-parts.ts';
import { boundsIn, bytesIn, numberIn, textIn } from './series-rows.ts';
import type { KeptSource } from './series-sources.ts';
import type { Statements } from './series-statements.ts';
import { blockText, parseBlock, samplesIn } from './series-text.ts';
import { DAY_MS, startOf } from './series-time.ts';

/** Every hour is packed once and read often. */
const LEVEL = 9;

/** A part of the rows of a source in an hour. */
export type Part = { at: number; part: number; parts: number };

/** The hours that are over, source by source. */
export class SeriesHours {
  readonly #statements: Statements;
  readonly #damage: DamageReader;

  constructor(statements: Statements, damage: DamageReader) {
    this.#statements = statements;
    this.#damage = damage;
  }

  /** In how many parts an hour of a source is kept; null where nothing is. */
  parts(source: KeptSource, at: number): number | null {
    const row = this.#statements.sql('SELECT parts FROM series_hour WHERE at = ? AND source = ? LIMIT 1').get(at, source.id);
    return row === undefined ? null : numberIn(row, 'parts');
  }

  /** What is kept of one series in an hour. */
  samples(source: KeptSource, at: number, { row, figure }: SeriesKey): Sample[] {
    const part = partOf(row, this.parts(source, at) ?? 1);
    const kept = this.#data(source, { at, part });
    if (kept === undefined) return [];
    return this.#damage.read(nameOf(source, at), () => samplesIn(unpackText(kept), at, row, figure)) ?? [];
  }

  /** A part of an hour; null where nothing is kept of it, or cannot be read. */
  block(source: KeptSource, { at, part }: Part): Block | null {
    const kept = this.#data(source, { at, part });
    return kept === undefined ? null : this.#damage.read(nameOf(source, at), () => parseBlock(unpackText(kept), at));
  }

  /** Keeps a part in place of what was kept of it: those rows of the block that belong to it. */
  write(source: KeptSource, { at, part, parts }: Part, block: Block): void {
    const isOfPart = (row: string) => partOf(row, parts) === part;
    const names = block.names(isOfPart);
    if (names.rows.length === 0) return;
    const data = packText(blockText(block, at, isOfPart), LEVEL);
    this.#statements
      .sql('INSERT OR REPLACE INTO series_hour (at, source, part, parts, bytes, data) VALUES (?, ?, ?, ?, ?, ?)')
      .run(at, source.id, part, parts, data.length, data);
    this.#statements
      .sql('INSERT OR REPLACE INTO series_pending (day, source, at, part, names) VALUES (?, ?, ?, ?, ?)')
      .run(startOf(at, DAY_MS), source.id, at, part, JSON.stringify(names));
  }

  /** The first day of which the steps of a source do not know all its hours, of those that begin up to a moment; null where there is none. */
  firstPending(until: number): { day: number; source: number } | null {
    const row = this.#statements.sql('SELECT day, source FROM series_pending WHERE day <= ? ORDER BY day, source LIMIT 1').get(until);
    return row === undefined ? null : { day: numberIn(row, 'day'), source: numberIn(row, 'source') };
  }

  /** When the hours of a day begin that the steps of a source do not know yet. */
  pendingHours(source: KeptSource, day: number): number[] {
    const rows = this.#statements.sql('SELECT DISTINCT at FROM series_pending WHERE day = ? AND source = ?').all(day, source.id);
    return rows.map((row) => numberIn(row, 'at'));
  }

  /** The steps of the day know all hours of the source. */
  settle(source: number, day: number): void {
    this.#statements.sql('DELETE FROM series_pending WHERE day = ? AND source = ?').run(day, source);
  }

  /** The names of what was read in hours that the steps of these days do not know yet. */
  pendingNames({ from, to }: Period): [source: number, names: Names][] {
    const rows = this.#statements.sql('SELECT source, names FROM series_pending WHERE day BETWEEN ? AND ?').all(from, to);
    return rows.map((row) => [numberIn(row, 'source'), JSON.parse(textIn(row, 'names'))]);
  }

  /** When the first and the last hour begin that are kept; null where none is. */
  bounds(): Period | null {
    return boundsIn(
      this.#statements.sql('SELECT (SELECT min(at) FROM series_hour) AS "from", (SELECT max(at) FROM series_hour) AS "to"').get() ?? {},
    );
  }

  bytes(): number {
    return numberIn(this.#statements.sql('SELECT coalesce(sum(bytes), 0) AS bytes FROM series_hour').get() ?? {}, 'bytes');
  }

  /** Drops the hours that began up to a moment and that the steps of their day know. */
  dropBefore(at: number): void {
    this.#statements.sql('DELETE FROM series_hour WHERE at <= ? AND (at, source) NOT IN (SELECT at, source FROM series_pending)').run(at);
  }

  #data(source: KeptSource, { at, part }: Pick<Part, 'at' | 'part'>): Uint8Array | undefined {
    const row = this.#statements.sql('SELECT data FROM series_hour WHERE at = ? AND source = ? AND part = ?').get(at, source.id, part);
    return row === undefined ? undefined : bytesIn(row, 'data');
  }
}

function nameOf(source: KeptSource, at: number): string {
  return `What was read of ${source.name} in the hour from ${new Date(at).toISOString()}`;
}
