import { formatAge } from '#lib/format/age.ts';
import type { HistoryEvent } from '#lib/history.ts';
import type { Line } from '#lib/timeline/lines.ts';
import { isOver } from '#lib/timeline/spans.ts';
import { KIND_WORDS } from './kinds.ts';

/** The word beside the shape of a line: what it became, or of which kind it is. */
export function wordOf({ kind, status }: Pick<HistoryEvent, 'kind' | 'status'>): string {
  if (isOver({ kind, status })) return 'issue over';
  if (status === null) return KIND_WORDS[kind].one;
  return kind === 'issue' ? `${status} issue` : status;
}

/** What a line says besides its subject. */
export function lineWords({ is, newest, parts, span }: Line): string {
  switch (is) {
    case 'one':
      return newest.words;
    case 'burst':
      return `${parts.length} ${newest.node === '' ? 'nodes' : 'of them'} became ${newest.status ?? 'that'} at once`;
    case 'thing':
      return newest.words === '' ? span.events[0].words : newest.words;
  }
}

/** How long something lasted, where it did: "4m 12s". */
export function lasted({ newest: { kind }, span: { from, to } }: Line): string {
  const hasLength = kind === 'issue' || kind === 'deploy' || kind === 'maintenance' || kind === 'action' || kind === 'job';
  return hasLength && to !== null && to - from >= 1_000 ? formatAge(to - from) : '';
}

/** True where the two times of an event say between which moments it was. */
export function isBetween({ kind, at, until }: HistoryEvent): boolean {
  return until - at >= 1_000 && (kind === 'node' || kind === 'status' || kind === 'finding');
}
