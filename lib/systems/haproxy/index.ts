import type { Happening } from '../../finding.ts';
import type { Reading } from '../../reading.ts';
import { defineProbe, defineSystem, type StatusInput } from '../../system.ts';
import { haproxyActing } from './actions.ts';
import type { HAProxySettings } from './config.ts';
import { haproxyDoctor } from './doctor.ts';
import { closeHAProxy, connectHAProxy, fetchStats, type HAProxyConnection } from './fetch.ts';
import { KEY_FIGURES, keyValues } from './key-figures.ts';
import type { RowView, Stats } from './model.ts';
import type { ProcessInfo, ServerState } from './model-socket.ts';
import { parseStats } from './parse.ts';
import { pastOf, type StatsWindow } from './past.ts';
import { haproxyQuestions } from './questions.ts';
import { rowFigures } from './row-figures.ts';
import { ROW_SERIES } from './row-series.ts';
import { ROW_FIGURES, trendValues } from './row-trend.ts';
import { socketProbes } from './socket-probes.ts';
import { judgeStats } from './status.ts';
import { judgeInfo, judgeServers } from './status-socket.ts';
import { subjectOf } from './subject.ts';
import { witnessTier } from './witness.ts';
import { newProcess } from './witness-process.ts';
import { restarts } from './witness-restart.ts';

const stats = defineProbe<HAProxySettings, HAProxyConnection, string, Stats>({
  name: 'stats',
  question: 'statistics CSV',
  vital: true,
  // Enough to see processes that answer in turn.
  keep: 6,
  past: pastOf,
  round: true,
  times: ({ intervalMs, timeoutMs }) => ({ intervalMs, timeoutMs }),
  fetch: fetchStats,
  parse: (text) => ({ value: parseStats(text), producedAt: null }),
});

/** HAProxy, read by the CSV of its statistics page, and beside it by its runtime API where a node has a `socket`. */
export const haproxy = defineSystem<HAProxySettings, HAProxyConnection>({
  name: 'haproxy',
  title: 'HAProxy',
  knock: 'stats',
  probes: [stats, ...socketProbes],
  connect: connectHAProxy,
  close: closeHAProxy,
  status: judge,
  witness: witnessTier,
  happened,
  keyFigures: [{ probe: 'stats', figures: KEY_FIGURES, valuesOf: ({ window }) => keyValues(asWindow(window)) }],
  rowTrends: { probes: ['stats'], figures: ROW_FIGURES, valuesOf: ({ value }) => trendValues(value as RowView) },
  rowSeries: ROW_SERIES,
  subjectOf: ({ value }) => subjectOf(value as RowView),
  figures({ probe, newest, row }) {
    const found = probe === 'stats' ? asStats(newest).value.rows.find(({ id }) => id === row) : undefined;
    return found ? rowFigures(found) : null;
  },
  questions: haproxyQuestions,
  acting: haproxyActing,
  doctor: haproxyDoctor,
});

function judge({ probe, window, settings }: StatusInput<HAProxySettings>) {
  const [newest] = window;
  // The engine hands back what the probe of that name made.
  if (newest && probe === 'info') return judgeInfo(newest as Reading<ProcessInfo>, settings.limits);
  if (newest && probe === 'servers') return judgeServers(newest as Reading<ServerState[]>);
  return judgeStats(asWindow(window), settings.limits, settings.aliases);
}

// The newest is whole, the others are as pastOf leaves them.
function asWindow(window: readonly Reading<unknown>[]): StatsWindow {
  return window as StatsWindow;
}

function happened({ probe, window }: StatusInput<HAProxySettings>): Happening[] {
  if (probe === 'stats') return restarts(asWindow(window));
  return probe === 'info' ? newProcess(window as readonly Reading<ProcessInfo>[]) : [];
}

function asStats(reading: Reading<unknown>): Reading<Stats> {
  return reading as Reading<Stats>;
}
