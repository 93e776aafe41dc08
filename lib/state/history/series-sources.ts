import type { FigureSpec } from '../../history.ts';
import type { ReadingValues } from './history.ts';
import { numberIn, type Row, textIn } from './series-rows.ts';
import type { Statements } from './series-statements.ts';

/** A source as its last reading declared it: its figures are all that it ever had, in the order in which they came, each with the newest unit and meaning. */
export type KeptSource = { id: number; name: string; intervalMs: number; figures: readonly FigureSpec[] };

/** The sources of which anything was ever kept. */
export class SeriesSources {
  readonly #statements: Statements;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  find(name: string): KeptSource | null {
    const row = this.#statements.sql('SELECT * FROM series_source WHERE name = ?').get(JSON.stringify(name));
    return row === undefined ? null : sourceOf(row);
  }

  all(): KeptSource[] {
    return this.#statements.sql('SELECT * FROM series_source').all().map(sourceOf);
  }

  /** Notes what a reading declares, where that is new. */
  note({ source, intervalMs, figures }: ReadingValues): void {
    const known = this.find(source);
    const merged = withFigures(known?.figures ?? [], figures);
    if (known?.intervalMs === intervalMs && JSON.stringify(known.figures) === JSON.stringify(merged)) return;
    this.#statements
      .sql(
        `INSERT INTO series_source (name, interval_ms, figures) VALUES (?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET interval_ms = excluded.interval_ms, figures = excluded.figures`,
      )
      .run(JSON.stringify(source), Math.round(intervalMs), JSON.stringify(merged));
  }
}

function withFigures(known: readonly FigureSpec[], figures: readonly FigureSpec[]): FigureSpec[] {
  const byName = new Map(known.map((figure) => [figure.name, figure]));
  for (const { name, unit, meaning } of figures) byName.set(name, { name, unit, meaning });
  return [...byName.values()];
}

function sourceOf(row: Row): KeptSource {
  const figures: FigureSpec[] = JSON.parse(textIn(row, 'figures'));
  return { id: numberIn(row, 'id'), name: String(JSON.parse(textIn(row, 'name'))), intervalMs: numberIn(row, 'interval_ms'), figures };
}
