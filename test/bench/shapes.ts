import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RowOfShape, ShapeIndex } from '#lib/systems/exceptions/shapes/known.ts';
import { openShapes } from '#lib/systems/exceptions/shapes/open-shapes.ts';

const ROWS = 1_000_000;
const SHAPES = 20_000;
const BATCH = 5_000;
const HOUR_MS = 3_600_000;

/** The index of shapes with a million rows: how fast it takes them in, what it weighs, what questions cost, and for how long at most the process could do nothing else. */
export async function benchShapes(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-shapes-'));
  const index = openShapes({ folder, store: 'bench', rule: 'r', now: 0 });
  try {
    await measure(index, folder);
  } finally {
    index.close();
    rmSync(folder, { recursive: true });
  }
}

async function measure(index: ShapeIndex, folder: string): Promise<void> {
  const filled = await watched(async () => {
    for (let from = 0; from < ROWS; from += BATCH) {
      const isAll = from + BATCH >= ROWS;
      await index.add(rowsFrom(from, BATCH), { toId: from + BATCH, sinceAt: 0, at: HOUR_MS, isAll });
    }
  });
  console.log(`add ${ROWS} rows of ${SHAPES} shapes: ${said(filled)}, ${Math.round(ROWS / (filled.tookMs / 1_000))} rows a second`);
  const bytes = readdirSync(folder).map((file) => statSync(join(folder, file)).size);
  console.log(`on disk: ${(bytes.reduce((sum, size) => sum + size, 0) / 1e6).toFixed(1)} MB with its log`);
  const again = await watched(() => index.add(rowsFrom(ROWS - BATCH, BATCH), { toId: ROWS, sinceAt: 0, at: HOUR_MS, isAll: true }));
  console.log(`the same ${BATCH} rows again: ${said(again)}`);
  const ids = Array.from({ length: 50_000 }, (_, i) => i * 19);
  console.log(`shapesOf(50,000 ids): ${said(await watched(async () => void (await index.shapesOf(ids))))}`);
  console.log(`state: ${said(await watched(async () => void index.state()))}`);
  console.log(`fresh: ${said(await watched(async () => void index.fresh(0)))}`);
  console.log(
    `keepClearing(200,000 ids): ${said(await watched(() => index.keepClearing({ clearId: 'c', ids: idsTo(200_000), deletedAt: 1, by: 'a' })))}`,
  );
  console.log(`clearing: ${said(await watched(async () => void (await index.clearing('c'))))}`);
  console.log(
    `forget 500,000 rows: ${said(await watched(() => index.forget({ rowsBelow: 500_000, clearingsBefore: 2, shapesBefore: 1e15 })))}`,
  );
}

function rowsFrom(from: number, count: number): RowOfShape[] {
  return Array.from({ length: count }, (_, i) => {
    const id = from + i;
    const shape = ((id * 7_919) % SHAPES).toString(16).padStart(16, '0');
    const text = {
      app: 'Core',
      type: 'System.InvalidOperationException',
      message: `Something failed with the number ${id}`,
      place: 'PostQueries.TaggedPage',
    };
    return { id, shape, ...text, firstAt: id * 100, lastAt: id * 100 + 50, count: (id % 3) + 1 };
  });
}

function idsTo(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

type Watched = { tookMs: number; longestMs: number; p99Ms: number };

/** Does something, and sees meanwhile how long the process was away at most. */
async function watched(work: () => Promise<void>): Promise<Watched> {
  let isDone = false;
  const gaps: number[] = [];
  const watch = (async () => {
    for (let before = performance.now(); !isDone; ) {
      await nextTurn();
      const now = performance.now();
      gaps.push(now - before);
      before = now;
    }
  })();
  const from = performance.now();
  await work();
  const tookMs = performance.now() - from;
  isDone = true;
  await watch;
  gaps.sort((one, other) => one - other);
  return { tookMs, longestMs: gaps.at(-1) ?? 0, p99Ms: gaps[Math.floor(gaps.length * 0.99)] ?? 0 };
}

function said({ tookMs, longestMs, p99Ms }: Watched): string {
  return `${tookMs.toFixed(0)} ms, the process held up for ${longestMs.toFixed(1)} ms at most (99 %: ${p99Ms.toFixed(1)} ms)`;
}
