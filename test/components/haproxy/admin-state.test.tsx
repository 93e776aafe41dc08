import { beforeAll, describe, expect, test, vi } from 'vitest';
import { HaproxyBoard } from '#components/haproxy/haproxy-board.tsx';
import { SocketsContext, socketsOf } from '#components/haproxy/sockets-context.tsx';
import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import { sourceId } from '#lib/reading.ts';
import type { ProcessView, ServerState } from '#lib/systems/haproxy/model-socket.ts';
import { draw, words } from '../draw.tsx';
import { failing, NOW, probe, readAgo, row, state } from '../estate.ts';

beforeAll(() => {
  vi.stubGlobal('scrollTo', () => {});
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
});

const PROCESS: ProcessView = {
  ...{ pid: 4711, version: '2.6.12', name: 'lb05', processes: 1, uptimeSeconds: 259_200, startedAt: NOW - 259_200_000 },
  ...{ connections: 1, maxConnections: 100, idlePercent: 99, isStopping: false },
};
const DRAINED: ServerState = {
  ...{ backend: 'be_web', server: 'web02', operation: 'stopped', flags: ['drain'] },
  ...{ weight: 1, configuredWeight: 1, hasAgent: false },
};

const STATS = [
  row({ kind: 'backend', name: 'BACKEND' }),
  row({ name: 'web02', state: state({ word: 'down', said: 'DOWN' }) }, 'critical', 'down'),
];

function aside(name: string, over: Partial<ProbeRow> = {}): ProbeRow {
  const source = { system: 'haproxy', group: 'public', node: 'lb05', probe: name };
  return probe({ source, question: `show ${name}`, vital: false, isAside: true, ...over });
}

function page(info: ProbeRow | null, servers: ProbeRow | null, states: ServerState[] = [DRAINED]): string {
  const rowOf = (id: string, value: object): LiveRow => ({
    id,
    verdict: { status: 'ok', reason: '', since: { at: NOW, how: 'seen' } },
    value,
  });
  const probes = [probe(), info, servers].filter((one) => one !== null);
  const rows = new Map<string, readonly LiveRow[]>([[sourceId(probe().source), STATS]]);
  if (info) rows.set(sourceId(info.source), [rowOf('process', PROCESS)]);
  if (servers)
    rows.set(
      sourceId(servers.source),
      states.map((one) => rowOf(`${one.backend}/server/${one.server}`, one)),
    );
  const board = (
    <SocketsContext value={socketsOf(probes, (id) => rows.get(id) ?? [])}>
      <HaproxyBoard probes={probes} rows={rows} filter="server:web02" onFilter={() => {}} />
    </SocketsContext>
  );
  return words(draw(board, { probes }).container);
}

describe('an instance whose runtime socket is read', () => {
  test('shows its process, and that a server which is down is also drained', () => {
    const shown = page(aside('info'), aside('servers'));
    expect(shown).toContain('pid 4711, up 3d 0h, since');
    expect(shown).toContain('also in drain');
  });

  test('says of what is too old that it is, and does not go on saying what is set', () => {
    const shown = page(aside('info', readAgo(60_000)), aside('servers', readAgo(60_000)));
    expect(shown).toContain('as of 1m 00s ago');
    expect(shown).toContain('in drain: not known');
    expect(shown).not.toContain('also in drain');
  });

  test('says once why its socket is not read', () => {
    const refused = { ...readAgo(60_000), ...failing('refused', 30_000, 'there is no socket at /run/x') };
    page(aside('info', refused), aside('servers', refused));
    expect(document.querySelectorAll('.void')).toHaveLength(1);
    expect(document.querySelector('.void')?.textContent).toMatch(/there is no socket at \/run\/x/i);
  });
});

test('an instance without a runtime socket shows neither a process nor what is set', () => {
  const shown = page(null, null);
  expect(shown).toContain('web02');
  expect(shown).not.toMatch(/pid|drain/);
});
