import { roundValue } from '../../trend.ts';
import type { Sample } from './series-block.ts';
import { Column, NOT_READ, NOT_TOLD } from './series-column.ts';
import { cellsFrom, columnText, entriesOf } from './series-text.ts';
import { DAY_MS, HOUR_MS, STEP_MS, startOf } from './series-time.ts';

/**
 * What was read of one series in a step of time: the mean, lowest and highest of what was told and how many readings told it; null where all were read and none told. `intervalMs` is how
 * long after its last reading the next was due.
 */
export type Step = { at: number; mean: number | null; low: number | null; high: number | null; told: number; intervalMs: number };

const STEPS_A_DAY = DAY_MS / STEP_MS;
const NONE: readonly number[] = [NOT_READ, NOT_READ, NOT_READ, NOT_READ, NOT_READ];

/** A reading as a step that holds nothing else. */
export function stepOf([at, value, intervalMs]: Sample): Step {
  return { at, mean: value, low: value, high: value, told: value === null ? 0 : 1, intervalMs };
}

/** Readings of a series (oldest first) as the steps that are kept of a day. */
export function stepsOf(samples: readonly Sample[]): Step[] {
  return gather(samples.map(stepOf), STEP_MS);
}

/** Steps (oldest first) as fewer and longer ones. One in which nothing was read does not come to be. */
export function gather(steps: readonly Step[], stepMs: number): Step[] {
  const gathered: Step[] = [];
  let first = 0;
  while (first < steps.length) {
    const at = startOf(steps[first]?.at ?? 0, stepMs);
    let end = first + 1;
    while (end < steps.length && startOf(steps[end]?.at ?? 0, stepMs) === at) end += 1;
    gathered.push(joined(at, steps.slice(first, end)));
    first = end;
  }
  return gathered;
}

/** Steps of which those of each hour that has later ones are left out for these: of what is told twice the readings count. */
export function withHours(steps: readonly Step[], later: readonly Step[]): Step[] {
  const hours = new Set(later.map(({ at }) => startOf(at, HOUR_MS)));
  return [...steps.filter(({ at }) => !hours.has(startOf(at, HOUR_MS))), ...later].sort((one, other) => one.at - other.at);
}

/** The steps of one series in a day as JSON: lists with a place for each step of the day, or one value where all are the same; false is where nothing was read. */
export function stepsText(steps: readonly Step[], dayAt: number): string {
  const columns = NONE.map(() => new Array<number>(STEPS_A_DAY).fill(NOT_READ));
  for (const step of steps) {
    const cells = [step.mean ?? NOT_TOLD, step.low ?? NOT_TOLD, step.high ?? NOT_TOLD, step.told, step.intervalMs];
    for (const [index, cell] of cells.entries()) columns[index]?.splice((step.at - dayAt) / STEP_MS, 1, cell);
  }
  const [mean, low, high, told, intervalMs] = columns.map((cells) => columnText(Column.of(cells), STEPS_A_DAY));
  return `{"mean":${mean},"low":${low},"high":${high},"told":${told},"intervalMs":${intervalMs}}`;
}

/** The steps that were written as this text. Throws where it is none of a day. */
export function parseSteps(text: string, dayAt: number): Step[] {
  const fields = new Map(entriesOf(JSON.parse(text)));
  const [mean, low, high, told, intervals] = ['mean', 'low', 'high', 'told', 'intervalMs'].map((name) =>
    cellsFrom(fields.get(name), STEPS_A_DAY),
  );
  const steps: Step[] = [];
  for (const [index, cell] of (told ?? []).entries()) {
    if (cell === NOT_READ) continue;
    const at = dayAt + index * STEP_MS;
    const intervalMs = intervals?.[index] ?? 0;
    steps.push({ at, mean: valueAt(mean, index), low: valueAt(low, index), high: valueAt(high, index), told: cell, intervalMs });
  }
  return steps;
}

function valueAt(cells: readonly number[] | undefined, index: number): number | null {
  const cell = cells?.[index] ?? NOT_TOLD;
  return Number.isFinite(cell) ? cell : null;
}

function joined(at: number, steps: readonly Step[]): Step {
  let sum = 0;
  let told = 0;
  let low: number | null = null;
  let high: number | null = null;
  for (const step of steps) {
    if (step.mean === null || step.low === null || step.high === null) continue;
    sum += step.mean * step.told;
    told += step.told;
    low = low === null ? step.low : Math.min(low, step.low);
    high = high === null ? step.high : Math.max(high, step.high);
  }
  const intervalMs = steps.at(-1)?.intervalMs ?? 0;
  // A mean is rounded and yet never beyond what it is the mean of.
  const mean = low === null || high === null ? null : Math.min(high, Math.max(low, roundValue(sum / told) ?? low));
  return { at, mean, low, high, told, intervalMs };
}
