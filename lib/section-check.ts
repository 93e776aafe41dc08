import type * as z from 'zod';
import { formatPath, type Misfit, type Path } from './section.ts';

/** Two settings that stand in an order once everything is inherited: a timeout below its interval, a warning limit up to its critical one. */
export type OrderRule = {
  lower: Bound;
  upper: Bound;
  holds(lower: number, upper: number): boolean;
};

/** One of the two: its keys below a level, how it is read, what it is where no level sets it, and what to say when it is to blame. */
type Bound = {
  keys: readonly string[];
  schema: z.ZodType<number | null>;
  fallback: number | null;
  words(own: number, other: number): string;
};

/** What a section is checked with: where it stands, its rules, and what makes two nodes the same one (null where that cannot be read). */
type SectionRules = { base: Path; order: readonly OrderRule[]; identity: { key: string; read(value: unknown): string | null } };

/** A part of the configuration as written, and where it stands. */
export type Place = { path: Path; raw: unknown };

/** What is found of a bound, and how near: 0 is the node itself; the fallback is further than every level. Null where it cannot be read. */
type Found = { value: number | null; nearness: number; path: Path } | null;

/** Repeated names and nodes, and settings in the wrong order, each at the place that brings it about. Looks at whatever is readable of a broken section. */
export function checkSection(raw: unknown, rules: SectionRules): Misfit[] {
  const section = { path: rules.base, raw };
  const groups = items(section, 'groups').map((group) => ({ group, nodes: items(group, 'nodes') }));
  const nodes = groups.flatMap((group) => group.nodes);
  const { key, read } = rules.identity;
  return withoutRepeats([
    ...repeats(
      groups.map(({ group }) => group),
      'name',
      { read: readName, words: (first) => `is the name of ${first} too: give each group a name of its own` },
    ),
    ...groups.flatMap((group) =>
      repeats(group.nodes, 'name', {
        read: readName,
        words: (first) => `is the name of ${first} too: give each node of a group a name of its own`,
      }),
    ),
    ...repeats(nodes, key, {
      read,
      words: (first) => `is the ${key} of ${first} too, which would be counted twice: take one of the two out`,
    }),
    ...groups.flatMap(({ group, nodes }) => nodes.flatMap((node) => rules.order.flatMap((rule) => disorder(rule, [node, group, section])))),
  ]);
}

/** The places whose value under `key` is that of an earlier one. `read` gives what two values are compared by, or null for what cannot be compared. */
export function repeats(
  places: readonly Place[],
  key: string,
  how: { read(value: unknown): string | null; words(first: string): string },
): Misfit[] {
  const first = new Map<string, Path>();
  const misfits: Misfit[] = [];
  for (const place of places) {
    const identity = how.read(valueAt(place.raw, [key]));
    if (identity === null) continue;
    const earlier = first.get(identity);
    if (earlier) misfits.push({ path: [...place.path, key], message: how.words(formatPath(earlier)) });
    else first.set(identity, place.path);
  }
  return misfits;
}

/** Two settings in the wrong order. Blames the bound that is set nearer to the node: it came last. The levels are the node, its group and its system, or whatever it inherits from. */
export function disorder(rule: OrderRule, levels: readonly Place[]): Misfit[] {
  const lower = find(rule.lower, levels);
  const upper = find(rule.upper, levels);
  if (lower === null || upper === null || lower.value === null || upper.value === null) return [];
  if (rule.holds(lower.value, upper.value)) return [];
  return upper.nearness < lower.nearness
    ? [{ path: upper.path, message: rule.upper.words(upper.value, lower.value) }]
    : [{ path: lower.path, message: rule.lower.words(lower.value, upper.value) }];
}

function find(bound: Bound, levels: readonly Place[]): Found {
  for (const [nearness, level] of levels.entries()) {
    const written = valueAt(level.raw, bound.keys);
    if (written === undefined) continue;
    const read = bound.schema.safeParse(written);
    return read.success ? { value: read.data, nearness, path: [...level.path, ...bound.keys] } : null;
  }
  return { value: bound.fallback, nearness: levels.length, path: [] };
}

/** The entries of the list under `key`; none where there is no list. */
export function items(place: Place, key: string): Place[] {
  const list = valueAt(place.raw, [key]);
  return Array.isArray(list) ? list.map((raw: unknown, index) => ({ raw, path: [...place.path, key, index] })) : [];
}

/** What stands below these keys, however broken the rest is; undefined where nothing does. */
export function valueAt(raw: unknown, keys: readonly string[]): unknown {
  let value = raw;
  for (const key of keys) value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return value;
}

function readName(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Each of them once: what stands at a level that many nodes inherit from is found for each of these. */
export function withoutRepeats(misfits: readonly Misfit[]): Misfit[] {
  return [...new Map(misfits.map((misfit) => [`${formatPath(misfit.path)} ${misfit.message}`, misfit])).values()];
}
