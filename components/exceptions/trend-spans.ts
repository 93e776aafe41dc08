import type { TrendInput } from '#lib/systems/exceptions/model-list.ts';

/** Over how long errors are counted, as the address of a list has it. */
export const TREND_SPANS = ['1h', '24h', '14d'] as const;
export type TrendSpan = (typeof TREND_SPANS)[number];

export const TREND_STEPS: Readonly<Record<TrendSpan, Pick<TrendInput, 'step' | 'steps'> & { words: string }>> = {
  '1h': { step: 'minute', steps: 60, words: '1 h' },
  '24h': { step: 'hour', steps: 24, words: '24 h' },
  '14d': { step: 'day', steps: 14, words: '14 days' },
};
