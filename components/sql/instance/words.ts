import type { ProbeRow } from '#lib/feed/events.ts';
import { formatAge } from '#lib/format/age.ts';
import { formatBytes } from '#lib/format/bytes.ts';
import { formatCount, formatRate, NO_VALUE } from '#lib/format/number.ts';
import { ageMs, type Moment } from '#lib/reading.ts';
import { countStatuses, type Status } from '#lib/status.ts';
import type { AgReplicaView } from '#lib/systems/sql/ag/model.ts';
import type { Setting } from '#lib/systems/sql/instance/model.ts';
import type { ServerView } from '#lib/systems/sql/model.ts';
import { isReliedOn, judgeVouched } from '#lib/vouch.ts';
import { presentCounts } from '../../reading/arrange.ts';
import { failureTitle } from '../../reading/failure-words.ts';
import type { Told, ToldRow } from './line.ts';

/** "SQL Server 2022 CU15 Enterprise". */
export function releaseWords({ release, version, update, level, edition }: ServerView): string {
  return ['SQL Server', release ?? version, update ?? level, editionWords(edition)].flatMap((word) => word ?? []).join(' ');
}

/** "Enterprise" of "Enterprise Edition: Core-based Licensing (64-bit)". */
function editionWords(edition: string): string {
  return edition.replace(/\s*(Edition\b|:|\().*$/, '') || edition;
}

/** "2022 CU15": short enough for a column. */
export function versionWords({ release, version, update, level }: ServerView): string {
  return [release ?? version, update ?? level].flatMap((word) => word ?? []).join(' ');
}

/** How long an instance is up, which is known up to its last answer and no longer. */
export function upWords({ startedAt }: ServerView, probe: ProbeRow, board: Moment): string {
  if (startedAt === null) return NO_VALUE;
  const until = isReliedOn(probe, board) ? board.now : (probe.newest?.observedAt ?? board.now);
  return formatAge(Math.max(0, until - startedAt));
}

/** Why nothing of a question is known: "not asked", "Not permitted: grant it …", "never read". */
export function unknownWords(told: Told<unknown> | null): string {
  if (told === null) return 'not asked of this instance';
  const failure = told.probe.attempt?.failure ?? null;
  if (failure !== null) return `${failureTitle(failure.kind)}: ${failure.message}`;
  return told.probe.newest === null ? 'never read' : 'not told';
}

/** "read 4m 12s ago". */
export function readWords({ newest }: Pick<ProbeRow, 'newest'>, { now }: Moment): string {
  return newest === null ? 'never read' : `read ${formatAge(Math.max(0, ageMs(newest, now)))} ago`;
}

/** The rows of a question by their status as it is now, worst first: [critical, 1], [ok, 41]. */
export function countsOf(told: Told<unknown>, board: Moment): { status: Status; count: number }[] {
  return presentCounts(countStatuses(told.rows.map(({ row }) => judgeVouched(row.verdict, told.probe, board).status)));
}

export type Roles = { primary: number; secondary: number; other: number };

/** How many groups an instance is primary of, by its own word. */
export function rolesOf(rows: readonly ToldRow<AgReplicaView>[]): Roles {
  const roles: Roles = { primary: 0, secondary: 0, other: 0 };
  for (const { view } of rows) {
    const role = view.own?.role ?? null;
    if (role === 'primary' || role === 'secondary') roles[role] += 1;
    else roles.other += 1;
  }
  return roles;
}

/** "primary of 2, secondary of 1"; empty where it has no group. */
export function rolesWords({ primary, secondary, other }: Roles): string {
  return [
    ...(primary > 0 ? [`primary of ${formatCount(primary)}`] : []),
    ...(secondary > 0 ? [`secondary of ${formatCount(secondary)}`] : []),
    ...(other > 0 ? [`resolving or not told in ${formatCount(other)}`] : []),
  ].join(', ');
}

/** A figure of a setting as it is written: no thousands, because it is typed so. */
export function settingWords(value: number | null): string {
  return value === null ? NO_VALUE : String(value);
}

/** "0", "0 or 1": what a setting is on a new server. */
export function usualWords({ usual }: Setting): string {
  return usual === null ? 'not known' : usual.join(' or ');
}

/** "12%"; an en dash where it is not known. */
export function percentWords(percent: number | null): string {
  return percent === null ? NO_VALUE : `${formatRate(percent)}%`;
}

export function counted(count: number, word: string): string {
  return `${formatCount(count)} ${word}${count === 1 ? '' : 's'}`;
}

type Growth = { growthBytes: number | null; growthPercent: number | null };

/** "64 MB", "10%", "not at all". */
export function growthWords({ growthBytes, growthPercent }: Growth): string | null {
  if (growthPercent) return `${growthPercent}%`;
  if (growthBytes) return formatBytes(growthBytes);
  return growthBytes === 0 || growthPercent === 0 ? 'not at all' : null;
}
