import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fireEvent, screen, within } from '@testing-library/react';
import { SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import { SWRConfig } from 'swr';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ActionsProvider } from '#components/actions/actions-context.tsx';
import { IssuesContext } from '#components/issues/issues-context.tsx';
import { InstanceBoard } from '#components/sql/instance/instance-board.tsx';
import { toGroups } from '#components/sql/instance/line.ts';
import type { Viewer } from '#lib/access/viewer.ts';
import type { Finding } from '#lib/finding.ts';
import { VIEWER } from '../../actions/door.tsx';
import { draw, shapes, words } from '../../draw.tsx';
import { failing, MOMENT, NEVER_READ, NOW, readAgo, SILENT } from '../../estate.ts';
import { found } from '../../issues/made-up.ts';
import { proved, rowsOf } from '../estate.ts';
import { type Answers, backupRow, cpuView, databaseRow, instance, live, volumeRow, WAITS } from './estate.ts';

let server: Server;
let heard: string[];
let answer: object;

beforeEach(async () => {
  heard = [];
  server = createServer((request, response) => {
    heard.push(new URL(request.url ?? '', 'http://x').searchParams.get('question') ?? '');
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ observedAt: NOW - 1_000, tookMs: 5, answer, failure: null }));
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

const DETAILS: Viewer = { ...VIEWER, systems: { ...VIEWER.systems, details: ['sql'] } };

type Drawn = { over?: Answers; search?: string; viewer?: Viewer; findings?: readonly Finding[]; moment?: typeof MOMENT };

function page({ over = {}, search = '', viewer = VIEWER, findings = [], moment = MOMENT }: Drawn = {}): HTMLElement {
  const parts = instance('NY-SQL01', over);
  const probes = parts.map(({ probe }) => probe);
  const [line] = toGroups(probes, rowsOf(parts)).flatMap(({ lines }) => lines);
  if (!line) throw new Error('no instance');
  return draw(
    <SWRConfig value={{ provider: () => new Map() }}>
      <SearchParamsContext value={new URLSearchParams(search) as never}>
        <IssuesContext value={found(parts, { findings, moment })}>
          <ActionsProvider viewer={viewer}>
            <InstanceBoard line={line} />
          </ActionsProvider>
        </IssuesContext>
      </SearchParamsContext>
    </SWRConfig>,
    { probes, moment },
  ).container;
}

const panel = (name: string): HTMLElement => screen.getByRole('region', { name });
const OLD = { ...readAgo(60_000), ...failing('timeout', 55_000) };

describe('the page of an instance', () => {
  test('tells who it is, its machine, memory, rates, pages and sessions, each with its age', () => {
    page();
    for (const [name, text] of [
      ['Identity', /NY-SQL01.*SQL Server 2022 CU15 Enterprise.*up1d 0h.*Always Onenabled/],
      ['Machine', /Windows Server 2022 Datacenter/],
      ['Memory', /committed700 GB.*short of memoryno/],
      ['Pages', /page life expectancy1h 30m/],
      ['Sessions and workers', /sessions1,204.*workers180 of at most 960/],
    ] as const) {
      expect(words(panel(name))).toMatch(text);
      expect(words(panel(name))).toContain(`${name} 2s`);
    }
    expect(words(panel('Per second, over 1m 50s'))).toMatch(/batches8,461/);
    expect(heard).toEqual([]);
  });

  test('draws the processors minute by minute', () => {
    page();
    expect(
      within(panel('CPU history'))
        .getAllByRole('img')
        .map((one) => one.getAttribute('aria-label')),
    ).toEqual([
      expect.stringMatching(/^SQL Server% over 1h 59m: from 10 to 14, last 14$/),
      expect.stringMatching(/^Whole machine% over 1h 59m: from 13 to 17, last 17$/),
    ]);
  });

  test('has a scale that ends at all processors, however little they do', () => {
    page();
    const scales = [...panel('CPU history').querySelectorAll('figure')].map((one) => one.querySelector('text')?.textContent);
    expect(scales).toEqual(['100', '100']);
  });

  test('what the server does not record of its machine is not known, and drawn as nothing', () => {
    const { minutes, ...view } = cpuView(60);
    page({ over: { cpu: { rows: [live('cpu', { ...view, minutes: minutes.map((one) => ({ ...one, otherPercent: null })) })] } } });
    expect(within(panel('CPU history')).getAllByRole('img')).toHaveLength(1);
    expect(words(panel('CPU history'))).toMatch(/What the whole machine did is not known/);
  });

  test('a monitor that stands still while the server answers ends before now', () => {
    page({ over: { cpu: { rows: [live('cpu', cpuView(60, 1_200_000))] } } });
    expect(panel('CPU history').querySelectorAll('circle.hollow').length).toBe(2);
  });

  test('a panel that may not be asked names the right that is missing, and the rest stands', () => {
    const probe = { ...NEVER_READ, ...failing('permission', 55_000, 'The user does not have permission: grant it VIEW SERVER STATE') };
    page({ over: { waits: { rows: [], probe } } });
    expect(words(panel('Waits'))).toMatch(/Not permitted: waits.*grant it VIEW SERVER STATE/);
    expect(within(panel('Waits')).queryByRole('table')).toBeNull();
    expect(words(panel('Volumes'))).toContain('D:\\');
  });

  test('a panel that is too old is hatched, with no shape of ok in it', () => {
    page({ over: { volumes: { probe: OLD }, databases: { probe: OLD }, services: { probe: OLD } } });
    for (const name of ['Volumes', 'Databases', 'Services']) {
      expect(panel(name).querySelector('.hatch')).not.toBeNull();
      expect(shapes(panel(name), 'ok')).toBe(0);
    }
  });

  test('on a silent feed has no shape of ok', () => {
    expect(shapes(page({ moment: SILENT }), 'ok')).toBe(0);
  });
});

describe('its databases', () => {
  const firstCells = (): string[] =>
    [...panel('Databases').querySelectorAll('tbody tr')].map((row) => words(row.querySelector('td') ?? row));

  test('stand worst first, with what is wrong', () => {
    const rows = [databaseRow('A'), databaseRow('B', { state: 'suspect' }, 'critical', 'is suspect')];
    page({ over: { databases: { rows } } });
    expect(firstCells()).toEqual(['B', 'A']);
    expect(words(panel('Databases'))).toContain('is suspect');
  });

  test('tell how old their backups are; none is due for the log of a simple one, and never is told as never', () => {
    const rows = [backupRow('Sites', { logAt: null }), backupRow('msdb', { recoveryModel: 'simple', fullAt: null })];
    const databases = ['Sites', 'msdb', 'tempdb'].map((name) => databaseRow(name, { recoveryModel: name === 'Sites' ? 'full' : 'simple' }));
    page({ over: { backups: { rows }, databases: { rows: databases } } });
    const [msdb, sites, tempdb] = [...panel('Databases').querySelectorAll('tbody tr')].map(words);
    expect(sites).toMatch(/2h 00mnever herenever here$/);
    expect(msdb).toMatch(/never herenever herenone due$/);
    expect(tempdb).toMatch(/none duenone duenone due$/);
  });

  test('without the right to read backups say so, and no backup is told', () => {
    const probe = { ...NEVER_READ, ...failing('permission', 55_000, 'grant it SELECT on msdb.dbo.backupset') };
    page({ over: { backups: { rows: [], probe } } });
    expect(words(panel('Databases'))).toMatch(/Not permitted: backups.*msdb\.dbo\.backupset/);
    expect(words(panel('Databases').querySelector('tbody tr') ?? document.body)).toMatch(/–––$/);
  });

  test('of the backups only the one that is too old stands out', () => {
    const rows = [
      backupRow('Sites', { late: { log: 'critical' } }, 'critical', 'its newest backup of its log is 2d old'),
      backupRow('tempdb', { differentialAt: NOW - 3_600_000, late: { data: 'warning' } }, 'warning', 'too old'),
    ];
    page({ over: { backups: { rows }, databases: { rows: [databaseRow('Sites'), databaseRow('Other')] } } });
    expect([...panel('Databases').querySelectorAll('tbody td .w.critical')].map(words)).toEqual(['5m 00s']);
  });

  test('what all replicas prove of a backup makes its database worse', () => {
    const findings = [proved(['backup', 'critical'], 'NY-SQL01', ['backup/tempdb'])];
    page({ findings, over: { backups: { rows: [backupRow('Sites'), backupRow('tempdb')] } } });
    expect(firstCells()[0]).toBe('tempdb');
  });
});

describe('its other panels', () => {
  test('waits before the second reading are those since the start, and say so', () => {
    const view = {
      ...WAITS,
      waits: null,
      overMs: null,
      sinceStart: [{ name: 'WRITELOG', tasks: 5, waitMs: 90_000, signalMs: 1, longestMs: 9 }],
    };
    page({ over: { waits: { rows: [live('waits', view)] } } });
    expect(words(panel('Waits'))).toMatch(/known from the second reading on.*WRITELOG1m 30s5/);
  });

  test('files of the volumes are shown on demand, with their latency', () => {
    page({ over: { volumes: { rows: [volumeRow('D:\\', {}, 'warning', 'is full in 2 hours')] } } });
    expect(words(panel('Volumes'))).toContain('is full in 2 hours');
    expect(screen.queryByRole('table', { name: 'Files' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Show 1 file, the slowest first' }));
    expect(words(screen.getByRole('table', { name: 'Files' }))).toMatch(/Sites.*90GB1\.0 GB1\.4ms0\.3ms/);
  });

  test('settings that differ from a new server stand alone until all are asked for, what is pending first', () => {
    page();
    const settings = (): string[] => [...panel('Configuration').querySelectorAll('tbody tr')].map(words);
    expect(settings()).toEqual(['optimize for ad hoc workloads01, pending0', 'max degree of parallelism880']);
    fireEvent.click(screen.getByRole('button', { name: 'Show all 4 settings' }));
    expect(settings()).toHaveLength(4);
  });

  test('services tell their state and account', () => {
    page();
    expect(words(panel('Services'))).toMatch(/SQL Server Agent.*running.*automatic.*NT Service/);
  });
});

describe('what is asked of an instance', () => {
  test.each([
    [
      'clerks',
      'Memory clerks',
      { totalBytes: 5e9, clerks: [{ type: 'MEMORYCLERK_SQLBUFFERPOOL', title: 'Data', bytes: 4e9, percent: 80 }] },
      /5\.0 GB in all.*4\.0GB80%/,
    ],
    ['trace-flags', 'Trace flags', { flags: [{ flag: 3226, isOn: true, isGlobal: true }] }, /3226on, for everybody/],
    ['recent-backups', 'Backups', { backups: [] }, /holds no backup: none was made on this instance/],
    [
      ...(['tempdb', 'tempdb'] as const),
      {
        ...{ totalBytes: 9e9, freeBytes: 8e9, userObjectBytes: 1, internalObjectBytes: 0, versionStoreBytes: 2e9, mixedExtentBytes: 0 },
        files: [],
      },
      /versions of rows2\.0 GB.*told of no file/,
    ],
    [
      ...(['counters', 'Counters'] as const),
      { overMs: 1_000, counters: [{ object: 'Buffer', counter: 'Hit ratio', instance: '', how: 'percent', value: null }] },
      /1 counters; rates, shares and averages over 1 s.*Hit ratio––$/,
    ],
  ])('is asked when picked and told: %s', async (id, title, given, told) => {
    answer = given;
    page({ search: `see=${id}` });
    await vi.waitFor(() => expect(words(panel(title))).toMatch(told));
    expect(heard).toEqual([id]);
    expect(screen.getByText(/^What it costs: /)).toBeDefined();
  });

  test.each([
    ['connections', 'Connections'],
    ['error-log', 'Error log'],
  ])('is not even asked without the right to details: %s', async (id, title) => {
    page({ search: `see=${id}` });
    expect(words(panel(title))).toMatch(/needs the right to details of SQL Server/);
    expect(heard).toEqual([]);
  });

  test('connections are counted by who signed in and from where', async () => {
    const group = {
      login: 'web',
      host: 'NY-WEB01',
      program: 'Core',
      isolation: 'read committed',
      connections: 40,
      reads: 5,
      writes: null,
      lastLoginAt: NOW - 60_000,
    };
    answer = { total: 41, groups: [group, { ...group, login: null, connections: 1 }] };
    page({ search: 'see=connections', viewer: DETAILS });
    await vi.waitFor(() => expect(words(panel('Connections'))).toMatch(/41 connections.*webNY-WEB01Coreread committed405–1m 00s–NY-WEB01/));
  });

  test('entries of the error log that are alike stand each for itself', async () => {
    const entry = { at: NOW - 60_000, process: 'spid51', text: 'Login failed' };
    answer = { entries: [entry, entry], isCut: true };
    page({ search: 'see=error-log', viewer: DETAILS });
    await vi.waitFor(() => expect(within(panel('Error log')).getAllByText('Login failed')).toHaveLength(2));
    expect(words(panel('Error log'))).toContain('older ones that were not fetched');
  });
});
