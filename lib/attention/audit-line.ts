import type { Entry } from '../act/audit/record.ts';

/** What is written down of a change, before it counts. */
export type AttentionLine = Omit<Extract<Entry, { kind: 'attention' }>, 'kind'>;

/** The line as the audit takes it. */
export function entryOf(line: AttentionLine): Entry {
  return { kind: 'attention', ...line };
}

/** What is written down besides, where a change could not be kept after its line was on disk. `why` is in words. */
export function correctionOf({ what, systems, subject }: AttentionLine, why: string): Entry {
  const [one = null, ...others] = systems;
  const system = others.length === 0 ? one : null;
  const title = `What the line before says of ${subject} did not take place: ${what}`;
  return { kind: 'refused', id: null, system, action: what, title, words: why, times: 1 };
}
