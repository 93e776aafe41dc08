/** Every way in which asking can fail. What failed, where and what came instead is plain data: it travels to the browser. */
export const FAILURE_KINDS = [
  'timeout',
  'refused',
  'unreachable',
  'dns',
  'tls',
  'auth',
  'http',
  'protocol',
  'parse',
  'permission',
  'unsupported',
  'busy',
  'internal',
] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];

/** One failed attempt. `message` says in words what happened; `received` is what came instead, at most 200 characters, secrets removed. */
export type Failure = { kind: FailureKind; message: string; node: string; question: string; received: string | null };

const RECEIVED_LENGTH = 200;

/** Thrown by io and fetch: the node was asked and gave no usable answer. `received` is cut to 200 printable characters. */
export class FetchError extends Error {
  override readonly name: string = 'FetchError';
  readonly kind: FailureKind;
  readonly received: string | null;

  constructor(kind: FailureKind, message: string, received: string | null = null) {
    super(message);
    this.kind = kind;
    this.received = received === null ? null : printable(received);
  }
}

/** Thrown by parse: an answer came and is not what the product says. */
export class ParseError extends FetchError {
  override readonly name = 'ParseError';

  constructor(message: string, received: string | null = null) {
    super('parse', message, received);
  }
}

/** Turns whatever was thrown into data. Anything that is not one of our own errors is `internal`: our bug, never the node's fault. */
export function toFailure(error: unknown, asked: { node: string; question: string }): Failure {
  if (isFault(error)) return { kind: error.kind, message: error.message, received: error.received, ...asked };
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { kind: 'internal', message: `Vigil's own error, not the node's: ${message}`, received: null, ...asked };
}

/** Silence is no answer, and ages. Everything else is an answer or our own bug. */
export function isSilence(failure: Failure): boolean {
  return failure.kind === 'timeout';
}

/** A missing right or an unsupported version: said in its own panel, and kept out of roll-ups unless the probe is vital. */
export function isUnavailable(failure: Failure): boolean {
  return failure.kind === 'permission' || failure.kind === 'unsupported';
}

/** A refusal is an answer: critical at once, in words, without waiting for an age. */
export function isRefusal(failure: Failure): boolean {
  return !isSilence(failure) && failure.kind !== 'internal';
}

// By shape and not by instanceof: an error may come from another module graph, where the class is another object.
function isFault(error: unknown): error is { kind: FailureKind; message: string; received: string | null } {
  if (!(error instanceof Error) || !('kind' in error) || !('received' in error)) return false;
  return FAILURE_KINDS.some((kind) => kind === error.kind);
}

function printable(text: string): string {
  const clean = text.replace(/[^\x20-\x7e\xa0-\uffff]+/g, ' ').trim();
  return clean.length > RECEIVED_LENGTH ? `${clean.slice(0, RECEIVED_LENGTH - 1)}…` : clean;
}
