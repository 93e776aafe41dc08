import type { Caller } from '../access/caller.ts';
import type { Entry } from './audit/record.ts';
import { CountedLines } from './counted-lines.ts';
import type { ProblemKind } from './problem.ts';
import { type AuditSink, actorOf } from './sink.ts';

/** A try that was turned away, as it is written down. */
export type RefusedTry = Pick<Extract<Entry, { kind: 'refused' }>, 'id' | 'system' | 'action' | 'title' | 'words'>;

/** Writes down who was turned away: at most one line a minute for each person, action and kind of problem, with how many times it was. Never throws. */
export class RefusedTries {
  readonly #lines: CountedLines;

  constructor(audit: AuditSink, onError: (error: unknown) => void) {
    this.#lines = new CountedLines(audit, onError);
  }

  add(by: Caller, kind: ProblemKind, tried: RefusedTry): void {
    const key = JSON.stringify([by.is, by.name, kind, tried.system, tried.action]);
    this.#lines.add(key, { by: actorOf(by), entryOf: (times) => ({ kind: 'refused', ...tried, times }) });
  }

  /** Writes what was counted and not yet written, and ends when all of it was. */
  flush(): Promise<void> {
    return this.#lines.flush();
  }
}
