/** A whole number from 0 on, below what is asked for. */
export type Random = (below: number) => number;

/** Numbers that are the same for the same seed. */
export function seeded(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

/** One of a list that is not empty. */
export function oneOf<T>(random: Random, all: readonly T[]): T {
  const found = all[random(all.length)];
  if (found === undefined) throw new TypeError('nothing to choose from');
  return found;
}
