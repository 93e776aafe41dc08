import type { Actor, Entry } from './audit/record.ts';
import type { AuditSink } from './sink.ts';

/** What is counted: who, and the line for that many times. */
type Line = { by: Actor; entryOf(times: number): Entry };

type Counted = { line: Line; times: number; timer: NodeJS.Timeout };

const ONE_LINE_MS = 60_000;
/** Keys counted at one time. Beyond it all others are counted as one: a flood of ever new addresses must not fill the disk. */
const MOST_KEYS = 1_000;
const OTHERS = 'all others';

/**
 * Writes alike lines once: the first at once, and then one a minute for each key, with how many they were: a hundred wrong passwords a second are not a hundred lines.
 * Never throws: an audit that cannot be written is told to `onError`.
 */
export class CountedLines {
  readonly #audit: Pick<AuditSink, 'append'>;
  readonly #onError: (error: unknown) => void;
  readonly #counted = new Map<string, Counted>();
  readonly #writing = new Set<Promise<void>>();

  constructor(audit: Pick<AuditSink, 'append'>, onError: (error: unknown) => void) {
    this.#audit = audit;
    this.#onError = onError;
  }

  /** Of lines with the same key the latest stands for all. */
  add(of: string, line: Line): void {
    const key = this.#counted.has(of) || this.#counted.size < MOST_KEYS ? of : OTHERS;
    const counted = this.#counted.get(key);
    if (counted) {
      Object.assign(counted, { line, times: counted.times + 1 });
      return;
    }
    this.#write(line, 1);
    this.#count(key, line);
  }

  /** Writes what was counted and not yet written, and ends when all of it was. */
  async flush(): Promise<void> {
    for (const key of [...this.#counted.keys()]) this.#end(key);
    await Promise.all(this.#writing);
  }

  #count(key: string, line: Line): void {
    const again = (): void => {
      if (this.#end(key)) this.#count(key, line);
    };
    this.#counted.set(key, { line, times: 0, timer: setTimeout(again, ONE_LINE_MS).unref() });
  }

  /** True where there was something to write. */
  #end(key: string): boolean {
    const counted = this.#counted.get(key);
    this.#counted.delete(key);
    clearTimeout(counted?.timer);
    if (!counted || counted.times === 0) return false;
    this.#write(counted.line, counted.times);
    return true;
  }

  #write({ by, entryOf }: Line, times: number): void {
    const writing: Promise<void> = this.#append(by, entryOf(times))
      .catch(this.#onError)
      .finally(() => this.#writing.delete(writing));
    this.#writing.add(writing);
  }

  async #append(by: Actor, entry: Entry): Promise<void> {
    await this.#audit.append(by, entry);
  }
}
