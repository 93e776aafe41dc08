import type { Cleared, ShapeFlag } from './model.ts';
import type { ErrorRow } from './model-list.ts';

/** A part of a line of a stack, to be drawn: what is dim is known to everybody, what is strong is where it happened. */
export type FramePart = { text: string; is: 'plain' | 'dim' | 'strong' };
/** One frame. `link` leads to its source where a configured pattern knows it. */
export type Frame = {
  raw: string;
  /** "StackOverflow.Data.PostQueries" and "TaggedPage"; null where the line could not be read. */
  type: string | null;
  method: string | null;
  parts: readonly FramePart[];
  isFramework: boolean;
  /** Taken away by cleaning: plumbing of async, rethrow markers. */
  isNoise: boolean;
  file: string | null;
  line: number | null;
  link: string | null;
};
/** One exception of the chain, the outermost first. */
export type Thrown = { type: string; message: string; frames: readonly Frame[] };
/** With its runs of frames that are folded together at first. */
export type FoldedThrown = Thrown & { folds: readonly Fold[] };
/** Frames of a framework that follow each other, folded: "9 frames, Microsoft.Data.SqlClient". */
export type Fold = { from: number; to: number; words: string };

/** A name and its value; null is one that is hidden from who asks. `isSecret` by its name, even to who may see it. */
export type NameValue = { name: string; value: string | null; isSecret: boolean };
export type Command = { type: string; text: string | null; data: readonly NameValue[] };

/** The sections of a request, in the order in which they are shown. */
export const SECTIONS = ['query', 'form', 'cookies', 'headers', 'serverVariables', 'customData'] as const;
export type SectionName = (typeof SECTIONS)[number];

/**
 * The question `error`: one error whole. Values of the request and texts of commands are null (masked) unless it was asked by `error-details`, which needs the right to details and stands in the
 * audit. `chain` is the stack read; `text` as it was stored; where `isCut`, only its beginning. `trouble` says what of the stored JSON could not be read.
 */
export type ErrorAnswer = {
  row: ErrorRow;
  fullUrl: string | null;
  ip: string | null;
  errorHash: number | null;
  chain: readonly FoldedThrown[];
  text: string;
  isCut: boolean;
  sections: Readonly<Record<SectionName, readonly NameValue[]>>;
  commands: readonly Command[];
  trouble: string | null;
  isMasked: boolean;
  shape: { shape: string; firstAt: number; flag: ShapeFlag | null; cleared: Cleared | null } | null;
  /** Where it can be reported, by the configured template; null where there is none. */
  tracker: { title: string; url: string } | null;
};

/** The question `raw`: the JSON as it was stored, as text. As `error-details`. */
export type RawAnswer = { json: string | null; isCut: boolean };
