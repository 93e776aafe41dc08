import { isCovered } from '#lib/attention/attend.ts';
import type { JudgedHost } from '#lib/hosts/host.ts';
import { tellersOf } from '#lib/hosts/judge.ts';
import type { HostNames } from '#lib/hosts.ts';
import type { Issue } from '#lib/issues/issue.ts';

/** The issues that touch a machine: of a node on it, of a row about it, and of the nodes whose readings are all that is known of what it does. */
export function issuesOf(host: Pick<JudgedHost, 'name' | 'told' | 'roles'>, issues: readonly Issue[], names: HostNames): Issue[] {
  const tellers = new Set(tellersOf(host));
  return issues.filter(({ symptoms }) =>
    symptoms.some(
      (symptom) =>
        (symptom.row === null && !symptom.witnessed && tellers.has(symptom.probe)) ||
        isCovered(symptom, { is: 'host', host: host.name }, names),
    ),
  );
}
