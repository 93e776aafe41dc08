import type { Cleared, ShapeFlag } from './model.ts';

/** Where a text is looked for. */
export const SEARCHED = ['message', 'detail', 'url', 'type', 'host'] as const;
export type Searched = (typeof SEARCHED)[number];

/** Of what the list is. All that is set has to hold; a null, an empty list or `any` asks nothing. Texts are held against whole columns, case as the database has it. */
export type ErrorFilter = {
  /** A group of applications as configured, by its name; '' is those that stand in none. */
  team: string | null;
  app: string | null;
  machine: string | null;
  type: string | null;
  category: string | null;
  host: string | null;
  /** A path, in which * stands for anything. */
  url: string | null;
  /** One shape by its key, or several with commas between them. */
  shape: string | null;
  search: string | null;
  searchIn: readonly Searched[];
  /** Last seen at or after, and before; epoch ms. */
  seenFrom: number | null;
  seenTo: number | null;
  protected: 'any' | 'only' | 'none';
  deleted: 'none' | 'only' | 'any';
};

export const NO_FILTER: ErrorFilter = {
  ...{ team: null, app: null, machine: null, type: null, category: null, host: null, url: null, shape: null },
  ...{ search: null, searchIn: ['message', 'url', 'type', 'host'], seenFrom: null, seenTo: null, protected: 'any', deleted: 'none' },
};

/** By which of its columns a list is sorted. */
export const SORTS = [
  'lastSeen',
  'firstSeen',
  'count',
  'type',
  'message',
  'app',
  'machine',
  'host',
  'url',
  'category',
  'protected',
] as const;
export type Sort = (typeof SORTS)[number];
export type Order = { by: Sort; isDescending: boolean };

/** How many rows a page has. */
export const PAGE_SIZE = 100;
/** So many rows at most are put together to shapes, the newest first; the answer says when there were more. */
export const MOST_GROUPED = 50_000;

/** One row of the table. */
export type ErrorRow = {
  id: number;
  guid: string;
  app: string;
  machine: string;
  type: string;
  message: string | null;
  host: string | null;
  url: string | null;
  method: string | null;
  status: number | null;
  category: string | null;
  source: string | null;
  count: number;
  firstAt: number;
  lastAt: number;
  isProtected: boolean;
  deletedAt: number | null;
  /** Null where it is not sorted into a shape yet. */
  shape: string | null;
};

/** The question `list`: `page` from 0. `upToId` is the highest id to be told of, null at the first look: the answer says which it was. */
export type ListInput = { filter: ErrorFilter; order: Order; page: number; upToId: number | null };
export type ListAnswer = { upToId: number; rows: readonly ErrorRow[]; hasMore: boolean };

/** Errors that are one thing, and their newest row. `trend` is errors by hour of the last 24, oldest first; null where the list reaches back less. */
export type ShapeRow = {
  shape: string | null;
  app: string;
  rows: number;
  count: number;
  machines: number;
  firstAt: number;
  lastAt: number;
  protectedRows: number;
  trend: readonly number[];
  flag: ShapeFlag | null;
  cleared: Cleared | null;
  newest: ErrorRow;
};

/** The question `shapes`, with the same input. `grouped` rows of `matching` were put together; `unsorted` of them are in no shape yet, and stand by themselves. */
export type ShapesAnswer = {
  upToId: number;
  rows: readonly ShapeRow[];
  shapes: number;
  grouped: number;
  isCut: boolean;
  /** When the oldest of them was made; epoch ms. Null where none matches. */
  groupedFromAt: number | null;
  unsorted: number;
  /** When the hours of the trends begin; epoch ms. */
  trendFromAt: number;
  hasMore: boolean;
};

/** The question `count`: what matches, of all times. `rows` includes the protected ones. */
export type CountInput = { filter: ErrorFilter; upToId: number | null };
export type CountAnswer = { rows: number; errors: number; protectedRows: number };

/** The question `newer`: what came since that would stand in the list. */
export type NewerInput = { filter: ErrorFilter; aboveId: number };
export type NewerAnswer = { rows: number; upToId: number };

/** The question `facets`: the values there are to filter by, with their rows, the most first, up to 50 each. */
export type FacetsInput = { filter: ErrorFilter; upToId: number | null };
export type Facet = { value: string; rows: number };
export type FacetsAnswer = { apps: readonly Facet[]; machines: readonly Facet[]; types: readonly Facet[]; categories: readonly Facet[] };

/** The steps of a trend. */
export const TREND_STEP_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/** The question `trend`: errors by minute, hour or day, deleted ones too where the filter asks for them. `isCut` where only some could be counted. */
export type TrendInput = { filter: ErrorFilter; step: keyof typeof TREND_STEP_MS; steps: number };
export type TrendAnswer = { fromAt: number; stepMs: number; counts: readonly number[]; isCut: boolean };
