import type { Meter } from './io/meter.ts';
import type { Reading } from './reading.ts';
import type { Status } from './status.ts';

/** How much is asked of an admin before a command is sent: nothing but the click, a dialog, or the name of the target typed out. */
export const FRICTIONS = ['click', 'ask', 'type'] as const;
export type Friction = (typeof FRICTIONS)[number];

/** Readings of one node by probe. */
export type Beside = Readonly<Record<string, Reading<unknown>>>;

/** What an action looks at: one node with its newest reading. `doubt` says in words why that cannot be acted on: too old, refused, never read; null where it is fresh. */
export type NodeView<Settings = unknown> = {
  group: string;
  groupTitle: string;
  node: string;
  settings: Settings;
  newest: Reading<unknown> | null;
  doubt: string | null;
  /** The newest readings of its other probes, by probe: those alone that are fresh. */
  beside?: Beside;
  /** The rows beside which stands who took them out through Vigil. */
  marked?: readonly string[];
};

/** What an action does on one node to one target, and what it undid there. Plain data: it stands in the audit, and an undo is made of it. */
export type Step = {
  group: string;
  node: string;
  /** The target on that node, as people write it: "be_web/web03". */
  target: string;
  /** The row of the reading that shows it. */
  row: string;
  /** What is sent, in words and in this order: ["drain", "health down", "ready"]. */
  commands: readonly string[];
  /** The state before, in the words of the page: "up". */
  before: string;
  /** The state that a read-back must show, in words: "drain". */
  wanted: string;
  /** The system's own: what its send, prove and undo need. Plain data. */
  detail: unknown;
};

/** One thing to know before going on. */
export type Note = { status: Status; words: string };

/** What an action would do now. Made from fresh readings alone; two previews with the same `essence` ask for the same consent. */
export type Preview = {
  /** "Drain web03 everywhere". */
  title: string;
  /** On the button, verb and target: "Drain web03". */
  button: string;
  /** In one sentence: what changes, where, what goes on, with numbers. */
  summary: string;
  friction: Friction;
  /** What must be typed; null unless friction is type. */
  typed: string | null;
  notes: readonly Note[];
  steps: readonly Step[];
  /** Concerned, and not asked: the reading is not fresh, or no credentials to act with are configured. */
  leftOut: readonly { group: string; node: string; why: string }[];
  /** Why nothing can be done at all, in words and with what to do; null where it can. */
  refusal: string | null;
  /** Another order that may be meant, in words: maintenance instead of draining a server that is down. */
  instead: { words: string; order: Order } | null;
  /** There, where it is refused because all of it is as it is wanted already, by fresh readings. */
  isDone?: true;
};

/** What somebody asks for. `input` is the action's own and is read by it. */
export type Order = { system: string; action: string; input: unknown };

/** What became of one command: taken, refused in words, never sent, or sent without an answer. `answer` is what came back, secrets removed. */
export type Sent =
  | { is: 'taken'; answer: string }
  | { is: 'refused'; answer: string }
  | { is: 'not sent'; answer: string }
  | { is: 'no answer'; answer: string };

/** What a reading taken after sending shows of a step: the wanted state, or another, in words. */
export type Proof = { is: 'proved' | 'not proved'; words: string };

/** A step sent and not yet proved by a reading after it: guards count its target as if it had worked. */
export type InFlight = { group: string; node: string; target: string; wanted: string };

export type PreviewInput<Settings, Input> = {
  input: Input;
  /** Every node of the system, of all groups. */
  nodes: readonly NodeView<Settings>[];
  inFlight: readonly InFlight[];
};

/** One command that admins can give. All but `send` are pure. */
export type Action<Settings, Actor, Input> = {
  name: string;
  /** It may be given by a timer while nobody looks: it puts something back, and loses nothing. */
  isTimed?: true;
  /** Checks what was sent as input. The message says what to send instead. */
  read(raw: unknown): { ok: true; input: Input } | { ok: false; message: string };
  /** The groups on which it acts: actions on one group run one after another. `all` for those that find out where. */
  groups(input: Input): readonly string[] | 'all';
  preview(given: PreviewInput<Settings, Input>): Preview;
  /** Sends one step's commands in their order, and stops at the first that is not taken. Never throws; ends when the signal aborts. */
  send(actor: Actor, step: Step, signal: AbortSignal): Promise<Sent>;
  /** Judges one step by a reading that was asked for after the step was sent, and by those of other probes that were too. */
  prove(step: Step, reading: Reading<unknown>, beside?: Beside): Proof;
  /** How many more readings must show the wanted state before it counts: above 0 where something is known to undo it. */
  proofs(step: Step): number;
  /** The order that puts the targets of these steps back to what they were before; null where that cannot be done. */
  undo(steps: readonly Step[]): Order | null;
  /** The same order for these steps' nodes and targets alone: what *finish* sends. */
  finish(input: Input, steps: readonly Step[], leftOut: Preview['leftOut']): Order;
  /** What a confirmed step with this wanted state does to the mark beside its target: sets who, why and until when, or clears it. Without this, marks stay as they are. */
  marks?(wanted: string): 'set' | 'clear';
};

/** Everything a system offers to act with. One actor a node, opened when first used. */
export type Acting<Settings = unknown> = {
  /** The probe whose readings previews and proofs are made from. */
  probe: string;
  /** Null where no credentials to act with are configured. The meter is to be told of each request. */
  connect(settings: Settings, meter: Meter): unknown;
  close(actor: unknown): void;
  /** Which ways of acting are configured, where a system has several that are configured apart. */
  ways?(settings: Settings): readonly string[];
  /** What to add to the configuration where `connect` gives null, for people. */
  howToEnable: string;
  actions: readonly Action<Settings, unknown, unknown>[];
};

/** Checks an action against its own types and forgets them: it is only ever given what it made itself, and actors of its own system. */
export function defineAction<Settings, Actor, Input>(action: Action<Settings, Actor, Input>): Action<Settings, unknown, unknown> {
  return action as unknown as Action<Settings, unknown, unknown>;
}

/** The same for all of a system's. */
export function defineActing<Settings, Actor>(acting: {
  probe: string;
  connect(settings: Settings, meter: Meter): Actor | null;
  close(actor: Actor): void;
  howToEnable: string;
  ways?(settings: Settings): readonly string[];
  actions: readonly Action<Settings, unknown, unknown>[];
}): Acting<Settings> {
  return acting as unknown as Acting<Settings>;
}
