import { screen, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { IssuesContext } from '#components/issues/issues-context.tsx';
import { AgBoard } from '#components/sql/ag/ag-board.tsx';
import type { Finding } from '#lib/finding.ts';
import type { Part } from '#lib/issues/issue.ts';
import { draw, shapes, words } from '../draw.tsx';
import { failing, MOMENT, NEVER_READ, readAgo } from '../estate.ts';
import { found } from '../issues/made-up.ts';
import { agRows, part, proved, replica, rowsOf } from './estate.ts';
import { ALL_MOVING, primarySays, rowIds, STUCK, soAg } from './so-ag.ts';

vi.mock('next/navigation', () => ({ usePathname: () => '/sql' }));

const KEY = 'ny-sql-cl1/SO_AG';

type Fold = { open?: boolean; shut?: boolean };

function board(parts: readonly Part[], findings: readonly Finding[], { open = false, shut = false }: Fold = {}): HTMLElement {
  const folds = { open: new Set(open ? [KEY] : []), shut: new Set(shut ? [KEY] : []), setOpen: () => {} };
  const probes = parts.map(({ probe }) => probe);
  return draw(
    <IssuesContext value={found(parts, { findings, moment: MOMENT })}>
      <AgBoard probes={probes} rows={rowsOf(parts)} filter="" onFilter={() => {}} folds={folds} />
    </IssuesContext>,
    { probes, moment: MOMENT },
  ).container;
}

const [BEHIND, LAG] = [5, 6];
const quietCell = (at: number): HTMLTableCellElement => {
  const cell = screen.getByRole('button', { name: /SO_AG/ }).closest('tr')?.querySelectorAll('td').item(at);
  if (!cell) throw new Error('no such cell');
  return cell;
};
const group = (): HTMLElement => screen.getByRole('region', { name: 'Availability group SO_AG' });
const rowOf = (name: string): HTMLTableRowElement => {
  const row = within(group()).getByRole('rowheader', { name }).closest('tr');
  if (!row) throw new Error(`no row ${name}`);
  return row;
};

describe('the worst that a group is behind', () => {
  test('is what waits by the word of the primary, for whom and said when, where all copies are proved to move', () => {
    board(soAg(), ALL_MOVING);
    expect(words(quietCell(BEHIND))).toBe('12kBNY-SQL02');
    expect(quietCell(BEHIND).title).toMatch(/by the word of NY-SQL01.*\nNY-SQL01 said so at \d/);
    expect(words(quietCell(LAG))).toBe('0s');
  });

  test('is what is proved of a copy that is stuck, whatever waits by the word of the primary, and no lag of 0 stands beside it', () => {
    board(soAg(), STUCK, { shut: true });
    expect(words(quietCell(BEHIND))).toBe('stuck 6m 08sCO-SQL01');
    expect(words(quietCell(LAG))).toBe('–');
  });

  test('is not known where nothing is proved of one copy', () => {
    board(soAg(), [proved(['moving', 'ok'], 'NY-SQL02', rowIds())]);
    expect(words(quietCell(BEHIND))).toBe('not knownCO-SQL01');
    expect(words(quietCell(LAG))).toBe('–');
  });

  test('is not known where the primary is not read', () => {
    board(
      soAg().filter(({ probe }) => probe.source.node !== 'NY-SQL01'),
      ALL_MOVING,
    );
    // It is no column of its own then.
    expect(words(quietCell(BEHIND - 1))).toMatch(/^not known/);
  });
});

test('a copy that rests is said to be idle with the word proved, and one of which nothing is found is not known', () => {
  board(soAg(), [proved(['idle', 'ok'], 'NY-SQL02', rowIds())], { open: true });
  expect(words(rowOf('PRIZM'))).toContain('idle, proved');
  expect(words(rowOf('PRIZM'))).toContain('not known');
});

describe('two primaries', () => {
  const split = soAg().map((one) =>
    one.probe.source.node === 'NY-SQL02' && one.probe.source.probe === 'ag'
      ? { ...one, rows: agRows({ ...primarySays(), own: replica('NY-SQL02', { role: 'primary' }) }) }
      : one,
  );
  const TWO = ['NY-SQL01', 'NY-SQL02'].map((node) => proved(['two primaries', 'critical'], node, ['ag/SO_AG']));

  test('neither is drawn as a source that is well, and no database at either is', () => {
    board(split, TWO, { open: true });
    expect(within(group()).getAllByText('one of 2 that say they are the primary')).toHaveLength(2);
    expect(shapes(rowOf('PRIZM'), 'critical')).toBe(2);
    expect(shapes(rowOf('PRIZM'), 'ok')).toBe(0);
  });

  test('before that is proved their databases are not known, and never ok', () => {
    board(split, [], { open: true });
    expect(shapes(rowOf('PRIZM'), 'ok')).toBe(0);
    expect(shapes(rowOf('PRIZM'), 'unknown')).toBeGreaterThanOrEqual(2);
  });
});

describe('nodes that are not read', () => {
  test('all that fail alike are told of once, each with its last reading', () => {
    const refused = { ...NEVER_READ, ...failing('refused', 5_000, 'connection refused') };
    const parts = ['NY-SQL01', 'NY-SQL02', 'CO-SQL01'].map((node) => part(node, 'ag', [], refused));
    const container = board(parts, []);
    expect(container.querySelectorAll('.void')).toHaveLength(1);
    expect(words(container)).toContain('Connection refused: ag at all 3 nodes');
    expect(container.querySelectorAll('.void .troubled')).toHaveLength(3);
  });

  test('what a primary that refuses is not asked of its logs is not told as another trouble', () => {
    const parts = soAg().map((one) =>
      one.probe.source.node === 'NY-SQL01' ? { ...one, probe: { ...one.probe, ...failing('refused', 5_000, 'connection refused') } } : one,
    );
    expect(board(parts, STUCK, { open: true }).querySelectorAll('.void')).toHaveLength(1);
    expect(words(group())).toContain('Not read now, as nothing of NY-SQL01 is: see the nodes above.');
  });

  test('those that fail otherwise have their own line', () => {
    const parts = [
      part('NY-SQL01', 'ag', [], { ...NEVER_READ, ...failing('refused', 5_000, 'connection refused') }),
      part('NY-SQL02', 'ag', [], { ...NEVER_READ, ...failing('auth', 5_000, 'login failed') }),
    ];
    expect(board(parts, []).querySelectorAll('.void')).toHaveLength(2);
  });

  test('over the column of one stands for how long, and what was proved of it is told as past', () => {
    const parts = soAg().map((one) =>
      one.probe.source.node === 'CO-SQL01' ? { ...one, probe: { ...one.probe, ...readAgo(252_000), ...failing('timeout', 240_000) } } : one,
    );
    board(parts, ALL_MOVING, { open: true });
    expect(words(group())).toContain('not read for 4m 12s');
    expect(words(rowOf('PRIZM'))).toContain('was moving');
    const received = [...rowOf('PRIZM').querySelectorAll('td.position')].at(-1);
    expect(received?.getAttribute('title')).toMatch(/^Not read for 4m 12s: CO-SQL01 said so at/);
  });
});

test('a node that answers well and is found to be stuck is critical among the nodes of its cluster', () => {
  board(soAg(), STUCK);
  const items = within(screen.getByRole('list', { name: 'Nodes of NY-SQL-CL1' })).getAllByRole('listitem');
  expect(items.map((one) => shapes(one, 'critical'))).toEqual([0, 0, 1]);
});
