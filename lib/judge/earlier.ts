import { z } from 'zod';
import { type Failing, sourceId } from '../reading.ts';
import { STATUSES, type Verdict } from '../status.ts';
import { longer } from './since.ts';

const unwatched = z.object({ from: z.number(), to: z.number(), times: z.number() });
const since = z.object({ at: z.number(), how: z.enum(['source', 'seen', 'before', 'between']), unwatched: unwatched.exactOptional() });
const verdict: z.ZodType<Verdict> = z.object({ status: z.enum(STATUSES), reason: z.string(), since });

/** Of a board that was kept, what a later run of Vigil goes on from. */
const board = z.object({
  probes: z.array(
    z.object({
      source: z.object({ system: z.string(), group: z.string(), node: z.string(), probe: z.string() }),
      scope: z.enum(['node', 'board']),
      verdict: verdict.nullable(),
      newest: z.object({ observedAt: z.number() }).nullable(),
      attempt: z.object({ at: z.number() }).nullable(),
      failing: z.object({ since: z.number(), unwatched: unwatched.exactOptional(), isBetween: z.literal(true).exactOptional() }).nullable(),
    }),
  ),
  rows: z.record(z.string(), z.array(z.object({ id: z.string(), verdict }))),
  findings: z.array(z.object({ system: z.string(), group: z.string(), id: z.string(), verdict })),
});

type KeptProbe = z.output<typeof board>['probes'][number];

/** What a source came to when it was last read before this start, at `readAt` (epoch ms). */
export type EarlierSource = { readAt: number; verdict: Verdict | null; rows: ReadonlyMap<string, Verdict> };

/** The board as it was when Vigil last looked before this start. */
export class EarlierBoard {
  /** The moment of the board (epoch ms). */
  readonly at: number;
  readonly #probes: ReadonlyMap<string, KeptProbe>;
  readonly #rows: Map<string, ReadonlyMap<string, Verdict>>;
  readonly #findings: ReadonlyMap<string, Verdict>;

  /** Reads the text of a SnapshotEvent. Throws where it is none. */
  constructor(at: number, json: string) {
    const { probes, rows, findings } = board.parse(JSON.parse(json));
    this.at = at;
    // What Vigil said of itself then says nothing of the process that runs now.
    const others = probes.filter(({ scope }) => scope === 'node');
    this.#probes = new Map(others.map((probe) => [sourceId(probe.source), probe]));
    this.#rows = new Map(Object.entries(rows).map(([id, own]) => [id, new Map(own.map((row) => [row.id, row.verdict]))]));
    this.#findings = new Map(findings.map((one) => [findingKey(one), one.verdict]));
  }

  /** What a source came to; undefined for one that had never been read. Its rows are given once: they are not needed after its first reading. */
  take(id: string): EarlierSource | undefined {
    const probe = this.#probes.get(id);
    if (!probe?.newest) return undefined;
    const rows = this.#rows.get(id) ?? new Map<string, Verdict>();
    this.#rows.delete(id);
    return { readAt: probe.newest.observedAt, verdict: probe.verdict, rows };
  }

  /** The silence of a source whose first attempt of this run, at `at`, failed: it goes on from an earlier one, or began in between. Null where nothing is known of before. */
  silence(id: string, at: number): Failing | null {
    const { newest = null, attempt = null, failing = null } = this.#probes.get(id) ?? {};
    if (failing && attempt && attempt.at <= at) {
      const isLonger = failing.unwatched && !failing.isBetween;
      const unwatched = isLonger && failing.unwatched ? longer(failing.unwatched, at) : { from: attempt.at, to: at, times: 1 };
      return { times: 1, since: failing.since, unwatched };
    }
    if (!newest || newest.observedAt > at) return null;
    return { times: 1, since: at, isBetween: true, unwatched: { from: newest.observedAt, to: at, times: 1 } };
  }

  /** What the nodes of a group had proved together; undefined where they had not. */
  finding(finding: { system: string; group: string; id: string }): Verdict | undefined {
    return this.#findings.get(findingKey(finding));
  }
}

function findingKey({ system, group, id }: { system: string; group: string; id: string }): string {
  return JSON.stringify([system, group, id]);
}
