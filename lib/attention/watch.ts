import type { Finding } from '../finding.ts';
import type { Part, SubjectOf } from '../issues/issue.ts';
import { findIssues } from '../issues.ts';
import type { Moment } from '../reading.ts';
import { boardMoment } from '../roll-up.ts';
import type { Acknowledgement } from './attention.ts';
import type { ClosedIssue, Watched } from './closed.ts';
import { followIssues, readAfresh } from './follow.ts';
import type { KeptOpen } from './issue-files.ts';
import type { Ground, OpenIssue } from './open-issue.ts';
import { type Known, newestClosed, withGap } from './take-up.ts';

/** Who has not looked for so long did not watch: the process was held, or the machine slept. */
const GAP_MS = 60_000;
/** After this time nodes that were discovered before a restart are known again, or are no more. */
const ALL_THERE_MS = 120_000;

type Options = {
  /** Everything that is read, as it is now. */
  parts: () => readonly Part[];
  findings: () => readonly Finding[];
  moment: () => Moment;
  subjectOf: SubjectOf;
  /** The names of the configured systems. */
  systems: readonly string[];
  /** What is known from before the start (takeUp). */
  known: Known;
};

/** What a look found otherwise than the one before: issues that are new, and those that are over with what had shown them. */
export type IssueNews = { found: readonly OpenIssue[]; over: readonly { issue: ClosedIssue; grounds: readonly Ground[] }[] };

/** Knows which issues are open since when, and which are over. */
export class Watch {
  readonly #options: Options;
  readonly #startedAt: number;
  #known: Known;
  #lookedAt: number;
  #read: ReadonlySet<string> = new Set();

  constructor(options: Options) {
    this.#options = options;
    this.#known = options.known;
    this.#startedAt = options.moment().now;
    this.#lookedAt = this.#startedAt;
  }

  /** To be called at least every few seconds, also where nothing has changed. */
  tick(): void {
    const { now } = this.#options.moment();
    if (now - this.#lookedAt > GAP_MS)
      this.#known = { ...this.#known, watched: withGap(this.#known.watched, { from: this.#lookedAt, to: now }) };
    this.#lookedAt = now;
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
    const before = new Map(this.#known.open.map((issue) => [issue.key, issue]));
    const areAllThere = own.now - this.#startedAt >= ALL_THERE_MS;
    const { open, closed } = followIssues(this.#known.open, { found, parts, times, systems, acknowledgements, areAllThere });
    const all = closed.length > 0 ? newestClosed([...closed, ...this.#known.closed], own.now) : this.#known.closed;
    this.#known = { ...this.#known, open, closed: all };
    this.#read = readAfresh({ parts, times });
    return {
      found: open.filter(({ key }) => !before.has(key)),
      over: closed.map((issue) => ({ issue, grounds: before.get(issue.key)?.grounds ?? [] })),
    };
  }

  /** The open issue of this key as of the last look; null where there is none. */
  find(key: string): OpenIssue | null {
    return this.#known.open.find((issue) => issue.key === key) ?? null;
  }

  /** True where no issue of this key is open and all of these sources had been read afresh at the last look. */
  isOver(key: string, sources: readonly string[]): boolean {
    return this.find(key) === null && sources.every((source) => this.#read.has(source));
  }

  /** Newest first. */
  closed(): readonly ClosedIssue[] {
    return this.#known.closed;
  }

  /** Since when issues are watched, and when not. */
  watched(): Watched {
    return this.#known.watched;
  }

  /** What is open, as it is to be kept over a restart. */
  kept(): KeptOpen {
    return { watched: this.#known.watched, lookedAt: this.#lookedAt, open: this.#known.open };
  }
}
