import { z } from 'zod';
import { type KeptFile, type KeptKind, openKeptFile } from '../state/kept-file.ts';
import { type Since, STATUSES } from '../status.ts';
import type { Acknowledgement } from './attention.ts';
import type { ClosedIssue, Watched } from './closed.ts';
import type { OpenIssue } from './open-issue.ts';

/** What is kept of the issues that are open. `lookedAt` (epoch ms) is when Vigil looked last, null where it never did; `watched` since when, and when not. */
export type KeptOpen = { watched: Watched | null; lookedAt: number | null; open: readonly OpenIssue[] };

/** Newest first. */
export type KeptClosed = { closed: readonly ClosedIssue[] };

/** Where issues are kept. Apart, because what is open changes all the time. */
export type IssueFiles = { open: KeptFile<KeptOpen>; closed: KeptFile<KeptClosed> };

const text = z.string();
const at = z.number();
const status = z.enum(STATUSES);
// Of no system would be of all: whoever may view anything could read it.
const systems = z.array(text).min(1);
const unwatched = z.object({ from: at, to: at, times: z.number() });
const since: z.ZodType<Since> = z.object({
  at,
  how: z.enum(['source', 'seen', 'before', 'between']),
  unwatched: unwatched.exactOptional(),
});
const said: z.ZodType<Acknowledgement> = z.object({ key: text, systems, subject: text, status, by: text, at, text, until: at });
const is = z.enum(['vigil', 'network', 'poller', 'host', 'group', 'node', 'row', 'finding']);
const issue = z.object({
  ...{ key: text, is, systems, subject: text, place: text, worst: status, reason: text, since, seenAt: at, symptoms: z.number() },
  acknowledged: said.nullable(),
});
const open: z.ZodType<OpenIssue> = issue.extend({
  ...{ status, concerns: systems, grounds: z.array(z.object({ id: text, source: text })), unseenFrom: at.nullable() },
});
const period = z.object({ from: at, to: at });
const unseen = period.extend({ why: z.enum(['did not look', 'not watched']) });
const closed: z.ZodType<ClosedIssue> = issue.extend({ closedAt: at, unseen: unseen.nullable() });
const watched = z.object({ since: at, gaps: z.array(period) });

export const KEPT_OPEN: KeptKind<KeptOpen> = {
  name: 'issues.json',
  schema: z.object({ watched: watched.nullable(), lookedAt: at.nullable(), open: z.array(open) }),
};
export const KEPT_CLOSED: KeptKind<KeptClosed> = { name: 'closed-issues.json', schema: z.object({ closed: z.array(closed) }) };

/** Reads `issues.json` and `closed-issues.json` in the folder of what survives a restart. A file that cannot be believed is renamed, and never written over. Never rejects. */
export async function openIssueFiles(folder: string, clock: { now(): number }): Promise<IssueFiles> {
  const unwritten = (words: string, cause: unknown): Error =>
    new Error(`What is known of issues is lost with a restart. ${words}`, { cause });
  const [openFile, closedFile] = await Promise.all([
    openKeptFile<KeptOpen>({
      ...{ ...KEPT_OPEN, folder, clock, unwritten, nothing: { watched: null, lookedAt: null, open: [] } },
      lost: 'Since when issues are open is not known any more',
    }),
    openKeptFile<KeptClosed>({
      ...{ ...KEPT_CLOSED, folder, clock, unwritten, nothing: { closed: [] } },
      lost: 'Which issues are over is not known any more',
    }),
  ]);
  return { open: openFile, closed: closedFile };
}
