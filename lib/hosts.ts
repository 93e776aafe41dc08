/** A machine of the configuration: what else it is called, and what it is for. */
export type HostCard = { name: string; aliases: readonly string[]; tags: readonly string[] };

/** Tells which machine is meant by a name. */
export type HostNames = {
  /** The name in the configuration of the host that is called so, whatever the case; what is not configured keeps its name, in lower case. */
  nameOf(said: string): string;
};

/** Host names as the configuration joins them. */
export function hostNames(cards: readonly HostCard[]): HostNames {
  const byName = new Map(cards.flatMap(({ name, aliases }) => [name, ...aliases].map((one) => [one.toLowerCase(), name] as const)));
  return { nameOf: (said) => byName.get(said.toLowerCase()) ?? said.toLowerCase() };
}
