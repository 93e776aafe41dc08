import { screen, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { IssuesContext } from '#components/issues/issues-context.tsx';
import { InstancesBoard } from '#components/sql/instances/instances-board.tsx';
import type { Part } from '#lib/issues/issue.ts';
import { draw, shapes, words } from '../../draw.tsx';
import { failing, MOMENT, NEVER_READ, NOW, readAgo, SILENT } from '../../estate.ts';
import { found } from '../../issues/made-up.ts';
import { rowsOf } from '../estate.ts';
import { cpuView, databaseRow, instance, live, loadView } from './estate.ts';

vi.mock('next/navigation', () => ({ usePathname: () => '/sql/instances' }));

function board(parts: readonly Part[], { filter = '', moment = MOMENT } = {}): HTMLElement {
  const probes = parts.map(({ probe }) => probe);
  return draw(
    <IssuesContext value={found(parts, { findings: [], moment })}>
      <InstancesBoard probes={probes} rows={rowsOf(parts)} filter={filter} onFilter={() => {}} />
    </IssuesContext>,
    { probes, moment },
  ).container;
}

const rowOf = (node: string): HTMLElement => {
  const row = screen.getByRole('link', { name: node }).closest('tr');
  if (!row) throw new Error(`no row of ${node}`);
  return row;
};
const cells = (node: string): string[] => [...rowOf(node).querySelectorAll('td')].map(words);
const names = (): string[] => screen.getAllByRole('rowheader').map((head) => words(within(head).getByRole('link')));

describe('the board of instances', () => {
  test('tells release, roles, processors, memory, batches, sessions and databases of each, with the age of the oldest reading', () => {
    board(instance());
    expect(cells('NY-SQL01')).toEqual([
      ...['2022 CU15', 'PRIMARY', '14%', '17%', '700GBof 768 GB', '8,461', '1,20412 run', '0', '1h 30m', '2 2s', '1d 0h', '2s'],
    ]);
    expect(rowOf('NY-SQL01').querySelector('a')?.getAttribute('href')).toBe('/sql/nodes/ny-sql-cl1/NY-SQL01');
  });

  test('has the worst first, and then by name', () => {
    const sick = instance('NY-SQL10', {
      load: { probe: { verdict: { status: 'warning', reason: 'busy', since: { at: NOW, how: 'seen' } } } },
    });
    const dead = instance('NY-SQL11', { server: { probe: { vital: true, ...readAgo(60_000), ...failing('refused', 55_000) } } });
    board([...instance('NY-SQL02'), ...instance('NY-SQL01'), ...sick, ...dead]);
    expect(names()).toEqual(['NY-SQL11', 'NY-SQL10', 'NY-SQL01', 'NY-SQL02']);
  });

  test('counts databases by how they are, and none of an answer that is too old is ok', () => {
    const rows = [databaseRow('a'), databaseRow('b', { state: 'suspect' }, 'critical', 'is suspect')];
    board(instance('NY-SQL01', { databases: { rows } }));
    expect(shapes(rowOf('NY-SQL01'), 'critical')).toBe(1);
    board(instance('NY-SQL09', { databases: { rows, probe: { ...readAgo(60_000), ...failing('timeout', 55_000) } } }));
    const cell = [...rowOf('NY-SQL09').querySelectorAll('td')].find((one) => one.querySelector('.healths'));
    expect(cell?.className).toMatch(/hatch/);
    expect([
      shapes(cell ?? document.body, 'ok'),
      shapes(cell ?? document.body, 'stale'),
      shapes(cell ?? document.body, 'critical'),
    ]).toEqual([0, 1, 1]);
  });

  test('says once what is not permitted, and shows no figure for it', () => {
    const probe = { ...NEVER_READ, ...failing('permission', 55_000, 'not permitted: grant it VIEW SERVER STATE') };
    board(instance('NY-SQL01', { load: { rows: [], probe } }));
    expect(cells('NY-SQL01').slice(2, 9)).toEqual(Array(7).fill('–'));
    expect(screen.getByText(/Not permitted: load\./)).toBeDefined();
    expect(rowOf('NY-SQL01').querySelectorAll('td')[2]?.title).toMatch(/grant it VIEW SERVER STATE/);
  });

  test('unknown is a dash and never a zero, and rates are not known before the second reading', () => {
    const view = loadView({ overMs: null, sessions: null, cpuPercent: null });
    board(instance('NY-SQL01', { load: { rows: [live('load', { ...view, rates: { ...view.rates, batchesPerSecond: null } })] } }));
    const [, , cpu, , , batches, sessions] = cells('NY-SQL01');
    expect([cpu, batches, sessions]).toEqual(['–', '–', expect.stringMatching(/^–/)]);
  });

  test('a server that answers and records no minute any more has a line that ends before now', () => {
    board(instance('NY-SQL01', { cpu: { rows: [live('cpu', cpuView(60, 1_200_000))] } }));
    expect(rowOf('NY-SQL01').querySelector('.spark circle')?.getAttribute('class')).toBe('hollow');
    expect(rowOf('NY-SQL01').querySelector('.spark .tail')).not.toBeNull();
  });

  test('on a silent feed nothing of it is ok', () => {
    expect(shapes(board(instance(), { moment: SILENT }), 'ok')).toBe(0);
  });

  test.each([
    ['role:primary', 1],
    ['version:2022', 1],
    ['database:sites', 1],
    ['status:critical', 0],
    ['ny-sql01', 1],
  ])('is filtered by %s', (filter, count) => {
    board(instance(), { filter });
    expect(screen.queryAllByRole('rowheader').length).toBe(count);
  });
});
