import type { SeriesKey } from '../../history.ts';
import { packText, unpackText } from './blob.ts';
import type { Period } from './history.ts';
import type { DamageReader } from './series-damage.ts';
import { boundsIn, bytesIn, numberIn, textIn } from './series-rows.ts';
import type { Statements } from './series-statements.ts';
import { parseSteps, type Step, stepsText } from './series-steps.ts';

/** A day is packed once and kept for long. */
const LEVEL = 9;

/** The steps of the days that are over, series by series. */
export class SeriesDays {
  readonly #statements: Statements;
  readonly #damage: DamageReader;

  constructor(statements: Statements, damage: DamageReader) {
    this.#statements = statements;
    this.#damage = damage;
  }

  /** The number of a series; null where it has none, as it has no day. */
  find(key: SeriesKey): number | null {
    const row = this.#statements.sql('SELECT id FROM series_name WHERE name = ?').get(textOf(key));
    return row === undefined ? null : numberIn(row, 'id');
  }

  /** The steps of a series on a day; none where nothing is kept, or cannot be read. */
  steps(key: SeriesKey, series: number, day: number): Step[] {
    const row = this.#statements.sql('SELECT data FROM series_day WHERE at = ? AND series = ?').get(day, series);
    if (row === undefined) return [];
    const what = `What was read of ${key.source}, ${key.row === '' ? '' : `row ${key.row}, `}figure ${key.figure}, on ${new Date(day).toISOString().slice(0, 10)}`;
    return this.#damage.read(what, () => parseSteps(unpackText(bytesIn(row, 'data')), day)) ?? [];
  }

  /** Keeps the steps of a series on a day in place of those that were kept. */
  write(key: SeriesKey, day: number, steps: readonly Step[]): void {
    const name = textOf(key);
    this.#statements.sql('INSERT OR IGNORE INTO series_name (name) VALUES (?)').run(name);
    const data = packText(stepsText(steps, day), LEVEL);
    this.#statements
      .sql('INSERT OR REPLACE INTO series_day (at, series, bytes, data) SELECT ?, id, ?, ? FROM series_name WHERE name = ?')
      .run(day, data.length, data, name);
  }

  /** All series of which there are steps on these days. */
  keys({ from, to }: Period): SeriesKey[] {
    const rows = this.#statements
      .sql('SELECT name FROM series_name WHERE id IN (SELECT series FROM series_day WHERE at BETWEEN ? AND ?)')
      .all(from, to);
    return rows.map((row) => keyOf(textIn(row, 'name')));
  }

  /** When the first and the last day begin that are kept; null where none is. */
  bounds(): Period | null {
    return boundsIn(
      this.#statements.sql('SELECT (SELECT min(at) FROM series_day) AS "from", (SELECT max(at) FROM series_day) AS "to"').get() ?? {},
    );
  }

  bytes(): number {
    return numberIn(this.#statements.sql('SELECT coalesce(sum(bytes), 0) AS bytes FROM series_day').get() ?? {}, 'bytes');
  }

  /** Drops the days that began up to a moment, and the names of what was read on those only. */
  dropBefore(at: number): void {
    const { changes } = this.#statements.sql('DELETE FROM series_day WHERE at <= ?').run(at);
    if (Number(changes) > 0) this.#statements.sql('DELETE FROM series_name WHERE id NOT IN (SELECT DISTINCT series FROM series_day)').run();
  }
}

function textOf({ source, row, figure }: SeriesKey): string {
  return JSON.stringify([source, row, figure]);
}

function keyOf(text: string): SeriesKey {
  const [source, row, figure]: string[] = JSON.parse(text);
  return { source: source ?? '', row: row ?? '', figure: figure ?? '' };
}
