import { expect } from 'vitest';
import { hardenedBytes, isSeeding, missingBytes, writtenBytes } from '#demo/sqlserver/model/copy.ts';
import { type Copy, type Estate, instanceOf } from '#demo/sqlserver/model/estate.ts';
import { primariesOf } from '#demo/sqlserver/model/links.ts';
import { INTERVAL_MS, type Watch } from './watch.ts';

/** Less than this a copy may be without while it gets everything: what is on its way. */
const ON_ITS_WAY_MS = 1_000;

type Where = { node: string; group: string; database: string };

/**
 * Holds what is shown against what is true in the model. Whatever is bad there two intervals after the first reading that could have told it may not be shown well: a copy that gets nothing while there is more, a view that is frozen while
 * the log is written, a server that is down, a group with no primary or two.
 */
export class Truth {
  readonly #watching: Watch;
  readonly #before = new Map<string, { at: number; hardened: number; written: number }>();
  readonly #badSince = new Map<string, number>();
  /** How many times something was bad for long enough to be looked at. */
  held = 0;

  constructor(watching: Watch) {
    this.#watching = watching;
  }

  /** To be called after each round. */
  readonly hold = (): void => {
    const { estate, now } = this.#watching;
    for (const group of estate.groups)
      for (const replica of group.replicas)
        for (const copy of replica.copies) {
          const where = { node: replica.instance, group: group.name, database: copy.name };
          this.#holdOne(where, this.#isBad(estate, where, copy), now);
        }
  };

  #holdOne(where: Where, isBad: boolean, now: number): void {
    const key = `${where.node} ${where.group} ${where.database}`;
    if (!isBad) {
      this.#badSince.delete(key);
      return;
    }
    // From the first reading on that could have told.
    const since = this.#badSince.get(key) ?? now;
    this.#badSince.set(key, since);
    if (now - since < 2 * INTERVAL_MS) return;
    this.held += 1;
    const shown = this.#watching.shown(where.node, where.group, where.database);
    expect(`${key}: ${shown}`, `bad for ${now - since} ms`).not.toBe(`${key}: ok`);
  }

  #isBad(estate: Estate, where: Where, copy: Copy): boolean {
    const { now } = this.#watching;
    const key = `${where.node} ${where.group} ${where.database}`;
    const before = this.#before.get(key);
    const [hardened, written] = [hardenedBytes(copy, now), writtenBytes(copy, now)];
    this.#before.set(key, { at: now, hardened, written });
    const instance = instanceOf(estate, where.node);
    const group = estate.groups.find(({ name }) => name === where.group);
    const primaries = group ? primariesOf(estate, group) : [];
    if (!instance.isUp || primaries.length !== 1 || isSeeding(copy, now)) return true;
    if (!before) return false;
    if (instance.frozen) return written > before.written;
    const source = primaries[0]?.copies.find(({ name }) => name === where.database);
    if (!source || source === copy) return false;
    return hardened <= before.hardened && missingBytes(source, hardened, now - ON_ITS_WAY_MS) > 0;
  }
}
