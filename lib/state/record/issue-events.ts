import type { IssueNews } from '../../attention/watch.ts';
import { formatAge } from '../../format/age.ts';
import type { Source } from '../../reading.ts';
import type { NewEvent } from '../history/history.ts';
import { commonPlace, eventAt, isNews, timesOf } from './event.ts';

type SourceOf = (id: string) => Source | undefined;
type Grounds = IssueNews['over'][number]['grounds'];

/** Issues that are found or over, as lines. One that was there before Vigil looked, or before it was started, is no news. */
export function issueEvents({ found, over }: IssueNews, sourceOf: SourceOf): NewEvent[] {
  return [
    ...found.flatMap(({ key, grounds, since, seenAt, systems, subject, worst: status, reason: words }) => {
      if (!isNews(since)) return [];
      const said = { ...timesOf(since, seenAt), kind: 'issue', subject, status, words, key } as const;
      return [{ ...eventAt(placeOf(grounds, sourceOf), said), systems }];
    }),
    ...over.map(({ issue, grounds }) => {
      const { key, systems, subject, reason, since, closedAt } = issue;
      const isLonger = since.how === 'before' || since.how === 'between';
      const words = `over after ${isLonger ? 'more than ' : ''}${formatAge(Math.max(0, closedAt - since.at))}: ${reason}`;
      const said = { at: closedAt, until: closedAt, kind: 'issue', subject, words, key } as const;
      return { ...eventAt(placeOf(grounds, sourceOf), said), systems };
    }),
  ];
}

function placeOf(grounds: Grounds, sourceOf: SourceOf): ReturnType<typeof commonPlace> {
  return commonPlace(grounds.flatMap(({ source }) => sourceOf(source) ?? []));
}
