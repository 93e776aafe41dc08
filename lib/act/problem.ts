import type { Previewed } from './outcome.ts';

/**
 * Why an order is turned away before anything is sent. `changed`: it would do something else than was agreed to; `stale`: what it rests on could not be read;
 * `typed`: the name typed is not the one; `conflict`: the id belongs to another request; `busy`: its turn did not come; `audit`: it could not be written down.
 */
export type ProblemKind =
  | 'forbidden'
  | 'invalid'
  | 'not found'
  | 'changed'
  | 'stale'
  | 'refused'
  | 'typed'
  | 'conflict'
  | 'busy'
  | 'audit'
  | 'stopping';

/** Thrown by the door, and only where nothing was sent. The message is for people; `preview` is what the order would do now, where that is known. */
export class ActionProblem extends Error {
  override readonly name = 'ActionProblem';
  readonly kind: ProblemKind;
  readonly preview: Previewed | null;

  constructor(kind: ProblemKind, message: string, preview: Previewed | null = null) {
    super(message);
    this.kind = kind;
    this.preview = preview;
  }
}
