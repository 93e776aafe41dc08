import { isWorse, type Judged } from '../../status.ts';
import type { ProbeJudgement } from '../../system.ts';
import type { Aliases, HAProxyLimits } from './config.ts';
import type { PastRow, StatsRow } from './model.ts';
import type { StatsWindow } from './past.ts';
import { areSeveralProcesses } from './processes.ts';
import { groupServers, judgeBackend, judgeEntrance } from './status-proxy.ts';
import { judgeServer } from './status-server.ts';
import { summarise } from './summary.ts';
import { viewRow } from './view.ts';

const SEVERAL = 'answers come from several processes in turn: each shows only its own share of sessions and its own server states';

type Rules = { limits: HAProxyLimits; observedAt: number; servers: ReadonlyMap<string, readonly StatsRow[]> };

/**
 * Judges the newest of the readings (newest first), row by row and as a whole. The older ones give the rates, and away several processes behind one address.
 * `aliases` are what people call the proxies.
 */
export function judgeStats(window: StatsWindow, limits: HAProxyLimits, aliases: Aliases = {}): ProbeJudgement {
  const [newest, before] = window;
  if (!newest) return { judged: { status: 'unknown', reason: 'nothing was read', since: null }, rows: [] };
  const { value, observedAt } = newest;
  const isSeveral = areSeveralProcesses(window);
  const rules: Rules = { limits, observedAt, servers: groupServers(value.rows) };
  const earlier = isSeveral || !before ? null : finder(before.value.rows);
  const elapsedMs = before ? observedAt - before.observedAt : 0;
  const judged = value.rows.map((row) => ({ row, judged: judgeRow(row, rules) }));
  const rows = judged.map(({ row, judged }, index) => {
    const match = earlier?.(row.id, index);
    return { id: row.id, judged, value: viewRow(row, observedAt, match ? { row: match, elapsedMs } : null, aliases) };
  });
  return { judged: isSeveral ? warnOfSeveral(summarise(judged)) : summarise(judged), rows };
}

function judgeRow(row: StatsRow, rules: Rules): Judged {
  switch (row.kind) {
    case 'server':
      return judgeServer(row, rules.limits, rules.observedAt);
    case 'backend':
      return judgeBackend(row, rules.servers.get(row.proxy) ?? [], rules);
    case 'frontend':
    case 'listener':
      return judgeEntrance(row, rules.limits);
  }
}

function warnOfSeveral(judged: Judged): Judged {
  if (isWorse(judged.status, 'warning')) return { ...judged, reason: `${judged.reason}; ${SEVERAL}` };
  return { status: 'warning', reason: judged.status === 'ok' ? SEVERAL : `${SEVERAL}; ${judged.reason}`, since: null };
}

// Rows mostly stand where they stood before; only after a change of configuration are they looked up.
function finder(rows: readonly PastRow[]): (id: string, index: number) => PastRow | undefined {
  let byId: Map<string, PastRow> | null = null;
  return (id, index) => {
    if (rows[index]?.id === id) return rows[index];
    byId ??= new Map(rows.map((row) => [row.id, row]));
    return byId.get(id);
  };
}
