/** `invalid`: what was asked for cannot be, in words that say what can. `not found`: there is none, or it is over. `unwritten`: it could not be kept or written down. */
export type AttentionProblemKind = 'invalid' | 'not found' | 'unwritten';

/** Why nothing was acknowledged or planned, and nothing changed; the message is for people. */
export class AttentionProblem extends Error {
  override readonly name = 'AttentionProblem';
  readonly kind: AttentionProblemKind;

  constructor(kind: AttentionProblemKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
