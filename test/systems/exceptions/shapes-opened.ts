import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { RowOfShape, ShapeIndex, SortedTo } from '#lib/systems/exceptions/shapes/known.ts';
import { openShapes } from '#lib/systems/exceptions/shapes/open-shapes.ts';

export const DAY = 86_400_000;
/** When Vigil saw for the first time that nothing was left to sort: three days after the oldest row. */
export const WATCHED = 3 * DAY;

export type Opened = { folder: string; index: ShapeIndex; open: typeof openIn; reopen(rule?: string): void; watch(): Promise<void> };

function openIn(folder: string | null, changed: { store?: string; rule?: string } = {}): ShapeIndex {
  return openShapes({ folder, store: 'Main', rule: 'rule', now: 5, ...changed });
}

/** An index in a folder of its own for each test. `watch` is the first look: one shape, and nothing left to sort. */
export function withIndex(): Opened {
  const opened: Opened = {
    folder: '',
    index: openIn(null),
    open: openIn,
    reopen(rule = 'rule') {
      opened.index.close();
      opened.index = openIn(opened.folder, { rule });
    },
    watch: () => opened.index.add([row(1, 'a')], sorted(1)),
  };
  beforeEach(() => {
    opened.folder = mkdtempSync(join(tmpdir(), 'vigil-shapes-'));
    opened.reopen();
  });
  afterEach(() => {
    opened.index.close();
    rmSync(opened.folder, { recursive: true });
  });
  return opened;
}

export function row(id: number, shape: string, changed: Partial<RowOfShape> = {}): RowOfShape {
  const firstAt = changed.firstAt ?? id * 1_000;
  return { id, shape, app: 'Core', type: 'T', message: `m${id}`, place: null, firstAt, lastAt: firstAt, count: 1, ...changed };
}

export function sorted(toId: number, changed: Partial<SortedTo> = {}): SortedTo {
  return { toId, sinceAt: 0, at: WATCHED, isAll: true, ...changed };
}
