import type { AuditRecord } from './act/audit/record.ts';
import type { IssueNews } from './attention/watch.ts';
import type { Core } from './core.ts';
import type { WitnessChange } from './finding.ts';
import { EarlierBoard } from './judge/earlier.ts';
import type { Source } from './reading.ts';
import type { History } from './state/history/history.ts';
import { recordBoard } from './state/record/board-recorder.ts';
import { recordEvents } from './state/record/event-recorder.ts';
import { recordSeries } from './state/record/series-recorder.ts';

/** So long a start waits for what was before it: later it would be asked in vain, because everything has been read anew. */
const EARLIER_WITHIN_MS = 5_000;

type Options = {
  history: History;
  /** How often a board is kept where no status becomes another (ms). */
  boardEveryMs: number;
  /** What was so before this start, where that is known. */
  earlier: EarlierBoard | null;
  onFindings: (listener: (change: WitnessChange) => void) => () => void;
  onIssues: (listener: (news: IssueNews) => void) => () => void;
  onRecord: (listener: (record: AuditRecord) => void) => () => void;
  onError: (error: unknown) => void;
};

/** `forget` is for a node that is gone, with the ids of its sources. Stopping it writes the last board, and that Vigil was stopped. */
export type Recording = { forget(source: Source, ids: readonly string[]): void; stop(): Promise<void> };

/** Hands everything that is seen and done to the history; nothing where the configuration keeps none. */
export function startRecording(
  core: Core,
  { history, boardEveryMs, earlier, onFindings, onIssues, onRecord, onError }: Options,
): Recording {
  if (history.state().isOff) return { forget: () => {}, stop: async () => {} };
  const { clock, store, judge, trends, feed, parts } = core;
  const series = recordSeries({ history, store, judge, trends, parts, onError });
  const events = recordEvents({
    history,
    clock,
    judge,
    parts,
    watchedSince: earlier?.at ?? clock.now(),
    onFindings,
    onIssues,
    onRecord,
    onError,
  });
  const board = recordBoard({ history, judge, feed, sources: () => parts.sources(), everyMs: boardEveryMs, onError });
  return {
    forget(source, ids) {
      for (const id of ids) series.forget(id);
      events.forget(source, ids);
    },
    async stop() {
      series.stop();
      events.stop();
      await board.stop();
    },
  };
}

/** The board that was kept last before this start; null where there is none, or it is not to be had in time: then nothing is known of before. */
export async function readEarlier(history: Pick<History, 'lastBoard'>, onError: (error: unknown) => void): Promise<EarlierBoard | null> {
  const late = Promise.withResolvers<null>();
  const timer = setTimeout(() => late.resolve(null), EARLIER_WITHIN_MS);
  try {
    const last = await Promise.race([history.lastBoard(), late.promise]);
    return last && new EarlierBoard(last.at, last.json);
  } catch (error) {
    onError(error);
    return null;
  } finally {
    clearTimeout(timer);
  }
}
