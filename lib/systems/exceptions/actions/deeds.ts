import type { Friction, Note, Preview } from '../../../acting.ts';
import { formatCount } from '../../../format/number.ts';
import type { SqlAsk } from '../../../io/database.ts';
import type { Deed, ErrorState } from '../model-clear.ts';
import { deleteStatement, protectStatement, purgeStatement, restoreStatement, unprotectStatement } from '../statements-change.ts';
import type { Table } from '../table.ts';

/** What a deed does to errors that are named, in words and as a statement. `takes`: whom it concerns; the others are as wanted already, or are left for the reason in `leaves`. */
export type DeedRules = {
  verb: string;
  /** What they are after it. */
  wanted: string;
  summary: string;
  takes(state: ErrorState): boolean;
  isDone(state: ErrorState | null): boolean;
  leaves: readonly { of(state: ErrorState): boolean; words: string }[];
  frictionOf(count: number): Friction;
  statement(table: Table, guids: readonly string[]): SqlAsk;
  undo: Deed | null;
};

/** More than this many at once are asked about first. */
const NARROW = 10;
const byCount = (count: number): Friction => (count <= NARROW ? 'click' : 'ask');

const isProtected = ({ isProtected }: ErrorState): boolean => isProtected;
const isDeleted = ({ deletedAt }: ErrorState): boolean => deletedAt !== null;

export const DEED_RULES: Readonly<Record<Deed, DeedRules>> = {
  protect: {
    ...{ verb: 'Protect', wanted: 'protected', summary: 'stay when all others are cleared; those that are deleted come back.' },
    takes: (state) => !isProtected(state) || isDeleted(state),
    isDone: (state) => state !== null && isProtected(state) && !isDeleted(state),
    ...{ leaves: [], frictionOf: byCount, statement: protectStatement, undo: 'unprotect' },
  },
  unprotect: {
    ...{ verb: 'Unprotect', wanted: 'not protected', summary: 'can be cleared with the others again.' },
    takes: isProtected,
    isDone: (state) => state !== null && !isProtected(state),
    ...{ leaves: [], frictionOf: byCount, statement: unprotectStatement, undo: 'protect' },
  },
  delete: {
    ...{ verb: 'Delete', wanted: 'deleted', summary: 'are marked as deleted: they can be restored until somebody purges them.' },
    takes: (state) => !isDeleted(state) && !isProtected(state),
    isDone: (state) => state !== null && isDeleted(state),
    leaves: [{ of: (state) => isProtected(state) && !isDeleted(state), words: 'protected, and stay: unprotect them first' }],
    ...{ frictionOf: byCount, statement: deleteStatement, undo: 'restore' },
  },
  restore: {
    ...{ verb: 'Restore', wanted: 'restored', summary: 'are taken back from the deleted ones.' },
    takes: isDeleted,
    isDone: (state) => state !== null && !isDeleted(state),
    ...{ leaves: [], frictionOf: byCount, statement: restoreStatement, undo: 'delete' },
  },
  purge: {
    ...{ verb: 'Purge', wanted: 'gone', summary: 'are taken out of the table for ever: nothing can bring them back.' },
    takes: (state) => isDeleted(state) && !isProtected(state),
    isDone: (state) => state === null,
    leaves: [
      { of: isProtected, words: 'protected, and stay: unprotect and delete them first' },
      { of: (state) => !isDeleted(state), words: 'not deleted, and stay: delete them first' },
    ],
    ...{ frictionOf: () => 'type', statement: purgeStatement, undo: null },
  },
};

/** "1 error", "12 errors". */
export function errorWords(count: number): string {
  return count === 1 ? '1 error' : `${formatCount(count)} errors`;
}

/** Who is left, and why, and how many errors the rows stand for. */
export function notesOf(rules: DeedRules, states: readonly ErrorState[], named: number): Note[] {
  const taken = states.filter(rules.takes);
  const sum = taken.reduce((total, { count }) => total + count, 0);
  const left = rules.leaves.flatMap(({ of, words }): Note[] => {
    const count = states.filter((state) => !rules.takes(state) && of(state)).length;
    return count === 0 ? [] : [{ status: 'warning', words: `${formatCount(count)} of them ${count === 1 ? 'is' : 'are'} ${words}` }];
  });
  const gone = named - states.length;
  return [
    ...(sum > taken.length ? [{ status: 'ok' as const, words: `they stand for ${formatCount(sum)} occurrences` }] : []),
    ...left,
    ...(gone === 0
      ? []
      : [{ status: 'warning' as const, words: `${formatCount(gone)} of them ${gone === 1 ? 'is' : 'are'} not in the store any more` }]),
  ];
}

/** What is common to all previews. */
export function emptyPreview(rules: DeedRules, count: number): Preview {
  const words = errorWords(count);
  return {
    ...{ title: `${rules.verb} ${words}`, button: `${rules.verb} ${words}`, summary: '', friction: rules.frictionOf(count), typed: null },
    ...{ notes: [], steps: [], leftOut: [], refusal: null, instead: null },
  };
}
