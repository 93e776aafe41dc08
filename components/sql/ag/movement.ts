import type { Finding } from '#lib/finding.ts';
import { groupOfRow } from '#lib/systems/sql/ag/rows.ts';
import type { GroupRows } from './nodes.ts';

/** What is proved of a database at a replica, worst first. */
export const MOVEMENT = ['frozen', 'stuck', 'suspended', 'standing still', 'behind', 'not known', 'seeding', 'idle', 'moving'] as const;
export type Movement = (typeof MOVEMENT)[number];

/** Those in which nothing, or too little, arrives. */
export const WRONG: readonly Movement[] = ['frozen', 'stuck', 'suspended', 'standing still', 'behind'];

/** Those that are proved to be well. */
const WELL: readonly Movement[] = ['moving', 'idle'];

/** What is found in a cluster: by the row that it names, by the group of these rows, and what names no group. */
export type FoundIn = {
  byRow: ReadonlyMap<string, readonly Finding[]>;
  byGroup: ReadonlyMap<string, readonly Finding[]>;
  rest: readonly Finding[];
};

/**
 * How many databases of a replica there are of each movement; `unproved` are those of which nothing is found, which is not known and never well. `missing` is found where the
 * replica has not all databases of the group.
 */
export type Movements = { counts: ReadonlyMap<Movement, number>; unproved: number; missing: Finding | null; findings: readonly Finding[] };

/** Sorts what is found in a cluster. `groups` are the names of its groups. */
export function sortFound(findings: readonly Finding[], groups: readonly string[]): FoundIn {
  const known = new Set(groups);
  const byRow = new Map<string, Finding[]>();
  const byGroup = new Map<string, Finding[]>();
  const rest: Finding[] = [];
  for (const finding of findings) {
    const named = new Set<string>();
    for (const { node, row } of finding.rows) {
      push(byRow, rowKey(node, row), finding);
      const group = groupOfRow(row);
      if (group !== null && known.has(group)) named.add(group);
    }
    for (const group of named) push(byGroup, group, finding);
    if (named.size === 0) rest.push(finding);
  }
  return { byRow, byGroup, rest };
}

/** What is found about a row of a node. */
export function foundAt({ byRow }: FoundIn, node: string, row: string): readonly Finding[] {
  return byRow.get(rowKey(node, row)) ?? [];
}

/** The finding that says how a database moves at a node, the worst where there are several; null where nothing is proved. */
export function movementOf(found: FoundIn, node: string, row: string): Finding | null {
  const all = foundAt(found, node, row);
  for (const movement of MOVEMENT) {
    const one = all.find(({ kind }) => kind === movement);
    if (one) return one;
  }
  return null;
}

/** The movement that a finding tells of; null for one that tells something else. */
export function asMovement(kind: string): Movement | null {
  return MOVEMENT.find((one) => one === kind) ?? null;
}

const counted = new WeakMap<GroupRows, { found: FoundIn; movements: Movements }>();

/** How the databases of a replica move. */
export function movementsOf(found: FoundIn, node: string, rows: GroupRows): Movements {
  const known = counted.get(rows);
  if (known?.found === found) return known.movements;
  const counts = new Map<Movement, number>();
  const ofGroup = foundAt(found, node, rows.row.id);
  const findings = new Set(ofGroup);
  let unproved = 0;
  for (const { row } of rows.databases.values()) {
    for (const finding of foundAt(found, node, row.id)) findings.add(finding);
    const movement = asMovement(movementOf(found, node, row.id)?.kind ?? '');
    if (movement === null) unproved += 1;
    else counts.set(movement, (counts.get(movement) ?? 0) + 1);
  }
  const missing = ofGroup.find(({ kind }) => kind === 'seeding') ?? null;
  const movements = { counts, unproved, missing, findings: [...findings] };
  counted.set(rows, { found, movements });
  return movements;
}

/** A movement as it is written: that somebody rests is only said where it is proved. */
export function movementWord(movement: Movement): string {
  return movement === 'idle' ? 'idle, proved' : movement;
}

/** "moving", "idle, proved", "moving or idle, proved", "3 of 41 stuck", "not known": the worst first, and all of them where none is wrong. */
export function movementWords(movements: Movements): string {
  const words = countWords(movements);
  return movements.missing === null ? words : `${words}, not all there`;
}

/** The same of a replica that is not read any more: what was proved to be well is past. */
export function pastWords(movements: Movements): string {
  const words = movementWords(movements);
  return WELL.some((one) => words.startsWith(one)) ? `was ${words}` : words;
}

function countWords({ counts, unproved }: Movements): string {
  const total = unproved + [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) return 'no databases';
  const unknown = unproved + (counts.get('not known') ?? 0);
  const wrong = WRONG.find((one) => counts.has(one));
  if (wrong) return share(counts.get(wrong) ?? 0, total, wrong);
  if (unknown > 0) return share(unknown, total, 'not known');
  const seeding = counts.get('seeding') ?? 0;
  if (seeding > 0) return share(seeding, total, 'seeding');
  return WELL.filter((one) => counts.has(one))
    .map(movementWord)
    .join(' or ');
}

function share(count: number, total: number, word: string): string {
  return count === total ? word : `${count} of ${total} ${word}`;
}

function rowKey(node: string, row: string): string {
  return `${node}\n${row}`;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const own = map.get(key);
  if (own) own.push(value);
  else map.set(key, [value]);
}
