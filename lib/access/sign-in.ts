import { createHmac, randomBytes } from 'node:crypto';
import { formatAge } from '../format/age.ts';
import { networkOf } from './network.ts';
import { impossibleHash, isPossiblePassword } from './password.ts';
import { SlowDown } from './slow-down.ts';
import { Turns } from './turns.ts';
import { userKey } from './user-key.ts';

/** Somebody who may sign in. */
type User = { name: string; passwordHash: string };

/** A sign-in that was turned away. `message` is for who tried it, and the same whether the user exists or not; `retryInMs` says when to try again, where that is known. */
export type SignInRefusal = { ok: false; why: 'wrong' | 'slow down' | 'busy'; message: string; retryInMs: number | null };

type Checked<Known> = { ok: true; user: Known } | SignInRefusal;

/** Compares a password with a hash; costs time and memory. */
type Verify = (password: string, passwordHash: string) => Promise<boolean>;

const MAX_NAME_LENGTH = 100;
const BUSY_RETRY_MS = 3_000;

const WRONG: SignInRefusal = { ok: false, why: 'wrong', message: 'The name or the password is wrong.', retryInMs: null };
const BUSY: SignInRefusal = {
  ok: false,
  why: 'busy',
  message: 'Too many people are signing in at this moment: try again in a few seconds.',
  retryInMs: BUSY_RETRY_MS,
};

/** Checks names and passwords: one at a time, slower and slower for who fails, and as slow for a user that does not exist as for one that does. */
export class SignIn<Known extends User> {
  readonly #verify: Verify;
  readonly #slowDown: SlowDown;
  readonly #turns = new Turns();
  readonly #strangersKey = randomBytes(32);
  #users: ReadonlyMap<string, Known> = new Map();
  #impossible: readonly string[] = [impossibleHash(null)];

  constructor(clock: { now(): number }, verify: Verify) {
    this.#slowDown = new SlowDown(clock);
    this.#verify = verify;
  }

  /** Knows these users from now on, by what their names are compared by. */
  replace(users: ReadonlyMap<string, Known>): void {
    this.#users = users;
    this.#impossible = users.size === 0 ? [impossibleHash(null)] : [...users.values()].map((user) => impossibleHash(user.passwordHash));
  }

  /** Who this is. A name or a password that nobody can have is refused at once. */
  async check({ name, password, address }: { name: string; password: string; address: string }): Promise<Checked<Known>> {
    if (name.length > MAX_NAME_LENGTH || !isPossiblePassword(password)) return WRONG;
    const key = userKey(name);
    const network = networkOf(address);
    const who = JSON.stringify([key, network]);
    const compare = async (): Promise<Checked<Known>> => this.#tooSoon(who) ?? this.#compare(key, password, who);
    return this.#tooSoon(who) ?? (await this.#turns.take(network, compare)) ?? BUSY;
  }

  async #compare(key: string, password: string, who: string): Promise<Checked<Known>> {
    const user = this.#users.get(key);
    const isRight = await this.#verify(password, user?.passwordHash ?? this.#hashForStranger(key));
    // Read again: the configuration may have changed while the hash was made.
    const isStillKnown = user !== undefined && this.#users.get(key)?.passwordHash === user.passwordHash;
    if (isRight && isStillKnown) {
      this.#slowDown.forget(who);
      return { ok: true, user };
    }
    this.#slowDown.noteFailure(who);
    return WRONG;
  }

  /** One that costs as much as that of some user, and always the same for one name, so that the cost does not tell who is a user. */
  #hashForStranger(key: string): string {
    const number = createHmac('sha256', this.#strangersKey).update(key).digest().readUInt32BE();
    return this.#impossible[number % this.#impossible.length] ?? impossibleHash(null);
  }

  #tooSoon(who: string): SignInRefusal | null {
    const retryInMs = this.#slowDown.waitMs(who);
    if (retryInMs === 0) return null;
    const message = `Wrong too often for this name from this address: try again in ${formatAge(Math.ceil(retryInMs / 1_000) * 1_000)}.`;
    return { ok: false, why: 'slow down', message, retryInMs };
  }
}
