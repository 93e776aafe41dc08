import type { ClosedIssue } from '../../attention/closed.ts';
import type { OpenIssue } from '../../attention/open-issue.ts';
import type { IssueNews } from '../../attention/watch.ts';
import { formatAge } from '../../format/age.ts';
import type { Source } from '../../reading.ts';
import { isWorse, type Status } from '../../status.ts';
import type { NewEvent } from '../history/history.ts';
import { commonPlace, eventAt, isNews, timesOf } from './event.ts';

type SourceOf = (id: string) => Source | undefined;
type Over = IssueNews['over'][number];

/** What is over sooner than this was only there because nothing had been read yet, unless it was told. */
const LASTED_MS = 60_000;

/** Tells which issues are found and which are over. What is only not known is no line; nor is the finding of what was there before Vigil looked, or before it was started. */
export class IssueTurns {
  readonly #told = new Set<string>();
  readonly #from: number;
  readonly #sourceOf: SourceOf;

  /** What was so before `from` (epoch ms) is no news. */
  constructor(from: number, sourceOf: SourceOf) {
    this.#from = from;
    this.#sourceOf = sourceOf;
  }

  take({ found, over }: IssueNews): NewEvent[] {
    return [...found.flatMap((issue) => this.#find(issue)), ...over.flatMap((one) => this.#end(one))];
  }

  #find(issue: OpenIssue): NewEvent[] {
    const { key, grounds, since, seenAt, systems, subject, worst: status, reason: words } = issue;
    if (!isTrouble(status) || !isNews(since, this.#from)) return [];
    this.#told.add(key);
    const said = { ...timesOf(since, seenAt), kind: 'issue', subject, status, words, key } as const;
    return [{ ...eventAt(this.#placeOf(grounds), said), systems }];
  }

  #end({ issue, grounds }: Over): NewEvent[] {
    const { key, systems, subject, worst, reason, closedAt, seenAt, unseen } = issue;
    const wasTold = this.#told.delete(key);
    if (!wasTold && (!isTrouble(worst) || closedAt - seenAt < LASTED_MS)) return [];
    const words = `over after ${lastedWords(issue)}: ${reason}`;
    const times = { at: Math.round(unseen?.from ?? closedAt), until: Math.round(unseen?.to ?? closedAt) };
    return [{ ...eventAt(this.#placeOf(grounds), { ...times, kind: 'issue', subject, words, key }), systems }];
  }

  #placeOf(grounds: Over['grounds']): ReturnType<typeof commonPlace> {
    return commonPlace(grounds.flatMap(({ source }) => this.#sourceOf(source) ?? []));
  }
}

function isTrouble(status: Status): boolean {
  return isWorse(status, 'unknown');
}

function lastedWords({ since, closedAt }: ClosedIssue): string {
  const isLonger = since.how === 'before' || since.how === 'between';
  return `${isLonger ? 'more than ' : ''}${formatAge(Math.max(0, closedAt - since.at))}`;
}
