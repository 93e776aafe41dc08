import type { NodeLine } from './node-line.ts';

/** The tags that all of some nodes have: they stand above them once. */
export function sharedTags([first, ...others]: readonly NodeLine[]): string[] {
  return first ? first.probe.tags.filter((tag) => others.every(({ probe }) => probe.tags.includes(tag))) : [];
}
