import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { IssuesContext } from '#components/issues/issues-context.tsx';
import { AgBoard } from '#components/sql/ag/ag-board.tsx';
import type { Finding } from '#lib/finding.ts';
import type { Part } from '#lib/issues/issue.ts';
import { draw, shapes, words } from '../draw.tsx';
import { failing, MOMENT, NEVER_READ, readAgo, SILENT } from '../estate.ts';
import { found } from '../issues/made-up.ts';
import { agRows, database, logRow, part, proved, replica, rowsOf, serverRow, sqlProbe } from './estate.ts';
import { ALL_MOVING, DATABASES, primarySays, rowIds, STUCK, secondarySays, soAg } from './so-ag.ts';

vi.mock('next/navigation', () => ({ usePathname: () => '/sql' }));

type Board = { findings?: readonly Finding[]; filter?: string; open?: readonly string[]; shut?: readonly string[]; moment?: typeof MOMENT };

const setOpen = vi.fn();

function board(parts: readonly Part[], { findings = ALL_MOVING, filter = '', open = [], shut = [], moment = MOMENT }: Board = {}) {
  const folds = { open: new Set(open), shut: new Set(shut), setOpen };
  const probes = parts.map(({ probe }) => probe);
  return draw(
    <IssuesContext value={found(parts, { findings, moment })}>
      <AgBoard probes={probes} rows={rowsOf(parts)} filter={filter} onFilter={() => {}} folds={folds} />
    </IssuesContext>,
    { probes, moment },
  ).container;
}

const KEY = 'ny-sql-cl1/SO_AG';
const OPEN = { open: [KEY] };
const group = (): HTMLElement => screen.getByRole('region', { name: 'Availability group SO_AG' });
const fact = (title: string): string[] => {
  const row = within(group()).getByRole('rowheader', { name: title }).closest('tr');
  return [...(row?.querySelectorAll('td') ?? [])].map(words);
};
/** The parts of the three nodes, with those of one question of one node otherwise. */
const changed = (node: string, question: string, over: Partial<Part>): Part[] =>
  soAg().map((one) => (one.probe.source.node === node && one.probe.source.probe === question ? { ...one, ...over } : one));

describe('a group that is well', () => {
  test('is one line: the primary as a chip, how the others move, figures, and its listener', () => {
    const container = board(soAg());
    expect(screen.queryByRole('region', { name: 'Availability group SO_AG' })).toBeNull();
    const row = screen.getByRole('button', { name: /SO_AG/ }).closest('tr');
    expect(words(row ?? container)).toMatch(/SO_AG ?PRIMARY sync, moving async, moving4 ?4\.0MB\/s12kBNY-SQL020s ?61%SO-AG:1433 online2s/);
    expect(shapes(container, 'unknown')).toBe(0);
  });

  test('opens by its line, which the address keeps', () => {
    board(soAg());
    fireEvent.click(screen.getByRole('button', { name: /SO_AG/ }));
    expect(setOpen).toHaveBeenCalledWith(KEY, true);
  });

  test('has its replicas in the order of the configuration, each over what it says of itself', () => {
    board(soAg(), OPEN);
    const heads = [...group().querySelectorAll('.heads th[scope=colgroup]')].map(words);
    expect(heads).toEqual([
      'PRIMARYNY-SQL012ssynchronous, automatic failover',
      'NY-SQL022ssynchronous, automatic failover',
      'CO-SQL012sasynchronous, manual failover',
    ]);
    expect(fact('It says of itself')).toEqual(['PRIMARY, ONLINE, HEALTHY', 'SECONDARY, ONLINE, HEALTHY', 'SECONDARY, ONLINE, HEALTHY']);
    expect(fact('Proved by positions')).toEqual(['writing, 4.0 MB/s', 'moving, 49 kB to send', 'moving']);
  });

  test('what the primary says of a replica is shown only where it is not what that says of itself', () => {
    board(soAg(), OPEN);
    expect(within(group()).queryByText('NY-SQL01 says of it')).toBeNull();
    const others = [replica('NY-SQL02', { isLocal: false, isConnected: false }), replica('CO-SQL01', { isLocal: false })];
    board(changed('NY-SQL01', 'ag', { rows: agRows(primarySays({ others })) }), OPEN);
    expect(screen.getAllByText(/DISCONNECTED, SECONDARY/)[0]?.tagName).toBe('EM');
  });

  test('positions are for people', () => {
    board(soAg(), OPEN);
    expect(within(group()).getAllByText('27841:302118:4').length).toBeGreaterThan(0);
  });
});

describe('a replica that is stuck and says healthy', () => {
  test('opens its group by itself, with the sentence on top', () => {
    const container = board(soAg(), { findings: STUCK });
    expect(words(container.querySelector('.band') ?? container)).toMatch(
      /^CO-SQL01 says HEALTHY, but its log has not moved since .* while NY-SQL01 wrote 412 MBstuck since/,
    );
    expect(fact('Proved by positions')[2]).toBe('stuck 6m 08s');
    expect(fact('It says of itself')[2]).toBe('SECONDARY, ONLINE, HEALTHY');
  });

  test('each of its databases is stuck, where it stands, and would lose at least that time; how far behind is no 0 that the primary says', () => {
    board(soAg(), { findings: STUCK });
    const row = within(group()).getByRole('rowheader', { name: 'PRIZM' }).closest('tr');
    expect(words(row ?? group())).toMatch(/moving12kB0B0s stuck 6m 08s 27841:302118:4–0B6m 08s$/);
  });

  test('is folded by somebody and stays folded, with its words in the line', () => {
    const container = board(soAg(), { findings: STUCK, shut: [KEY] });
    expect(words(container.querySelector('.quietags tbody') ?? container)).toMatch(/async, stuck/);
  });

  test('gives its evidence as text', async () => {
    const writeText = vi.fn(async () => {});
    vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText } });
    board(soAg(), { findings: STUCK });
    fireEvent.click(screen.getByRole('button', { name: 'Copy evidence: SO_AG' }));
    expect(await screen.findByText('Copied')).toBeDefined();
    expect(writeText).toHaveBeenCalledWith(expect.stringMatching(/CO-SQL01, asynchronous[\s\S]*PRIZM: stuck, received 27841:302118:4/));
    vi.unstubAllGlobals();
  });
});

describe('nothing looks healthy by being silent', () => {
  test('a replica whose movement nothing proves is not known, however healthy it says it is', () => {
    const container = board(soAg(), { findings: [], ...OPEN });
    expect(fact('Proved by positions').slice(1)).toEqual(['not known, 49 kB to send', 'not known']);
    expect(shapes(container.querySelector('.ag tbody') ?? container, 'ok')).toBe(0);
    expect(shapes(container.querySelector('.openag h3') ?? container, 'unknown')).toBe(1);
  });

  test('a replica that is too old is hatched down its whole column, with its age and what it was', () => {
    const old = { ...soAg()[4]?.probe, ...readAgo(252_000), ...failing('timeout', 240_000) };
    const parts = soAg().map((one) => (one.probe.source.node === 'CO-SQL01' ? { ...one, probe: { ...one.probe, ...old } } : one));
    const container = board(parts, OPEN);
    const columns = within(group()).getByRole('rowheader', { name: 'PRIZM' }).closest('tr')?.querySelectorAll('td') ?? [];
    const own = [...columns].slice(-5);
    expect(own.every(({ className }) => className.includes('hatch'))).toBe(true);
    expect(words(container)).toContain('stale 4m 12s, was ok');
  });

  test('a replica that was never read has its column, hatched, and says so in every row', () => {
    const parts = changed('CO-SQL01', 'ag', {
      rows: [],
      probe: { ...part('CO-SQL01', 'ag', []).probe, ...NEVER_READ, ...failing('refused', 5_000) },
    });
    board(parts, { findings: [], ...OPEN });
    expect(fact('It says of itself')[2]).toBe('not read');
    expect(within(group()).getAllByText('not read')).toHaveLength(DATABASES.length + 1);
    expect(screen.getByText(/Connection refused/)).toBeDefined();
  });

  test('a replica that nobody configured is a column of hearsay', () => {
    const parts = soAg().filter(({ probe }) => probe.source.node !== 'CO-SQL01');
    board(parts, OPEN);
    expect(fact('It says of itself')[2]).toBe('not asked');
    expect(fact('NY-SQL01 says of it')[2]).toBe('CONNECTED, SECONDARY, HEALTHY');
  });

  test('on a silent feed nothing has the shape of ok, and no group opens by it', () => {
    const container = board(soAg(), { moment: SILENT });
    expect(shapes(container, 'ok')).toBe(0);
    expect(container.querySelector('.openag')).toBeNull();
  });

  test('logs that are not read are no zero', () => {
    board(changed('NY-SQL01', 'logs', { rows: [], probe: { ...part('NY-SQL01', 'logs', []).probe, ...NEVER_READ } }), OPEN);
    expect(fact('Proved by positions')[0]).toMatch(/what it writes is not read/);
    expect(words(group())).not.toMatch(/0 ?%/);
  });

  test('a cluster whose quorum nobody read says so', () => {
    expect(words(board(soAg().filter(({ probe }) => probe.source.probe !== 'cluster')))).toContain('quorum not read');
    expect(words(board(soAg()))).toContain('quorum normal, 3 of 3 votes');
  });
});

test('a node that refuses everything is told once, and nothing is counted as none', () => {
  const refused = { ...NEVER_READ, ...failing('refused', 5_000, 'nothing listens') };
  const parts = ['server', 'ag', 'cluster'].map((question) => part('NY-SQL01', question, [], refused));
  const container = board(parts, { findings: [] });
  expect(container.querySelectorAll('.void')).toHaveLength(1);
  expect(words(container)).toContain('groups not known');
  expect(words(container)).not.toMatch(/\b0 (groups|databases)/);
});

test('a question that fails otherwise than the others of its node is told too', () => {
  const refused = { ...NEVER_READ, ...failing('permission', 5_000, 'VIEW SERVER STATE is missing') };
  board([...soAg(), part('NY-SQL02', 'cluster', [], refused)]);
  expect(screen.getByText(/VIEW SERVER STATE is missing/)).toBeDefined();
});

test('versions are told once where they are the same, and all of them where they are not', () => {
  const servers = [part('NY-SQL01', 'server', [serverRow('NY-SQL01')]), part('NY-SQL02', 'server', [serverRow('NY-SQL02')])];
  expect(words(board([...soAg(), ...servers]))).toContain('· SQL Server 2022 CU15TimelinePoll now');
  const other = part('CO-SQL01', 'server', [serverRow('CO-SQL01', { release: null, version: '17.0.1', update: null })]);
  expect(words(board([...soAg(), ...servers, other]))).toContain('SQL Server 2022 CU15 and 17.0.1 RTM');
  expect(words(board(soAg()))).toContain('version not read');
});

test('a suspended database says by whom, first of its group', () => {
  const own = database('PRIZM', 'NY-SQL02', { isSuspended: true, suspendReason: 'suspend from user', syncState: 'not synchronizing' });
  const databases = DATABASES.map((name) =>
    name === 'PRIZM' ? { own, status: 'warning' as const, reason: 'suspended' } : { own: database(name, 'NY-SQL02') },
  );
  board(changed('NY-SQL02', 'ag', { rows: agRows(secondarySays('NY-SQL02', { databases })) }), {
    findings: [...ALL_MOVING, proved(['suspended', 'warning'], 'NY-SQL02', rowIds(['PRIZM']))],
  });
  const [first] = within(group()).getAllByRole('rowheader', { name: /^(StackOverflow|Sites|PRIZM|StackOverflow.Mobile)$/ });
  expect(first?.textContent).toBe('PRIZM');
  expect(words(first?.closest('tr') ?? group())).toContain('suspended by user 6m 08s');
});

describe('logs of the primary', () => {
  test('are by volume: used, free, written, full in', () => {
    board(soAg(), OPEN);
    const table = screen.getByRole('table', { name: 'Logs on NY-SQL01 by volume' });
    expect(words(table)).toMatch(/L: 4 logs61%372GBof 954 GB242MB\/min3d 20h/);
  });

  test('a sum of which one part is not told is not told', () => {
    const rows = DATABASES.map((name) => logRow(name, name === 'PRIZM' ? { bytesPerSecond: null } : {}));
    board(changed('NY-SQL01', 'logs', { rows }), OPEN);
    expect(fact('Proved by positions')[0]).toMatch(/not read/);
  });
});

describe('the filter', () => {
  test.each([
    ['state:stuck', 1],
    ['role:primary node:ny-sql01', 1],
    ['role:primary node:ny-sql02', 0],
    ['status:critical', 1],
    ['status:ok', 0],
    ['prizm', 1],
    ['ag:careers', 0],
    ['10.17.2.50', 1],
  ])('%s', (filter, count) => {
    board(soAg(), { findings: STUCK, filter });
    expect(screen.queryAllByRole('region', { name: /^Availability group/ })).toHaveLength(count);
    expect(screen.queryAllByText('No availability group of this cluster passes the filter.')).toHaveLength(1 - count);
  });
});

test('of a hundred databases a dozen are drawn at first, and what is left out is counted by what it is', () => {
  const names = Array.from({ length: 100 }, (_, index) => `db${String(index).padStart(3, '0')}`);
  const databases = names.map((name) => ({ own: database(name, 'NY-SQL02') }));
  const parts = [
    part(
      'NY-SQL01',
      'ag',
      agRows(primarySays({ databases: names.map((name) => ({ own: database(name, 'NY-SQL01', { isPrimary: true }) })) })),
    ),
    part('NY-SQL02', 'ag', agRows(secondarySays('NY-SQL02', { databases }))),
  ];
  const findings = [
    proved(['moving', 'ok'], 'NY-SQL02', rowIds(names.slice(1))),
    proved(['stuck', 'critical'], 'NY-SQL02', rowIds(['db000'])),
  ];
  board(parts, { findings });
  expect(group().querySelectorAll('.ag tbody tr')).toHaveLength(12);
  expect(screen.getByRole('button', { name: 'Show all 100 databases: 88 more, all ok' })).toBeDefined();
});

test.each(['ag', 'logs'])('a primary that does not answer the question %s now is not said to be writing', (question) => {
  board(changed('NY-SQL01', question, { probe: sqlProbe('NY-SQL01', question, failing('timeout', 6_000)) }), OPEN);
  expect(fact('Proved by positions')[0]).toBe('source of the log, what it writes is not read now');
});
