import { z } from 'zod';
import { MOST_PINS, type Pin, type Preferences } from '../preferences.ts';
import { type KeptFile, type KeptKind, openKeptFile, type Unkept } from '../state/kept-file.ts';
import { KeptWriter } from '../state/kept-writer.ts';
import { userKey } from './user-key.ts';

type KeptPreferences = { users: readonly (Preferences & { user: string })[] };

/** What somebody changes. */
export type PreferencesChange = { pin: Pin } | { unpin: string } | { display: string };

/** What people have chosen, kept over a restart. */
export type PreferenceBook = {
  of(name: string): Preferences;
  /** Holds from the call on; resolves when it is on disk, or cannot be put there (`unkept`). Null, and nothing is changed, where somebody has as many pins as there may be. */
  change(name: string, change: PreferencesChange): Promise<Preferences | null>;
  /** How many people have chosen something. */
  count(): number;
  unkept(): Unkept | null;
  stop(): Promise<void>;
};

const words = z.string().min(1).max(300);
// A path of our own, and never the address of another host.
const path = z.string().regex(/^\/(?![/\\])[!-~]{0,600}$/, 'a path of Vigil');
export const pinSchema: z.ZodType<Pin> = z.strictObject({ path, name: words, about: words });
export const displaySchema = z.string().regex(/^(system|light|dark)\.[\w+/-]{1,64}$/);
const one = z.object({ user: words, display: displaySchema.nullable(), pins: z.array(pinSchema).max(MOST_PINS) });

export const KEPT_PREFERENCES: KeptKind<KeptPreferences> = { name: 'preferences.json', schema: z.object({ users: z.array(one) }) };

const NOTHING: Preferences = { display: null, pins: [] };

/** Reads `preferences.json` in the folder of what survives a restart. A file that cannot be believed is renamed, said to `onError`, and never written over. Never rejects. */
export async function openPreferences(
  folder: string,
  clock: { now(): number },
  onError: (error: unknown) => void,
): Promise<PreferenceBook> {
  const file: KeptFile<KeptPreferences> = await openKeptFile<KeptPreferences>({
    ...{ ...KEPT_PREFERENCES, folder, nothing: { users: [] }, clock },
    lost: 'What people have pinned and chosen is not known any more',
    unwritten: (said, cause) => new Error(`What people pin and choose holds until Vigil ends. ${said}`, { cause }),
  });
  if (file.setAside !== null) onError(new Error(file.setAside));
  const users = new Map(file.kept.users.map(({ user, ...own }) => [user, own as Preferences]));
  const writer = new KeptWriter({ file, read: () => ({ users: [...users].map(([user, own]) => ({ user, ...own })) }), onError });
  const of = (name: string): Preferences => users.get(userKey(name)) ?? NOTHING;
  return {
    of,
    async change(name, change) {
      const next = changed(of(name), change);
      if (next.pins.length > MOST_PINS) return null;
      users.set(userKey(name), next);
      await writer.write().catch(() => undefined);
      return next;
    },
    count: () => users.size,
    unkept: () => file.unkept(),
    stop: () => writer.stop(),
  };
}

function changed(was: Preferences, change: PreferencesChange): Preferences {
  if ('display' in change) return { ...was, display: change.display };
  const gone = 'pin' in change ? change.pin.path : change.unpin;
  const others = was.pins.filter((pin) => pin.path !== gone);
  return { ...was, pins: 'pin' in change ? [...others, change.pin] : others };
}
