import { KeptWriter } from '../state/kept-writer.ts';
import type { IssueFiles, KeptClosed, KeptOpen } from './issue-files.ts';
import type { Watch } from './watch.ts';

type Options = { files: IssueFiles; watch: Watch; onError: (error: unknown) => void };

/** What is over is written before what is open: an issue may stand in both, and never in none. */
const CLOSED_WITHIN_MS = 1_000;
const OPEN_WITHIN_MS = 5_000;
/** How old what is kept of when Vigil looked last may be. */
const LOOKED_WITHIN_MS = 30_000;

/** Keeps over a restart what a watch knows. */
export class IssueKeeping {
  readonly #watch: Watch;
  readonly #open: KeptWriter<KeptOpen>;
  readonly #closed: KeptWriter<KeptClosed>;
  #written: { open: string; closed: Watch['closed'] extends () => infer Closed ? Closed : never };

  constructor({ files, watch, onError }: Options) {
    this.#watch = watch;
    this.#open = new KeptWriter({ file: files.open, read: () => watch.kept(), onError });
    this.#closed = new KeptWriter({ file: files.closed, read: () => ({ closed: watch.closed() }), onError });
    // Unlike any: that Vigil watches is kept soon after its start.
    this.#written = { open: '\n', closed: watch.closed() };
  }

  /** To be called after each look. */
  looked(): void {
    const closed = this.#watch.closed();
    const open = signOf(this.#watch.kept());
    if (closed !== this.#written.closed) this.#closed.soon(CLOSED_WITHIN_MS);
    this.#open.soon(open === this.#written.open ? LOOKED_WITHIN_MS : OPEN_WITHIN_MS);
    this.#written = { open, closed };
  }

  /** Ends when all is written. */
  async stop(): Promise<void> {
    this.#closed.soon(0);
    await this.#closed.stop();
    this.#open.soon(0);
    await this.#open.stop();
  }
}

function signOf({ open }: KeptOpen): string {
  return open
    .map(({ key, status, worst, symptoms, acknowledged }) => `${key} ${status} ${worst} ${symptoms} ${acknowledged?.at}`)
    .join('\n');
}
