import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import type { HostSort } from '#components/hosts/host-filter.ts';
import { HostsBoard } from '#components/hosts/hosts-board.tsx';
import type { JudgedHost } from '#lib/hosts/host.ts';
import { Board, draw, shapes, words } from '../draw.tsx';
import { SILENT } from '../estate.ts';
import { down, drained, judged, part, up } from './judged.ts';

const WELL = [part('lb05', [up('web01'), up('web02')])];
const ILL = [part('lb05', [up('web01'), down('web02')])];

function board(hosts: readonly JudgedHost[], { filter = '', sort = 'status' as HostSort } = {}) {
  return <HostsBoard {...{ hosts, filter, sort }} onFilter={vi.fn()} onSort={vi.fn()} />;
}

const rows = (container: Element) => [...container.querySelectorAll('tbody tr')].map(words);
const first = (container: Element) => [...container.querySelectorAll('tbody th a')].map((one) => one.textContent);

test('a line says what a host is called, why it is not well, what it does, what lives on it and how old that is', () => {
  const { container } = draw(board(judged([part('lb05', [up('web01'), drained('web01', 'be_api')])])));
  expect(rows(container)).toContain(
    'web0110.0.0.1 +1maintenance be_api on lb05: draining, 3 sessions leftin 1 backend, out of 1prodrack-a2s',
  );
  expect(rows(container)).toContain('rack-lb05HAProxy lb05edge2s');
  expect(screen.getByRole('link', { name: 'web01' }).getAttribute('href')).toBe('/hosts/web01');
  expect(screen.getByRole('link', { name: 'lb05' }).getAttribute('href')).toBe('/haproxy#haproxy%2Fpublic%2Flb05');
  expect(screen.getByRole('link', { name: 'rack-a' }).getAttribute('href')).toBe('/hosts?q=tag%3Arack-a');
});

test('nothing looks healthy while Vigil is not heard', () => {
  const { container } = draw(board(judged(WELL, SILENT)), { moment: SILENT });
  expect(shapes(container, 'ok')).toBe(0);
  expect(words(screen.getByRole('list', { name: 'Hosts by status' }))).toBe('3 stale 1 unknown');
});

test('a host of which nothing is known is not ok and has no age', () => {
  const { container } = draw(board(judged([])));
  expect(rows(container)).toContain('spareunknown no node of it is asked, and no reading names it–');
});

describe('the order', () => {
  test('stays while the mouse is in the table, and is the worst first without it', () => {
    const { container, rerender } = draw(board(judged(WELL)));
    const table = screen.getByRole('table');
    fireEvent.pointerEnter(table.parentElement as Element, { pointerType: 'mouse' });
    const before = first(container);
    rerender(<Board>{board(judged(ILL))}</Board>);
    expect(first(container)).toEqual(before);
    fireEvent.pointerLeave(table.parentElement as Element);
    expect(first(container)[0]).toBe('web02');
  });

  test('that is asked for shows at once, also under the mouse', () => {
    const { container, rerender } = draw(board(judged(ILL)));
    fireEvent.pointerEnter(screen.getByRole('table').parentElement as Element, { pointerType: 'mouse' });
    rerender(<Board>{board(judged(ILL), { sort: 'name' })}</Board>);
    expect(first(container)).toEqual(['rack-lb05', 'spare', 'web01', 'web02'].filter((name) => first(container).includes(name)));
  });

  test('is told by the head of its column', () => {
    draw(board(judged(WELL), { sort: 'age' }));
    expect(screen.getByRole('columnheader', { name: 'Age' }).getAttribute('aria-sort')).toBe('ascending');
    expect(screen.getByRole('columnheader', { name: 'Host' }).getAttribute('aria-sort')).toBeNull();
  });
});

test('a filter says how many match, and that none does', () => {
  draw(board(judged(WELL), { filter: 'no such' }));
  expect(screen.getByRole('button', { name: /^Matches 0 of 4/ })).toBeTruthy();
  expect(screen.getByText('No host matches.')).toBeTruthy();
});
