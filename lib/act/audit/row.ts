import type { Sent } from '../../acting.ts';
import type { Result } from '../outcome.ts';
import type { Actor } from './record.ts';

/**
 * How an audit row ended. `under way`: asked and not yet ended; `lost`: Vigil died before it knew; `looked at`: something sensitive was asked for; `noted`:
 * nothing was to be sent, as at a sign-in.
 */
export type AuditResult = Result | 'under way' | 'lost' | 'looked at' | 'noted';

export const AUDIT_RESULTS: readonly AuditResult[] = [
  'confirmed',
  'partial',
  'sent, not confirmed',
  'refused',
  'lost',
  'under way',
  'looked at',
  'noted',
];

/** One step as the audit page shows it. `after` is null until it is known. */
export type AuditStep = {
  group: string;
  node: string;
  target: string;
  row: string;
  commands: readonly string[];
  before: string;
  wanted: string;
  sent: Sent | null;
  after: string | null;
  isConfirmed: boolean;
};

/**
 * All lines of one action as one row, or one line that stands for itself. `id` is the action's, null where there is none; `seq` is of its first line. `system` is the one
 * it was done to, null where it was to none or to several; `systems` are all that it concerns: only who may view every one of them may see the row.
 */
export type AuditRow = {
  seq: number;
  at: number;
  endedAt: number | null;
  id: string | null;
  by: Actor;
  system: string | null;
  systems: readonly string[];
  action: string;
  title: string;
  result: AuditResult;
  words: string;
  reason: string | null;
  until: number | null;
  times: number;
  steps: readonly AuditStep[];
  leftOut: readonly { group: string; node: string; why: string }[];
};

/** What to look for; every part narrows. Texts are found anywhere in what they look at, whatever the case; times are epoch ms, `to` excluded. */
export type AuditFilter = {
  who?: string | undefined;
  target?: string | undefined;
  action?: string | undefined;
  result?: AuditResult | undefined;
  from?: number | undefined;
  to?: number | undefined;
};

/**
 * Newest first. `next` is the seq to give as `before` for what is older; null at the end. `unreadable` counts the lines met on the way that are not what Vigil
 * wrote: they are in no row.
 */
export type AuditPage = { rows: AuditRow[]; next: number | null; head: { seq: number; hash: string } | null; unreadable: number };
