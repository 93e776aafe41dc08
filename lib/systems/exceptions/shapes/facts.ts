import type { KeptDatabase } from '../../../io/kept-database.ts';
import type { SortedTo } from './known.ts';

const DAY_MS = 86_400_000;

type Times = { sortedToId: number | null; sinceAt: number | null; watchedFromAt: number | null };

/** How far rows are sorted, from the file and in step with it. */
export class Facts {
  readonly #database: KeptDatabase;

  constructor(database: KeptDatabase) {
    this.#database = database;
  }

  read(): Times {
    const numberOf = (name: string): number | null => {
      const value = this.#value(name);
      return typeof value === 'number' ? value : null;
    };
    return { sortedToId: numberOf('sortedToId'), sinceAt: numberOf('sinceAt'), watchedFromAt: numberOf('watchedFromAt') };
  }

  /**
   * From when on a shape that was never seen is new; null where nothing is. It has to be first logged after the index was up to date for the first time, and no less than a day after the oldest rows that
   * were read: of what came earlier nobody can say whether it had been there before.
   */
  newFrom(): number | null {
    const { sinceAt, watchedFromAt } = this.read();
    return sinceAt === null || watchedFromAt === null ? null : Math.max(watchedFromAt, sinceAt + DAY_MS);
  }

  /** Before the rows of a call are taken in. */
  begin({ sinceAt }: SortedTo): void {
    if (this.read().sinceAt === null) this.#set('sinceAt', sinceAt);
  }

  /** After all of them were. */
  end({ toId, at, isAll }: SortedTo): void {
    this.#set('sortedToId', toId);
    if (isAll && this.read().watchedFromAt === null) this.#set('watchedFromAt', at);
  }

  /** As if no row had ever been read. */
  forget(): void {
    this.#database.exec("DELETE FROM facts WHERE name <> 'rule'");
  }

  /** True where kept keys were made by the same rule; notes the rule where none was. */
  isOfRule(rule: string): boolean {
    const before = this.#value('rule');
    if (before === undefined) this.#set('rule', rule);
    return before === undefined || before === rule;
  }

  #value(name: string): unknown {
    return this.#database.prepare('SELECT value FROM facts WHERE name = ?').get(name)?.value;
  }

  #set(name: string, value: number | string): void {
    this.#database
      .prepare('INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value')
      .run(name, value);
  }
}
