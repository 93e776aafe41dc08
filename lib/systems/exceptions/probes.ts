import { defineProbe, type Probe } from '../../system.ts';
import type { StoreNode } from './connection.ts';
import { fetchRates, fetchRecent, fetchTotals } from './fetch.ts';
import { fetchShapes } from './fetch-shapes.ts';
import { RATES, RECENT, SHAPES, TOTALS } from './model.ts';
import { parseRates, parseRecent, parseTotals } from './parse.ts';
import type { ExceptionsSettings } from './settings.ts';

type StoreProbe = Probe<ExceptionsSettings, StoreNode, unknown, unknown>;

/** `keep`: rules look at the newest reading alone, and the one before is for who compares. */
const COMMON = { keep: 2, round: false } as const;

/** What is asked of a store all the time. */
export const storeProbes: readonly StoreProbe[] = [
  defineProbe({
    ...{ ...COMMON, name: RECENT, question: 'what came lately', vital: true },
    times: ({ times }: ExceptionsSettings) => times.recent,
    fetch: fetchRecent,
    parse: (raw) => ({ value: parseRecent(raw), producedAt: null }),
  }),
  defineProbe({
    ...{ ...COMMON, name: TOTALS, question: 'all that is not deleted', vital: true },
    times: ({ times }: ExceptionsSettings) => times.totals,
    fetch: fetchTotals,
    parse: (raw) => ({ value: parseTotals(raw), producedAt: null }),
  }),
  defineProbe({
    ...{ ...COMMON, name: RATES, question: 'errors by hour', vital: true, isAside: true as const },
    times: ({ times }: ExceptionsSettings) => times.rates,
    fetch: fetchRates,
    parse: (raw) => ({ value: parseRates(raw), producedAt: null }),
  }),
  defineProbe({
    ...{ ...COMMON, name: SHAPES, question: 'new rows sorted into shapes', vital: false, isAside: true as const },
    times: ({ times }: ExceptionsSettings) => times.shapes,
    fetch: fetchShapes,
    parse: (value) => ({ value, producedAt: null }),
  }),
];
