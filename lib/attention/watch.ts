import type { Finding } from '../finding.ts';
import type { Part, SubjectOf } from '../issues/issue.ts';
import { findIssues } from '../issues.ts';
import type { Moment } from '../reading.ts';
import { boardMoment } from '../roll-up.ts';
import type { Acknowledgement } from './attention.ts';
import type { ClosedIssue } from './closed.ts';
import { followIssues, readAfresh } from './follow.ts';
import type { Ground, OpenIssue } from './open-issue.ts';

/** Closed issues beyond this many are forgotten, the oldest first. */
const MOST_CLOSED = 500;

type Options = {
  /** Everything that is read, as it is now. */
  parts: () => readonly Part[];
  findings: () => readonly Finding[];
  moment: () => Moment;
  subjectOf: SubjectOf;
  /** The names of the configured systems. */
  systems: readonly string[];
};

/** What a look found otherwise than the one before: issues that are new, and those that are over with what had shown them. */
export type IssueNews = { found: readonly OpenIssue[]; over: readonly { issue: ClosedIssue; grounds: readonly Ground[] }[] };

/** Knows which issues are open since when, and which are over. In memory: what was before the start is not known. */
export class Watch {
  readonly #options: Options;
  readonly watchedSince: number;
  #open: readonly OpenIssue[] = [];
  #closed: readonly ClosedIssue[] = [];
  #read: ReadonlySet<string> = new Set();

  constructor(options: Options) {
    this.#options = options;
    this.watchedSince = options.moment().now;
  }

  /** Finds what is wrong now, and tells what is so otherwise than before. */
  look(acknowledgements: readonly Acknowledgement[]): IssueNews {
    const { parts: read, findings, moment, subjectOf, systems } = this.#options;
    const parts = read();
    const own = moment();
    const board = boardMoment(
      parts.map(({ probe }) => probe),
      own,
    );
    const times = { own, board };
    const { wrong: found } = findIssues({ parts, findings: findings() }, times, subjectOf);
    const before = new Map(this.#open.map((issue) => [issue.key, issue]));
    const { open, closed } = followIssues(this.#open, { found, parts, times, systems, acknowledgements });
    this.#open = open;
    if (closed.length > 0) this.#closed = [...closed, ...this.#closed].slice(0, MOST_CLOSED);
    this.#read = readAfresh({ parts, times });
    return {
      found: open.filter(({ key }) => !before.has(key)),
      over: closed.map((issue) => ({ issue, grounds: before.get(issue.key)?.grounds ?? [] })),
    };
  }

  /** The open issue of this key as of the last look; null where there is none. */
  find(key: string): OpenIssue | null {
    return this.#open.find((issue) => issue.key === key) ?? null;
  }

  /** True where no issue of this key is open and all of these sources had been read afresh at the last look. */
  isOver(key: string, sources: readonly string[]): boolean {
    return this.find(key) === null && sources.every((source) => this.#read.has(source));
  }

  /** Newest first. */
  closed(): readonly ClosedIssue[] {
    return this.#closed;
  }
}
