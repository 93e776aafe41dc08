/**
 * `invalid`: what was asked for cannot be, in words that say what can. `refused`: it would do nothing. `running`: it is being done right now. `not found`: there is none, or
 * it is over. `unwritten`: it could not be kept or written down.
 */
export type TimerProblemKind = 'invalid' | 'refused' | 'running' | 'not found' | 'unwritten';

/** Why no timer was set, changed or taken back, and nothing changed; the message is for people. */
export class TimerProblem extends Error {
  override readonly name = 'TimerProblem';
  readonly kind: TimerProblemKind;

  constructor(kind: TimerProblemKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
