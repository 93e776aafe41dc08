import type { KeyPrefix, KeyTally } from './model.ts';
import { collapse, isSeparator } from './segment.ts';
import { addKey, addTally, type KeyFacts, noKeys } from './tally.ts';

type Branch = { segment: string; tally: KeyTally; isAtLeast: boolean; children: Map<string, Branch> | null; other: KeyTally | null };

const DEEPEST = 6;
/** Branches that are held at once. */
const MOST_BRANCHES = 20_000;
/** Branches that are told of. */
const MOST_TOLD = 1_500;
const MOST_CHILDREN = 50;

/**
 * Sums by the beginnings of names, in bounded memory: when there are too many branches, those with the fewest keys are summed up with their siblings. One that comes back later is
 * told to be a count of at least so many.
 */
export class PrefixTree {
  readonly #root: Branch = newBranch('', false);
  readonly #mostBranches: number;
  #branches = 1;

  constructor(mostBranches = MOST_BRANCHES) {
    this.#mostBranches = mostBranches;
  }

  add(key: KeyFacts): void {
    const { name } = key;
    let branch = this.#root;
    addKey(branch.tally, key);
    let from = 0;
    for (let depth = 0; depth < DEEPEST && from < name.length; depth += 1) {
      let end = from;
      while (end < name.length && !isSeparator(name.charCodeAt(end))) end += 1;
      const separator = end < name.length ? name.charAt(end) : '';
      branch = this.#childOf(branch, collapse(name.slice(from, end)) + separator);
      addKey(branch.tally, key);
      from = end + 1;
    }
    if (this.#branches > this.#mostBranches) this.#shrink();
  }

  /** The tree as it is told: the branches with the most bytes. */
  read(): KeyPrefix {
    const told = toldBranches(this.#root);
    return tell(this.#root, told);
  }

  #childOf(branch: Branch, segment: string): Branch {
    branch.children ??= new Map();
    const known = branch.children.get(segment);
    if (known) return known;
    const child = newBranch(segment, branch.isAtLeast || branch.other !== null);
    branch.children.set(segment, child);
    this.#branches += 1;
    return child;
  }

  /** Until half of the room is free, so that it is done seldom. */
  #shrink(): void {
    let least = (2 * this.#root.tally.keys) / this.#mostBranches;
    while (this.#branches > this.#mostBranches / 2) {
      this.#branches = 1 + foldSmall(this.#root, least);
      least *= 2;
    }
  }
}

function newBranch(segment: string, isAtLeast: boolean): Branch {
  return { segment, tally: noKeys(), isAtLeast, children: null, other: null };
}

/** Sums up the branches below this one with fewer keys; gives how many are left. */
function foldSmall(branch: Branch, leastKeys: number): number {
  let left = 0;
  for (const [segment, child] of branch.children ?? []) {
    if (child.tally.keys >= leastKeys) {
      left += 1 + foldSmall(child, leastKeys);
      continue;
    }
    branch.other ??= noKeys();
    addTally(branch.other, child.tally);
    branch.children?.delete(segment);
  }
  return left;
}

/** A branch has no fewer bytes than those below it, and comes before them: so whoever is among the first, his parents are too. */
function toldBranches(root: Branch): ReadonlySet<Branch> {
  const all: Branch[] = [];
  const walk = (branch: Branch): void => {
    const children = [...(branch.children?.values() ?? [])].sort((a, b) => b.tally.bytes - a.tally.bytes);
    for (const child of children.slice(0, MOST_CHILDREN)) {
      all.push(child);
      walk(child);
    }
  };
  walk(root);
  return new Set(all.sort((a, b) => b.tally.bytes - a.tally.bytes).slice(0, MOST_TOLD));
}

function tell(branch: Branch, told: ReadonlySet<Branch>): KeyPrefix {
  const { segment, tally, isAtLeast } = branch;
  const children: KeyPrefix[] = [];
  const other = noKeys();
  if (branch.other !== null) addTally(other, branch.other);
  for (const child of branch.children?.values() ?? []) {
    if (told.has(child)) children.push(tell(child, told));
    else addTally(other, child.tally);
  }
  children.sort((a, b) => b.bytes - a.bytes || b.keys - a.keys);
  return { segment, ...tally, isAtLeast, children, other: other.keys > 0 ? other : null };
}
