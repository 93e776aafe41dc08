import type { Estate } from '../parts.ts';
import type { Discovering, GroupSpec, NodeSpec, System } from '../system.ts';

/** A group whose nodes are those of the configuration, and after them those that were discovered last. */
export class LiveGroup implements GroupSpec<unknown> {
  readonly name: string;
  readonly title: string;
  readonly discovery: Discovering<unknown>;
  readonly configured: readonly NodeSpec<unknown>[];
  #nodes: readonly NodeSpec<unknown>[];

  constructor({ name, title, nodes }: GroupSpec<unknown>, discovery: Discovering<unknown>) {
    this.name = name;
    this.title = title;
    this.discovery = discovery;
    this.configured = nodes;
    this.#nodes = nodes;
  }

  get nodes(): readonly NodeSpec<unknown>[] {
    return this.#nodes;
  }

  discovered(nodes: readonly NodeSpec<unknown>[]): void {
    this.#nodes = [...this.configured, ...nodes];
  }
}

/** The estates, their groups living where nodes of theirs may be discovered. */
export function liveEstates(estates: readonly Estate[]): Estate[] {
  return estates.map(({ system, groups }) => ({
    system,
    groups: groups.map((group) => (system.discovery && group.discovery ? new LiveGroup(group, group.discovery) : group)),
  }));
}

/** Every group of the estates whose nodes may be discovered. */
export function liveGroups(estates: readonly Estate[]): { system: System; group: LiveGroup }[] {
  return estates.flatMap(({ system, groups }) => groups.flatMap((group) => (group instanceof LiveGroup ? [{ system, group }] : [])));
}
