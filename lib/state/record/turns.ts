import type { Finding } from '../../finding.ts';
import type { JudgedRow, Judgement, Transition } from '../../judge/judge.ts';
import { type Source, sourceId } from '../../reading.ts';
import type { Status } from '../../status.ts';

/** What tells that statuses become others. */
export type Turning = {
  judgement(id: string): Judgement;
  subscribe(listener: (source: Source) => void): () => void;
  onTransition(listener: (transition: Transition) => void): () => void;
};

type Rows = ReadonlyMap<string, JudgedRow>;

/** Notes that a status became another: of a source, age included, of one of its rows, or of a finding. A row that is not there counts as one that is ok. */
export class Turns {
  readonly #judge: Turning;
  readonly #rows = new Map<string, Rows>();
  readonly #stops: readonly (() => void)[];
  #findings: ReadonlyMap<string, Status> = new Map();
  #hasTurned = false;

  constructor(judge: Turning) {
    this.#judge = judge;
    this.#stops = [
      judge.subscribe((source) => this.#judged(sourceId(source))),
      judge.onTransition(() => {
        this.#hasTurned = true;
      }),
    ];
  }

  /** To be given all findings now and then. */
  look(findings: readonly Finding[]): void {
    const now = new Map(findings.map(({ system, group, id, verdict }) => [JSON.stringify([system, group, id]), verdict.status]));
    this.#hasTurned ||= now.size !== this.#findings.size || [...now].some(([key, status]) => this.#findings.get(key) !== status);
    this.#findings = now;
  }

  get hasTurned(): boolean {
    return this.#hasTurned;
  }

  /** From now on, only what turns later counts. `sources` are the ids of those that are there. */
  clear(sources: ReadonlySet<string>): void {
    this.#hasTurned = false;
    for (const id of this.#rows.keys()) if (!sources.has(id)) this.#rows.delete(id);
  }

  stop(): void {
    for (const stop of this.#stops) stop();
  }

  #judged(id: string): void {
    const { rows } = this.#judge.judgement(id);
    const before = this.#rows.get(id);
    if (rows === before) return;
    this.#rows.set(id, rows);
    this.#hasTurned ||= before !== undefined && isOtherwise(before, rows);
  }
}

function isOtherwise(before: Rows, rows: Rows): boolean {
  for (const [id, { verdict }] of rows) if (statusOf(before.get(id)) !== verdict.status) return true;
  for (const [id, row] of before) if (statusOf(row) !== 'ok' && !rows.has(id)) return true;
  return false;
}

function statusOf(row: JudgedRow | undefined): Status {
  return row?.verdict.status ?? 'ok';
}
