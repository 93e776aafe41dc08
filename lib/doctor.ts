import type { Failure } from './failure.ts';
import type { Meter } from './io/meter.ts';

/** What was found of one right. Missing and refused are answers; untold, unasked and off are none, and never shown as fine. */
export const RIGHT_STATES = ['missing', 'unasked', 'untold', 'off', 'granted'] as const;
export type RightState = (typeof RIGHT_STATES)[number];

/** What an answer tells of a right: it is there, it is not, or this cannot be told, with why in words. */
export type Held = { is: 'granted' } | { is: 'missing' | 'untold'; why: string };

/** What takes rights, by its name in the manifest. */
export type Needing = { is: 'probe' | 'question' | 'action' | 'job'; name: string };

/**
 * What does not work without some rights: `panel` in words, `of` everything in the manifest behind it, `as` the login that needs them (a key of the configuration), `rights` in
 * the words of the system. Without one that is vital the node is not watched at all.
 */
export type Need = { panel: string; of: readonly Needing[]; as: string; isVital: boolean; rights: readonly string[] };

/**
 * As whom a node is asked: `as` is the key of the configuration, `user` who it is in the words of the system, null for nobody by name. `without` says why there is none;
 * `isNeeded` that the node is not watched without it.
 */
export type Login = { as: string; user: string | null; without: string | null; isNeeded: boolean };

/** What a node told one login: its version where it says so, and what is known of each right by its name. A right that is not in it cannot be told. */
export type Told = { version: string | null; held: Readonly<Record<string, Held>> };

/** What to run so that a login has some rights, line by line as it is entered, and what else is to be known. */
export type Grant = { statements: readonly string[]; note: string | null };

/** How the doctor asks. The meter is to be told of each request. */
export type Asking = { signal: AbortSignal; meter: Meter };

/** What a system takes rights for, and how a node is asked which of them a login has. All but `ask` is pure. Rights to act are looked up, and never tried by using them. */
export type Examining<Settings = unknown, Raw = unknown> = {
  logins(settings: Settings): readonly Login[];
  /** In the words of that version; of all of them where it is not known. */
  needs(settings: Settings, version: string | null): readonly Need[];
  timeoutMs(settings: Settings): number;
  /** Asks over a connection of its own, as that login, and leaves none open. Changes nothing there. Throws FetchError. */
  ask(settings: Settings, as: string, asking: Asking): Promise<Raw>;
  /** Throws ParseError. */
  read(raw: Raw, as: string): Told;
  grant(settings: Settings, wanted: { login: Login; rights: readonly string[]; version: string | null }): Grant;
};

/** Checks it against its own types and forgets those of its answers: it is only ever given what it made itself. */
export function defineExamining<Settings, Raw>(examining: Examining<Settings, Raw>): Examining<Settings> {
  return examining as unknown as Examining<Settings>;
}

/** One right that one panel takes, and what was found. */
export type RightLine = Omit<Need, 'rights'> & { right: string; user: string | null; state: RightState; why: string | null };

/** What to run for one login. */
export type GrantOf = Grant & { as: string; user: string | null };

/** One node as the doctor found it, asked at `askedAt` (epoch ms). `failures` are those of its logins that could not be asked. */
export type NodeReport = {
  system: string;
  systemTitle: string;
  group: string;
  groupTitle: string;
  node: string;
  address: string;
  askedAt: number;
  tookMs: number;
  version: string | null;
  lines: readonly RightLine[];
  grants: readonly GrantOf[];
  failures: readonly { as: string; failure: Failure }[];
  /** Why nobody could ask it anything, in words; null where somebody could. */
  unasked: string | null;
};

/** How many rights are in each state. */
export function countStates(lines: readonly Pick<RightLine, 'state'>[]): Record<RightState, number> {
  const counts: Record<RightState, number> = { missing: 0, unasked: 0, untold: 0, off: 0, granted: 0 };
  for (const { state } of lines) counts[state] += 1;
  return counts;
}

/** The worst that was found of a node: unasked where nobody could ask it, and where there is nothing to ask by. What is off by choice counts only where nothing else is there. */
export function worstState({ lines, unasked }: Pick<NodeReport, 'lines' | 'unasked'>): RightState {
  const counts = countStates(lines);
  if (counts.missing > 0) return 'missing';
  if (unasked !== null || counts.unasked > 0 || lines.length === 0) return 'unasked';
  if (counts.untold > 0) return 'untold';
  return counts.granted > 0 ? 'granted' : 'off';
}
