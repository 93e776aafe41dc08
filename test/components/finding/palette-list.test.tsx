import { fireEvent, screen } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import type { Findable } from '#components/finding/findable.ts';
import { findOthers, findPages } from '#components/finding/pages.ts';
import { PaletteList } from '#components/finding/palette-list.tsx';
import { findNodes } from '#components/finding/things.ts';
import type { Viewer } from '#lib/access/viewer.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import type { Moment } from '#lib/reading.ts';
import { Board, draw, words } from '../draw.tsx';
import { failing, MOMENT, NOW, ownProbe, probe, readAgo, SILENT } from '../estate.ts';

beforeAll(() => {
  // jsdom has no layout to observe and nothing to scroll.
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  Element.prototype.scrollIntoView = () => {};
});

const VIEWER: Viewer = {
  ...{ is: 'user', name: 'ann', key: 's1', isAdmin: true, expiresAt: null, hadSession: false },
  systems: { view: ['haproxy'], act: [], details: [] },
};
const PAGES = [
  { path: '/haproxy', title: 'HAProxy', system: 'haproxy' },
  { path: '/pollers', title: 'Pollers', system: null },
];

const everything = (probes: readonly ProbeRow[]): Findable[] => [
  ...findPages(PAGES, probes, []),
  ...findNodes(probes),
  ...findOthers(VIEWER),
];
const list = (probes: readonly ProbeRow[], onPick: (one: Findable) => void = () => {}, onLeave = () => {}) => (
  <PaletteList findables={everything(probes)} pins={null} silence={null} onPick={onPick} onLeave={onLeave} />
);
const options = () => screen.getAllByRole('option').map(words);
const type = (text: string) => fireEvent.change(screen.getByRole('combobox'), { target: { value: text } });

test('a line says what it is, how it is and how old that is, and its age ticks', () => {
  const probes = [probe()];
  const { rerender } = draw(list(probes), { probes });
  type('lb05');
  expect(options()).toEqual(['lb05HAProxy instance, Publicok2s']);
  rerender(<Board moment={{ now: NOW + 3_000, doubtBefore: 0 }}>{list(probes)}</Board>);
  expect(options()).toEqual(['lb05HAProxy instance, Publicok5s']);
  rerender(<Board moment={{ now: NOW + 20_000, doubtBefore: 0 }}>{list(probes)}</Board>);
  expect(options()).toEqual(['lb05HAProxy instance, Publicstale 22s, was ok22s']);
});

test('nothing moves under the eye: the order is that of the moment when it was typed', () => {
  const well = [probe(), probe({}, 'lb06')];
  const ill = [probe(), probe(failing('refused', 5_000, 'refused'), 'lb06')];
  const { rerender } = draw(list(well), { probes: well });
  type('lb0');
  rerender(<Board probes={ill}>{list(ill)}</Board>);
  expect(options().map((line) => line.slice(0, 4))).toEqual(['lb05', 'lb06']);
  expect(options()[1]).toContain('critical: refused');
  type('lb');
  expect(options().map((line) => line.slice(0, 4))).toEqual(['lb06', 'lb05']);
});

test('Enter picks the first, and the arrows go on', () => {
  const onPick = vi.fn();
  const probes = [probe(), probe({}, 'lb06')];
  draw(list(probes, onPick), { probes });
  type('lb0');
  fireEvent.keyDown(screen.getByRole('combobox'), { key: 'ArrowDown' });
  fireEvent.keyDown(screen.getByRole('combobox'), { key: 'Enter' });
  expect(onPick.mock.calls.map(([one]) => one.name)).toEqual(['lb06']);
});

test('Esc leaves', () => {
  const onLeave = vi.fn();
  draw(
    list([probe()], () => {}, onLeave),
    {},
  );
  fireEvent.keyDown(screen.getByRole('combobox'), { key: 'Escape' });
  expect(onLeave).toHaveBeenCalledOnce();
});

test('the pages stand there as in the bar, with the oldest of what they show', () => {
  const probes = [probe(readAgo(1_000)), probe(readAgo(60_000), 'lb06'), ownProbe()];
  draw(list(probes), { probes, moment: MOMENT });
  type('haproxy');
  expect(options()[0]).toBe('HAProxypagestale, 1 not ok1m 00s');
  type('pollers');
  expect(options()).toEqual(['Pollerspage']);
});

test('nothing in it looks well while the feed is silent', () => {
  const probes = [probe(), ownProbe()];
  draw(list(probes), { probes, moment: SILENT satisfies Moment });
  expect(document.querySelectorAll('use[href="#status-ok"]')).toHaveLength(0);
});

test('what is not found is said, and of too many how many there are', () => {
  const many = Array.from({ length: 300 }, (_, index) => probe({}, `lb${index}`));
  draw(list(many), { probes: many });
  expect(screen.getAllByRole('option')).toHaveLength(50);
  expect(document.body.textContent).toContain('50 of 310 are shown');
  type('nothing like it');
  expect(screen.queryAllByRole('option')).toEqual([]);
  expect(document.body.textContent).toContain('Nothing is called so');
});

test('the theme, the keys and the pages of the own menu are found', () => {
  draw(list([probe()]), {});
  type('theme');
  expect(options()).toEqual(['Theme: lightdisplay', 'Theme: darkdisplay', 'Theme: as the systemdisplay']);
  type('sessions');
  expect(options()).toEqual(['Sessionspage']);
  type('keyboard');
  expect(options()).toEqual(['Keyboard shortcutshelp']);
});
