import type { Mark } from '#lib/act/outcome.ts';
import { type Attention, NO_ATTENTION } from '#lib/attention/attention.ts';
import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import type { Finding, NodeEvent } from '#lib/finding.ts';
import type { HostCard } from '#lib/hosts.ts';
import type { Moment } from '#lib/reading.ts';
import type { Timer } from '#lib/timers.ts';
import type { Link, RowsById } from '../feed/client.ts';
import type { Feed } from '../feed/feed.ts';
import type { Replica } from '../feed/replica.ts';
import { type Loaded, loadBoard, type PastBoard } from './past-board.ts';
import type { PastView } from './travel-context.ts';

/** Between the beginnings of two requests: who drags along the axis is shown a few boards a second. */
const APART_MS = 300;
/** Boards are megabytes: so many are kept for who goes to and fro. */
const KEPT = 6;
/** Boards wait for up to half a minute before they are written: so near to now a later one may still come that belongs to the same moment. */
const SETTLED_MS = 90_000;

const NOTHING: Pick<Replica, 'probes' | 'rows' | 'marks' | 'findings' | 'events' | 'attention' | 'timers' | 'hosts'> = {
  ...{ probes: [], rows: {}, marks: [], findings: [], events: [], attention: NO_ATTENTION, timers: [], hosts: [] },
};
const NO_ROWS: readonly LiveRow[] = [];
const UNKNOWN: Moment = { now: 0, doubtBefore: Number.POSITIVE_INFINITY };
const PAST: Link = { state: 'past' };
const NOWHERE: PastView = { at: Number.NaN, shownAt: null, isLoading: true, trouble: null };

type Load = (askedAt: number, viewer: string) => Promise<Loaded>;

/** The board of one moment at a time. While another one loads, the one before stays; where one cannot be had, nothing is shown in its place. */
export class PastFeed implements Feed {
  readonly #viewer: string;
  readonly #load: Load;
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  /** In the order in which they came. */
  #kept: PastBoard[] = [];
  #shown: PastBoard | null = null;
  #view: PastView = NOWHERE;
  #isAsking = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #askedMs = Number.NEGATIVE_INFINITY;

  /** `viewer` is for whom the page was drawn (Viewer.key), `now` Vigil's time in epoch ms. */
  constructor(viewer: string, now: () => number, load: Load = loadBoard) {
    this.#viewer = viewer;
    this.#now = now;
    this.#load = load;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  probes = (): readonly ProbeRow[] => this.#replica().probes;
  rows = (id: string): readonly LiveRow[] => this.#replica().rows[id] ?? NO_ROWS;
  allRows = (): RowsById => this.#replica().rows;
  marks = (): readonly Mark[] => this.#replica().marks;
  findings = (): readonly Finding[] => this.#replica().findings;
  events = (): readonly NodeEvent[] => this.#replica().events;
  attention = (): Attention => this.#replica().attention;
  timers = (): readonly Timer[] => this.#replica().timers;
  hosts = (): readonly HostCard[] => this.#replica().hosts;
  // Of the run of then nothing is read any more, and its pages are of no use now.
  build = (): null => null;
  boot = (): null => null;
  heardAt = (): null => null;
  moment = (): Moment => this.#shown?.moment ?? UNKNOWN;
  link = (): Link => PAST;
  view = (): PastView => this.#view;

  /** Shows the board of a moment as soon as it is there. Of several asked for in a hurry the last one counts. */
  want(at: number): void {
    if (at === this.#view.at && (this.#view.isLoading || this.#view.trouble === null)) return;
    const known = this.#find(at);
    if (known) this.#show(known, at);
    else this.#turn({ at, isLoading: true, trouble: null });
    if (!known) this.#askSoon();
  }

  /** Forgets what is shown: who comes back begins with nothing, and not with where he was. */
  leave(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#shown = null;
    this.#view = NOWHERE;
  }

  #replica(): typeof NOTHING {
    return this.#shown?.replica ?? NOTHING;
  }

  /** The board of a moment is the last one at or before it, and so that of every moment in between. */
  #find(at: number): PastBoard | undefined {
    return this.#kept.find((board) => board.at <= at && at <= board.askedAt);
  }

  #askSoon(): void {
    if (this.#isAsking || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => void this.#ask(), Math.max(0, this.#askedMs + APART_MS - performance.now()));
  }

  async #ask(): Promise<void> {
    this.#timer = undefined;
    const { at } = this.#view;
    if (Number.isNaN(at) || !this.#view.isLoading) return;
    this.#isAsking = true;
    this.#askedMs = performance.now();
    const loaded = await this.#load(at, this.#viewer);
    this.#isAsking = false;
    this.#take(loaded, at);
    if (this.#view.isLoading) this.#askSoon();
  }

  #take(loaded: Loaded, at: number): void {
    // Left meanwhile.
    if (Number.isNaN(this.#view.at)) return;
    if (loaded.ok) {
      this.#keep(loaded.board);
      // One on the way to where somebody drags is shown too, and said to be of its own moment.
      if (this.#view.isLoading) this.#show(loaded.board, this.#view.at);
      return;
    }
    if (at !== this.#view.at) return;
    this.#shown = null;
    this.#turn({ at, isLoading: false, trouble: { words: loaded.words, nearest: loaded.nearest } });
  }

  #keep(board: PastBoard): void {
    const isSettled = board.askedAt < this.#now() - SETTLED_MS;
    this.#kept = [...this.#kept, isSettled ? board : { ...board, askedAt: board.at }].slice(-KEPT);
  }

  #show(board: PastBoard, at: number): void {
    this.#shown = board;
    this.#turn({ at, isLoading: at < board.at || at > board.askedAt, trouble: null });
  }

  #turn(view: Omit<PastView, 'shownAt'>): void {
    this.#view = { ...view, shownAt: this.#shown?.at ?? null };
    for (const listener of this.#listeners) listener();
  }
}
