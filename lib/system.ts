import type { Acting, InFlight } from './acting.ts';
import type { Examining } from './doctor.ts';
import type { Found, Happening, NodeEvent } from './finding.ts';
import type { FigureSpec } from './history.ts';
import type { Meter } from './io/meter.ts';
import type { AnyJob } from './job.ts';
import type { Reading } from './reading.ts';
import type { Judged } from './status.ts';

/**
 * How a node is known that nobody configured. `by` are the nodes that name it, or did last; `unnamedSince` (epoch ms) since when none of them does any more, null while one
 * does; `barred` says in words why it is not asked, null where it is.
 */
export type Discovered = { by: readonly string[]; unnamedSince: number | null; barred: string | null };

/**
 * A node as configured, or as it was discovered. `address` is for people and holds no secret; `host` is the machine it lives on, by the name that the configuration has for
 * it; `tags` are those of the node, its group, its system and its host; `settings` is the system's own, inherited values filled in. Of one that is barred they hold no secret.
 */
export type NodeSpec<Settings> = {
  name: string;
  address: string;
  host: string | null;
  tags: readonly string[];
  settings: Settings;
  discovered?: Discovered;
};

/** Where a node is reached, as it is named: `host` a name or an address. */
export type Place = { host: string; port: number };

/**
 * That the nodes of a group may name others, and what is made of those. `networks` (addresses and networks in CIDR form) are where they may be asked; who is named by nobody
 * any more and does not answer is let go after `forgetAfterMs`. `settingsOf` gives the settings of one: `ip` is the only address at which it may be connected to, whatever
 * its name comes to later; null for one that is not to be asked, whose settings then hold no secret.
 */
export type Discovering<Settings> = {
  networks: readonly string[];
  forgetAfterMs: number;
  tags: readonly string[];
  settingsOf(named: Place & { name: string; kind: string; ip: string | null }): Settings;
};

/** `nodes` are to be read when they are needed and not kept: where a group has `discovery` they come and go while Vigil runs. */
export type GroupSpec<Settings> = { name: string; title: string; nodes: readonly NodeSpec<Settings>[]; discovery?: Discovering<Settings> };

/** A member of a group, as the node `by` names it. `kind` is the system's own word for what it is. */
export type Member = Place & { kind: string; by: string };

/** What the nodes of a group name, read freshly: one member as often as it is named. `heard` are the nodes all of whose words on members are in it. */
export type Naming = { members: readonly Member[]; heard: readonly string[] };

/** How a system finds nodes that nobody configured. All pure. */
export type Discovery<Settings> = {
  naming(nodes: readonly WitnessNode<Settings>[]): Naming;
  /** Where a node is reached. */
  placeOf(settings: Settings): Place;
  /** What a node calls itself by its readings: two of one identity are one. Null where it does not tell. */
  identityOf(node: WitnessNode<Settings>): string | null;
};

/**
 * What a system knows of one of its rows. `alike` is the same for the same thing on another node or in another place of its group. `heads` names the place that other
 * rows stand under (a backend), `under` the one where this row stands (a server); `host` is the machine that the row is about, by the name that the node has for it.
 * Null where there is none. `needs` is the address of the node of its group, as configured, that its trouble hangs on: without that one it cannot be well.
 */
export type RowSubject = {
  name: string;
  alike: string;
  heads: string | null;
  under: string | null;
  host: string | null;
  needs?: string | null;
};

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
  /**
   * What is kept of a reading once there is a newer one; all of it without this. `older` is what is kept of the one before it, whose parts can be used again: what is the same
   * in each of thousands of readings should not be in memory thousands of times. Pure.
   */
  past?(value: Value, older: unknown): unknown;
  /** Asked of a whole group at the same moment. */
  round: boolean;
  /** False for a node of which this cannot be asked as it is configured: it has no such probe. Without this it is asked of every node. */
  isAsked?(settings: Settings): boolean;
  /** Its rows tell more of what another probe shows, for the page of the system alone: they are no subjects, so that neither hosts nor issues nor counts are made of them. */
  isAside?: true;
  /** Only for a probe that needs more than interval + timeout + 2 s; says why. */
  staleAfter?: { ms: number; why: string };
  times(settings: Settings): { intervalMs: number; timeoutMs: number };
  /** Asks. Must end, and free what it holds, when the signal aborts. Throws FetchError. */
  fetch(connection: Connection, signal: AbortSignal): Promise<Raw>;
  /** Reads the answer. Pure; throws ParseError. */
  parse(raw: Raw): Parsed<Value>;
};

/** Something asked of a node only when somebody looks. What concurrent askers with the same input get is one answer, which stays for `cacheMs`. */
export type Question<Settings, Connection, Input, Raw, Answer> = {
  name: string;
  /** The question in words: "show sess". */
  question: string;
  /** Its answer is shown only to those with the right *details*. */
  isSensitive: boolean;
  /** What somebody is shown by the answer, in words, for one that stands in the audit whenever it is shown. */
  audited?(input: Input): string;
  cacheMs: number;
  timeoutMs(settings: Settings): number;
  /** Checks what was sent as input. The message says what to send instead. */
  read(raw: unknown): { ok: true; input: Input } | { ok: false; message: string };
  /** Why it cannot be asked of a node that is configured so, with what to do; null where it can. */
  unavailable(settings: Settings): string | null;
  /** Asks. Must end, and free what it holds, when the signal aborts. Throws FetchError. */
  fetch(connection: Connection, input: Input, signal: AbortSignal): Promise<Raw>;
  /** Reads the answer. Pure; throws ParseError. */
  parse(raw: Raw, input: Input): Parsed<Answer>;
  /**
   * For a question whose answers are parts of something longer: what the answer before it, itself merged, and the newest one tell together. `older` may be of another run of the
   * node. Pure, and bounded: what it gives is kept in memory until the next answer.
   */
  merge?(older: Answer, newer: Answer): Answer;
};

/** A question whose types are forgotten: it is only ever given what it made itself, and connections of its own system. */
export type AnyQuestion = Question<unknown, unknown, unknown, unknown, unknown>;

/** One thing on the page that has a status of its own inside a reading: a server, a backend. `value` is plain data of the system's model. */
export type Row = { id: string; judged: Judged; value: object };

/** What the status rules make of the newest readings of one probe. */
export type ProbeJudgement = { judged: Judged; rows: Row[] };

/** One of the few numbers that tell how a node is doing, as it was read; null where it is not known, never 0 for that. */
export type KeyFigure = Pick<FigureSpec, 'name' | 'unit'> & { value: number | null };

/** The key figures that one probe tells of its node, and how they are read, in that order. */
export type KeyFigures<Settings> = {
  probe: string;
  figures: readonly FigureSpec[];
  valuesOf(input: StatusInput<Settings>): readonly (number | null)[];
};

/**
 * The figures of rows whose last values are kept in memory, for the lines on the pages, and how they are read from what the status rules made of a row, in that order. So they
 * are the very numbers that the row shows; null where it does not show one. `probes` are those whose rows have them: each is among the RowSeries of its probe too.
 */
export type RowTrends = {
  probes: readonly string[];
  figures: readonly FigureSpec[];
  valuesOf(row: Pick<Row, 'value'>): readonly (number | null)[];
};

/**
 * The figures of the rows of one kind of one probe that are kept on disk, and how they are read from what the status rules made of a row, in that order; null where one is not told, and for a row
 * of another kind.
 */
export type RowSeries = {
  probe: string;
  figures: readonly FigureSpec[];
  valuesOf(row: Pick<Row, 'value'>): readonly (number | null)[] | null;
};

/** What the status rules are given: the readings of one probe of one node, newest first, never empty. */
export type StatusInput<Settings> = { probe: string; window: readonly Reading<unknown>[]; settings: Settings; now: number };

/** A node of a group: the readings of each of its probes, newest first; none where the newest cannot be gone by: too old, in doubt, or refused since. */
export type WitnessNode<Settings> = { node: string; settings: Settings; windows: Readonly<Record<string, readonly Reading<unknown>[]>> };

/** What somebody did to a row of a node through Vigil, and has not put back. `at` in epoch ms. */
export type WitnessMark = { node: string; row: string; wanted: string; by: string; at: number; reason: string | null };

/**
 * What a witness is given: every node of one group; what was done there through Vigil and is not put back, what is sent and not yet proved, and what happened to the nodes lately.
 * `standing` are the ids of what it found the last time.
 */
export type WitnessInput<Settings> = {
  nodes: readonly WitnessNode<Settings>[];
  marks: readonly WitnessMark[];
  inFlight: readonly InFlight[];
  events: readonly NodeEvent[];
  standing: ReadonlySet<string>;
  now: number;
};

/** The manifest of a system: everything the engine needs to know of it. */
export type System<Settings = unknown, Connection = unknown> = {
  name: string;
  title: string;
  /** The cheapest probe: while a node is silent it alone is asked. Of a node of which it is not asked, it is the first vital one that is: see knockOf. */
  knock: string;
  probes: readonly Probe<Settings, Connection, unknown, unknown>[];
  /** For a system that works out what is not to be worked out again after a restart: the settings, and in which folder it may keep that. Left out by all others. */
  keptIn?(settings: Settings, folder: string): Settings;
  /** Opens no socket before the first question. The meter is to be told of each request that is made over it. */
  connect(settings: Settings, meter: Meter): Connection;
  close(connection: Connection): void;
  status(input: StatusInput<Settings>): ProbeJudgement;
  /** What the nodes of a group, each read directly, prove together. Pure; may make things worse and never better. */
  witness?(input: WitnessInput<Settings>): Found[];
  /** Which other nodes the nodes of a group name, for the groups that are to be looked through; left out by a system whose nodes name none. */
  discovery?: Discovery<Settings>;
  /** What happened to a node, as its newest reading proves: called once for each, so that nothing is told twice. What two probes tell of one time is one. Pure. */
  happened?(input: StatusInput<Settings>): Happening[];
  /** None for a system that has no figures. A figure has the same unit wherever in a system it is called so. */
  keyFigures: readonly KeyFigures<Settings>[];
  /** Of which figures of its rows the last values are kept; left out by a system whose rows have none. */
  rowTrends?: RowTrends;
  /** Of which figures of its rows the past is kept; left out by a system whose rows have none. */
  rowSeries?: readonly RowSeries[];
  /** What a row is about. */
  subjectOf(row: Pick<Row, 'value'>): RowSubject;
  /** Everything the newest reading holds on one row, asked for when somebody opens it. Null when the row is not in it. */
  figures(input: { probe: string; newest: Reading<unknown>; row: string }): object | null;
  /** What is asked only when somebody looks. */
  questions?: readonly AnyQuestion[];
  /** What runs long. Who starts one is shown the same readings as who acts: a system that is only looked at has none. */
  jobs?: readonly AnyJob[];
  /** The commands that an admin may send; null for a system that is only looked at. */
  acting: Acting<Settings> | null;
  /** What all of this takes rights for, and how a node is asked whether they are there. */
  doctor?: Examining<Settings>;
};

/** A figure of rows that show a `View`, and how it is read there. */
export type FigureOf<View> = FigureSpec & { of(view: View): number | null };

/**
 * The figures of the rows of a probe, each of which shows a `View`. `is` tells them from the other rows of a probe that makes rows of several kinds. Sound, because the engine
 * hands a system only the rows that its own status rules made.
 */
export function rowSeries<View extends object>(
  probe: string,
  figures: readonly FigureOf<View>[],
  is: (view: View) => boolean = () => true,
): RowSeries {
  return {
    probe,
    figures: figures.map(({ name, unit, meaning }) => ({ name, unit, meaning })),
    valuesOf: ({ value }) => (is(value as View) ? figures.map(({ of }) => of(value as View)) : null),
  };
}

/** The probes that are asked of a node with these settings, in the order of the manifest. */
export function probesOf({ probes }: Pick<System, 'probes'>, settings: unknown): Probe<unknown, unknown, unknown, unknown>[] {
  return probes.filter((probe) => probe.isAsked?.(settings) ?? true);
}

/** The probe by which a node with these settings is knocked at while it is silent. Throws for a node of which nothing vital is asked: its silence would go unheard. */
export function knockOf(system: Pick<System, 'name' | 'knock' | 'probes'>, settings: unknown): string {
  const asked = probesOf(system, settings);
  const own = asked.find(({ name }) => name === system.knock) ?? asked.find(({ vital }) => vital);
  if (!own) throw new Error(`system ${system.name} has no vital probe to knock with at a node of which "${system.knock}" is not asked`);
  return own.name;
}

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

/** Checks a question against its own types and forgets them. */
export function defineQuestion<Settings, Connection, Input, Raw, Answer>(
  question: Question<Settings, Connection, Input, Raw, Answer>,
): AnyQuestion {
  return question as unknown as AnyQuestion;
}
