import { NO_ATTENTION } from '#lib/attention/attention.ts';
import { composeProbeRow, type ProbeCard } from '#lib/feed/compose.ts';
import type { Finding } from '#lib/finding.ts';
import { type Source, sourceId } from '#lib/reading.ts';
import type { Board } from '#lib/state/history/board.ts';
import { applyDifference, readWhole } from '#lib/state/history/board-frame.ts';
import type { BoardFrame } from '#lib/state/history/history.ts';
import { keptValue } from '#lib/state/history/kept-value.ts';
import { recordBoard, type ShownNow } from '#lib/state/record/board-recorder.ts';
import { STALE_AFTER, source, startJudge } from '#test/judge/running-judge.ts';

export const EVERY_MS = 10_000;

function cardOf(of: Source): ProbeCard {
  return {
    ...{ source: of, question: 'stats', systemTitle: of.system, groupTitle: of.group, address: of.node },
    ...{ host: null, tags: [], notes: [], intervalMs: 5_000, timeoutMs: 2_000 },
    ...{ staleAfterMs: STALE_AFTER, staleAfterWhy: null, vital: true, scope: 'node', acting: null },
  };
}

/** A recorder over a judge of its own, and what can happen. */
export function startRecorder() {
  const judging = startJudge(['a', 'b', 'c']);
  const { judge, store, errors } = judging;
  const frames: BoardFrame[] = [];
  const findings: Finding[] = [];
  let sources = ['a', 'b'].map(source);
  let needsWhole = false;
  const compose = (of: Source) => {
    const id = sourceId(of);
    const made = { judgement: judge.judgement(id), heldSince: judge.heldSince(id), keyFigures: [], plan: null };
    return composeProbeRow(cardOf(of), store.read(id), made);
  };
  const shown = (): ShownNow => {
    const beside = { marks: [], events: [], attention: NO_ATTENTION, timers: [], hosts: [] };
    return { probes: sources.map(compose), findings: [...findings], ...beside };
  };
  const history = {
    addFrame: (frame: BoardFrame) => {
      needsWhole &&= !frame.isWhole;
      frames.push(frame);
    },
    needsWholeFrame: () => needsWhole,
  };
  const onError = (error: unknown) => void errors.push(error);
  const recorder = recordBoard({ judge, feed: { shown }, sources: () => sources, history, everyMs: EVERY_MS, onError });
  return {
    ...judging,
    recorder,
    frames,
    /** Of each frame whether it was whole, and whether a status had turned. */
    kinds: () => frames.map(({ isWhole, hasTurned }) => `${isWhole ? 'whole' : 'rest'}${hasTurned ? ' turned' : ''}`),
    find: (finding: Finding) => {
      findings.splice(0, Number.POSITIVE_INFINITY, ...findings.filter(({ id }) => id !== finding.id), finding);
    },
    comes: (node: string) => {
      sources = [...sources, source(node)];
    },
    loses: () => {
      needsWhole = true;
    },
    /** What is shown now, as it is kept. */
    shownNow: () => {
      const { probes, findings, ...beside } = shown();
      const kept = probes.map((probe) => ({ probe, rows: [...judge.judgement(sourceId(probe.source)).rows.values()] }));
      return JSON.stringify(keptValue({ sources: kept, findings, beside }));
    },
  };
}

/** The board that frames make, as text. */
export function boardOf(frames: readonly BoardFrame[]): string {
  let at = 0;
  let board: Board | null = null;
  for (const frame of frames) {
    if (!frame.isWhole && !board) throw new Error('the first frame is not whole');
    board = frame.isWhole || !board ? readWhole(frame.text) : applyDifference(board, frame.text, at);
    at = frame.at;
  }
  return JSON.stringify(board);
}
