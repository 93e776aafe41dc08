import { waitAtMost } from '../act/waiting.ts';
import type { KeptFile, Unkept } from '../state/kept-file.ts';
import { KeptWriter } from '../state/kept-writer.ts';
import type { SessionCard, Sessions } from './sessions.ts';
import type { KeptSessions } from './sessions-file.ts';

/** How old what is kept of when somebody was seen may be. */
const SEEN_MS = 60_000;
/** A disk that takes longer keeps nobody from signing in. */
const KEEP_MS = 3_000;

type Options = {
  sessions: Sessions;
  file: KeptFile<KeptSessions>;
  clock: { now(): number };
  onError: (error: unknown) => void;
};

/** Keeps over a restart who is signed in. */
export class SessionKeeping {
  readonly #options: Options;
  readonly #writer: KeptWriter<KeptSessions>;
  #writtenAt: number;

  constructor(options: Options) {
    this.#options = options;
    const { sessions, file, clock, onError } = options;
    this.#writer = new KeptWriter({ file, read: () => ({ sessions: sessions.kept() }), onError });
    this.#writtenAt = clock.now();
  }

  /** Takes up those of before a restart whose users have the same password still; the others are gone for good, also when a password becomes what it was. */
  restore(passwordOf: (user: string) => string | null, lastsMs: number): void {
    const { sessions, file } = this.#options;
    sessions.restore(file.kept.sessions, passwordOf, lastsMs);
    if (JSON.stringify(sessions.kept()) !== JSON.stringify(file.kept.sessions)) this.#writer.soon(0);
  }

  /** Why a restart signs people out, in words; null while it does not. */
  unkept(): Unkept | null {
    return this.#options.file.unkept();
  }

  /** Resolves when what began is on disk, or cannot be put there: it then holds until Vigil ends. */
  async keepBegin(): Promise<void> {
    await this.#write().catch(() => undefined);
  }

  /** To be called when somebody was seen: kept a minute later at most. */
  seen(): void {
    if (this.#options.clock.now() - this.#writtenAt >= SEEN_MS) void this.keepBegin();
  }

  /**
   * Resolves when these that ended cannot come back. What cannot be written can often be taken away: then a restart signs everybody out, and lets nobody in who was sent away.
   * Rejects in words where neither can be done.
   */
  async keepEnd(ended: readonly SessionCard[]): Promise<void> {
    try {
      await this.#write();
    } catch (cause) {
      await this.#options.file.remove().catch(() => {
        const whose = [...new Set(ended.map(({ name }) => name))].join(', ');
        const why = cause instanceof Error ? cause.message : String(cause);
        throw new Error(`The session of ${whose} is ended from now on, but would let somebody in again after a restart: ${why}`, { cause });
      });
    }
  }

  /** Ends when what waits is written. */
  stop(): Promise<void> {
    this.#writer.soon(0);
    return this.#writer.stop();
  }

  async #write(): Promise<void> {
    this.#writtenAt = this.#options.clock.now();
    await waitAtMost(this.#writer.write(), KEEP_MS, `it was not on disk within ${KEEP_MS / 1_000} s`);
  }
}
