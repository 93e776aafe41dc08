import { FetchError } from '../../../failure.ts';
import { formatCount } from '../../../format/number.ts';
import { pause } from '../../../io/pause.ts';
import type { JobEnd, JobRun } from '../../../job.ts';
import { openToAct } from '../connection.ts';
import type { RestoreInput, RestoreResult } from '../model-clear.ts';
import type { ExceptionsSettings } from '../settings.ts';
import { shareShapes } from '../shapes/share.ts';
import { unclearStatement } from '../statements-change.ts';
import { tableOf } from '../table.ts';
import { BATCH } from './run-clear.ts';

const PAUSE_MS = 20;
const ASK_MS = 30_000;

/** Takes back what a clearing deleted, by its ids and the time that it wrote: what was purged, or deleted anew by somebody else, stays as it is. Throws FetchError where nothing at all came of it. */
export async function runRestore(given: JobRun<ExceptionsSettings, RestoreInput>): Promise<JobEnd<RestoreResult>> {
  const { settings, input, signal, meter, tell } = given;
  const database = openToAct(settings, meter);
  if (database === null) throw new FetchError('auth', 'nobody is configured to act');
  const { shapes, release } = shareShapes(settings);
  try {
    const clearing = await shapes.clearing(input.clearId);
    if (clearing === null) throw new FetchError('unsupported', 'that clearing is not known any more: nothing can be undone by it');
    const { ids, deletedAt: at } = clearing;
    const table = tableOf(settings);
    let restored = 0;
    let done = 0;
    let broken: FetchError | null = null;
    while (done < ids.length && !signal.aborted && broken === null) {
      const batch = ids.slice(done, done + BATCH);
      try {
        restored += (await database.ask(unclearStatement(table, { ids: batch, at }), AbortSignal.timeout(ASK_MS))).changed;
        done += batch.length;
        for (const shape of (await shapes.shapesOf(batch)).values()) shapes.noteCleared(shape, null);
        tell({ part: done / ids.length, words: `${formatCount(restored)} of ${formatCount(ids.length)} rows restored`, figures: null });
        await pause(PAUSE_MS, signal).catch(() => undefined);
      } catch (error) {
        if (!(error instanceof FetchError)) throw error;
        if (done === 0) throw error;
        broken = error;
      }
    }
    const gone = done - restored;
    const words = [
      `${formatCount(restored)} rows restored.`,
      ...(gone === 0 ? [] : [`${formatCount(gone)} were purged, restored or deleted anew by somebody else.`]),
      ...(done < ids.length ? [`${formatCount(ids.length - done)} were not come to${broken ? `: ${broken.message}` : ''}.`] : []),
    ];
    return { result: { clearId: input.clearId, restored, gone }, isWhole: done === ids.length, words: words.join(' ') };
  } finally {
    release();
    database.close();
  }
}
