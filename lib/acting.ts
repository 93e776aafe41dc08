import type { Meter } from './io/meter.ts';
import type { Reading } from './reading.ts';
import type { Status } from './status.ts';

/** How much is asked of an admin before a command is sent: nothing but the click, a dialog, or the name of the target typed out. */
export const FRICTIONS = ['click', 'ask', 'type'] as const;
export type Friction = (typeof FRICTIONS)[number];

/** Readings of one node by probe. */
export type Beside = Readonly<Record<string, Reading<unknown>>>;

/** A question of the system that is put to a node for an action. `input` is that of the question, null where it wants none. */
export type Asked = { group: string; node: string; question: string; input: unknown };

/** What came of it, asked at `observedAt` (epoch ms) and past every cache: an answer of the system's model, or in words why there is none. */
export type Told = { group: string; node: string; question: string; observedAt: number } & (
  | { answer: unknown; failure: null }
  | { answer: null; failure: string }
);

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
  /** The machine it lives on, and its tags, by the configuration. */
  host?: string | null;
  tags?: readonly string[];
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
  /** What consent rests on besides the words, which may not say it: it is part of the hash of a preview, and shown to nobody. */
  essence?: string;
  /** Its place in a procedure over the nodes of its group, 0 without it: a stage begins when every step of the ones before was taken, and else none of it is sent. */
  stage?: number;
  /** It leaves nothing behind by itself: a check, a wait, a pause that ends. That it was taken is all there is to prove. */
  isPassing?: true;
  /** No reading can ever show what it changes, and the system answers only once it is done: that answer is the proof, and is told as such. */
  isProvedByAnswer?: true;
  /** For how long it may wait for something, in ms, where that is longer than the answer to a command may take. */
  waitMs?: number;
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
  /** How it is and how it would be, as plain data of the system, which its own components draw. It may hold figures that tick on. */
  picture?: unknown;
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

/** What a step is sent with: the way to another node of the same system. Null where nothing can be sent to it. */
export type Others<Actor> = (at: { group: string; node: string }) => Actor | null;

export type PreviewInput<Settings, Input> = {
  input: Input;
  /** Every node of the system, of all groups. */
  nodes: readonly NodeView<Settings>[];
  inFlight: readonly InFlight[];
  /** What came of that which the action asks; none where it was not asked, as for a title or a timer. */
  answers?: readonly Told[];
  /** Whoever orders may see what is marked sensitive. Titles, steps and proofs stand in the audit, and hold nothing of that in any case. */
  seesDetails?: boolean;
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
  /**
   * Questions of the system that are to be asked now, before a preview that somebody is shown or held to, and again after sending. Without an answer nothing may be sent.
   * Nothing is asked for an order of a timer.
   */
  asks?(input: Input): readonly Asked[];
  preview(given: PreviewInput<Settings, Input>): Preview;
  /** Sends one step's commands in their order, and stops at the first that is not taken. Never throws; ends when the signal aborts. */
  send(actor: Actor, step: Step, signal: AbortSignal, others?: Others<Actor>): Promise<Sent>;
  /**
   * What is to be sent at once where the procedure of a group broke off: `steps` are its steps and `sent` what became of each, in that order. Its steps are never in the
   * preview, are told apart from those by their targets, and are not held up by what went wrong. Pure.
   */
  rescue?(steps: readonly Step[], sent: readonly Sent[]): Step[];
  /** Judges one step by a reading that was asked for after the step was sent, by those of other probes that were too, and by what its node was asked since. */
  prove(step: Step, reading: Reading<unknown>, beside?: Beside, answers?: readonly Told[]): Proof;
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
