import { Listeners } from '../listeners.ts';
import type { KeptFile, Unkept } from '../state/kept-file.ts';
import type { Caller, Credentials } from './caller.ts';
import { DEMO_USERS } from './demo-users.ts';
import { addGrants, anonymousGrants } from './grants.ts';
import { verifyPassword } from './password.ts';
import { openRevocations, type Revocations } from './revocations.ts';
import { type Grants, mayOnlyView } from './rights.ts';
import { SessionKeeping } from './session-keeping.ts';
import { passwordMark, type SessionCard, Sessions } from './sessions.ts';
import { type KeptSessions, openSessionsFile } from './sessions-file.ts';
import { SignIn, type SignInRefusal } from './sign-in.ts';
import { type Token, Tokens } from './tokens.ts';
import { userKey } from './user-key.ts';

/** Who may come in. A session lasts `sessionMs`. `anonymous` names the systems that anybody may view. In a demo two known users may come in besides. */
export type AccessSettings = {
  sessionMs: number;
  anonymous: readonly string[];
  isDemo: boolean;
  users: readonly UserSettings[];
  tokens: readonly Token[];
};

type UserSettings = { name: string; passwordHash: string; grants: Grants };

/** What somebody signs in with, and from where; `agent` is what the browser calls itself. */
export type SignInAsk = { name: string; password: string; address: string; agent: string };

/** How a sign-in ended. `cookie` is the secret that the browser is to keep, `session` the public id. */
export type SignInAnswer = { ok: true; cookie: string; name: string; session: string; expiresAt: number } | SignInRefusal;

/** Somebody who cannot be let in as what he says he is; `message` tells him why. */
export type Refused = { is: 'refused'; status: 400 | 401 | 403; message: string };

/** A token as everybody may see it. `usedAt` (epoch ms) and `usedFrom` are of its last use since Vigil started. */
export type TokenCard = { name: string; grants: Grants; isRevoked: boolean; usedAt: number | null; usedFrom: string | null };

/** A session or a token that lets nobody in any longer: ended by hand, pushed out, revoked, or taken out of the configuration. */
export type Ended = { session: string } | { token: string };

/** Who may come in: looks up who asks, anew for each request, and keeps who is signed in. */
export type Access = {
  readonly isDemo: boolean;
  /** Begins a session for a right name and password. */
  signIn(ask: SignInAsk): Promise<SignInAnswer>;
  /** What somebody may do now of whom nothing but the name is at hand: the user or the token of that name. Refused where there is none any more. */
  grantsOf(who: { is: 'user' | 'token'; name: string }): { name: string; grants: Grants } | Refused;
  /** The name of the user who is meant by this, as the configuration spells it; null where there is none. */
  knownName(name: string): string | null;
  /**
   * Who asks. A cookie that leads to no session is that of somebody unknown; a token that leads nowhere is refused, and so is one beside a cookie. A session counts before
   * the token of a wall; one that lets nobody in leaves the browser as that of somebody unknown, who is told why.
   */
  look(credentials: Credentials): Caller | Refused;
  /** Whom a browser is that keeps this token as a wall does: refused unless the token may view something and nothing else. */
  lookAtWall(token: string, address: string): Extract<Caller, { is: 'wall' }> | Refused;
  /** Ends the session of this cookie as `endSession` does, and never rejects; null where there is none. */
  signOut(cookie: string): Promise<SessionCard | null>;
  /** Everybody who is signed in, the latest first. */
  sessions(): SessionCard[];
  /**
   * Ends the session with this public id at once and for good; null where there is none. On disk when it resolves. Rejects in words where neither the end could be written down nor
   * what was kept be taken away: it then holds until Vigil ends.
   */
  endSession(session: string): Promise<SessionCard | null>;
  /** Why a restart signs people out, in words; null while sessions are kept. */
  unkeptSessions(): Unkept | null;
  /** The tokens of the configuration, in its order. */
  tokens(): TokenCard[];
  /** Revokes the token of this name at once and for ever; null where there is none. Rejects in words when that could not be written down: it then holds until Vigil ends. */
  revokeToken(name: string): Promise<TokenCard | null>;
  /** Tells of every session and token as soon as it lets nobody in any longer; a session whose time is over is not told of. Answers with the way to stop being told. */
  onEnded(listener: (ended: Ended) => void): () => void;
  /** Takes these settings from now on. Sessions of users that are gone, or whose password is another, end at once. */
  replace(settings: AccessSettings): void;
  /** Ends when what waits is written. */
  stop(): Promise<void>;
};

type Options = { settings: AccessSettings; folder: string; clock: { now(): number }; onError(error: unknown): void };

/** Opens the door. What survives a restart stands in `folder`. Where that cannot be read `onError` is told in words, and no token is let in. */
export async function openAccess(options: Options): Promise<Access> {
  const revocations = await openRevocations(options.folder);
  const problem = revocations.problem();
  if (problem !== null) options.onError(new Error(`No token is let in, because nobody knows which were revoked: ${problem}`));
  const file = await openSessionsFile(options.folder, options.clock);
  if (file.setAside !== null) options.onError(new Error(file.setAside));
  return new Door(options, revocations, file);
}

class Door implements Access {
  readonly #clock: { now(): number };
  readonly #revocations: Revocations;
  readonly #sessions: Sessions;
  readonly #keeping: SessionKeeping;
  readonly #onError: (error: unknown) => void;
  readonly #tokens = new Tokens();
  readonly #signIn: SignIn<UserSettings>;
  readonly #listeners: Listeners<Ended>;
  #settings: AccessSettings;
  #users: ReadonlyMap<string, UserSettings> = new Map();

  constructor({ settings, clock, onError }: Options, revocations: Revocations, file: KeptFile<KeptSessions>) {
    this.#clock = clock;
    this.#onError = onError;
    this.#revocations = revocations;
    this.#sessions = new Sessions(clock);
    this.#signIn = new SignIn(clock, verifyPassword);
    this.#listeners = new Listeners(onError);
    this.#settings = settings;
    this.#keeping = new SessionKeeping({ sessions: this.#sessions, file, clock, onError });
    this.replace(settings);
    this.#keeping.restore((user) => this.#passwordOf(user), settings.sessionMs);
  }

  get isDemo(): boolean {
    return this.#settings.isDemo;
  }

  async signIn(ask: SignInAsk): Promise<SignInAnswer> {
    const checked = await this.#signIn.check(ask);
    if (!checked.ok) return checked;
    const { name } = checked.user;
    const { address, agent } = ask;
    const who = { user: userKey(name), password: passwordMark(checked.user.passwordHash), name, address, agent };
    const { cookie, card, ended } = this.#sessions.begin({ ...who, lastsMs: this.#settings.sessionMs });
    this.#tellOf(ended);
    await this.#keeping.keepBegin();
    return { ok: true, cookie, name, session: card.session, expiresAt: card.expiresAt };
  }

  look({ cookie, wall = null, bearer, address }: Credentials): Caller | Refused {
    if (bearer !== null && (cookie !== null || wall !== null))
      return refuse(400, 'both a token and a cookie of Vigil were sent: send one of the two, so that it is clear who asks');
    if (bearer !== null) return this.#lookAtToken(bearer, address);
    const anonymous = anonymousGrants(this.#settings.anonymous);
    const session = cookie === null ? null : this.#sessions.look(cookie);
    const user = session === null ? undefined : this.#users.get(session.user);
    if (!session || !user) {
      const nobody = { is: 'anonymous', name: 'anonymous', grants: anonymous, address, hadSession: Boolean(cookie) } as const;
      const found = wall === null ? null : this.lookAtWall(wall, address);
      if (found === null) return nobody;
      return found.is === 'refused' ? { ...nobody, wallRefusal: found.message } : found;
    }
    const { card } = session;
    this.#keeping.seen();
    const grants = addGrants(user.grants, anonymous);
    return { is: 'user', name: user.name, grants, address, session: card.session, expiresAt: card.expiresAt };
  }

  grantsOf({ is, name }: { is: 'user' | 'token'; name: string }): { name: string; grants: Grants } | Refused {
    if (is === 'token') return this.#tokenGrants(name);
    const user = this.#users.get(userKey(name));
    if (!user) return refuse(401, `the user ${name} is not in the configuration any more`);
    return { name: user.name, grants: addGrants(user.grants, anonymousGrants(this.#settings.anonymous)) };
  }

  lookAtWall(sent: string, address: string): Extract<Caller, { is: 'wall' }> | Refused {
    const token = this.#find(sent);
    if ('is' in token) return token;
    if (!mayOnlyView(token.grants))
      return refuse(
        403,
        `the token ${token.name} is not one that may view and do nothing else, and a wall stands open to whoever passes by: make one`,
      );
    this.#tokens.noteUse(token, { at: this.#clock.now(), address });
    return { is: 'wall', name: token.name, grants: token.grants, address };
  }

  async signOut(cookie: string): Promise<SessionCard | null> {
    const card = this.#sessions.endByCookie(cookie);
    await this.#ended(card).catch(this.#onError);
    return card;
  }

  sessions(): SessionCard[] {
    return this.#sessions.list();
  }

  endSession(session: string): Promise<SessionCard | null> {
    return this.#ended(this.#sessions.end(session));
  }

  unkeptSessions(): Unkept | null {
    return this.#keeping.unkept();
  }

  stop(): Promise<void> {
    return this.#keeping.stop();
  }

  tokens(): TokenCard[] {
    return this.#tokens.list().map((token) => this.#cardOf(token));
  }

  async revokeToken(name: string): Promise<TokenCard | null> {
    const token = this.#tokens.named(name);
    if (token === null) return null;
    const written = this.#revocations.add(token.hash);
    this.#listeners.tell({ token: name });
    try {
      await written;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const message = `The token ${name} is refused from now on, but would be let in again after a restart: ${why}. Take it out of the configuration.`;
      throw new Error(message, { cause: error });
    }
    return this.#cardOf(token);
  }

  knownName(name: string): string | null {
    return this.#users.get(userKey(name))?.name ?? null;
  }

  onEnded(listener: (ended: Ended) => void): () => void {
    return this.#listeners.add(listener);
  }

  replace(settings: AccessSettings): void {
    const before = this.#users;
    const users = [...settings.users, ...(settings.isDemo ? DEMO_USERS : [])];
    this.#settings = settings;
    this.#users = new Map(users.map((user) => [userKey(user.name), user]));
    this.#signIn.replace(this.#users);
    const goneTokens = this.#tokens.replace(settings.tokens);
    for (const [key, { passwordHash }] of before) {
      if (this.#users.get(key)?.passwordHash !== passwordHash) this.#dropAll(this.#sessions.endOf(key));
    }
    for (const { name } of goneTokens) this.#listeners.tell({ token: name });
  }

  #tokenGrants(name: string): { name: string; grants: Grants } | Refused {
    const token = this.#tokens.named(name);
    if (token === null) return refuse(401, `the token ${name} is not in the configuration any more`);
    return this.#refusalOf(token) ?? { name, grants: token.grants };
  }

  #lookAtToken(bearer: string, address: string): Caller | Refused {
    const token = this.#find(bearer);
    if ('is' in token) return token;
    this.#tokens.noteUse(token, { at: this.#clock.now(), address });
    return { is: 'token', name: token.name, grants: token.grants, address };
  }

  #find(sent: string): Token | Refused {
    const token = this.#tokens.find(sent);
    const refused = this.#refusalOf(token);
    if (token === null) return refused ?? refuse(401, 'this token is not known: is it complete, and is its hash in the configuration?');
    return refused ?? token;
  }

  #refusalOf(token: Token | null): Refused | null {
    if (this.#revocations.problem() !== null)
      return refuse(401, 'no token is let in, because Vigil cannot read which were revoked: its log says what to do');
    return token !== null && this.#revocations.has(token.hash)
      ? refuse(401, `the token ${token.name} was revoked: make another one`)
      : null;
  }

  #cardOf(token: Token): TokenCard {
    const use = this.#tokens.lastUse(token);
    const isRevoked = this.#revocations.has(token.hash);
    return { name: token.name, grants: token.grants, isRevoked, usedAt: use?.at ?? null, usedFrom: use?.address ?? null };
  }

  async #ended(card: SessionCard | null): Promise<SessionCard | null> {
    if (card === null) return null;
    this.#tellOf([card]);
    await this.#keeping.keepEnd([card]);
    return card;
  }

  #dropAll(cards: readonly SessionCard[]): void {
    if (cards.length === 0) return;
    this.#tellOf(cards);
    this.#keeping.keepEnd(cards).catch(this.#onError);
  }

  #passwordOf(user: string): string | null {
    const known = this.#users.get(user);
    return known ? passwordMark(known.passwordHash) : null;
  }

  #tellOf(cards: readonly SessionCard[]): void {
    for (const { session } of cards) this.#listeners.tell({ session });
  }
}

function refuse(status: Refused['status'], message: string): Refused {
  return { is: 'refused', status, message };
}
