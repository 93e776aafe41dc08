import type { Judged } from '../../status.ts';
import type { HAProxyLimits } from './config.ts';
import { figure, lastChangeAt } from './figures.ts';
import { withLoad } from './load.ts';
import type { StateWord, StatsRow } from './model.ts';
import { judgeUnknown } from './status-server.ts';

/** The servers of every backend, by the name of the proxy. */
export function groupServers(rows: readonly StatsRow[]): ReadonlyMap<string, readonly StatsRow[]> {
  const proxies = new Map<string, StatsRow[]>();
  for (const row of rows) {
    if (row.kind !== 'server') continue;
    const own = proxies.get(row.proxy);
    if (own) own.push(row);
    else proxies.set(row.proxy, [row]);
  }
  return proxies;
}

/** The verdict on a backend: whether anything can take its traffic, and its queue. A backend without servers is up by HAProxy's own word. */
export function judgeBackend(row: StatsRow, servers: readonly StatsRow[], rules: { limits: HAProxyLimits; observedAt: number }): Judged {
  const since = lastChangeAt(row, rules.observedAt);
  if (row.state.word === 'down') return { status: 'critical', reason: `no server can take traffic${whyWords(servers)}`, since };
  if (row.state.word !== 'up') return judgeUnknown(row);
  return withLoad(judgeUsable(row, servers, since), row, rules.limits);
}

/** The verdict on a frontend or a listener: whether it takes connections, and how near its sessions are to their limit. */
export function judgeEntrance(row: StatsRow, limits: HAProxyLimits): Judged {
  switch (row.state.word) {
    case 'open':
      return withLoad({ status: 'ok', reason: 'open', since: null }, row, limits);
    case 'paused':
      return { status: 'warning', reason: 'paused: new connections are refused, open ones are still served', since: null };
    case 'stopped':
      return { status: 'warning', reason: 'stopped: takes no connections until HAProxy is reloaded', since: null };
    case 'full':
      return withLoad({ status: 'warning', reason: fullWords(row), since: null }, row, limits);
    case 'waiting':
      return { status: 'warning', reason: 'waiting: a limit of the whole process holds its connections back', since: null };
    case 'up':
    case 'down':
    case 'nolb':
    case 'drain':
    case 'maintenance':
    case 'no check':
    case 'unknown':
      return judgeUnknown(row);
  }
}

function judgeUsable(row: StatsRow, servers: readonly StatsRow[], since: number | null): Judged {
  if (servers.length === 0) return { status: 'ok', reason: 'up, without servers', since };
  const active = figure(row, 'activeServers');
  const backup = figure(row, 'backupServers');
  if (active === null || backup === null) return { status: 'ok', reason: 'up; HAProxy does not tell how many servers it can use', since };
  if (active + backup === 0) return { status: 'warning', reason: `up, but no server can take traffic${whyWords(servers)}`, since: null };
  const configured = active > 0 ? active : servers.filter((server) => figure(server, 'activeServers') === 1).length;
  if (active > 0 || configured === 0) return { status: 'ok', reason: usableWords(active, backup), since };
  const none = configured === 1 ? 'its active server does not' : `none of its ${configured} active servers does`;
  return { status: 'warning', reason: `only backup servers take traffic, ${none}`, since: null };
}

function usableWords(active: number, backup: number): string {
  const words = active === 0 ? [] : [`${active} active`];
  if (backup > 0) words.push(`${backup} backup`);
  return `${words.join(' and ')} ${active + backup === 1 ? 'server' : 'servers'} usable`;
}

function fullWords(row: StatsRow): string {
  const most = figure(row, 'sessionsLimit');
  return most ? `full: at its limit of ${most} sessions` : 'full: at its limit of sessions';
}

const WHY: readonly [StateWord, string][] = [
  ['down', 'down'],
  ['maintenance', 'in maintenance'],
  ['drain', 'draining'],
  ['nolb', 'taking no new sessions'],
  ['up', 'up'],
  ['no check', 'not checked'],
];

function whyWords(servers: readonly StatsRow[]): string {
  const words = WHY.flatMap(([word, text]) => {
    const count = servers.filter((server) => server.state.word === word).length;
    return count > 0 ? [`${count} ${text}`] : [];
  });
  return words.length > 0 ? `: ${words.join(', ')}` : '';
}
