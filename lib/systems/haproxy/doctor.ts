import { defineExamining, type Login, type Need, type Needing } from '../../doctor.ts';
import { formatLineAddress, type LineAddress } from '../../io/line-socket.ts';
import { AIMS, DEEDS } from './actions-orders.ts';
import { HOW_TO_ENABLE_SOCKET } from './actions-socket.ts';
import { HOW_TO_ENABLE } from './actions-targets.ts';
import type { HAProxySettings } from './config.ts';
import { fetchRights } from './fetch-rights.ts';
import type { Level } from './fetch-socket.ts';
import { type RawRights, readRights } from './parse-rights.ts';
import { levelRight, PAGE_RIGHT, STATS_ADMIN } from './rights.ts';

const probes = (...names: string[]): Needing[] => names.map((name) => ({ is: 'probe', name }));
const actions = (...names: string[]): Needing[] => names.map((name) => ({ is: 'action', name }));

const NEEDS: readonly Need[] = [
  { panel: 'statistics: tiers, servers, frontends', of: probes('stats'), as: 'read', isVital: true, rights: [PAGE_RIGHT] },
  {
    panel: 'drain, maintenance, putting back, checks, cutting sessions',
    of: actions(...AIMS, ...DEEDS, 'restore', 'restore-checks'),
    ...{ as: 'act', isVital: false, rights: [STATS_ADMIN] },
  },
  {
    panel: 'the process, and what is set on each server',
    of: probes('info', 'servers'),
    as: 'socket',
    isVital: false,
    rights: [levelRight('user')],
  },
  {
    panel: 'sessions of a server',
    of: [{ is: 'question', name: 'sessions' }],
    ...{ as: 'socket', isVital: false, rights: [levelRight('operator')] },
  },
  {
    panel: 'weights, pausing frontends',
    of: actions('weight', 'pause', 'resume'),
    ...{ as: 'actSocket', isVital: false, rights: [levelRight('admin')] },
  },
];

/** Which rights Vigil has at an HAProxy: by its statistics page, which shows its form only to who may act, and by the level that its sockets tell. */
export const haproxyDoctor = defineExamining<HAProxySettings, RawRights>({
  logins: loginsOf,
  needs: () => NEEDS,
  timeoutMs: ({ timeoutMs }) => timeoutMs,
  ask: fetchRights,
  read: readRights,
  grant(settings, { login, rights }) {
    const statements = rights.flatMap((right) => statementsFor(settings, login, right));
    return { statements: [...new Set(statements)], note: 'in haproxy.cfg, which counts from the next reload' };
  },
});

function loginsOf({ read, act, socket, actSocket }: HAProxySettings): Login[] {
  const socketOf = (as: string, address: LineAddress | null, without: string): Login => ({
    ...{ as, user: address === null ? null : formatLineAddress(address), without: address === null ? without : null, isNeeded: false },
  });
  return [
    { as: 'read', user: read?.user ?? null, without: null, isNeeded: true },
    { as: 'act', user: act?.user ?? null, without: act === null ? HOW_TO_ENABLE : null, isNeeded: false },
    socketOf('socket', socket, 'no runtime socket is configured: add socket: to the node, of a stats socket of level user or operator'),
    socketOf('actSocket', actSocket, HOW_TO_ENABLE_SOCKET),
  ];
}

/** The highest level that a login is used for: that is what its line should say. */
const LEVELS: Readonly<Record<string, Level>> = { socket: 'operator', actSocket: 'admin' };

function statementsFor({ socket, actSocket }: HAProxySettings, { as, user }: Login, right: string): string[] {
  if (right === STATS_ADMIN) return ['stats admin if { http_auth_group(vigil) act }', `user ${user ?? ''} password $6$... groups act`];
  const address = as === 'socket' ? socket : as === 'actSocket' ? actSocket : null;
  const level = LEVELS[as];
  if (address === null || level === undefined) return [];
  const mode = address.is === 'unix' ? ' mode 660 group vigil' : '';
  return [`stats socket ${bindOf(address)}${mode} level ${level}`];
}

function bindOf(address: LineAddress): string {
  if (address.is === 'unix') return address.path;
  const { host, port } = address;
  return host.includes(':') ? `ipv6@${host}:${port}` : `${/^[\d.]+$/.test(host) ? 'ipv4@' : ''}${host}:${port}`;
}
