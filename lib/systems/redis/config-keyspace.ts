import { CONTENT_KEYS, line, named, orNone, refuse, SECRET_KEYS } from '../../settings.ts';

/** What people call a logical database of a Redis. */
export type DatabaseTitle = { index: number; title: string };

/** Keys that belong together, by a pattern as MATCH of SCAN takes it: `session:*`. */
export type KeyPattern = { name: string; pattern: string };

const databases = named({
  of: 'database',
  example: '0: Core',
  fits: (key) => /^(0|[1-9]\d{0,4})$/.test(key),
  rule: 'is not the number of a database: write it like 0, as SELECT takes it',
  value: line('Core', 60),
});

/** Anywhere else these hold a secret or a certificate: one that slipped in here is refused, so that it is never told as a pattern. */
const RESERVED: readonly string[] = [...SECRET_KEYS, ...CONTENT_KEYS];

const keyPatterns = named({
  of: 'pattern',
  example: 'sessions: "session:*"',
  fits: (key) => /^[\w.:-]{1,60}$/.test(key) && !RESERVED.includes(key),
  rule: `is not the name of a pattern: use letters, digits and . _ : - only, at most 60, and none of ${RESERVED.join(', ')}`,
  value: line('"session:*"', 500),
}).transform((patterns, context) => {
  const values = Object.values(patterns);
  return new Set(values).size === values.length
    ? patterns
    : refuse(context, 'has one pattern under two names, where its keys would be counted once: take one of the two out');
});

/** Of the section, of a group or an instance, and of a node; `none` clears what would be inherited. */
export const keyspaceOverrides = {
  databases: orNone(databases).exactOptional(),
  keyPatterns: orNone(keyPatterns).exactOptional(),
};

type Titles = Readonly<Record<string, string>> | null | undefined;

/** Levels from the furthest to the nearest, which replace each other key by key; in the order of the numbers. */
export function databasesOf(levels: readonly Titles[]): DatabaseTitle[] {
  return Object.entries(merged(levels))
    .map(([key, title]) => ({ index: Number(key), title }))
    .toSorted((a, b) => a.index - b.index);
}

/** The same of patterns, in the order in which they are written. */
export function keyPatternsOf(levels: readonly Titles[]): KeyPattern[] {
  return Object.entries(merged(levels)).map(([name, pattern]) => ({ name, pattern }));
}

/** The databases and the patterns in words, a line each; no line for what nobody named. */
export function describeKeyspace(databases: readonly DatabaseTitle[], keyPatterns: readonly KeyPattern[]): string[] {
  return [
    ...(databases.length === 0 ? [] : [`calls its databases ${databases.map(({ index, title }) => `${index} ${title}`).join(', ')}`]),
    ...(keyPatterns.length === 0 ? [] : [`counts keys by ${keyPatterns.map(({ name, pattern }) => `${name} (${pattern})`).join(', ')}`]),
  ];
}

function merged(levels: readonly Titles[]): Readonly<Record<string, string>> {
  // What stands before a level that clears everything does not count.
  const from = levels.lastIndexOf(null) + 1;
  return Object.assign({}, ...levels.slice(from));
}
