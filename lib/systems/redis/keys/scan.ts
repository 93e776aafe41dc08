import { formatAge } from '../../../format/age.ts';
import { pause } from '../../../io/pause.ts';
import type { BulkConnection } from '../../../io/redis-bulk.ts';
import type { BulkReply } from '../../../io/resp.ts';
import { askFor, type Busy, FACT_COMMANDS, fetchRole, readBusy, readFacts, readScan, scanCommand } from './fetch.ts';
import type { DatabaseCoverage, KeyProgress } from './model.ts';
import { Pace } from './pace.ts';
import { AnalysisStop } from './stop.ts';
import type { KeySums } from './sums.ts';

const IDLE_PINGS = 24;
const IDLE_PAUSE_MS = 8;
const PING_EVERY_MS = 100;
const LOOK_EVERY_MS = 1_000;
const TELL_EVERY_MS = 500;
const WAIT_MS = 250;
/** Longer than most data sets take to load. */
const LONGEST_WAIT_MS = 10 * 60_000;
const AT_ONCE = 2;

type Given = {
  connection: BulkConnection;
  sums: KeySums;
  role: 'master' | 'replica';
  /** Keys a second; null: as fast as the node allows. */
  budget: number | null;
  expected: number;
  signal: AbortSignal;
  tell(progress: KeyProgress): void;
};

/** What is under way: facts about some names, and with `isScan` the next names behind them. */
type Flight = { names: readonly string[]; isScan: boolean; replies: Promise<BulkReply[]> };

/** What is left of a database: names that were given and not asked about, and where SCAN goes on; null at its end. */
type Left = { cursor: string | null; names: string[] };

/** Reads the keys of one database after another, and adds them up. What it throws ends the reading; what was added until then stays good. */
export class KeyScan {
  readonly #given: Given;
  readonly #pace: Pace;
  readonly #coverage: DatabaseCoverage[] = [];
  readonly #doubts = new Set<string>();
  #read = 0;
  #pingedAt = 0;
  #lookedAt = 0;
  #toldAt = 0;
  #speed = { keysPerSecond: 0, at: performance.now(), read: 0 };

  private constructor(given: Given, idlePings: readonly number[]) {
    this.#given = given;
    this.#pace = new Pace(given.budget, idlePings);
  }

  /** Measures how fast the node answers while nothing is read. */
  static async open(given: Given): Promise<KeyScan> {
    const pings: number[] = [];
    for (let ping = 0; ping < IDLE_PINGS; ping += 1) {
      pings.push(await roundTrip(given.connection));
      await pause(IDLE_PAUSE_MS, given.signal);
    }
    return new KeyScan(given, pings);
  }

  get coverage(): readonly DatabaseCoverage[] {
    return this.#coverage;
  }

  /** What makes the sums less than a picture of one data set, in words. */
  get doubts(): readonly string[] {
    return [...this.#doubts];
  }

  async readDatabase(database: number): Promise<void> {
    const { connection } = this.#given;
    await askFor(connection, ['SELECT', String(database)]);
    const keysBefore = Number(await askFor(connection, ['DBSIZE']));
    const counts = { given: 0, counted: 0, gone: 0, notPermitted: 0, moved: 0 };
    const coverage: DatabaseCoverage = { database, isWhole: false, keysBefore, keysAfter: null, ...counts };
    this.#coverage.push(coverage);
    await this.#readNames(coverage);
    coverage.keysAfter = Number(await askFor(connection, ['DBSIZE']));
    coverage.isWhole = true;
  }

  /** Two batches are under way at once, so that the node has work while an answer is added up. */
  async #readNames(coverage: DatabaseCoverage): Promise<void> {
    const left: Left = { cursor: '0', names: [] };
    const flying: Flight[] = [];
    for (;;) {
      // A PING behind a batch of ours would tell how long that takes.
      const isClear = flying.length === 0 || !this.#isPingDue();
      const isScan = left.cursor !== null && left.names.length <= this.#pace.batch && !flying.some(({ isScan }) => isScan);
      if (isClear && flying.length < AT_ONCE && (left.names.length > 0 || isScan)) {
        const names = left.names.splice(0, this.#pace.batch);
        await this.#holdBack(names.length, coverage.database, flying.length === 0);
        flying.push(this.#send(names, isScan ? left.cursor : null, coverage.database));
        continue;
      }
      const first = flying.shift();
      if (!first) return;
      this.#take(first, await first.replies, { left, coverage });
    }
  }

  #send(names: readonly string[], cursor: string | null, database: number): Flight {
    const { connection } = this.#given;
    const scans = cursor === null ? [] : [scanCommand(cursor, this.#pace.batch * AT_ONCE)];
    const replies = this.#ask(() => connection.askAbout(names, FACT_COMMANDS, scans), database);
    // It is waited for later, and may have failed by then.
    replies.catch(() => undefined);
    return { names, isScan: cursor !== null, replies };
  }

  #take({ names, isScan }: Flight, replies: readonly BulkReply[], { left, coverage }: { left: Left; coverage: DatabaseCoverage }): void {
    const { connection, sums } = this.#given;
    for (const [index, name] of names.entries()) {
      const asked = readFacts(replies, index * FACT_COMMANDS.count, { database: coverage.database, name, connection });
      coverage.given += 1;
      if (asked.is === 'key') {
        coverage.counted += 1;
        sums.add(asked.facts);
      } else if (asked.is === 'gone') coverage.gone += 1;
      else if (asked.is === 'moved') coverage.moved += 1;
      else coverage.notPermitted += 1;
    }
    this.#read += names.length;
    if (!isScan) return;
    const given = readScan(replies.at(-1), connection);
    left.names.push(...given.names);
    left.cursor = given.cursor === '0' ? null : given.cursor;
  }

  /** Waits while the node answers nothing about keys, and asks the same again. */
  async #ask(send: () => Promise<BulkReply[]>, database: number): Promise<BulkReply[]> {
    const { connection, signal } = this.#given;
    const since = performance.now();
    for (;;) {
      const replies = await send();
      const busy = readBusy(replies, connection);
      if (busy === null) return replies;
      this.#wait(busy, database, since);
      await pause(WAIT_MS, signal);
    }
  }

  #wait({ words, isLoading }: Busy, database: number, since: number): void {
    const waitedMs = performance.now() - since;
    if (isLoading) this.#doubts.add('it loaded another copy of its data meanwhile: some sums are of the one before');
    if (waitedMs > LONGEST_WAIT_MS) throw new AnalysisStop(`${words}, for ${formatAge(waitedMs)}`);
    this.#tell(database, words);
  }

  async #holdBack(keys: number, database: number, isIdle: boolean): Promise<void> {
    const now = performance.now();
    this.#tell(database, this.#pace.isHeldBack ? 'slowed down: the node answers PING later than before' : null);
    if (now - this.#lookedAt > LOOK_EVERY_MS) await this.#look(database);
    if (isIdle && this.#isPingDue()) {
      this.#pingedAt = now;
      this.#pace.observe(await roundTrip(this.#given.connection), this.#measureSpeed());
    }
    const delayMs = this.#pace.delayMs(keys, performance.now());
    // A timer is not finer than a millisecond: what is shorter is made up for by a later one.
    if (delayMs >= 1) await pause(delayMs, this.#given.signal);
  }

  /** Whether the node is what it was when the reading began. */
  async #look(database: number): Promise<void> {
    const { connection, role, signal } = this.#given;
    const since = performance.now();
    for (;;) {
      this.#lookedAt = performance.now();
      const seen = await fetchRole(connection);
      if (seen.role !== role) throw new AnalysisStop(`it was a ${role} and is a ${seen.role} now`);
      if (!seen.isSyncing) return;
      this.#wait({ words: 'it is taking a full copy of the data of its master', isLoading: true }, database, since);
      await pause(WAIT_MS, signal);
    }
  }

  #isPingDue(): boolean {
    return performance.now() - this.#pingedAt > PING_EVERY_MS;
  }

  #measureSpeed(): number {
    const now = performance.now();
    const { at, read } = this.#speed;
    if (now - at >= LOOK_EVERY_MS) this.#speed = { keysPerSecond: ((this.#read - read) / (now - at)) * 1_000, at: now, read: this.#read };
    return this.#speed.keysPerSecond;
  }

  #tell(database: number, waiting: string | null): void {
    const now = performance.now();
    if (now - this.#toldAt < TELL_EVERY_MS) return;
    this.#toldAt = now;
    const { expected, tell } = this.#given;
    const { idlePingMs, pingMs } = this.#pace;
    tell({ expected, read: this.#read, database, keysPerSecond: this.#measureSpeed(), idlePingMs, pingMs, waiting });
  }
}

/** Of one PING, in ms. A node that is busy answers it with an error, which is an answer. */
async function roundTrip(connection: BulkConnection): Promise<number> {
  const asked = performance.now();
  await connection.ask([['PING']]);
  return performance.now() - asked;
}
