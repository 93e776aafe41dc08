import { formatAge } from '#lib/format/age.ts';
import type { HistoryEvent } from '#lib/history.ts';
import type { Line } from '#lib/timeline/lines.ts';
import { KIND_WORDS } from './kinds.ts';

/** The word beside the shape of a line: what it became, or of which kind it is. */
export function wordOf({ kind, status }: Pick<HistoryEvent, 'kind' | 'status'>): string {
  if (status === null) return KIND_WORDS[kind].one;
  if (kind === 'issue') return status === 'ok' ? 'issue over' : `${status} issue`;
  return kind === 'finding' && status === 'ok' ? 'proved no more' : status;
}

/** What a line says besides its subject. */
export function lineWords({ is, newest, parts, span }: Line): string {
  switch (is) {
    case 'one':
      return newest.words;
    case 'burst':
      return `${parts.length} ${newest.node === '' ? 'nodes' : 'of them'} became ${newest.status ?? 'that'} at once`;
    case 'thing': {
      const first = span.events[0];
      if (newest.kind === 'issue') return `${lastingWords(span.from, span.to)}${first.words}`;
      return newest.words === '' ? first.words : newest.words;
    }
  }
}

function lastingWords(from: number, to: number | null): string {
  return to === null ? '' : `over after ${formatAge(to - from)}: `;
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
