import { KEPT_SESSIONS } from '../access/sessions-file.ts';
import { KEPT_ISSUES } from '../attention/issue-files.ts';
import { KEPT_ATTENTION } from '../attention/state-file.ts';
import { KEPT_DISCOVERED } from '../discovery/found-file.ts';
import { KEPT_TIMERS } from '../timers/state-file.ts';
import type { KeptKind } from './kept-file.ts';

/** The files that are written anew as a whole, of which each is checked by what it may hold. */
export const KEPT_KINDS: readonly KeptKind[] = [KEPT_ATTENTION, ...KEPT_ISSUES, KEPT_DISCOVERED, KEPT_SESSIONS, KEPT_TIMERS];
