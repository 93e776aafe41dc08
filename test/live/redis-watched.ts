import type { Found } from '#lib/finding.ts';
import type { Verdict } from '#lib/status.ts';
import { until } from '#test/fakes/until.ts';
import { openGroup } from './redis-group.ts';
import type { RedisProcess } from './redis-process.ts';

const DEADLINE_MS = 30_000;
/** From round to round: the twelve readings that are kept have to span the 2 s in which a replica is proved stuck. */
const ROUND_MS = 250;

/** What is proved of a group, and what stands on the board of each of its nodes. */
export type Seen = { kinds: readonly string[]; verdicts: Record<string, Verdict>; found: readonly Found[] };

/** A group that is read round after round, a write to its first node before each. */
export type Watched = {
  /** Reads on until it is so, and tells what was seen then. */
  until(what: string, holds: (seen: Seen) => boolean | Promise<boolean>, isWritten?: boolean): Promise<Seen>;
  close(): void;
};

/** `limits` are those of all nodes; `roundMs` is the time from round to round, twelve of which are kept. */
export type Watching = { limits?: Record<string, number>; roundMs?: number };

/** Watches some Redis servers as a group. */
export function watchGroup(nodes: Readonly<Record<string, RedisProcess>>, { limits = {}, roundMs = ROUND_MS }: Watching = {}): Watched {
  const reader = openGroup(Object.fromEntries(Object.entries(nodes).map(([name, { port }]) => [name, port])), { limits });
  const [first] = Object.values(nodes);
  let key = 0;
  let nextAt = 0;
  return {
    async until(what, holds, isWritten = true) {
      let seen: Seen = { kinds: [], verdicts: {}, found: [] };
      const isSo = async () => {
        if (performance.now() < nextAt) return false;
        nextAt = performance.now() + roundMs;
        key += 1;
        if (isWritten) await first?.command('SET', `key${key % 100}`, 'x'.repeat(100));
        const found = await reader.round();
        seen = { found, kinds: found.map(kindOf), verdicts: reader.verdicts() };
        return holds(seen);
      };
      await until(what, isSo, DEADLINE_MS).catch((error: Error) => {
        throw new Error(`${error.message}; seen last: ${JSON.stringify([seen.kinds, seen.verdicts])}`);
      });
      return seen;
    },
    close: () => reader.close(),
  };
}

/** "critical b: stuck". */
function kindOf({ judged, rows, kind }: Found): string {
  return `${judged.status} ${rows.map(({ node }) => node).join()}: ${kind}`;
}

/** Whether all of these are among what is proved: "critical b: stuck". */
export const has =
  (...wanted: readonly string[]) =>
  ({ kinds }: Pick<Seen, 'kinds'>): boolean =>
    wanted.every((one) => kinds.includes(one));
