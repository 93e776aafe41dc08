import type { HostNames } from '../hosts.ts';
import type { Part, SubjectOf } from '../issues/issue.ts';
import type { Estate } from '../parts.ts';
import type { MaintenanceTarget } from './attention.ts';

/** A target that there is, under the name by which it is known, and the systems that it concerns. */
export type FoundTarget = { target: MaintenanceTarget; systems: readonly string[] };

type Known = { estates: readonly Estate[]; parts: readonly Part[]; subjectOf: SubjectOf; names: HostNames };

/**
 * Finds what somebody wants to plan work on: a configured group or node, or a host on which a configured node lives or which a row of a newest reading is about.
 * Null where there is none.
 */
export function findTarget(asked: MaintenanceTarget, known: Known): FoundTarget | null {
  switch (asked.is) {
    case 'group':
      return groupOf(asked, known) ? { target: asked, systems: [asked.system] } : null;
    case 'node':
      return groupOf(asked, known)?.nodes.some(({ name }) => name === asked.node) ? { target: asked, systems: [asked.system] } : null;
    case 'host': {
      const host = known.names.nameOf(asked.host);
      const systems = systemsOn(host, known);
      return systems.length > 0 ? { target: { is: 'host', host }, systems } : null;
    }
  }
}

function groupOf({ system, group }: { system: string; group: string }, { estates }: Known): Estate['groups'][number] | undefined {
  return estates.find((estate) => estate.system.name === system)?.groups.find(({ name }) => name === group);
}

/** Every system that has a node on the host, or a row about it. */
function systemsOn(host: string, { estates, parts, subjectOf, names }: Known): string[] {
  const isIt = (said: string | null): boolean => said !== null && names.nameOf(said) === host;
  const living = estates.filter(({ groups }) => groups.some(({ nodes }) => nodes.some((node) => isIt(node.host))));
  const told = parts.filter(({ probe, rows }) => rows.some((row) => isIt(subjectOf(probe.source.system, row).host)));
  return [...new Set([...living.map(({ system }) => system.name), ...told.map(({ probe }) => probe.source.system)])];
}
