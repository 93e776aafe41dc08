import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { screen } from '@testing-library/react';
import { SWRConfig } from 'swr';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ChangesTab } from '#components/redis/keys/changes-tab.tsx';
import { RunLine } from '#components/redis/keys/run-line.tsx';
import type { RunCard } from '#lib/job.ts';
import { draw, words } from '../../draw.tsx';
import { NOW } from '../../estate.ts';

let server: Server;

beforeEach(async () => {
  server = createServer((_request, response) => {
    response.writeHead(404, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { id: 'e1', message: 'there is no such run' } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const real = fetch;
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => real(`http://127.0.0.1:${port}${path}`, init));
});

afterEach(async () => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const run = (id: string, over: Partial<RunCard> = {}): RunCard => ({
  ...{ id, system: 'redis', group: 'sessions', node: 'a', job: 'keys', title: 'Analysis of keys', by: 'ann', startedAt: NOW - 60_000 },
  ...{ input: null, state: { is: 'done', at: NOW - 30_000, words: 'all read' }, progress: null, progressAt: null, hasResult: true },
  ...over,
});

describe('what changed between two runs', () => {
  const tab = (older: RunCard | null) =>
    draw(
      <SWRConfig value={{ provider: () => new Map() }}>
        <ChangesTab newer={run('b')} older={older} />
      </SWRConfig>,
    ).container;

  test('that cannot be told is no run that there is not', async () => {
    const container = tab(run('a'));
    expect(await screen.findByText('Not told')).toBeTruthy();
    expect(words(container)).toMatch(/There is no such run/);
    expect(words(container)).not.toMatch(/no analysis before/);
  });

  test('is said to have nothing to compare with only where there is no run before', () => {
    expect(words(tab(null))).toMatch(/no analysis before this one/);
  });
});

describe('a run that goes on', () => {
  const going = (toldAgoMs: number) => {
    const progress = { part: 0.5, words: 'half', figures: null };
    const card = run('b', { state: { is: 'running', isCancelling: false }, progress, progressAt: NOW - toldAgoMs, hasResult: false });
    return words(draw(<RunLine run={card} now={NOW} isOld={false} off="no" />).container);
  };

  test('says for how long it has told nothing', () => {
    expect(going(12_000)).toMatch(/It has told nothing for 12s\./);
    expect(going(1_000)).not.toMatch(/told nothing/);
  });
});
