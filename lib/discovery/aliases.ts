/** A node and what it calls itself; null where it does not tell, or is not heard. */
export type Identified = { node: string; isFound: boolean; identity: string | null };

/**
 * The names under which nodes were found that turned out to be another node of their group, by their own word. Each is known for as long as that other one is there and does
 * not call itself otherwise.
 */
export class Aliases {
  #known: ReadonlyMap<string, { of: string; identity: string }> = new Map();

  /** Takes in what all nodes of a group call themselves now, those of the configuration first. */
  look(nodes: readonly Identified[]): void {
    const said = new Map(nodes.map(({ node, identity }) => [node, identity]));
    const isStill = (alias: { of: string; identity: string }): boolean =>
      said.has(alias.of) && (said.get(alias.of) ?? alias.identity) === alias.identity;
    const known = new Map([...this.#known].filter(([, alias]) => isStill(alias)));
    const first = new Map<string, string>();
    for (const { node, isFound, identity } of nodes) {
      if (identity === null) continue;
      const of = first.get(identity);
      if (of === undefined) first.set(identity, node);
      else if (isFound) known.set(node, { of, identity });
    }
    this.#known = known;
  }

  has(name: string): boolean {
    return this.#known.has(name);
  }
}
