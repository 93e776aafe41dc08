import type { Mark } from '../act/outcome.ts';
import type { Attention } from '../attention/attention.ts';
import type { Finding, NodeEvent, WitnessChange } from '../finding.ts';
import type { HostCard } from '../hosts.ts';
import type { NoteLevel } from '../notes.ts';
import type { Source } from '../reading.ts';
import type { ProbeState, StatusCounts, Verdict } from '../status.ts';
import type { Discovered, KeyFigure } from '../system.ts';
import type { Timer } from '../timers.ts';
import type { TrendPoint } from '../trend.ts';

/**
 * A key figure with its last points, oldest first. A reading that is missing has no point, and one that does not tell the figure has null. A snapshot carries all points
 * that are kept, a change only the newest: what is there already is extended by it (extendTrend).
 */
export type KeyFigureRow = KeyFigure & { trend: readonly TrendPoint[] };

/** One probe of one node as everybody sees it: what is configured, how the asking goes, what it came to, and when it is asked next. */
export type ProbeRow = ProbeState & {
  source: Source;
  question: string;
  systemTitle: string;
  groupTitle: string;
  /** For people; holds no secret. */
  address: string;
  /** The machine that it lives on, by the name that the configuration has for it; null where none is known. */
  host: string | null;
  /** Of the node, its group, its system and its host. */
  tags: readonly string[];
  /** At which of these people wrote notes in the configuration, the nearest first. The texts are asked for when somebody opens them. */
  notes: readonly NoteLevel[];
  /** There, where nobody configured it: who names it, and whether still. */
  discovered?: Discovered;
  intervalMs: number;
  timeoutMs: number;
  /** Why staleAfterMs is longer than interval + timeout + 2 s; null where it is not. */
  staleAfterWhy: string | null;
  /** A stale or critical probe of scope `board` makes everything on the board stale: it is Vigil's own. */
  scope: 'node' | 'board';
  /** Whether this node can be acted on, in which ways where a system has several, and what to configure where it cannot; null for a system that offers no actions. */
  acting: { isEnabled: boolean; howToEnable: string; ways?: readonly string[] } | null;
  /** Its rows are no subjects: they tell the page of its system more of those of another probe. */
  isAside?: true;
  nextAt: number | null;
  backoff: { why: string } | null;
  successes: number;
  /** Of the rows of the newest reading, unaged. */
  counts: StatusCounts;
  /**
   * Since when its status, age included, is what it is, and nothing that it proves with others of its group was wrong and is so no longer, as Vigil saw it itself: an answer
   * that was missed ends it. Null before anything was judged.
   */
  heldSince: number | null;
  keyFigures: readonly KeyFigureRow[];
};

/** One row inside a reading. `id` is unique within its source; `value` is plain data of the system's model. */
export type LiveRow = { id: string; verdict: Verdict; value: object };

/** What one attempt changed: the probe always, and the rows that differ, whole. */
export type Change = { probe: ProbeRow; rows: LiveRow[]; gone: string[] };

/** Carried by every event: the server's clock, and up to when readings are in doubt. */
export type ServerTime = { now: number; doubtBefore: number };

/**
 * First event of a stream. `boot` names this run of the process, `build` the pages it serves, `viewer` for whom it was made (Viewer.key); `seqs` the last change of each
 * system that is in it. Systems that the viewer may not view are not.
 */
export type SnapshotEvent = ServerTime & {
  boot: string;
  build: string;
  viewer: string;
  seqs: Record<string, number>;
  probes: ProbeRow[];
  rows: Record<string, LiveRow[]>;
  marks: Mark[];
  findings: Finding[];
  events: NodeEvent[];
  attention: Attention;
  timers: Timer[];
  hosts: HostCard[];
};

/** `seq` counts per system without a gap. */
export type ChangeEvent = ServerTime & { boot: string; system: string; seq: number; change: Change };

/** All marks of one system, after one of them changed. It counts in the same sequence as the changes. */
export type MarksEvent = ServerTime & { boot: string; system: string; seq: number; marks: readonly Mark[] };

/**
 * What the witness of one group finds otherwise than before, after any of it changed. It counts in the same sequence as the changes. How old a finding is is told by the probes
 * that it rests on: their changes come with each reading.
 */
export type FindingsEvent = ServerTime & { boot: string; seq: number } & WitnessChange;

/** All that is acknowledged and planned, after any of it changed, as far as the viewer may view it. It takes the place of what was told before. */
export type AttentionEvent = ServerTime & { boot: string; attention: Attention };

/** All timers that the viewer may view, after any of them changed. It takes the place of what was told before. */
export type TimersEvent = ServerTime & { boot: string; timers: Timer[] };

export type HeartbeatEvent = ServerTime & { boot: string };

/** A named heartbeat this often; two missed and everything on the page is stale. */
export const HEARTBEAT_MS = 2_000;
