import { formatCount } from '../../format/number.ts';
import type { Reading } from '../../reading.ts';
import type { Judged } from '../../status.ts';
import type { ProbeJudgement } from '../../system.ts';
import type { HAProxyLimits } from './config.ts';
import type { ProcessInfo, ProcessView, ServerState } from './model-socket.ts';

/** Judges the process itself by `show info`: a process that is stopping, nearly out of connections or hardly ever idle is a warning. Its one row is the process, for the page. */
export function judgeInfo({ value, observedAt }: Reading<ProcessInfo>, limits: HAProxyLimits): ProbeJudgement {
  const troubles = [stoppingWords(value), connectionWords(value, limits), idleWords(value, limits)].filter((words) => words !== null);
  const judged: Judged =
    troubles.length > 0
      ? { status: 'warning', reason: troubles.join('; '), since: null }
      : { status: 'ok', reason: `process ${value.pid} of HAProxy ${value.version}`, since: null };
  // In whole seconds of the question, so that the moment stays the same from reading to reading.
  const startedAt = value.startedAt ?? (Math.floor(observedAt / 1_000) - value.uptimeSeconds) * 1_000;
  const view: ProcessView = { ...value, startedAt };
  return { judged, rows: [{ id: 'process', judged, value: view }] };
}

/** What is set on the servers is told and not judged: the statistics judge them. A row has the id of the same server in the statistics. */
export function judgeServers({ value }: Reading<readonly ServerState[]>): ProbeJudgement {
  const judged: Judged = { status: 'ok', reason: '', since: null };
  const seen = new Map<string, number>();
  const rows = value.map((state) => {
    const id = `${state.backend}/server/${state.server}`;
    const times = (seen.get(id) ?? 0) + 1;
    seen.set(id, times);
    return { id: times === 1 ? id : `${id}#${times}`, judged, value: state };
  });
  return { judged: { ...judged, reason: `what is set on ${formatCount(value.length)} servers` }, rows };
}

function stoppingWords({ isStopping, pid }: ProcessInfo): string | null {
  return isStopping ? `process ${pid} is stopping and takes no new connections: was it the socket of the process before a reload?` : null;
}

function connectionWords({ connections, maxConnections }: ProcessInfo, { connectionsWarningRatio }: HAProxyLimits): string | null {
  if (connectionsWarningRatio === null || connections === null || !maxConnections) return null;
  if (connections < connectionsWarningRatio * maxConnections) return null;
  return `${formatCount(connections)} connections of at most ${formatCount(maxConnections)} (maxconn), which warns from ${connectionsWarningRatio} of them`;
}

function idleWords({ idlePercent }: ProcessInfo, { idleWarningPercent }: HAProxyLimits): string | null {
  if (idleWarningPercent === null || idlePercent === null || idlePercent >= idleWarningPercent) return null;
  return `only ${idlePercent} % idle, which warns below ${idleWarningPercent} %`;
}
