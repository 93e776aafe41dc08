export type Figure = {
  name: string;
  value: string | number | null;
  unit: string | null;
};
export type FigureGroup = { title: string; figures: Figure[] };
/** Everything the reading made at `observedAt` (epoch ms) holds on one row; `groups` is null when the row is not in it. */
export type FiguresAnswer = {
  observedAt: number;
  groups: FigureGroup[] | null;
};

/** How long somebody who opened a row is left waiting. */
const WAIT_MS = 10_000;

/** Reads the figures of a row. Throws an Error whose message can be shown. */
export async function readFigures(address: string): Promise<FiguresAnswer> {
  const response = await fetch(address, {
    signal: AbortSignal.timeout(WAIT_MS),
    headers: { accept: 'application/json' },
  });
  if (!response.ok) throw new Error(`Vigil answered ${response.status}`);
  return checkFigures(await response.json());
}

/** What came as figures, or an Error when it is something else. */
export function checkFigures(answer: unknown): FiguresAnswer {
  if (!isRecord(answer) || typeof answer.observedAt !== 'number') throw new Error('Vigil answered without the time of the reading');
  if (answer.figures === null) return { observedAt: answer.observedAt, groups: null };
  if (!isRecord(answer.figures) || !isListOf(answer.figures.groups, isGroup))
    throw new Error('Vigil answered something that is not figures');
  return { observedAt: answer.observedAt, groups: answer.figures.groups };
}

function isGroup(value: unknown): value is FigureGroup {
  return isRecord(value) && typeof value.title === 'string' && isListOf(value.figures, isFigure);
}

function isFigure(value: unknown): value is Figure {
  if (!isRecord(value) || typeof value.name !== 'string') return false;
  return (
    (value.unit === null || typeof value.unit === 'string') && (value.value === null || ['string', 'number'].includes(typeof value.value))
  );
}

function isListOf<T>(value: unknown, isOne: (item: unknown) => item is T): value is T[] {
  return Array.isArray(value) && value.every(isOne);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
