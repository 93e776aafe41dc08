import { createHash, randomBytes } from 'node:crypto';

/** A session as everybody may see it: `session` is its public id, from which the cookie cannot be told. Times are epoch ms. */
export type SessionCard = {
  session: string;
  name: string;
  address: string;
  agent: string;
  startedAt: number;
  seenAt: number;
  expiresAt: number;
};

/** `user` is what the names of users are compared by, `password` stands for the password that he signed in with (passwordMark). */
type Session = { user: string; password: string; card: SessionCard };

/** A session as it is kept over a restart: `key` is the hash of its cookie. */
export type KeptSession = Session & { key: string };

/** Who begins a session; `agent` is what the browser calls itself, cut to 200 characters. */
type Beginning = { user: string; password: string; name: string; address: string; agent: string; lastsMs: number };

const COOKIE_BYTES = 32;
const ID_BYTES = 6;
const MAX_AGENT_LENGTH = 200;
const MAX_PER_USER = 50;

/** Who is signed in. Of a cookie only its SHA-256 is kept, so that nobody who reads the memory or the disk can use it. */
export class Sessions {
  readonly #clock: { now(): number };
  /** By the hash of the cookie, oldest first. */
  readonly #sessions = new Map<string, Session>();

  constructor(clock: { now(): number }) {
    this.#clock = clock;
  }

  /** Begins a session. `ended` are the oldest of the same user, where there would be more than 50. */
  begin({ user, password, name, address, agent, lastsMs }: Beginning): { cookie: string; card: SessionCard; ended: SessionCard[] } {
    const now = this.#clock.now();
    this.#dropExpired();
    const cookie = randomBytes(COOKIE_BYTES).toString('base64url');
    const card: SessionCard = {
      session: this.#newId(),
      name,
      address,
      agent: agent.slice(0, MAX_AGENT_LENGTH),
      startedAt: now,
      seenAt: now,
      expiresAt: now + lastsMs,
    };
    const own = [...this.#sessions].filter(([, session]) => session.user === user);
    const ended = own.slice(0, Math.max(0, own.length + 1 - MAX_PER_USER)).map(([key, session]) => this.#drop(key, session));
    this.#sessions.set(keyOf(cookie), { user, password, card });
    return { cookie, card: { ...card }, ended };
  }

  /** The session of a cookie, seen now; null where there is none or its time is over. */
  look(cookie: string): { user: string; card: SessionCard } | null {
    const session = this.#sessions.get(keyOf(cookie));
    const now = this.#clock.now();
    if (!session || session.card.expiresAt <= now) return null;
    session.card.seenAt = now;
    return { user: session.user, card: { ...session.card } };
  }

  /** Ends the session of a cookie; null where there is none. */
  endByCookie(cookie: string): SessionCard | null {
    const key = keyOf(cookie);
    return this.#endWhere((_session, at) => at === key)[0] ?? null;
  }

  /** Ends the session with this public id; null where there is none. */
  end(id: string): SessionCard | null {
    return this.#endWhere(({ card }) => card.session === id)[0] ?? null;
  }

  /** Ends all sessions of this user. */
  endOf(user: string): SessionCard[] {
    return this.#endWhere((session) => session.user === user);
  }

  /** All that last, the latest first. */
  list(): SessionCard[] {
    this.#dropExpired();
    return [...this.#sessions.values()].map(({ card }) => ({ ...card })).reverse();
  }

  /** All that last, to be kept over a restart, oldest first. */
  kept(): KeptSession[] {
    this.#dropExpired();
    return [...this.#sessions].map(([key, { user, password, card }]) => ({ key, user, password, card: { ...card } }));
  }

  /**
   * Takes up what was kept before a restart, of users whose password is still the same. None lasts longer than one that was begun with `lastsMs`, whatever the clock showed then.
   */
  restore(kept: readonly KeptSession[], passwordOf: (user: string) => string | null, lastsMs: number): void {
    const now = this.#clock.now();
    for (const { key, user, password, card } of kept) {
      if (password !== passwordOf(user)) continue;
      const expiresAt = Math.min(card.expiresAt, card.startedAt + lastsMs, now + lastsMs);
      this.#sessions.set(key, { user, password, card: { ...card, expiresAt } });
    }
    this.#dropExpired();
  }

  #endWhere(isMeant: (session: Session, key: string) => boolean): SessionCard[] {
    this.#dropExpired();
    const meant = [...this.#sessions].filter(([key, session]) => isMeant(session, key));
    return meant.map(([key, session]) => this.#drop(key, session));
  }

  #drop(key: string, { card }: Session): SessionCard {
    this.#sessions.delete(key);
    return { ...card };
  }

  #dropExpired(): void {
    const now = this.#clock.now();
    for (const [key, { card }] of this.#sessions) if (card.expiresAt <= now) this.#sessions.delete(key);
  }

  #newId(): string {
    const taken = new Set([...this.#sessions.values()].map(({ card }) => card.session));
    let id: string;
    do id = randomBytes(ID_BYTES).toString('base64url');
    while (taken.has(id));
    return id;
  }
}

function keyOf(cookie: string): string {
  return sha256(cookie);
}

/** What stands for a password in a session that is kept: of the hash in the configuration, which is as good as unique. It tells nothing of either. */
export function passwordMark(passwordHash: string): string {
  return sha256(passwordHash);
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64url');
}
