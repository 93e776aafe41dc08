import type { Access, SignInAnswer, SignInAsk } from '../access/access.ts';
import type { Caller } from '../access/caller.ts';
import type { PreferenceBook } from '../access/preferences.ts';
import { type Viewer, viewerOf } from '../access/viewer.ts';
import type { AccessNotes } from '../act/access-notes.ts';
import { displayCookies } from './display-cookies.ts';
import { missingForPage } from './pages.ts';
import { cookieName, readCredentials } from './session-cookie.ts';

/** What a page knows of its request: its cookies, whether it came over TLS, and from where. */
export type PageRequest = { cookies: string; isSecure: boolean; address: string };

/** A system that could be watched and is not. `why` is what somebody wrote of that, which keeps its place on the board; `smallest` the least configuration of it, as YAML. */
export type AbsentSystem = { name: string; why: string | null; smallest: string };

/**
 * All that pages and next-auth may ask of the process they run in. Next bundles them into a module graph of their own, so that this object, left at one place,
 * is the only way from there to the engine.
 */
export type Bridge = {
  environment: string | null;
  isDemo: boolean;
  /** What could be watched and is not. */
  absent: readonly AbsentSystem[];
  /** Names the pages that this process serves. */
  build: string;
  /** For next-auth's own tokens against forged requests. */
  secret: string;
  sessionMs: number;
  cookieName(what: 'session' | 'csrf' | 'from', isSecure: boolean): string;
  viewer(request: PageRequest): Viewer;
  /** Where the browser keeps how the viewer wants pages shown; see displayCookies. */
  displayCookies(request: PageRequest): string[];
  /** How the viewer wants pages shown by what he chose last, in whatever browser; null where he is not signed in or has chosen nothing. */
  keptDisplay(request: PageRequest): string | null;
  /** What the viewer lacks to open a page, in words; null where nothing. */
  missing(path: string, request: PageRequest): string | null;
  signIn(ask: SignInAsk): Promise<SignInAnswer>;
  signOut(cookie: string, address: string): Promise<void>;
};

type Parts = {
  access: Access;
  notes: AccessNotes;
  preferences: Pick<PreferenceBook, 'of'>;
  systems: readonly string[];
  absent: Bridge['absent'];
  environment: string | null;
  build: string;
  secret: string;
  sessionMs: number;
  port: number;
};

export function createBridge({ access, notes, preferences, systems, absent, environment, build, secret, sessionMs, port }: Parts): Bridge {
  const look = ({ cookies, isSecure, address }: PageRequest): Caller => {
    const found = access.look({ ...readCredentials(cookies, { isSecure, port }), bearer: null, address });
    // Only a token is refused, and here is none.
    if (found.is === 'refused') throw new Error(found.message);
    return found;
  };
  return {
    ...{ environment, isDemo: access.isDemo, absent, build, secret, sessionMs },
    cookieName: (what, isSecure) => cookieName(what, { isSecure, port }),
    viewer: (request) => viewerOf(look(request), systems),
    displayCookies: (request) => displayCookies(look(request)),
    keptDisplay(request) {
      const caller = look(request);
      return caller.is === 'user' ? preferences.of(caller.name).display : null;
    },
    missing: (path, request) => missingForPage(path, look(request)),
    async signIn(ask) {
      const answer = await access.signIn(ask);
      noteSignIn(notes, access, ask, answer);
      return answer;
    },
    async signOut(cookie, address) {
      const ended = await access.signOut(cookie);
      if (!ended) return;
      notes.note({ is: 'user', name: ended.name, address, session: ended.session }, 'signed out', `${ended.name} signed out`);
    },
  };
}

const FAILED = {
  wrong: 'the name or the password is wrong',
  'slow down': 'not looked at, because it came too soon after wrong ones',
  busy: 'not looked at, because too many came at once',
} as const;

// People type their password into the field for the name: a name that nobody has is not written down.
function noteSignIn(notes: AccessNotes, access: Access, { name, address }: SignInAsk, answer: SignInAnswer): void {
  if (answer.ok) {
    const by = { is: 'user', name: answer.name, address, session: answer.session } as const;
    notes.note(by, 'signed in', `${answer.name} signed in`);
    return;
  }
  const known = access.knownName(name);
  const by = { is: 'anonymous', name: 'anonymous', address, session: null } as const;
  notes.note(by, 'sign-in failed', `as ${known ?? 'somebody who is not known'}: ${FAILED[answer.why]}`);
}
