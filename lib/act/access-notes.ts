import type { AccessEvent, Actor } from './audit/record.ts';
import { CountedLines } from './counted-lines.ts';
import type { AuditSink } from './sink.ts';

/** Writes down what happens at the door: signing in and out, and what ends that. Alike ones within a minute are one line with their count. Never throws. */
export class AccessNotes {
  readonly #lines: CountedLines;

  constructor(audit: Pick<AuditSink, 'append'>, onError: (error: unknown) => void) {
    this.#lines = new CountedLines(audit, onError);
  }

  note(by: Actor, what: AccessEvent, words: string): void {
    const key = JSON.stringify([by.is, by.name, by.address, what, words]);
    this.#lines.add(key, { by, entryOf: (times) => ({ kind: 'access', what, words, times }) });
  }

  /** Writes what was counted and not yet written, and ends when all of it was. */
  flush(): Promise<void> {
    return this.#lines.flush();
  }
}
