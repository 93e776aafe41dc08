import { formatCount } from '#lib/format/number.ts';
import type { OpenIssues } from '../issues/open-issues.ts';

/** What is wrong or out and not to be looked at, as a count with words: "2 acknowledged, 1 under planned maintenance, 3 out on purpose". Empty where there is nothing. */
export function quietWords({ quiet, maintained, leftOut }: Pick<OpenIssues, 'quiet' | 'maintained' | 'leftOut'>): string {
  const acknowledged = quiet.filter((one) => one.quiet?.is === 'acknowledged').length;
  const planned = quiet.filter((one) => one.quiet?.is === 'planned').length;
  return [
    ...said(acknowledged, 'acknowledged'),
    ...said(planned, 'under planned maintenance'),
    ...said(maintained.length, 'out on purpose'),
    ...said(
      leftOut,
      leftOut === 1
        ? 'question left out, not permitted or not supported there'
        : 'questions left out, not permitted or not supported there',
    ),
  ].join(', ');
}

function said(count: number, words: string): string[] {
  return count > 0 ? [`${formatCount(count)} ${words}`] : [];
}
