import type { HostNames } from '../hosts.ts';
import type { Issue, Symptom } from '../issues/issue.ts';
import { isWorse } from '../status.ts';
import type { Acknowledgement, Attention, MaintenanceTarget, PlannedMaintenance } from './attention.ts';

/** Why an issue is quiet; null where it is not. */
export type Quiet = { is: 'acknowledged'; acknowledgement: Acknowledgement } | { is: 'planned'; maintenance: PlannedMaintenance } | null;

/** An issue with what people have said of it. `outgrown` is an acknowledgement that no longer counts, because the issue became worse after it. */
export type Attended = { issue: Issue; quiet: Quiet; outgrown: Acknowledgement | null };

/** Issues as they are at a time, each with why it is quiet. The issues themselves are never changed. */
export function attend(issues: readonly Issue[], { acknowledgements, maintenances }: Attention, names: HostNames, now: number): Attended[] {
  const byKey = new Map(acknowledgements.filter(({ until }) => now < until).map((one) => [one.key, one]));
  const inForce = maintenances.filter(({ startAt, endAt }) => startAt <= now && now < endAt);
  return issues.map((issue) => {
    const said = byKey.get(issue.key) ?? null;
    const outgrown = said !== null && isWorse(issue.verdict.status, said.status) ? said : null;
    const planned = inForce.length > 0 ? coveredBy(issue, inForce, names) : null;
    if (planned) return { issue, quiet: { is: 'planned', maintenance: planned }, outgrown };
    const quiet: Quiet = said && !outgrown ? { is: 'acknowledged', acknowledgement: said } : null;
    return { issue, quiet, outgrown };
  });
}

/**
 * The planned work that covers every symptom of an issue, the one that ends last where several do it together; null where a symptom is left over. What nodes prove together is
 * covered where one of them is.
 */
function coveredBy(issue: Issue, inForce: readonly PlannedMaintenance[], names: HostNames): PlannedMaintenance | null {
  const things = [...Map.groupBy(issue.symptoms, (symptom) => symptom.witnessed?.finding ?? symptom).values()];
  const covering = things.map((own) => inForce.filter(({ target }) => own.some((symptom) => isCovered(symptom, target, names))));
  if (covering.some((own) => own.length === 0)) return null;
  return covering.flat().reduce<PlannedMaintenance | null>((found, one) => (found && found.endAt >= one.endAt ? found : one), null);
}

/** True where planned work on the target explains the symptom: it is of that node or group, of a node on that host, or of a row about that host. */
export function isCovered({ probe, row, witnessed }: Symptom, target: MaintenanceTarget, names: HostNames): boolean {
  if (probe.scope === 'board') return false;
  const { system, group, node } = probe.source;
  switch (target.is) {
    case 'group':
      return target.system === system && target.group === group;
    case 'node':
      return target.system === system && target.group === group && target.node === node;
    case 'host': {
      const about = witnessed ? witnessed.finding.host : (row?.subject.host ?? (row === null ? probe.host : null));
      const under = (row !== null || witnessed !== undefined) && probe.host !== null && names.nameOf(probe.host) === target.host;
      return under || (about !== null && names.nameOf(about) === target.host);
    }
  }
}
