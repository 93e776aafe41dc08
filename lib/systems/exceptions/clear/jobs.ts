import { type AnyJob, defineJob } from '../../../job.ts';
import { HOW_TO_ENABLE } from '../actor.ts';
import type { ClearInput, ClearResult, RestoreInput, RestoreResult } from '../model-clear.ts';
import { clearInput, readBy, restoreInput } from '../read-input.ts';
import type { ExceptionsSettings } from '../settings.ts';
import { checkClear } from './check.ts';
import { runClear } from './run-clear.ts';
import { runRestore } from './run-restore.ts';

const unavailable = ({ act }: ExceptionsSettings): string | null => (act === null ? HOW_TO_ENABLE : null);

const clear = defineJob<ExceptionsSettings, ClearInput, ClearResult>({
  ...{ name: 'clear', title: 'Clearing of errors', form: 1, unavailable, read: readBy(clearInput), check: checkClear, run: runClear },
  // It holds numbers and the filter alone.
  mask: (result) => result,
  compare: () => ({}),
  tables: {},
});

const restore = defineJob<ExceptionsSettings, RestoreInput, RestoreResult>({
  ...{ name: 'restore', title: 'Undo of a clearing', form: 1, unavailable, read: readBy(restoreInput), run: runRestore },
  check: (_, node) => ({
    title: `Undo a clearing of ${node.groupTitle}`,
    summary: 'Every row that it cleared is taken back, as far as nobody purged it or deleted it anew.',
    notes: [],
    typed: null,
    refusal: node.doubt === null ? null : `${node.groupTitle}: ${node.doubt}`,
  }),
  mask: (result) => result,
  compare: () => ({}),
  tables: {},
});

/** What runs long at a store. */
export const storeJobs: readonly AnyJob[] = [clear, restore];
