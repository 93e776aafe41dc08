import * as z from 'zod';
import { defineQuestion } from '../../system.ts';
import type { HAProxySettings } from './config.ts';
import type { HAProxyConnection } from './fetch.ts';
import { askRuntime } from './fetch-socket.ts';
import type { SessionList } from './model-socket.ts';
import { parseSessions } from './parse-sessions.ts';

const name = z.string().min(1).max(200);
const sessionsInput = z.strictObject({ backend: name, server: name.nullable().default(null) });
type SessionsInput = z.output<typeof sessionsInput>;

/** The sessions of a server, or of a whole backend, on one instance. Sensitive: it names clients by their addresses. */
const sessions = defineQuestion<HAProxySettings, HAProxyConnection, SessionsInput, string, SessionList>({
  name: 'sessions',
  question: 'show sess',
  isSensitive: true,
  cacheMs: 3_000,
  timeoutMs: ({ timeoutMs }) => timeoutMs,
  read(raw) {
    const parsed = sessionsInput.safeParse(raw);
    return parsed.success
      ? { ok: true, input: parsed.data }
      : { ok: false, message: 'send {"backend": "be_web", "server": "web03"} as input, or the backend alone' };
  },
  unavailable: ({ socket }) =>
    socket === null
      ? 'no runtime socket is configured for this instance: add socket: to the node, of a stats socket of level operator'
      : null,
  fetch: ({ socket }, _, signal) => askRuntime(socket, { line: 'show sess', level: 'operator', begins: /^0x/ }, signal),
  parse: (text, input) => ({ value: parseSessions(text, input), producedAt: null }),
});

export const haproxyQuestions = [sessions];
