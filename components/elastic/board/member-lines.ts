import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import type { Finding } from '#lib/finding.ts';
import type { Moment } from '#lib/reading.ts';
import { type Status, type Verdict, worst } from '#lib/status.ts';
import { ALLOCATION, type HoldingView, type IdentityView, LOAD, MEMBERS, type MemberView } from '#lib/systems/elastic/model.ts';
import { memberRow } from '#lib/systems/elastic/rows.ts';
import { judgeVouched } from '#lib/vouch.ts';
import { type ClusterLine, rowsIn, type Told } from '../lines.ts';

/** What one answer tells of a member, with the probe by which it was asked. */
export type Part<View> = { probe: ProbeRow; verdict: Verdict; view: View };

/**
 * A member: `load` is how it does, `holding` what it holds and its disk, `identity` who it is; null where that does not tell of it. `missing` is what was found of one that is not in the cluster and
 * should be.
 */
export type MemberLine = {
  key: string;
  name: string;
  load: Part<MemberView> | null;
  holding: Part<HoldingView> | null;
  identity: Part<IdentityView> | null;
  missing: Finding | null;
  findings: readonly Finding[];
};

/** That a member is not there: one that is to be, and one that was. */
const ABSENT: readonly string[] = ['missing', 'gone'];

/** Whether it is found that a member, which is its subject, is not there. */
export function isAbsence({ kind }: Pick<Finding, 'kind'>): boolean {
  return ABSENT.includes(kind);
}

/** Whether a member is not there and should be; one that left on purpose is told, and is not missing. */
export function isMissing({ missing }: Pick<MemberLine, 'missing'>): boolean {
  return missing !== null && missing.verdict.status !== 'ok';
}

/** All members of a cluster that anything tells of, and those that are missing, by name. */
export function toMembers({ board, told }: Pick<ClusterLine, 'board' | 'told'>, findings: readonly Finding[]): MemberLine[] {
  const load = byName(told.get(LOAD), rowsIn(told.get(LOAD), 'member'));
  const holding = byName(told.get(ALLOCATION), rowsIn(told.get(ALLOCATION), 'holding'));
  const identity = byName(told.get(MEMBERS), rowsIn(told.get(MEMBERS), 'identity'));
  const missing = new Map(findings.filter(isAbsence).map((finding) => [finding.subject, finding]));
  const names = new Set([...load.keys(), ...holding.keys(), ...identity.keys(), ...missing.keys()]);
  return [...names]
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((name) => ({
      ...{ key: `${board.key}/${memberRow(name)}`, name },
      ...{ load: load.get(name) ?? null, holding: holding.get(name) ?? null, identity: identity.get(name) ?? null },
      missing: missing.get(name) ?? null,
      findings: findings.filter(({ rows }) => rows.some(({ row }) => row === memberRow(name))),
    }));
}

function byName<View extends { name: string }>(
  told: Told | undefined,
  rows: readonly { row: LiveRow; view: View }[],
): Map<string, Part<View>> {
  if (told === undefined) return new Map();
  return new Map(rows.map(({ row, view }) => [view.name, { probe: told.probe, verdict: row.verdict, view }]));
}

/** What is said of a member that is not ok, each with its age. One that is only listed by what is asked seldom is unknown: it may have left since. */
export function verdictsOf({ load, holding, missing }: MemberLine, board: Moment): Verdict[] {
  const parts = [load, holding].flatMap((part) => (part === null ? [] : [judgeVouched(part.verdict, part.probe, board)]));
  const gone = missing === null ? [] : [missing.verdict];
  const all = [...gone, ...parts];
  if (all.length > 0) return all;
  return [
    { status: 'unknown', reason: 'it is listed, and nothing newer tells of it: it may have left', since: { at: board.now, how: 'before' } },
  ];
}

/** The worst of that, and of what is found about it. */
export function statusOf(line: MemberLine, board: Moment): Status {
  return worst([...verdictsOf(line, board).map(({ status }) => status), ...line.findings.map(({ verdict }) => verdict.status)]);
}

/** Its roles, by whoever tells them. Null where nobody does. */
export function rolesOf({ load, identity }: MemberLine): readonly string[] | null {
  return load?.view.roles ?? identity?.view.roles ?? null;
}
