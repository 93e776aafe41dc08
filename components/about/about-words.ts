import type { Viewer } from '#lib/access/viewer.ts';
import { formatCount } from '#lib/format/number.ts';

/** How somebody is known to Vigil. */
export function signedInWords({ is }: Pick<Viewer, 'is'>): string {
  switch (is) {
    case 'user':
      return 'signed in with name and password';
    case 'anonymous':
      return 'not signed in: this is what everybody may view here';
    case 'token':
      return 'by a token';
    case 'timer':
      return 'by a timer';
    case 'wall':
      return 'a wall, let in by a token that may only look';
  }
}

/** What somebody may do with one system: "look at it and change it; what is marked sensitive stays hidden". */
export function mayWords({ systems: { view, act, details } }: Pick<Viewer, 'systems'>, system: string): string {
  const may = [...(view.includes(system) ? ['look at it'] : []), ...(act.includes(system) ? ['change it'] : [])];
  const hidden = details.includes(system) ? 'and see what is marked sensitive' : 'what is marked sensitive stays hidden';
  if (may.length === 0) return 'nothing';
  return details.includes(system) ? `${may.join(', ')} ${hidden}` : `${may.join(' and ')}; ${hidden}`;
}

/** A count over the last minute as a rate. `overMs` is how much of that minute the process has run. */
export function perSecond(count: number, overMs: number): number | null {
  return overMs < 1_000 ? null : count / (overMs / 1_000);
}

/** "1 browser", "3 browsers". */
export function countOf(count: number, one: string): string {
  return `${formatCount(count)} ${count === 1 ? one : `${one}s`}`;
}
