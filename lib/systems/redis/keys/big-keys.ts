import { showName } from './key-name.ts';
import type { BigKey, BigKeys } from './model.ts';
import type { KeyFacts } from './tally.ts';

const MOST = 100;

/** The biggest keys of what is added, each once, however often it is given. */
class Biggest {
  /** The biggest first. */
  readonly #keys: KeyFacts[] = [];
  #least = -1;

  add(key: KeyFacts): void {
    if (key.bytes <= this.#least) return;
    const twin = this.#keys.findIndex(({ name }) => name === key.name);
    if (twin >= 0) this.#keys.splice(twin, 1);
    const after = this.#keys.findIndex(({ bytes }) => bytes < key.bytes);
    this.#keys.splice(after < 0 ? this.#keys.length : after, 0, key);
    this.#keys.splice(MOST);
    if (this.#keys.length === MOST) this.#least = this.#keys.at(-1)?.bytes ?? -1;
  }

  read(): BigKey[] {
    return this.#keys.map(({ database, type, encoding, bytes, ttlMs, name }) => {
      return { database, ...showName(name), type, encoding, bytes, ttlMs: ttlMs < 0 ? null : ttlMs };
    });
  }
}

/** The biggest keys of one database, of all types and of each. */
export class DatabaseBiggest {
  readonly #database: number;
  readonly #all = new Biggest();
  readonly #byType = new Map<string, Biggest>();

  constructor(database: number) {
    this.#database = database;
  }

  add(key: KeyFacts): void {
    this.#all.add(key);
    const ofType = this.#byType.get(key.type) ?? new Biggest();
    this.#byType.set(key.type, ofType);
    ofType.add(key);
  }

  read(): BigKeys {
    const byType = [...this.#byType].map(([type, biggest]) => ({ type, keys: biggest.read() }));
    return { database: this.#database, all: this.#all.read(), byType: byType.sort((a, b) => (a.type < b.type ? -1 : 1)) };
  }
}
