import type { Status } from '../status.ts';

/**
 * Somebody has seen an issue and says so until then: it goes quiet and stays what it is. `key` is the issue's, `systems` those it concerns, `status` how bad it was;
 * times are epoch ms.
 */
export type Acknowledgement = {
  key: string;
  systems: readonly string[];
  subject: string;
  status: Status;
  by: string;
  at: number;
  text: string;
  until: number;
};

export type MaintenanceTarget =
  | { is: 'group'; system: string; group: string }
  | { is: 'node'; system: string; group: string; node: string }
  | { is: 'host'; host: string };

/** Planned work: from `startAt` up to `endAt` (epoch ms) issues of the target are quiet and stay what they are. `systems` are those it concerns. */
export type PlannedMaintenance = {
  id: string;
  target: MaintenanceTarget;
  systems: readonly string[];
  startAt: number;
  endAt: number;
  reason: string;
  by: string;
  at: number;
};

/** What people have said of issues and of work to come. */
export type Attention = { acknowledgements: readonly Acknowledgement[]; maintenances: readonly PlannedMaintenance[] };

export const NO_ATTENTION: Attention = { acknowledgements: [], maintenances: [] };

/** What of it concerns none but these systems, so that nobody learns names of a system that he may not view. */
export function attentionIn({ acknowledgements, maintenances }: Attention, systems: ReadonlySet<string>): Attention {
  const isSeen = (one: { systems: readonly string[] }): boolean => one.systems.every((system) => systems.has(system));
  return { acknowledgements: acknowledgements.filter(isSeen), maintenances: maintenances.filter(isSeen) };
}

/** "web", "web/lb1" or the name of the host, as people write it. */
export function targetName(target: MaintenanceTarget): string {
  switch (target.is) {
    case 'group':
      return target.group;
    case 'node':
      return `${target.group}/${target.node}`;
    case 'host':
      return target.host;
  }
}
