import { defineProbe } from '../../system.ts';
import type { HAProxySettings } from './config.ts';
import type { HAProxyConnection } from './fetch.ts';
import { askRuntime } from './fetch-socket.ts';
import type { ProcessInfo, ServerState } from './model-socket.ts';
import { parseInfo } from './parse-info.ts';
import { parseServers } from './parse-servers.ts';

const SHARED = {
  vital: false,
  keep: 2,
  round: false,
  isAside: true,
  times: ({ intervalMs, timeoutMs }: HAProxySettings) => ({ intervalMs, timeoutMs }),
  isAsked: ({ socket }: HAProxySettings) => socket !== null,
} as const;

const info = defineProbe<HAProxySettings, HAProxyConnection, string, ProcessInfo>({
  ...SHARED,
  name: 'info',
  // Enough to see processes that answer in turn.
  keep: 6,
  question: 'show info',
  fetch: ({ socket }, signal) => askRuntime(socket, { line: 'show info', level: 'user', begins: /^Name: / }, signal),
  parse: (text) => ({ value: parseInfo(text), producedAt: null }),
});

const servers = defineProbe<HAProxySettings, HAProxyConnection, string, ServerState[]>({
  ...SHARED,
  name: 'servers',
  question: 'show servers state',
  fetch: ({ socket }, signal) => askRuntime(socket, { line: 'show servers state', level: 'user', begins: /^\d+\n/ }, signal),
  parse: (text) => ({ value: parseServers(text), producedAt: null }),
});

/** What is asked of the runtime API, of nodes that have a `socket`. As text: JSON is 50 times as large, and the JSON schema ends 3.0.0. */
export const socketProbes = [info, servers];
