import { expect, test } from 'vitest';
import { SocketTroubles } from '#components/haproxy/instance-facts.tsx';
import { SocketsContext } from '#components/haproxy/sockets-context.tsx';
import type { FailureKind } from '#lib/failure.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import { draw, words } from '../draw.tsx';
import { NOW, probe } from '../estate.ts';

function failing(kind: FailureKind): ProbeRow {
  const failure = { kind, message: 'what it said', node: 'public/lb05', question: 'show info', received: null };
  const attempt = { at: NOW - 1_000, tookMs: 3_000, failure };
  return { ...probe({ attempt, newest: null }, 'lb05'), question: 'show info', isAside: true };
}

const told = (kind: FailureKind, isSilent: boolean) =>
  words(
    draw(
      <SocketsContext value={new Map([['lb05', { info: { probe: failing(kind), process: null }, servers: null }]])}>
        <table>
          <tbody>
            <SocketTroubles node="lb05" columns={1} isSilent={isSilent} />
          </tbody>
        </table>
      </SocketsContext>,
    ).container,
  );

test('what keeps a socket from being read is told with the question that was asked', () => {
  expect(told('timeout', false)).toContain('No answer: show info');
});

test('an instance that says nothing at all is told of once, and what its socket refuses is told all the same', () => {
  expect(told('timeout', true)).toBe('');
  expect(told('permission', true)).toContain('Not permitted: show info');
});
