import type * as z from 'zod';
import type { Note } from './notes.ts';
import type { GroupSpec } from './system.ts';

/** Where something stands in the configuration: keys and list positions from the root. */
export type Path = readonly (string | number)[];

/** Something wrong at a place: what it is and the fix, in words that hold no secret. Where the last key may hold one, `hidesKey` keeps it from being shown. */
export type Misfit = { path: Path; message: string; hidesKey?: boolean };

type SectionRead = { ok: true; groups: GroupSpec<unknown>[]; notes: Note[] } | { ok: false; misfits: Misfit[] };

/** The config section of one system, as the loader sees it. */
export type Section = {
  name: string;
  /** Reads what stands under the system's name, secrets resolved. Gives every misfit at once. */
  read(raw: unknown): SectionRead;
  /** The settings of one node in words, one thing per line; holds no secret. */
  describe(settings: unknown): string[];
  /** The least that makes Vigil watch one node of the system, as YAML; it needs nothing of the environment. */
  smallest: string;
};

type SectionParts<Schema extends z.ZodType, Settings> = {
  name: string;
  schema: Schema;
  /** What one value alone cannot tell: repeats, and limits in the wrong order. Is given the section as written, however broken. */
  check(raw: unknown): Misfit[];
  groups(section: z.output<Schema>): GroupSpec<Settings>[];
  /** What people wrote at the system, its groups and its nodes. */
  notes(section: z.output<Schema>): Note[];
  describe(settings: Settings): string[];
  smallest: string;
};

const PLAIN_KEY = /^[\w-]{1,60}$/;

/** Makes a section and forgets its types; `describe` is only ever given what `groups` of the same section made, which makes the cast sound. */
export function defineSection<Schema extends z.ZodType, Settings>(parts: SectionParts<Schema, Settings>): Section {
  return {
    name: parts.name,
    read: (raw) => {
      const parsed = parts.schema.safeParse(raw, { reportInput: true });
      const misfits = [...misfitsOf(parsed.error, [parts.name]), ...parts.check(raw)];
      return parsed.success && misfits.length === 0
        ? { ok: true, groups: parts.groups(parsed.data), notes: parts.notes(parsed.data) }
        : { ok: false, misfits };
    },
    describe: (settings) => parts.describe(settings as Settings),
    smallest: parts.smallest,
  };
}

/** The misfits that zod found below `base`, the input reported; unknown keys each get one of their own, at the key. */
export function misfitsOf(error: z.ZodError | undefined, base: Path): Misfit[] {
  return (error?.issues ?? []).flatMap((issue): Misfit[] => {
    const path = [...base, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))];
    if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
    const messages = issue.message.split('\n');
    return issue.keys.map((key, index) => ({
      path: [...path, key],
      message: messages[index] ?? issue.message,
      hidesKey: !isShowable(key, issue.input),
    }));
  });
}

/** False for an unknown key that may be a secret: `{ user: vigil, password:secret }`, where a space is missing, is a key without a value. */
export function isShowable(key: string, holder: unknown): boolean {
  return PLAIN_KEY.test(key) && typeof holder === 'object' && holder !== null && Reflect.get(holder, key) !== null;
}

/** `haproxy.groups[0].nodes[1].timeout`; a key that is no plain word is not repeated. */
export function formatPath(path: Path): string {
  return path.reduce<string>((before, step) => {
    if (typeof step === 'number') return `${before}[${step}]`;
    const key = PLAIN_KEY.test(step) ? step : '"…"';
    return before === '' ? key : `${before}.${key}`;
  }, '');
}
