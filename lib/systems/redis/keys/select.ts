/** A database by the node's own word, and how many keys it holds. */
export type HeldDatabase = { database: number; keys: number };

/** Those that are wanted, in their order; all that hold keys where null. One that is wanted and holds none is read all the same: that it is empty is an answer. */
export function chooseDatabases(wanted: readonly number[] | null, held: readonly HeldDatabase[]): HeldDatabase[] {
  if (wanted === null) return [...held];
  const unique = [...new Set(wanted)].sort((a, b) => a - b);
  return unique.map((database) => held.find((one) => one.database === database) ?? { database, keys: 0 });
}
