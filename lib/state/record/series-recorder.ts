import type { FigureSpec } from '../../history.ts';
import type { Judge } from '../../judge/judge.ts';
import type { Part } from '../../parts.ts';
import { type Reading, sourceId } from '../../reading.ts';
import type { Store } from '../../store/store.ts';
import type { Trends } from '../../store/trends.ts';
import type { KeyFigures, RowSeries, System } from '../../system.ts';
import { roundValue } from '../../trend.ts';
import type { History, ReadingValues } from '../history/history.ts';

/** The figures of one probe: those of its node and those of its rows, each name once, and where each of their values goes. */
type Plan = {
  figures: readonly FigureSpec[];
  key: readonly string[];
  rows: readonly { series: RowSeries; places: readonly number[] }[];
};

type Options = {
  history: Pick<History, 'addReading'>;
  store: Store;
  judge: Judge;
  /** The key figures as they were measured. */
  trends: Pick<Trends, 'read'>;
  parts: { get(id: string): Pick<Part, 'card' | 'system'> | undefined };
  onError: (error: unknown) => void;
};

/** `forget` is for a source that is gone. */
export type SeriesRecorder = { forget(id: string): void; stop(): void };

/**
 * Hands every reading that was judged to the history, once, with the values of its figures as they are shown: rounded, null where one is not told. An error of a system's reading of its rows goes
 * to `onError`, and that reading has only its key figures then.
 */
export function recordSeries({ history, store, judge, trends, parts, onError }: Options): SeriesRecorder {
  const heads = new Map<string, Reading<unknown>>();
  const planOf = plans();
  const rowsOf = (id: string, plan: Plan): ReadingValues['rows'] => {
    try {
      return [...judge.judgement(id).rows.values()].flatMap((row) => rowValues(plan, row));
    } catch (error) {
      onError(error);
      return [];
    }
  };
  const stop = judge.subscribe((source) => {
    const id = sourceId(source);
    const part = parts.get(id);
    const head = store.read(id).window[0];
    if (!part?.system || !head || heads.get(id) === head) return;
    heads.set(id, head);
    const plan = planOf(part.system, source.probe);
    if (plan.figures.length === 0) return;
    const rows = [...keyValues(plan, trends.read(id)), ...rowsOf(id, plan)];
    if (rows.length > 0)
      history.addReading({ source: id, at: Math.round(head.observedAt), intervalMs: part.card.intervalMs, figures: plan.figures, rows });
  });
  return { forget: (id) => void heads.delete(id), stop };
}

/** One for each probe of a system, whatever number of nodes is asked. */
function plans(): (system: System, probe: string) => Plan {
  const made = new Map<string, Plan>();
  return (system, probe) => {
    const key = `${system.name}/${probe}`;
    const plan = made.get(key) ?? makePlan(system, probe);
    made.set(key, plan);
    return plan;
  };
}

function makePlan({ keyFigures, rowSeries = [] }: System, probe: string): Plan {
  const isOwn = (one: KeyFigures<unknown> | RowSeries): boolean => one.probe === probe;
  const key = keyFigures.filter(isOwn).flatMap(({ figures }) => figures);
  const series = rowSeries.filter(isOwn);
  const figures = [...new Map([...key, ...series.flatMap((one) => one.figures)].map((figure) => [figure.name, figure])).values()];
  const places = new Map(figures.map(({ name }, index) => [name, index]));
  return {
    figures,
    key: key.map(({ name }) => name),
    rows: series.map((one) => ({ series: one, places: one.figures.map(({ name }) => places.get(name) ?? 0) })),
  };
}

function keyValues({ figures, key }: Plan, told: ReturnType<Trends['read']>): ReadingValues['rows'] {
  if (key.length === 0) return [];
  const values = new Map(told.map(({ name, value }) => [name, value]));
  return [['', figures.map(({ name }) => values.get(name) ?? null)]];
}

/** Nothing for a row of a kind that has no figures. */
function rowValues({ figures, rows }: Plan, row: { id: string; value: object }): ReadingValues['rows'] {
  const values: (number | null)[] = figures.map(() => null);
  let isTold = false;
  for (const { series, places } of rows) {
    const own = series.valuesOf(row);
    if (own === null) continue;
    isTold = true;
    for (const [index, place] of places.entries()) values[place] = roundValue(own[index] ?? null);
  }
  return isTold ? [[row.id, values]] : [];
}
