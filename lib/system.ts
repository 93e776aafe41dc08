import type { Acting } from './acting.ts';
import type { Meter } from './io/meter.ts';
import type { Reading } from './reading.ts';
import type { Judged } from './status.ts';

/**
 * A node as configured. `address` is for people and holds no secret; `host` is the machine it lives on, by the name that the configuration has for it; `tags` are those
 * of the node, its group, its system and its host; `settings` is the system's own, inherited values filled in.
 */
export type NodeSpec<Settings> = { name: string; address: string; host: string | null; tags: readonly string[]; settings: Settings };

export type GroupSpec<Settings> = { name: string; title: string; nodes: NodeSpec<Settings>[] };

/**
 * What a system knows of one of its rows. `alike` is the same for the same thing on another node or in another place of its group. `heads` names the place that other
 * rows stand under (a backend), `under` the one where this row stands (a server); `host` is the machine that the row is about, by the name that the node has for it.
 * Null where there is none.
 */
export type RowSubject = { name: string; alike: string; heads: string | null; under: string | null; host: string | null };

/** What parse makes of an answer: the value, and when the source says it was made (epoch ms), if it says. */
export type Parsed<Value> = { value: Value; producedAt: number | null };

/** One question asked of a node all the time. `Raw` is what the node said, unread. */
export type Probe<Settings, Connection, Raw, Value> = {
  name: string;
  /** The question in words, for the pollers page: "statistics CSV". */
  question: string;
  /** A vital probe that is refused makes its node critical. */
  vital: boolean;
  /** How many readings are kept, newest first. */
  keep: number;
  /** Asked of a whole group at the same moment. */
  round: boolean;
  /** Only for a probe that needs more than interval + timeout + 2 s; says why. */
  staleAfter?: { ms: number; why: string };
  times(settings: Settings): { intervalMs: number; timeoutMs: number };
  /** Asks. Must end, and free what it holds, when the signal aborts. Throws FetchError. */
  fetch(connection: Connection, signal: AbortSignal): Promise<Raw>;
  /** Reads the answer. Pure; throws ParseError. */
  parse(raw: Raw): Parsed<Value>;
};

/** One thing on the page that has a status of its own inside a reading: a server, a backend. `value` is plain data of the system's model. */
export type Row = { id: string; judged: Judged; value: object };

/** What the status rules make of the newest readings of one probe. */
export type ProbeJudgement = { judged: Judged; rows: Row[] };

/** One of the few numbers that tell how a node is doing; null where it is not known, never 0 for that. `unit` follows the name: "Requests" "/s"; empty for a count. */
export type KeyFigure = { name: string; unit: string; value: number | null };

/** What the status rules are given: the readings of one probe of one node, newest first, never empty. */
export type StatusInput<Settings> = { probe: string; window: readonly Reading<unknown>[]; settings: Settings; now: number };

/** The manifest of a system: everything the engine needs to know of it. */
export type System<Settings = unknown, Connection = unknown> = {
  name: string;
  title: string;
  /** The cheapest probe: while a node is silent it alone is asked. */
  knock: string;
  probes: readonly Probe<Settings, Connection, unknown, unknown>[];
  /** Opens no socket before the first question. The meter is to be told of each request that is made over it. */
  connect(settings: Settings, meter: Meter): Connection;
  close(connection: Connection): void;
  status(input: StatusInput<Settings>): ProbeJudgement;
  /** The key figures of one probe of one node, always the same ones in the same order; none for a probe that has none. */
  keyFigures(input: StatusInput<Settings>): KeyFigure[];
  /** What a row is about. */
  subjectOf(row: Pick<Row, 'value'>): RowSubject;
  /** Everything the newest reading holds on one row, asked for when somebody opens it. Null when the row is not in it. */
  figures(input: { probe: string; newest: Reading<unknown>; row: string }): object | null;
  /** The commands that an admin may send; null for a system that is only looked at. */
  acting: Acting<Settings> | null;
};

/**
 * Checks a manifest and forgets its private types, so that systems of different kinds stand in one list.
 * The engine hands a system only what that same system made, which is what makes the cast sound. Throws on a manifest that contradicts itself.
 */
export function defineSystem<Settings, Connection>(system: System<Settings, Connection>): System {
  const names = system.probes.map((probe) => probe.name);
  if (names.length === 0) throw new Error(`system ${system.name} has no probes`);
  if (new Set(names).size !== names.length) throw new Error(`system ${system.name} has two probes of one name`);
  if (!names.includes(system.knock)) throw new Error(`system ${system.name} knocks with "${system.knock}", which is not one of its probes`);
  for (const probe of system.probes) if (probe.keep < 1) throw new Error(`probe ${system.name}/${probe.name} keeps no reading`);
  return system as unknown as System;
}

/** Checks a probe against its own types and forgets the type of its answer. Sound for the same reason as defineSystem. */
export function defineProbe<Settings, Connection, Raw, Value>(
  probe: Probe<Settings, Connection, Raw, Value>,
): Probe<Settings, Connection, unknown, unknown> {
  return probe as unknown as Probe<Settings, Connection, unknown, unknown>;
}
