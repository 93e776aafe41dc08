import type { KeyFigureRow } from '../feed/events.ts';
import { type Reading, sourceId } from '../reading.ts';
import type { KeyFigure } from '../system.ts';
import { extendTrend, roundValue } from '../trend.ts';
import type { Store } from './store.ts';

/** Takes the key figures from the readings of one source, newest first, never empty. */
export type Measure = (window: readonly Reading<unknown>[]) => KeyFigure[];

/** `read` gives the key figures of a source with their last points; none before its first reading. */
export type Trends = { read(id: string): readonly KeyFigureRow[]; forget(id: string): void };

type Kept = { head: Reading<unknown>; figures: readonly KeyFigureRow[] };

const NONE: readonly KeyFigureRow[] = [];

/**
 * Keeps the last points of every key figure while the process runs, one for each reading. An error of a system's measuring is the store's to tell (its onError);
 * the figures of that source are gone then until it is measured again: an old number never stands beside a new reading.
 */
export function keepTrends(store: Store, measures: Pick<ReadonlyMap<string, Measure>, 'get'>): Trends {
  const kept = new Map<string, Kept>();
  store.subscribe((source) => {
    const id = sourceId(source);
    const { window } = store.read(id);
    const measure = measures.get(id);
    const head = window[0];
    const before = kept.get(id);
    if (!measure || !head || before?.head === head) return;
    kept.delete(id);
    const figures = measure(window).map((figure) => extend(figure, head.observedAt, before?.figures ?? NONE));
    kept.set(id, { head, figures });
  });
  return { read: (id) => kept.get(id)?.figures ?? NONE, forget: (id) => void kept.delete(id) };
}

function extend(figure: KeyFigure, at: number, before: readonly KeyFigureRow[]): KeyFigureRow {
  const { name, unit } = figure;
  const value = roundValue(figure.value);
  const trend = before.find((other) => other.name === name)?.trend ?? [];
  return { name, unit, value, trend: extendTrend(trend, [Math.round(at), value]) };
}
