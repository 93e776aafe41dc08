import { isCovered } from '#lib/attention/attend.ts';
import type { MaintenanceTarget } from '#lib/attention/attention.ts';
import type { HostNames } from '#lib/hosts.ts';
import type { Issue, Part } from '#lib/issues/issue.ts';
import { subjectOf } from '../overview/systems.ts';
import { arrangeGroups } from '../reading/arrange.ts';

/** A target with the systems that work on it concerns. */
export type KnownTarget = { target: MaintenanceTarget; systems: readonly string[] };

/** The one spelling of a target as a key. */
export function targetKey(target: MaintenanceTarget): string {
  switch (target.is) {
    case 'group':
      return `group ${target.system}/${target.group}`;
    case 'node':
      return `node ${target.system}/${target.group}/${target.node}`;
    case 'host':
      return `host ${target.host}`;
  }
}

/** Every target that work can be planned on: groups and nodes in the order of the configuration, and the hosts by name. */
export function knownTargets(parts: readonly Part[], hosts: readonly string[], names: HostNames): KnownTarget[] {
  const probes = parts.map(({ probe }) => probe).filter(({ scope }) => scope === 'node');
  const groups = arrangeGroups(probes);
  const onHosts = systemsByHost(parts, names);
  const known = [...new Set([...hosts.map(names.nameOf), ...onHosts.keys()])].sort((a, b) => a.localeCompare(b));
  return [
    ...groups.map(({ system, name }): KnownTarget => ({ target: { is: 'group', system, group: name }, systems: [system] })),
    ...groups.flatMap(({ system, name, nodes }) =>
      nodes.map((node): KnownTarget => ({ target: { is: 'node', system, group: name, node: node.name }, systems: [system] })),
    ),
    ...known.map((host): KnownTarget => ({ target: { is: 'host', host }, systems: [...(onHosts.get(host) ?? [])] })),
  ];
}

/** Which systems have a node on a host, or a row about it. */
function systemsByHost(parts: readonly Part[], names: HostNames): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const add = (host: string | null, system: string): void => {
    if (host === null) return;
    const name = names.nameOf(host);
    found.set(name, (found.get(name) ?? new Set()).add(system));
  };
  for (const { probe, rows } of parts) {
    if (probe.scope !== 'node') continue;
    const { system } = probe.source;
    add(probe.host, system);
    for (const row of rows) add(subjectOf(system, row).host, system);
  }
  return found;
}

/** The narrowest target that explains all of an issue: what its row is about, its node, its host or its group. Null where none does. */
export function targetOf({ head, symptoms }: Issue, names: HostNames): MaintenanceTarget | null {
  const { probe, row } = head;
  const { system, group, node } = probe.source;
  const hosts = [row?.subject.host, probe.host].map((host) => (host ? names.nameOf(host) : null));
  const [about, under] = hosts.map((host): MaintenanceTarget[] => (host === null ? [] : [{ is: 'host', host }]));
  const all: MaintenanceTarget[] = [
    ...(about ?? []),
    { is: 'node', system, group, node },
    ...(under ?? []),
    { is: 'group', system, group },
  ];
  return all.find((target) => symptoms.every((symptom) => isCovered(symptom, target, names))) ?? null;
}
