import { NO_ATTENTION } from '#lib/attention/attention.ts';
import type { FigureSpec } from '#lib/history.ts';
import type { Board, KeptSource } from '#lib/state/history/board.ts';
import { differenceText, wholeText } from '#lib/state/history/board-frame.ts';
import type { BoardFrame, ReadingValues } from '#lib/state/history/history.ts';
import { probe } from '#test/components/estate.ts';
import { textOf } from '#test/state/history/text-of.ts';

/** 100 sources of 20 series: four figures of the node and two of each of eight rows. */
export const SOURCES = 100;
const NODE_FIGURES = 4;
const ROWS = 8;
const ROW_FIGURES = 2;
export const SERIES = SOURCES * (NODE_FIGURES + ROWS * ROW_FIGURES);
export const STEP_MS = 10_000;
const WHOLE_EVERY_MS = 600_000;

const FIGURES: readonly FigureSpec[] = ['sessions', 'requests', 'used', 'answer time'].map((name) => ({ name, unit: '', meaning: name }));

/** Figures as they come from real nodes: counts that move now and then, rates that always do, sizes that creep, and many that hardly ever change. */
export class PretendFigures {
  readonly #values = Array.from({ length: SERIES }, (_, i) => (i % 4 === 2 ? 4e9 : 100 + (i % 50)));

  at(at: number): ReadingValues[] {
    let next = 0;
    const value = (): number => this.#move(next++);
    return Array.from({ length: SOURCES }, (_, source) => {
      const own = Array.from({ length: NODE_FIGURES }, value);
      const rows = Array.from({ length: ROWS }, (_, row): [string, (number | null)[]] => [
        `server-${row}`,
        [...Array.from({ length: ROW_FIGURES }, value), null, null],
      ]);
      return { source: nameOf(source), at, intervalMs: STEP_MS, figures: FIGURES, rows: [['', own] as const, ...rows] };
    });
  }

  #move(i: number): number {
    const before = this.#values[i] ?? 0;
    const kinds = [
      () => (Math.random() < 0.3 ? before + Math.round(Math.random() * 4 - 2) : before),
      () => Math.round((before * 0.9 + Math.random() * 20) * 100) / 100,
      () => before + Math.round(Math.random() * 40_000 - 19_000),
      () => (Math.random() < 0.001 ? before + 1 : before),
    ];
    const moved = kinds[i % 4]?.() ?? before;
    this.#values[i] = moved;
    return moved;
  }
}

export function nameOf(source: number): string {
  return `haproxy/web/lb-${source}/stats`;
}

/** The frames of an estate of 128 sources and 3,400 rows, of which about a fifth is otherwise every time, as in the demo. */
export class PretendBoards {
  #sources: KeptSource[] = Array.from({ length: 128 }, (_, i) => sourceOf(i));
  #before: { board: Board; at: number; wholeAt: number } | null = null;

  frame(at: number): BoardFrame {
    this.#sources = this.#sources.map((source) => laterSource(source, at));
    const beside = { marks: [], events: [], attention: NO_ATTENTION, timers: [], hosts: [] };
    const board: Board = { sources: this.#sources, findings: [], beside };
    const before = this.#before;
    const isWhole = before === null || at - before.wholeAt >= WHOLE_EVERY_MS;
    const text = textOf(before === null || isWhole ? wholeText(board) : differenceText(before.board, board, before.at));
    this.#before = { board, at, wholeAt: isWhole ? at : (before?.wholeAt ?? at) };
    return { at, doubtBefore: 0, isWhole, hasTurned: Math.random() < 0.02, text };
  }
}

function sourceOf(i: number): KeptSource {
  const own = probe({ source: { system: 'haproxy', group: `tier-${i % 8}`, node: `lb-${i}`, probe: 'stats' } });
  const rows = Array.from({ length: i % 2 === 0 ? 27 : 26 }, (_, row) => ({
    id: `backend-${row % 6}/server-${row}`,
    verdict: { status: 'ok' as const, reason: 'up, last check passed', since: { at: 1_772_000_000_000 + row, how: 'source' as const } },
    value: {
      ...{
        name: `server-${row}`,
        address: `10.0.${i}.${row}:8080`,
        weight: 100,
        checks: 'L7OK',
        checkMs: 3,
        sessions: 12,
        maxSessions: 200,
      },
      ...{
        queued: 0,
        bytesIn: 1e9 + row,
        bytesOut: 5e9 + row,
        rate: 12.5,
        errors: 0,
        retries: 1,
        downtimeSeconds: 0,
        words: 'x'.repeat(350),
      },
    },
  }));
  return { probe: own, rows };
}

function laterSource({ probe, rows }: KeptSource, at: number): KeptSource {
  const attempt = { at: at - 500, tookMs: 5 + Math.round(Math.random() * 10), failure: null };
  const later = {
    ...probe,
    attempt,
    nextAt: at + 4_500,
    newest: { observedAt: at - 500, producedAt: null },
    successes: probe.successes + 2,
  };
  if (Math.random() < 0.3) return { probe: later, rows };
  return { probe: later, rows: rows.map((row) => (Math.random() < 0.3 ? { ...row, value: moved(row.value) } : row)) };
}

function moved(value: object): object {
  return { ...value, sessions: Math.round(Math.random() * 40), rate: Math.random() * 50, bytesIn: Math.round(Math.random() * 1e10) };
}
