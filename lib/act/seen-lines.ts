import type { Actor, Entry } from './audit/record.ts';
import type { AuditSink } from './sink.ts';

/** What somebody is about to be shown, and of which node. */
type Looked = Pick<Extract<Entry, { kind: 'seen' }>, 'system' | 'group' | 'node' | 'what'>;

type Line = { at: number; written: Promise<unknown> };

const ONE_LINE_MS = 60_000;
/** Lines that are remembered at once. Beyond it the oldest is forgotten: then a line too many is written, and never one too few. */
const MOST_KEYS = 1_000;

/** Writes down who is shown what is sensitive, before he is: each showing, but what the same person looks at again within a minute is one line. */
export class SeenLines {
  readonly #audit: Pick<AuditSink, 'append'>;
  readonly #clock: { now(): number };
  readonly #lines = new Map<string, Line>();

  constructor(audit: Pick<AuditSink, 'append'>, clock: { now(): number }) {
    this.#audit = audit;
    this.#clock = clock;
  }

  /** Ends when the line is on disk, its own or that of the same a moment ago. Rejects where it cannot be written: then nothing may be shown. The next try writes anew. */
  async note(by: Actor, { system, group, node, what }: Looked): Promise<void> {
    const at = this.#clock.now();
    this.#forget(at);
    const key = JSON.stringify([by.is, by.name, by.address, by.session, system, group, node, what]);
    const line =
      this.#lines.get(key) ??
      this.#write(key, at, () => {
        const words = 'Written before it was shown.';
        return this.#audit.append(by, { kind: 'seen', system, group, node, what, words });
      });
    await line.written;
  }

  #write(key: string, at: number, append: () => Promise<unknown>): Line {
    const line: Line = { at, written: append() };
    this.#lines.set(key, line);
    line.written.catch(() => this.#lines.delete(key));
    return line;
  }

  #forget(now: number): void {
    for (const [key, { at }] of this.#lines) {
      if (now - at < ONE_LINE_MS && this.#lines.size < MOST_KEYS) return;
      this.#lines.delete(key);
    }
  }
}
