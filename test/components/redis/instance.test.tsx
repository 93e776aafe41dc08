import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fireEvent, screen, within } from '@testing-library/react';
import { SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import { SWRConfig } from 'swr';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ActionsProvider } from '#components/actions/actions-context.tsx';
import { InstanceBoard } from '#components/redis/instance/instance-board.tsx';
import { toLine } from '#components/redis/node-line.ts';
import type { Viewer } from '#lib/access/viewer.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import type { RedisView } from '#lib/systems/redis/model.ts';
import { VIEWER } from '../actions/door.tsx';
import { draw, shapes, words } from '../draw.tsx';
import { failing, NOW, readAgo, SILENT } from '../estate.ts';
import { link, redisProbe, rowOf, view } from './estate.ts';

let server: Server;
let heard: string[];
let answer: { status: number; body: object };

beforeEach(async () => {
  heard = [];
  server = createServer((request, response) => {
    heard.push(request.url ?? '');
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer.body));
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

const DETAILS: Viewer = { ...VIEWER, systems: { ...VIEWER.systems, details: ['redis'] } };

type Drawn = { search?: string; viewer?: Viewer; of?: Partial<RedisView>; probe?: Partial<ProbeRow>; isSilent?: boolean };

function page({ search = '', viewer = VIEWER, of = {}, probe = {}, isSilent = false }: Drawn = {}): HTMLElement {
  const own = redisProbe('a', 1, probe);
  const { container } = draw(
    <SWRConfig value={{ provider: () => new Map() }}>
      <SearchParamsContext value={new URLSearchParams(search) as never}>
        <ActionsProvider viewer={viewer}>
          <InstanceBoard line={toLine(own, own.newest === null ? [] : [rowOf(view('a', 1, of))])} />
        </ActionsProvider>
      </SearchParamsContext>
    </SWRConfig>,
    isSilent ? { moment: SILENT, probes: [own] } : { probes: [own] },
  );
  return container;
}

const said = (body: unknown, secondsAgo = 1) => ({
  status: 200,
  body: { observedAt: NOW - secondsAgo * 1_000, tookMs: 5, answer: body, failure: null },
});
const askedFor = (): (string | null)[] => heard.map((url) => new URL(url, 'http://x').searchParams.get('question'));

describe('the summary of an instance', () => {
  test('tells role, link, memory, clients, persistence and keys of each database, each with its age', () => {
    const container = page({ of: { link: link(9), databases: [{ name: 'db3', title: null, keys: 7, expires: 2, averageTtlMs: 65_000 }] } });
    expect(words(container)).toMatch(
      /replica, link up.*10\.0\.0\.1:9.*up, connected.*1\.0 MB.*noeviction.*8 of at most 10,000.*RDB.*db37, 2 expire, mean 1m 05s/,
    );
    for (const name of ['Role, by its own word', 'Memory', 'Persistence']) {
      expect(words(screen.getByRole('region', { name }))).toContain(`${name} 2s`);
    }
    expect(heard).toEqual([]);
  });

  test('calls its databases what the configuration calls them, those without keys too', () => {
    const databases = [
      { name: 'db0', title: 'Core', keys: 7, expires: 2, averageTtlMs: null },
      { name: 'db1', title: 'Jobs', keys: 0, expires: 0, averageTtlMs: null },
      { name: 'db9', title: null, keys: 1, expires: null, averageTtlMs: null },
    ];
    const container = page({ of: { databases } });
    expect(words(container)).toMatch(/db0 Core7, 2 expire.*db1 Jobs0, 0 expire.*db91/);
  });

  test('that is too old is hatched and not ok', () => {
    page({ probe: { ...readAgo(60_000), ...failing('timeout', 55_000) } });
    expect(screen.getByRole('region', { name: 'Memory' }).className).toMatch(/hatch/);
  });

  test('is up until its last answer, and no longer', () => {
    page({ of: { startedAt: NOW - 120_000 }, probe: { ...readAgo(60_000), ...failing('timeout', 55_000) } });
    expect(words(screen.getByRole('region', { name: 'Role, by its own word' }))).toMatch(/up1m 00s$/);
  });

  test('on a silent feed has no shape of ok, and without a reading no figure', () => {
    expect(shapes(page({ isSilent: true }), 'ok')).toBe(0);
    const never = page({ probe: { newest: null, verdict: null, ...failing('refused', 5_000) } });
    expect(words(never)).toMatch(/never read: nothing is known/);
  });
});

describe('what is asked of an instance', () => {
  test('is the masked question for who may not see details, and the whole one for who may', async () => {
    answer = said({ isMasked: true, count: 0, clients: [] });
    page({ search: 'see=clients' });
    await screen.findByText(/Without the addresses/);
    page({ search: 'see=clients', viewer: DETAILS });
    await vi.waitFor(() => expect(askedFor()).toEqual(['clients-masked', 'clients']));
  });

  test('names databases with what they are called: of clients, of memory and in INFO', async () => {
    const databases = [{ name: 'db1', title: 'Jobs', keys: 7, expires: 2, averageTtlMs: null }];
    const told = [
      { title: 'db.1', fields: [{ name: 'overhead.hashtable.main', value: 9, unit: 'bytes' }] },
      { title: 'Keyspace', fields: [{ name: 'db1', value: 'keys=7', unit: null }] },
    ];
    answer = said({ sections: told });
    page({ search: 'see=memory', of: { databases } });
    await vi.waitFor(() => expect(words(screen.getByRole('region', { name: 'db.1' }))).toContain('db.1 Jobs'));
    expect(words(screen.getByRole('region', { name: 'Keyspace' }))).toContain('db1 Jobs');
  });

  test('without a right says which one is needed, and the rest of the page stands', async () => {
    const failure = {
      kind: 'permission',
      message: 'not permitted: its user needs +client|list',
      node: 'x/a',
      question: 'q',
      received: null,
    };
    answer = { status: 200, body: { observedAt: NOW, tookMs: 1, answer: null, failure } };
    page({ search: 'see=clients' });
    const panel = screen.getByRole('region', { name: 'Clients' });
    expect(await within(panel).findByText(/needs \+client\|list/)).toBeDefined();
    expect(words(screen.getByRole('region', { name: 'Memory' }))).toContain('1.0 MB');
  });

  test('is asked again by hand, and an answer of more than a minute is hatched and told to be old', async () => {
    answer = said({ thresholdMs: 0, events: [] }, 61);
    const container = page({ search: 'see=latency' });
    await screen.findByText(/It records none: latency-monitor-threshold is 0/);
    expect(words(container)).toMatch(/asked 1m 01s ago.*old, ask again/);
    expect(container.querySelector('.answered')?.className).toMatch(/hatch/);
    answer = said({ thresholdMs: 10, events: [{ name: 'fork', at: NOW, latestMs: 12, worstMs: 50 }] });
    fireEvent.click(screen.getByRole('button', { name: 'Ask again' }));
    expect(await screen.findByText('fork')).toBeDefined();
    expect(container.querySelector('.answered')?.className).not.toMatch(/hatch/);
  });

  test('that Vigil refuses is told in its words, and is no empty list', async () => {
    answer = { status: 403, body: { error: { message: 'ann may not: this needs the right "details" on redis' } } };
    page({ search: 'see=slowlog', viewer: DETAILS });
    expect(await screen.findByText(/this needs the right "details"/)).toBeDefined();
  });

  test('of ten thousand clients draws few rows, in the order of the address, and filters them', async () => {
    const clients = Array.from({ length: 10_000 }, (_, id) => ({
      ...{
        id,
        address: `10.0.0.${id % 9}:${id}`,
        ip: `10.0.0.${id % 9}`,
        name: id % 2 ? 'web' : null,
        user: 'app',
        ageSeconds: id,
        idleSeconds: 0,
      },
      ...{ flags: 'N', db: 0, command: 'get', queryBytes: 0, outputBytes: id, totalBytes: null },
    }));
    answer = said({ isMasked: false, count: 12_000, clients });
    const container = page({ search: 'see=clients&sort=-output', viewer: DETAILS });
    expect(await screen.findByText(/The first 10,000 of 12,000 clients/)).toBeDefined();
    expect(container.querySelectorAll('tbody tr').length).toBeLessThan(100);
    const byIp = page({ search: 'see=clients&by=ip&q=name:web', viewer: DETAILS });
    expect(await within(byIp).findByText('Matches 5000 of 10000')).toBeDefined();
    expect(byIp.querySelectorAll('tbody tr').length).toBe(9);
  });
});
