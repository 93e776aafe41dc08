import { formatUtc } from './format/time.ts';
import { type Judged, type Status, type Verdict, worst } from './status.ts';

/** A sentence in pieces. A number is a moment (epoch ms): pages write it in the zone of whoever looks, `toldInUtc` in UTC. */
export type Told = readonly (string | number)[];

/**
 * What the witness of a system found in a group. `id` stays the same as long as the cause does, and is unique in its group; `kind` is the system's own word for what it is.
 * A status of ok is a remark and no trouble. It is as old as the oldest of the newest readings of its `nodes` by its `probe`: whoever shows it judges its age by them.
 */
export type Found = {
  id: string;
  kind: string;
  /** What it answers, where findings of several kinds answer the same and only one of them can be so of a row ("movement"); left out where its kind says it. */
  cause?: string;
  /** What it is, in a word or two: "Disagreement". */
  title: string;
  /** What it is about, and where that stands; `place` is empty where the subject says it. */
  subject: string;
  place: string;
  /** The machine that it is about, by the name that the nodes have for it; null where there is none. */
  host: string | null;
  judged: Pick<Judged, 'status' | 'since'>;
  told: Told;
  /** The nodes whose readings it rests on, and by which probe they were read. */
  nodes: readonly string[];
  probe: string;
  rows: readonly FindingRow[];
  /** True where one of its rows may be in trouble for the same cause: what is said of that row then stands for it, if it is no better. */
  followsRows: boolean;
  /** There, where it says that somebody is not read: once that is found no longer, it is so no longer, whoever else is not read. */
  isSilence?: true;
  /** There, where Vigil knows it by itself and not by readings: it neither ages nor goes unsaid with them. */
  isOwn?: true;
};

/** A row of the reading of one node. */
export type FindingRow = { node: string; row: string };

/** A finding as everybody sees it, since when it holds, and in which group. It may make a verdict worse and never better. */
export type Finding = Omit<Found, 'judged'> & { system: string; group: string; verdict: Verdict };

/** Something that happened to a node between two moments (epoch ms), which are one where the source tells when it was: "restarted or reloaded". */
export type Happening = { from: number; to: number; words: string };

export type NodeEvent = Happening & { system: string; group: string; node: string };

/**
 * What the witness of a group finds otherwise than before: what is new or changed, whole, and the ids of what is found no longer. `events` is all that happened to its nodes
 * lately, the newest first; null where it is what it was.
 */
export type WitnessChange = {
  system: string;
  group: string;
  findings: readonly Finding[];
  gone: readonly string[];
  events: readonly NodeEvent[] | null;
};

/** How long an event of a node is told at least. */
export const EVENT_KEPT_MS = 3_600_000;

/** A status with what is found beside it: never better. */
export function worsened(status: Status, findings: readonly Finding[]): Status {
  return worst([status, ...findings.map(({ verdict }) => verdict.status)]);
}

/** The sentence as Vigil's own words have times, in UTC: for what is written down. */
export function toldInUtc(told: Told): string {
  return told.map((piece) => (typeof piece === 'number' ? formatUtc(piece) : piece)).join('');
}
