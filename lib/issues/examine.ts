import { isRefusal } from '../failure.ts';
import type { ProbeRow } from '../feed/events.ts';
import { freshness, type Moment } from '../reading.ts';
import {
  countStatuses,
  failingSince,
  isWorse,
  judgeProbe,
  judgeSubject,
  type Since,
  type StatusCounts,
  silenceWords,
  type Verdict,
} from '../status.ts';
import type { Part, SubjectOf, Symptom } from './issue.ts';

/**
 * What is not ok about one probe. `node` are symptoms of the probe itself, `rows` those of its rows. `doubted` is set when Vigil's own trouble puts it in doubt.
 * `isCutOff` when nothing that it said counts now. `hidden` are the rows of which nothing can be said by themselves, as they were when last read: all of a probe that is cut off, and of a doubted one those with which nothing was wrong.
 */
export type Examined = {
  probe: ProbeRow;
  node: readonly Symptom[];
  rows: readonly Symptom[];
  doubted: Symptom | null;
  isCutOff: boolean;
  hidden: StatusCounts;
};

const NOTHING_HIDDEN = countStatuses([]);

/** Tells the trouble of a probe from that of its rows, judged at the moment of the board. */
export function examine({ probe, rows }: Part, board: Moment, subjectOf: SubjectOf): Examined {
  const isInDoubt = isDoubted(probe, board);
  if (!isInDoubt && isCutOff(probe, board)) {
    const verdict = { ...judgeProbe(probe, board), since: silentSince(probe, board) };
    return { probe, node: [{ probe, row: null, verdict }], rows: [], doubted: null, isCutOff: true, hidden: probe.counts };
  }
  const found = rows
    .filter(({ verdict: { status } }) => status !== 'ok' && !(isInDoubt && status === 'maintenance'))
    .map(
      (live): Symptom => ({
        probe,
        row: { live, subject: subjectOf(probe.source.system, live) },
        verdict: aged(live.verdict, probe, board),
      }),
    );
  const doubted: Symptom | null = isInDoubt ? { probe, row: null, verdict: doubtVerdict(probe, board) } : null;
  const { ok, maintenance } = probe.counts;
  const hidden = isInDoubt ? { ...NOTHING_HIDDEN, ok, maintenance } : NOTHING_HIDDEN;
  return { probe, node: besideRows({ probe, rows }, board, isInDoubt), rows: found, doubted, isCutOff: false, hidden };
}

/** The verdict on one of Vigil's own probes at a moment, in doubt since it was last read. */
export function judgeOwn(probe: ProbeRow, own: Moment): Verdict {
  return isDoubted(probe, own) ? doubtVerdict(probe, own) : judgeProbe(probe, own);
}

/**
 * Too old or not trusted, and not because the node fails to answer: Vigil is not heard or not trusted. While nothing at all is trusted, age proves nothing against a node.
 */
function isDoubted({ newest, staleAfterMs, attempt }: ProbeRow, moment: Moment): boolean {
  if (newest === null || attempt?.failure) return false;
  return newest.observedAt <= moment.doubtBefore && freshness(newest, staleAfterMs, moment).is === 'stale';
}

function doubtVerdict(probe: ProbeRow, moment: Moment): Verdict {
  const at = probe.newest?.observedAt ?? moment.now;
  return { ...judgeProbe(probe, moment), since: { at, how: 'seen' } };
}

/** Nothing that it says counts now: it refuses, is silent for too long, or was never read. */
function isCutOff({ newest, staleAfterMs, attempt }: ProbeRow, board: Moment): boolean {
  const failure = attempt?.failure ?? null;
  if (failure && isRefusal(failure)) return true;
  return freshness(newest, staleAfterMs, board).is !== 'fresh';
}

// A node that does not answer is wrong since it was asked in vain, not since its last answer grew too old.
function silentSince(probe: ProbeRow, board: Moment): Since {
  if (probe.failing && probe.newest) return failingSince(probe.failing, board.now);
  return judgeProbe(probe, board).since;
}

function aged(verdict: Verdict, probe: ProbeRow, board: Moment): Verdict {
  return { ...judgeSubject(verdict, probe, board), since: verdict.since };
}

/** What no row of a probe that can be read accounts for: that its latest attempt failed, and a verdict on the whole that is worse than any row. */
function besideRows({ probe, rows }: Part, board: Moment, isInDoubt: boolean): Symptom[] {
  const found: Symptom[] = [];
  if (probe.failing && probe.attempt?.failure) {
    const verdict: Verdict = { status: 'warning', reason: silenceWords(probe, board.now), since: failingSince(probe.failing, board.now) };
    found.push({ probe, row: null, verdict });
  }
  const whole = probe.verdict;
  if (whole === null) return found.length > 0 ? found : [{ probe, row: null, verdict: judgeProbe(probe, board) }];
  const isNothing = whole.status === 'ok' || (isInDoubt && whole.status === 'maintenance');
  const isExplained = isNothing || rows.some((row) => !isWorse(whole.status, row.verdict.status));
  return isExplained ? found : [...found, { probe, row: null, verdict: aged(whole, probe, board) }];
}
