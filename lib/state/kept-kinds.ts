import { KEPT_PREFERENCES } from '../access/preferences.ts';
import { KEPT_SESSIONS } from '../access/sessions-file.ts';
import { KEPT_MARKS } from '../act/marks-file.ts';
import { KEPT_CLOSED, KEPT_OPEN } from '../attention/issue-files.ts';
import { KEPT_ATTENTION } from '../attention/state-file.ts';
import { KEPT_DISCOVERED } from '../discovery/found-file.ts';
import { KEPT_TIMERS } from '../timers/state-file.ts';
import type { KeptKind } from './kept-file.ts';

/** The files that are written anew as a whole, of which each is checked by what it may hold. */
export const KEPT_KINDS: readonly KeptKind[] = [
  KEPT_ATTENTION,
  KEPT_CLOSED,
  KEPT_DISCOVERED,
  KEPT_MARKS,
  KEPT_OPEN,
  KEPT_PREFERENCES,
  KEPT_SESSIONS,
  KEPT_TIMERS,
];
