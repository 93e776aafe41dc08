const MOST = 256;

/**
 * The weight that somebody typed: "10", or "50%" of the configured weight, rounded down as HAProxy does, where that is known. In words what is wrong with any other text.
 */
export function readWeight(text: string, configured: number | null): { weight: number } | { wrong: string } {
  const found = /^(\d{1,4})\s*(%?)$/.exec(text.trim());
  if (!found) return { wrong: 'Type a whole number, or a percentage such as 50%.' };
  const number = Number(found[1]);
  if (found[2] === '') return number <= MOST ? { weight: number } : { wrong: `A weight is at most ${MOST}.` };
  if (configured === null)
    return { wrong: 'A percentage needs the configured weight, which only the runtime socket tells: type the weight itself.' };
  const weight = Math.floor((number * configured) / 100);
  return weight <= MOST
    ? { weight }
    : { wrong: `${number} % of the configured ${configured} is ${weight}, and a weight is at most ${MOST}.` };
}
