/**
 * `invalid`: what was asked for cannot be, in words that say what can. `refused`: it cannot be run as things are. `typed`: the name that it wants typed was not. `running`: one is
 * run there already, or too many are elsewhere. `not found`: there is none, or it is kept no more. `unwritten`: it could not be written down. `stopping`: Vigil is.
 */
type JobProblemKind = 'invalid' | 'refused' | 'typed' | 'running' | 'not found' | 'unwritten' | 'stopping';

/** Why no job was started, and nothing was asked of any node; the message is for people. */
export class JobProblem extends Error {
  override readonly name = 'JobProblem';
  readonly kind: JobProblemKind;

  constructor(kind: JobProblemKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
