import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { OwnTable } from '#components/asked/own-table.tsx';
import { gridColumns, widthOf } from '#components/elastic/shards/grid-columns.tsx';
import { gridIndices, gridPages } from '#components/elastic/shards/grid-pages.ts';
import { readCopy, writeCopy } from '#components/elastic/trouble/picked-copy.ts';
import { GRID_LENGTH, GRID_MOST, type GridCopy, type GridIndex } from '#lib/systems/elastic/asked/grid/model.ts';
import type { IndexView } from '#lib/systems/elastic/model-data.ts';
import { draw, words } from '../draw.tsx';

const copy = (over: Partial<GridCopy> = {}): GridCopy => ({
  ...{ number: 0, isPrimary: true, state: 'STARTED', member: 'es1', to: null, reason: null },
  ...over,
});

const INDEX: GridIndex = {
  name: 'logs',
  copies: [
    copy(),
    copy({ isPrimary: false, state: 'RELOCATING', member: 'es2', to: 'es3' }),
    copy({ number: 1, state: 'UNASSIGNED', member: null, reason: 'NODE_LEFT' }),
    copy({ number: 1, isPrimary: false, state: 'INITIALIZING', member: 'es3' }),
    copy({ number: 2, isPrimary: false, state: 'UNASSIGNED', member: null }),
    copy({ number: 2, isPrimary: false, state: 'UNASSIGNED', member: null }),
  ],
};

function grid(onPick = vi.fn()) {
  const columns = gridColumns({ members: ['es1', 'es2', 'es3'], indices: [INDEX], onPick });
  return draw(<OwnTable label="Shards" columns={columns} rows={[INDEX]} keyOf={({ name }) => name} minWidth={widthOf(columns)} />)
    .container;
}

describe('the grid of shards', () => {
  test('has each copy where it is, what comes at both its ends, and what is nowhere apart', () => {
    const container = grid();
    const cells = [...container.querySelectorAll('tbody td')];
    expect(cells.map((cell) => [...cell.querySelectorAll('button')].map((mark) => mark.getAttribute('aria-label')))).toEqual([
      [],
      [
        'primary 1 of logs: nowhere, because the member that held it left the cluster',
        'replica 2 of logs: nowhere',
        'replica 2 of logs: nowhere',
      ],
      ['primary 0 of logs: started on es1'],
      ['replica 0 of logs: moves from es2 to es3'],
      ['replica 0 of logs: comes from es2', 'replica 1 of logs: is made on es3'],
    ]);
    expect(words(container)).toContain('Unassigned');
  });

  test('tells primaries, replicas and states apart by more than colour', () => {
    const signs = new Set(
      [...grid().querySelectorAll('button.es-mark')].map((mark) => `${mark.className.slice(0, 9)}${mark.textContent?.slice(1)}`),
    );
    expect(signs).toEqual(new Set(['es-mark p', 'es-mark r→', 'es-mark p×', 'es-mark r…', 'es-mark r×', 'es-mark r←']));
  });

  test('a copy is picked', () => {
    const onPick = vi.fn();
    grid(onPick);
    fireEvent.click(screen.getByRole('button', { name: 'primary 0 of logs: started on es1' }));
    expect(onPick).toHaveBeenCalledWith('logs', expect.objectContaining({ number: 0, member: 'es1' }));
  });
});

const index = (name: string, color: IndexView['color'] = 'green') => ({ name, color }) as IndexView;

test('indices stand worst first and by name, and those that pass a filter', () => {
  const all = [index('b10'), index('b9'), index('a', 'yellow'), index('z', 'red')];
  expect(gridIndices(all, '')).toEqual(['z', 'a', 'b9', 'b10']);
  expect(gridIndices(all, ' B ')).toEqual(['b9', 'b10']);
});

test('no page of them is longer than can be asked for', () => {
  const names = Array.from({ length: 500 }, (_, i) => `${'x'.repeat(i % 200)}${i}`);
  const pages = gridPages(names);
  expect(pages.flat()).toEqual(names);
  expect(Math.max(...pages.map(({ length }) => length))).toBeLessThanOrEqual(GRID_MOST);
  expect(Math.max(...pages.map((page) => page.join(',').length))).toBeLessThanOrEqual(GRID_LENGTH);
  expect(gridPages([])).toEqual([]);
});

test.each([[{ index: 'logs', number: 2, isPrimary: true, member: null }], [{ index: 'logs', number: 0, isPrimary: false, member: 'a/b' }]])(
  'the address names the copy %j',
  (one) => {
    expect(readCopy(writeCopy('ny', one), 'ny')).toEqual(one);
    expect(readCopy(writeCopy('ny', one), 'la')).toBeNull();
  },
);

test.each(['', 'ny', 'ny/logs', 'ny/logs/x/p/', 'ny/logs/1/q/', 'ny//1/p/'])('"%s" names no copy', (text) =>
  expect(readCopy(text, 'ny')).toBeNull(),
);
