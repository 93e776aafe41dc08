import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SnapshotEvent } from '../../feed/events.ts';
import type { JudgedRow } from '../../judge/judge.ts';
import { type Moment, type Source, sourceId } from '../../reading.ts';
import { type Board, type KeptSource, keptProbe } from '../history/board.ts';
import { differenceText, wholeText } from '../history/board-frame.ts';
import type { History } from '../history/history.ts';
import { type Turning, Turns } from './turns.ts';

/** Everything that is shown but the rows, of all systems, as of now. */
export type ShownNow = Pick<SnapshotEvent, 'probes' | 'marks' | 'findings' | 'events' | 'attention' | 'timers' | 'hosts'>;

type Options = {
  judge: Turning & { moment(): Moment };
  feed: { shown(): ShownNow };
  /** All sources; the very same list for as long as none comes or goes. */
  sources: () => readonly Source[];
  history: Pick<History, 'addFrame' | 'needsWholeFrame'>;
  /** How often a frame is written where no status becomes another (ms). */
  everyMs: number;
  onError: (error: unknown) => void;
};

/** All that is shown at a moment. `maps` are the rows of each source as the judge holds them, by which those that are still the same are known. */
type Captured = Moment & { board: Board; sources: readonly Source[]; maps: ReadonlyMap<string, Held> };

type Held = { map: ReadonlyMap<string, JudgedRow>; rows: readonly JudgedRow[] };

/** A status that became another is on a frame within this time. */
const LOOK_MS = 1_000;
const WHOLE_EVERY_MS = 600_000;
/** What differs since the last whole board is no more text than half of that board, or than this: a board of the past is read from both. */
const MOST_SHARE = 1 / 2;
const LEAST_DIFFERENCE = 250_000;
/** So long it works before others have their turn (ms); one step of the work takes about a millisecond. */
const SLICE_MS = 5;

/** Writes down what the board is: every so often, and soon after any status became another. Stopping it writes the last frame. */
export function recordBoard(options: Options): { stop(): Promise<void> } {
  const recorder = new BoardRecorder(options);
  const timer = setInterval(() => recorder.look(), LOOK_MS);
  recorder.look();
  return {
    async stop() {
      clearInterval(timer);
      await recorder.end();
    },
  };
}

class BoardRecorder {
  readonly #options: Options;
  readonly #turns: Turns;
  #last: Captured | null = null;
  #wholeAt = 0;
  #wholeLength = 0;
  #differenceLength = 0;
  #writing: Promise<void> | null = null;

  constructor(options: Options) {
    this.#options = options;
    this.#turns = new Turns(options.judge);
  }

  /** Writes a frame where it is time to. */
  look(): void {
    if (this.#writing) return;
    const shown = this.#options.feed.shown();
    const moment = this.#options.judge.moment();
    this.#turns.look(shown.findings);
    const isDue = this.#last === null || moment.now - this.#last.now >= this.#options.everyMs;
    if (isDue || this.#turns.hasTurned) this.#write(shown, moment);
  }

  async end(): Promise<void> {
    await this.#writing;
    this.#write(this.#options.feed.shown(), this.#options.judge.moment());
    await this.#writing;
    this.#turns.stop();
  }

  #write(shown: ShownNow, moment: Moment): void {
    const before = this.#last;
    const now = this.#capture(shown, moment);
    const hasTurned = this.#turns.hasTurned;
    this.#turns.clear(new Set(now.maps.keys()));
    this.#writing = this.#frame(before, now, hasTurned)
      .catch((error: unknown) => {
        this.#last = null;
        this.#options.onError(error);
      })
      .finally(() => {
        this.#writing = null;
      });
  }

  async #frame(before: Captured | null, now: Captured, hasTurned: boolean): Promise<void> {
    const base = before !== null && this.#isGoingOn(before, now) ? before : null;
    const text = await inSlices(base ? differenceText(base.board, now.board, base.now) : wholeText(now.board));
    if (base) this.#differenceLength += text.length;
    else this.#begin(now, text);
    this.#last = now;
    this.#options.history.addFrame({ at: now.now, doubtBefore: now.doubtBefore, isWhole: base === null, hasTurned, text });
  }

  /** Whether the frame may be what differs from the one before. */
  #isGoingOn(before: Captured, now: Captured): boolean {
    return (
      now.now - this.#wholeAt < WHOLE_EVERY_MS &&
      this.#differenceLength < Math.max(this.#wholeLength * MOST_SHARE, LEAST_DIFFERENCE) &&
      before.sources === now.sources &&
      before.doubtBefore === now.doubtBefore &&
      !this.#options.history.needsWholeFrame()
    );
  }

  #begin({ now }: Captured, { length }: string): void {
    this.#wholeAt = now;
    this.#wholeLength = length;
    this.#differenceLength = 0;
  }

  /** What is shown now, without looking at any row: rows that were judged are never changed. */
  #capture({ probes, findings, ...beside }: ShownNow, moment: Moment): Captured {
    const before = this.#last?.maps;
    const maps = new Map<string, Held>();
    const sources = probes.map((probe): KeptSource => {
      const id = sourceId(probe.source);
      const map = this.#options.judge.judgement(id).rows;
      const held = before?.get(id);
      const own = held?.map === map ? held : { map, rows: [...map.values()] };
      maps.set(id, own);
      return { probe: keptProbe(probe), rows: own.rows };
    });
    return { ...moment, board: { sources, findings, beside }, sources: this.#options.sources(), maps };
  }
}

/** Does work that pauses, with a turn for others whenever it took long enough. */
async function inSlices(work: Generator<void, string>): Promise<string> {
  let since = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - since < SLICE_MS) continue;
    await nextTurn();
    since = performance.now();
  }
}
