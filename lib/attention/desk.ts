import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller.ts';
import { LIMITS } from '../act/limits.ts';
import { type AuditSink, actorOf } from '../act/sink.ts';
import { errorWords, waitAtMost } from '../act/waiting.ts';
import { formatSpan, formatUtc } from '../format/time.ts';
import { Listeners } from '../listeners.ts';
import { checkPeriod, checkUntil, readText } from './ask.ts';
import { type Acknowledgement, type Attention, type PlannedMaintenance, targetName } from './attention.ts';
import { type AttentionLine, correctionOf, entryOf } from './audit-line.ts';
import type { OpenIssue } from './open-issue.ts';
import { AttentionProblem } from './problem.ts';
import type { Kept, KeptAcknowledgement, StateFile } from './state-file.ts';

type Options = {
  clock: { now(): number };
  file: StateFile;
  audit: Pick<AuditSink, 'append'>;
  onError: (error: unknown) => void;
};

/** An issue that comes back within this time after it was over is still the one that was acknowledged. */
const FLAP_MS = 10 * 60_000;
/** Everybody who looks is sent all of it. */
const MOST_PLANNED = 200;

type Change = { by: Caller; line: AttentionLine; apply(kept: Kept): Kept };

/**
 * Holds what people have said of issues and of work to come. Each change is written down in the audit and kept on disk before it counts; one that cannot be is refused
 * with an AttentionProblem, and nothing is changed. Who may ask for it is for the caller to have checked.
 */
export class Desk {
  readonly #options: Options;
  readonly #listeners: Listeners<void>;
  #kept: Kept;
  #attention: Attention;
  /** Since when (epoch ms) acknowledged issues are over. */
  readonly #overSince = new Map<KeptAcknowledgement, number>();
  #reviewedAt: number;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: Options) {
    this.#options = options;
    this.#listeners = new Listeners(options.onError);
    this.#kept = options.file.kept;
    this.#attention = attentionOf(this.#kept);
    this.#reviewedAt = options.clock.now();
  }

  attention(): Attention {
    return this.#attention;
  }

  /** Called when it is another than before, or counts for something else. Answers with the way to stop it. */
  onChange(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Takes the place of what was said of the issue before. */
  acknowledge(issue: OpenIssue, said: { text: string; until: number }, by: Caller): Promise<Acknowledgement> {
    const text = readText(said.text, 'text');
    const { until } = said;
    return this.#inTurn(async () => {
      const now = this.#options.clock.now();
      checkUntil(until, now);
      const { key, concerns: systems, subject, status, place } = issue;
      const own: Acknowledgement = { key, systems, subject, status, by: by.name, at: now, text, until };
      const sources = [...new Set(issue.grounds.map(({ source }) => source))];
      const line = { what: 'issue acknowledged', systems, subject, words: `${place}: ${status}.`, reason: text, until } as const;
      await this.#change({
        ...{ by, line },
        apply: ({ acknowledgements, maintenances }) => ({
          acknowledgements: [...acknowledgements.filter((one) => one.key !== key), { ...own, sources }],
          maintenances,
        }),
      });
      return own;
    });
  }

  withdraw(said: Acknowledgement, by: Caller): Promise<void> {
    return this.#inTurn(async () => {
      const isSame = (one: Acknowledgement): boolean => one.key === said.key && one.at === said.at;
      if (!this.#kept.acknowledgements.some(isSame)) throw gone('The acknowledgement is over, or another took its place.');
      const { key, systems, subject, text, at } = said;
      const words = `${said.by} had acknowledged it at ${formatUtc(at)}: ${text}`;
      await this.#change({
        by,
        line: { what: 'acknowledgement withdrawn', systems, subject, words, reason: null, until: null },
        apply: (kept) => ({ ...kept, acknowledgements: kept.acknowledgements.filter((one) => one.key !== key) }),
      });
    });
  }

  /** `systems` are those that the target concerns. */
  plan(
    { target, systems }: Pick<PlannedMaintenance, 'target' | 'systems'>,
    said: Pick<PlannedMaintenance, 'startAt' | 'endAt' | 'reason'>,
    by: Caller,
  ): Promise<PlannedMaintenance> {
    const reason = readText(said.reason, 'reason');
    const { startAt, endAt } = said;
    return this.#inTurn(async () => {
      const now = this.#options.clock.now();
      checkPeriod({ startAt, endAt }, now);
      if (this.#kept.maintenances.length >= MOST_PLANNED)
        throw new AttentionProblem('invalid', `${MOST_PLANNED} are planned already, which is the most. End one that is not needed.`);
      const own: PlannedMaintenance = { id: randomUUID(), target, systems, startAt, endAt, reason, by: by.name, at: now };
      const words = `To be done ${periodWords(own)}.`;
      await this.#change({
        by,
        line: { what: 'maintenance planned', systems, subject: targetName(target), words, reason, until: endAt },
        apply: (kept) => ({ ...kept, maintenances: [...kept.maintenances, own] }),
      });
      return own;
    });
  }

  /** Takes back what has not begun, and ends what is in force. */
  end(planned: PlannedMaintenance, by: Caller): Promise<void> {
    return this.#inTurn(async () => {
      if (!this.#kept.maintenances.some((one) => one.id === planned.id)) throw gone('This maintenance is over already.');
      const { id, target, systems, startAt, reason } = planned;
      const how = this.#options.clock.now() < startAt ? 'Taken back before it began' : 'Ended before its time';
      const words = `${how}; ${planned.by} had planned it ${periodWords(planned)}: ${reason}`;
      await this.#change({
        by,
        line: { what: 'maintenance ended', systems, subject: targetName(target), words, reason: null, until: null },
        apply: (kept) => ({ ...kept, maintenances: kept.maintenances.filter((one) => one.id !== id) }),
      });
    });
  }

  /** Drops what is over as of now: what has expired, and what was said of an issue that is over for ten minutes. To be called about once a second. */
  review(isOver: (key: string, sources: readonly string[]) => boolean): void {
    const now = this.#options.clock.now();
    const { acknowledgements, maintenances } = this.#kept;
    const kept: Kept = {
      acknowledgements: acknowledgements.filter((one) => !this.#isSpent(one, isOver(one.key, one.sources), now)),
      maintenances: maintenances.filter(({ endAt }) => now < endAt),
    };
    const isLess = kept.acknowledgements.length < acknowledgements.length || kept.maintenances.length < maintenances.length;
    const hasBegun = maintenances.some(({ startAt }) => this.#reviewedAt < startAt && startAt <= now);
    this.#reviewedAt = now;
    if (isLess) {
      this.#take(kept);
      // What is over counts no longer, whether or not the disk takes it; the next change writes it again.
      this.#inTurn(async () => (await this.#options.file.draft(this.#kept)).commit()).catch(this.#options.onError);
    } else if (hasBegun) this.#listeners.tell();
  }

  /** Ends when what is being written is written. */
  async stop(): Promise<void> {
    await this.#turn;
  }

  #isSpent(one: KeptAcknowledgement, isOver: boolean, now: number): boolean {
    if (!isOver) this.#overSince.delete(one);
    else if (!this.#overSince.has(one)) this.#overSince.set(one, now);
    return one.until <= now || now - (this.#overSince.get(one) ?? now) >= FLAP_MS;
  }

  async #change({ by, line, apply }: Change): Promise<void> {
    const { file, audit, onError } = this.#options;
    const draft = await file.draft(apply(this.#kept));
    try {
      await this.#writeDown(by, line);
    } catch (error) {
      await draft.discard().catch(onError);
      throw error;
    }
    try {
      await draft.commit();
    } catch (error) {
      audit.append(actorOf(by), correctionOf(line, errorWords(error))).catch(onError);
      throw error;
    }
    // Not what was drafted: in the meantime something may have ended by itself.
    this.#take(apply(this.#kept));
  }

  async #writeDown(by: Caller, line: AttentionLine): Promise<void> {
    const { audit } = this.#options;
    const late = `it did not take the line within ${formatSpan(LIMITS.auditMs)}`;
    try {
      await waitAtMost(audit.append(actorOf(by), entryOf(line)), LIMITS.auditMs, late);
    } catch (error) {
      throw new AttentionProblem('unwritten', `The audit cannot be written, so nothing was changed: ${errorWords(error)}`, {
        cause: error,
      });
    }
  }

  #take(kept: Kept): void {
    this.#kept = kept;
    for (const one of this.#overSince.keys()) if (!kept.acknowledgements.includes(one)) this.#overSince.delete(one);
    this.#attention = attentionOf(kept);
    this.#listeners.tell();
  }

  /** One after another, so that each begins with what the one before left. */
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

function attentionOf({ acknowledgements, maintenances }: Kept): Attention {
  return { acknowledgements: acknowledgements.map(({ sources, ...said }) => said), maintenances };
}

/** "from 2026-03-04 14:00:00 UTC to 2026-03-04 15:00:00 UTC". */
function periodWords({ startAt, endAt }: Pick<PlannedMaintenance, 'startAt' | 'endAt'>): string {
  return `from ${formatUtc(startAt)} to ${formatUtc(endAt)}`;
}

function gone(words: string): AttentionProblem {
  return new AttentionProblem('not found', words);
}
