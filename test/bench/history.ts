import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { bytesOnDisk, HISTORY_FILE } from '#lib/state/history/database.ts';
import { HistoryStore } from '#lib/state/history/store.ts';
import { eventAt, everything } from '#test/state/history/things.ts';
import { spread } from './figures.ts';
import { nameOf, PretendBoards, PretendFigures, SERIES, SOURCES, STEP_MS } from './history-estate.ts';

const DAYS = Number(process.env.VIGIL_BENCH_DAYS ?? 14);
const BOARD_HOURS = Number(process.env.VIGIL_BENCH_BOARD_HOURS ?? 3);
const START_AT = Date.UTC(2026, 2, 4);
const FLUSH_STEPS = 3;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const EVENTS_A_DAY = 2_000;
const ROUNDS = 60;
const TIDY_MS = 50;

/**
 * 2,000 series read every 10 s for 14 days of a pretended clock, and boards of 3,400 rows every 10 s for its last 3 hours, in the store itself (without its thread); then what it costs to ask.
 * Bytes written are those of /proc/self/io: `write_bytes` is what goes to the disk (a page that is written twice before it goes there counts once), `wchar` what the file is given.
 */
export async function benchHistory(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-bench-history-'));
  try {
    const file = join(folder, HISTORY_FILE);
    const data = { file, boot: 'bench', startedAt: START_AT, isRestarted: false, limits: { days: 14, stepDays: 400, maxBytes: 20e9 } };
    const store = new HistoryStore(data, START_AT);
    feed(store, file);
    ask(store, START_AT + DAYS * DAY_MS);
    store.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `cpuSeconds` is what the store took of a processor: on a machine that does much else besides, its time says little. */
type Cost = { flushMs: number[]; tidyMs: number[]; rows: number; cpuSeconds: number };

function feed(store: HistoryStore, file: string): void {
  const endAt = START_AT + DAYS * DAY_MS;
  const boardsFrom = endAt - BOARD_HOURS * HOUR_MS;
  const figures = new PretendFigures();
  const before = written();
  const cost: Cost = { flushMs: [], tidyMs: [], rows: 0, cpuSeconds: 0 };
  let at = START_AT;
  for (let number = 1; at < boardsFrom; number += 1) at = flush(store, { number, at, figures, boards: null }, cost);
  tellCost('series', file, { cost, before });
  const boardsBefore = written();
  const bytesBefore = bytesUsed(file);
  const boards = new PretendBoards();
  const boardCost: Cost = { flushMs: [], tidyMs: [], rows: 0, cpuSeconds: 0 };
  for (let number = 1e6; at < endAt; number += 1) at = flush(store, { number, at, figures, boards }, boardCost);
  tellCost('series and boards', file, { cost: boardCost, before: boardsBefore, bytesBefore });
}

type Step = { number: number; at: number; figures: PretendFigures; boards: PretendBoards | null };

function flush(store: HistoryStore, { number, at, figures, boards }: Step, cost: Cost): number {
  const times = Array.from({ length: FLUSH_STEPS }, (_, i) => at + i * STEP_MS);
  const readings = times.flatMap((time) => figures.at(time));
  const frames = boards === null ? [] : times.map((time) => boards.frame(time));
  const events = Math.random() < (EVENTS_A_DAY * FLUSH_STEPS * STEP_MS) / DAY_MS ? [eventAt(at)] : [];
  const now = at + FLUSH_STEPS * STEP_MS;
  cost.rows += readings.length * (SERIES / SOURCES);
  const cpuBefore = process.cpuUsage();
  cost.flushMs.push(took(() => store.flush({ readings, frames, events }, { number, now, blanks: [] })));
  let isFirst = true;
  for (let isDone = false; !isDone; ) {
    cost.tidyMs.push(
      took(() => {
        isDone = store.tidy({ now, budgetMs: TIDY_MS, isFirst });
        isFirst = false;
      }),
    );
  }
  const { user, system } = process.cpuUsage(cpuBefore);
  cost.cpuSeconds += (user + system) / 1e6;
  return now;
}

function tellCost(
  name: string,
  file: string,
  { cost, before, bytesBefore = 0 }: { cost: Cost; before: Written; bytesBefore?: number },
): void {
  const seconds = [...cost.flushMs, ...cost.tidyMs].reduce((sum, ms) => sum + ms, 0) / 1_000;
  const after = written();
  const kept = bytesUsed(file) - bytesBefore;
  console.log(
    `${name}: ${cost.rows} values in ${seconds.toFixed(1)} s, ${Math.round(cost.rows / seconds)} rows/s; ${Math.round(cost.rows / cost.cpuSeconds)} a second of a processor`,
  );
  console.log(`  a flush ${spread(cost.flushMs, [0.5, 0.95])}; a step of tidying up ${spread(cost.tidyMs, [0.5, 0.95, 0.999])}`);
  console.log(`  ${(kept / 1e6).toFixed(1)} MB on disk, ${(kept / cost.rows).toFixed(2)} bytes a value`);
  const ratio = (bytes: number): string => (bytes / kept).toFixed(2);
  console.log(
    `  bytes written per byte kept: ${ratio(after.disk - before.disk)} (write_bytes), ${ratio(after.calls - before.calls)} (wchar)`,
  );
}

function ask(store: HistoryStore, endAt: number): void {
  const key = () => ({ source: nameOf(Math.floor(Math.random() * SOURCES)), row: 'server-3', figure: 'requests' });
  const series = (ms: number) => () => store.ask({ of: 'series', key: key(), period: { from: endAt - ms, to: endAt }, mostPoints: 600 });
  const past = () => endAt - Math.random() * BOARD_HOURS * HOUR_MS;
  const questions: [string, () => unknown][] = [
    ['chart of 14 days', series(14 * DAY_MS)],
    ['chart of 24 h', series(DAY_MS)],
    ['chart of 1 h', series(HOUR_MS)],
    ['board at a moment', () => store.ask({ of: 'board', at: past(), views: ['haproxy'] })],
    [
      '200 events of 14 days',
      () => store.ask({ of: 'events', query: { ...everything, from: endAt - 14 * DAY_MS, to: endAt, limit: 200 } }),
    ],
    [
      'events that hold a text that none holds',
      () => store.ask({ of: 'events', query: { ...everything, from: 0, to: endAt, text: 'nowhere', limit: 200 } }),
    ],
    ['groups of 24 h', () => store.ask({ of: 'groups', period: { from: endAt - DAY_MS, to: endAt } })],
  ];
  for (const [name, question] of questions)
    console.log(
      `${name}: ${spread(
        Array.from({ length: ROUNDS }, () => took(question)),
        [0.5, 0.95],
      )}`,
    );
}

function took(work: () => unknown): number {
  const beganAt = performance.now();
  work();
  return performance.now() - beganAt;
}

/** Without the pages that are free for what is written next. */
function bytesUsed(file: string): number {
  const database = new DatabaseSync(file, { readOnly: true });
  const { free } = database.prepare('SELECT freelist_count * page_size AS free FROM pragma_freelist_count, pragma_page_size').get() ?? {};
  database.close();
  return bytesOnDisk(file) - Number(free);
}

type Written = { disk: number; calls: number };

function written(): Written {
  const told = readFileSync('/proc/self/io', 'latin1');
  const figure = (name: string): number => Number(new RegExp(`^${name}: (\\d+)$`, 'm').exec(told)?.[1]);
  return { disk: figure('write_bytes'), calls: figure('wchar') };
}
