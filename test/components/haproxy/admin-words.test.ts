import { describe, expect, test } from 'vitest';
import { adminWords } from '#components/haproxy/admin-words.ts';
import type { ToldOfServer } from '#components/haproxy/sockets-context.tsx';
import type { RowState } from '#lib/systems/haproxy/model.ts';
import type { AdminFlag, ServerState } from '#lib/systems/haproxy/model-socket.ts';
import { state } from '../estate.ts';

function set(flags: AdminFlag[], over: Partial<ServerState> = {}): ToldOfServer {
  const told: ServerState = { backend: 'b', server: 's', operation: 'stopped', flags, weight: 1, configuredWeight: 1, hasAgent: false };
  return { is: 'told', state: { ...told, ...over } };
}

const DOWN = state({ word: 'down', said: 'DOWN' });
const NOLB = state({ word: 'nolb', said: 'NOLB' });
const NAMELESS = state({ word: 'maintenance', by: 'resolution', said: 'MAINT (resolution)' });
const DRAIN_AGENT = state({ word: 'drain', by: 'agent', said: 'DRAIN (agent)' });
const UP = state();

describe('what is set on a server beyond its state', () => {
  test.each<[string, RowState, ToldOfServer, string | null]>([
    ['down and drained', DOWN, set(['drain']), 'also in drain'],
    ['down and drained with the one it follows', DOWN, set(['drain by tracking']), 'also in drain, as the server it follows'],
    ['down and nothing else', DOWN, set([]), null],
    ['nolb and drained', NOLB, set(['drain']), 'also in drain'],
    [
      'without a name, and in maintenance and drain',
      NAMELESS,
      set(['no DNS answer', 'maintenance', 'drain']),
      'also in maintenance, also in drain',
    ],
    ['without a name alone', NAMELESS, set(['no DNS answer']), null],
    ['drained, and an agent checks it', DRAIN_AGENT, set(['drain'], { hasAgent: true }), 'or by an admin'],
    ['in maintenance', state({ word: 'maintenance', said: 'MAINT' }), set(['maintenance']), null],
    [
      'disabled in its configuration',
      state({ word: 'maintenance', said: 'MAINT' }),
      set(['maintenance', 'disabled in the configuration']),
      'disabled in haproxy.cfg',
    ],
    ['up with another weight than configured', UP, set([], { weight: 5, configuredWeight: 10 }), 'weight 5, configured 10'],
    ['up', UP, set([]), null],
    ['up with a mark that is newer than Vigil', UP, set(['unknown']), 'with a mark that Vigil does not know'],
  ])('%s', (_, shown, told, short) => {
    expect(adminWords({ state: shown }, told).short).toBe(short);
  });

  test('a server that is down and not drained is said to be so', () => {
    expect(adminWords({ state: DOWN }, set([])).long).toBe('The runtime socket says: not in drain.');
    expect(adminWords({ state: NAMELESS }, set([])).long).toBe('The runtime socket says: not in drain and not in maintenance.');
  });

  test('HAProxy keeps one mark for two, and that is said instead of guessing which', () => {
    expect(adminWords({ state: DRAIN_AGENT }, set(['drain'], { hasAgent: true })).long).toContain('keeps one mark');
  });
});

describe('what cannot be told', () => {
  test.each<[string, RowState, boolean]>([
    ['down', DOWN, true],
    ['nolb', NOLB, true],
    ['without a name', NAMELESS, true],
    ['up', UP, false],
    ['drained', DRAIN_AGENT, false],
  ])('of a server that is %s is said only where it matters', (_, shown, matters) => {
    const alone = adminWords({ state: shown }, { is: 'no socket' });
    expect([alone.short, alone.long?.startsWith('The statistics page alone does not tell whether it is also ') ?? false]).toEqual([
      null,
      matters,
    ]);
    const unread = adminWords({ state: shown }, { is: 'not read', why: 'never read' });
    expect([unread.short !== null, unread.long?.includes('never read') ?? false]).toEqual([matters, matters]);
  });

  test('a server that the socket does not know is said to be unknown there', () => {
    expect(adminWords({ state: UP }, { is: 'not there' }).short).toBe('not in the socket');
  });
});
