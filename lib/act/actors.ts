import type { Acting } from '../acting.ts';
import type { Meter } from '../io/meter.ts';

/** A system that can be acted on: how, and its nodes as they are now. */
export type ActingSystem = {
  name: string;
  acting: Acting;
  meter: Meter;
  nodes: () => readonly { group: string; node: string; settings: unknown }[];
};

/** What commands are sent through: one actor a node, opened when first used. */
export class Actors {
  readonly #onError: (error: unknown) => void;
  readonly #open = new Map<string, { acting: Acting; actor: unknown }>();

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** The actor of a node; null where no credentials to act with are configured. Throws for a node that is not of the system. */
  get({ name, acting, meter, nodes }: ActingSystem, at: { group: string; node: string }): unknown {
    const id = `${name}/${at.group}/${at.node}`;
    const known = this.#open.get(id);
    if (known) return known.actor;
    const found = nodes().find(({ group, node }) => group === at.group && node === at.node);
    if (!found) throw new Error(`no such node: ${id}`);
    const actor = acting.connect(found.settings, meter);
    this.#open.set(id, { acting, actor });
    return actor;
  }

  /** Closes that of a node that is gone, or is another one under its name. */
  forget({ system, group, node }: { system: string; group: string; node: string }): void {
    const id = `${system}/${group}/${node}`;
    const known = this.#open.get(id);
    this.#open.delete(id);
    if (known) this.#close(known);
  }

  /** Closes all. One that cannot be closed keeps none of the others open. */
  close(): void {
    for (const known of this.#open.values()) this.#close(known);
    this.#open.clear();
  }

  #close({ acting, actor }: { acting: Acting; actor: unknown }): void {
    try {
      if (actor !== null) acting.close(actor);
    } catch (error) {
      this.#onError(error);
    }
  }
}
