/** Fewer readings that carry nothing out are chance. */
const READINGS = 3;

/** And over less time, by the readings' own stamps: a node that is asked several times in a second had no time to carry anything out. */
const LEAST_MS = 2_000;

/** True where readings asked for at these moments (epoch ms, newest first), in which nothing was carried out, prove that it is stuck. `isStanding` is true where that was proved before. */
export function provesStuck(askedAt: readonly number[], isStanding = false): boolean {
  const [newest, oldest] = [askedAt[0], askedAt.at(-1)];
  if (newest === undefined || oldest === undefined || askedAt.length < READINGS) return false;
  return isStanding || newest - oldest >= LEAST_MS;
}
