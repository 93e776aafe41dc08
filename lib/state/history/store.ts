import type { DatabaseSync } from 'node:sqlite';
import type { Blank } from '../../history.ts';
import { inTransaction } from '../../io/transaction.ts';
import { BoardTables } from './board-tables.ts';
import { bytesOnDisk, openDatabase } from './database.ts';
import { EventTables } from './event-tables.ts';
import type { NewEvent, PastBoard } from './history.ts';
import type { Answers, Batch, Figures, Question, WorkerData } from './messages.ts';
import { dropOld } from './retention.ts';
import { RunTables } from './run-tables.ts';
import { SeriesTables } from './series-tables.ts';

export type StoreTables = { runs: RunTables; events: EventTables; series: SeriesTables; boards: BoardTables };

/** The history in an open file: it does one thing after another and never waits. Its methods throw what SQLite throws; then nothing of what was asked was written. */
export class HistoryStore {
  readonly #data: WorkerData;
  readonly #database: DatabaseSync;
  #tables: StoreTables;
  #notes: string[] = [];
  #hasOwnBoards: boolean;
  #lastBoard: PastBoard | null = null;

  /** Opens the file (see openDatabase) and reads what is held in memory of it. `asideWords` says what became of the file before, where that was set aside already. */
  constructor(data: WorkerData, now: number, asideWords: string | null = null) {
    const { database, setAside } = openDatabase(data.file, now);
    this.#data = data;
    this.#database = database;
    this.#hasOwnBoards = data.isRestarted;
    this.#tables = this.#open();
    for (const words of [asideWords, setAside]) if (words !== null) this.#tellSetAside(words, now);
  }

  /** Writes all of it or nothing, and that Vigil is alive. */
  flush(batch: Batch, { number, now, blanks }: { number: number; now: number; blanks: readonly Blank[] }): void {
    const { boot, startedAt } = this.#data;
    if (batch.frames.length > 0) this.#holdBoardOfBefore();
    this.#write(({ runs, events, series, boards }) => {
      series.append(batch.readings);
      boards.append(batch.frames);
      events.append(batch.events);
      runs.addBlanks(blanks);
      runs.alive(boot, { startedAt, at: now, batch: number });
    });
  }

  ask(question: Question): Answers[Question['of']] {
    const { runs, events, series, boards } = this.#tables;
    switch (question.of) {
      case 'series':
        return series.read(question.key, question.period, question.mostPoints);
      case 'groups':
        return series.groups(question.period);
      case 'events':
        return events.read(question.query);
      case 'board':
        return boards.at(question.at, question.views);
      case 'lastBoard':
        return this.#boardOfBefore();
      case 'blanks':
        return runs.blanks(question.period);
    }
  }

  /** Drops what is too old or too much and packs what is over, for about so long; true where nothing is left to do at this moment. */
  tidy({ now, budgetMs, isFirst }: { now: number; budgetMs: number; isFirst: boolean }): boolean {
    try {
      const { series, boards } = this.#tables;
      const isDropped = dropOld(this.#database, this.#tables, { limits: this.#data.limits, now, isFirst });
      const isPacked = series.compact(now, budgetMs) && boards.compact(now, budgetMs);
      return isDropped && isPacked;
    } catch (error) {
      this.#tables = this.#open();
      throw error;
    }
  }

  figures(): Figures {
    const { runs, events, series, boards } = this.#tables;
    const oldest = [series.oldestAt(), boards.oldestAt(), events.oldestAt()].filter((at) => at !== null);
    const notes = this.#notes;
    this.#notes = [];
    return {
      ...{ lastBatch: runs.lastBatch(this.#data.boot), bytes: bytesOnDisk(this.#data.file), notes },
      keptFrom: oldest.length === 0 ? null : Math.min(...oldest),
    };
  }

  /** Notes that Vigil ended in order. */
  end(now: number): void {
    this.#write(({ runs }) => runs.ended(this.#data.boot, now));
    this.close();
  }

  close(): void {
    this.#database.close();
  }

  // What tables hold in memory of what was not written after all is not so: it is read again.
  #write(work: (tables: StoreTables) => void): void {
    try {
      inTransaction(this.#database, () => work(this.#tables));
    } catch (error) {
      this.#tables = this.#open();
      throw error;
    }
  }

  #open(): StoreTables {
    const database = this.#database;
    const onDamage = (words: string) => void this.#notes.push(words);
    const series = new SeriesTables(database, onDamage);
    series.load();
    return { runs: new RunTables(database), events: new EventTables(database), series, boards: new BoardTables(database, onDamage) };
  }

  // Once this run has written a board, the last one is no longer of before. That it cannot be read is no reason not to write.
  #holdBoardOfBefore(): void {
    if (this.#hasOwnBoards) return;
    try {
      this.#lastBoard = this.#boardOfBefore();
    } catch (error) {
      this.#notes.push(`The last board from before the start cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
    this.#hasOwnBoards = true;
  }

  #boardOfBefore(): PastBoard | null {
    return this.#hasOwnBoards ? this.#lastBoard : this.#tables.boards.last();
  }

  #tellSetAside(words: string, now: number): void {
    this.#notes.push(words);
    const event: NewEvent = { ...{ at: now, until: now, kind: 'vigil', systems: [], system: '', group: '', node: '' }, ...told(words) };
    this.#write(({ events }) => events.append([event]));
  }
}

function told(words: string): Pick<NewEvent, 'subject' | 'status' | 'words' | 'by'> {
  return { subject: 'Vigil', status: 'warning', words, by: null };
}
