import type { KeptFile } from './kept-file.ts';

type Options<Kept> = {
  file: Pick<KeptFile<Kept>, 'draft'>;
  /** What is to be kept, as it is when a writing begins. */
  read: () => Kept;
  onError: (error: unknown) => void;
};

/** What could not be written is tried again after this long. */
const AGAIN_MS = 60_000;

/** Writes a kept file one time after another: what changes while it is written goes together with the next. */
export class KeptWriter<Kept> {
  readonly #options: Options<Kept>;
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;
  #timer: { at: number; stop(): void } | null = null;
  #toldOf: string | null = null;

  constructor(options: Options<Kept>) {
    this.#options = options;
  }

  /** Resolves when what is to be kept as of the call is on disk. Rejects with the error of the file; then it is tried again after a minute. */
  write(): Promise<void> {
    if (this.#running === null) return this.#begin();
    const begin = (): Promise<void> => {
      this.#next = null;
      return this.#begin();
    };
    this.#next ??= this.#running.then(begin, begin);
    return this.#next;
  }

  /** Writes within so many ms, and waits for nothing. What stands against it is told to `onError`, the same once. */
  soon(withinMs: number): void {
    const at = performance.now() + withinMs;
    if (this.#timer !== null && this.#timer.at <= at) return;
    this.#timer?.stop();
    const timer = setTimeout(() => void this.write().catch(() => undefined), withinMs);
    timer.unref();
    this.#timer = { at, stop: () => clearTimeout(timer) };
  }

  /** Writes what waits, and ends. */
  async stop(): Promise<void> {
    const isWaiting = this.#timer !== null;
    this.#timer?.stop();
    await (isWaiting ? this.write() : (this.#next ?? this.#running))?.catch(() => undefined);
    this.#timer?.stop();
  }

  #begin(): Promise<void> {
    this.#timer?.stop();
    this.#timer = null;
    const running = this.#put().finally(() => {
      if (this.#running === running) this.#running = null;
    });
    this.#running = running;
    return running;
  }

  async #put(): Promise<void> {
    try {
      const draft = await this.#options.file.draft(this.#options.read());
      await draft.commit();
      this.#toldOf = null;
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      if (words !== this.#toldOf) this.#options.onError(error);
      this.#toldOf = words;
      this.soon(AGAIN_MS);
      throw error;
    }
  }
}
