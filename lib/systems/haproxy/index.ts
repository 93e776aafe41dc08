import type { Reading } from '../../reading.ts';
import { defineProbe, defineSystem } from '../../system.ts';
import { haproxyActing } from './actions.ts';
import type { HAProxySettings } from './config.ts';
import { connectHAProxy, fetchStats, type HAProxyConnection } from './fetch.ts';
import { keyFigures } from './key-figures.ts';
import type { RowView, Stats } from './model.ts';
import { parseStats } from './parse.ts';
import { rowFigures } from './row-figures.ts';
import { judgeStats } from './status.ts';
import { subjectOf } from './subject.ts';

const stats = defineProbe<HAProxySettings, HAProxyConnection, string, Stats>({
  name: 'stats',
  question: 'statistics CSV',
  vital: true,
  // Enough to see processes that answer in turn.
  keep: 6,
  round: true,
  times: ({ intervalMs, timeoutMs }) => ({ intervalMs, timeoutMs }),
  fetch: fetchStats,
  parse: (text) => ({ value: parseStats(text), producedAt: null }),
});

/** HAProxy, read by the CSV of its statistics page. */
export const haproxy = defineSystem<HAProxySettings, HAProxyConnection>({
  name: 'haproxy',
  title: 'HAProxy',
  knock: 'stats',
  probes: [stats],
  connect: connectHAProxy,
  close: ({ http }) => http.close(),
  status: ({ window, settings }) => judgeStats(window.map(asStats), settings.limits),
  keyFigures: ({ window }) => keyFigures(window.map(asStats)),
  subjectOf: ({ value }) => subjectOf(value as RowView),
  figures({ newest, row }) {
    const found = asStats(newest).value.rows.find(({ id }) => id === row);
    return found ? rowFigures(found) : null;
  },
  acting: haproxyActing,
});

// The engine hands back what the one probe of this system made.
function asStats(reading: Reading<unknown>): Reading<Stats> {
  return reading as Reading<Stats>;
}
