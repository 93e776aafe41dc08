/** Is told once of everything that cannot be read, in a sentence. */
export type OnDamage = (words: string) => void;

/** Reads what is kept; what cannot be read is told once, and is then as if it were not there. */
export class DamageReader {
  readonly #told = new Set<string>();
  readonly #onDamage: OnDamage;

  constructor(onDamage: OnDamage) {
    this.#onDamage = onDamage;
  }

  /** What is read; null where that throws. `what` names it ("The readings of web/a from 14:00"). */
  read<T>(what: string, work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      if (!this.#told.has(what)) this.#onDamage(`${what} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
      this.#told.add(what);
      return null;
    }
  }
}
