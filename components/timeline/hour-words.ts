import { formatCount } from '#lib/format/number.ts';
import type { EventsAnswer } from '#lib/http/events.ts';
import { gatherSpans, isOver, newestOf } from '#lib/timeline/spans.ts';

/** "3 issues found, 2 over · 1 deploy · 2 restarts or fail-overs"; where not all of it is known, that too. */
export function hourWords({ events, blanks, next }: Pick<EventsAnswer, 'events' | 'blanks' | 'next'>): string {
  const issues = events.filter(({ kind }) => kind === 'issue');
  const over = issues.filter(isOver).length;
  const found = issues.length - over;
  const spans = Map.groupBy(gatherSpans(events), (span) => newestOf(span).kind);
  const count = (kind: 'node' | 'deploy' | 'action') => spans.get(kind)?.length ?? 0;
  const issueWords = [
    counted(found, 'issue found', 'issues found'),
    over === 0 ? '' : found === 0 ? counted(over, 'issue over', 'issues over') : `${formatCount(over)} over`,
  ];
  const parts = [
    issueWords.filter((words) => words !== '').join(', '),
    counted(count('deploy'), 'deploy', 'deploys'),
    counted(count('node'), 'restart, reload or fail-over', 'restarts, reloads or fail-overs'),
    counted(count('action'), 'action', 'actions'),
  ].filter((words) => words !== '');
  const said = parts.length === 0 ? 'nothing that Vigil saw' : `${next === null ? '' : 'more than '}${parts.join(' · ')}`;
  return blanks.length === 0 ? said : `${said} · not all of it is known`;
}

function counted(count: number, one: string, many: string): string {
  if (count === 0) return '';
  return count === 1 ? `1 ${one}` : `${formatCount(count)} ${many}`;
}
