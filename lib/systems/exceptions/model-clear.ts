import type { ErrorFilter, ErrorRow } from './model-list.ts';

/** The most errors that one order names by their ids. */
export const MOST_NAMED = 200;

/** What can be done to errors that are named. */
export const DEEDS = ['protect', 'unprotect', 'delete', 'restore', 'purge'] as const;
export type Deed = (typeof DEEDS)[number];
export type DeedInput = { store: string; guids: readonly string[] };

/** The question `states`: how named errors stand now; those that are not there any more are left out. */
export type ErrorState = Pick<ErrorRow, 'id' | 'guid' | 'app' | 'type' | 'message' | 'count' | 'lastAt' | 'isProtected' | 'deletedAt'>;
export type StatesAnswer = { errors: readonly ErrorState[] };

/**
 * The question `clearing`: what would be cleared, counted now. Rows up to `upToId` that were last seen up to `asOf` (the clock of the store, epoch ms): what comes after is left alone, and so is what
 * is protected.
 */
export type ClearingInput = { filter: ErrorFilter };
export type ClearingAnswer = {
  rows: number;
  errors: number;
  protectedRows: number;
  upToId: number;
  asOf: number;
  sample: readonly ErrorRow[];
};

/** The job `clear`: exactly what the question counted. `rows` is what was agreed to. */
export type ClearInput = { filter: ErrorFilter; upToId: number; asOf: number; rows: number };
/** `left`: why rows that had matched were left, in words with their number. `clearId` is what the job `restore` wants. */
export type ClearResult = {
  clearId: string | null;
  filter: ErrorFilter;
  upToId: number;
  asOf: number;
  deletedAt: number;
  cleared: number;
  errors: number;
  left: readonly { words: string; rows: number }[];
};
export type RestoreInput = { clearId: string };
export type RestoreResult = { clearId: string; restored: number; gone: number };
