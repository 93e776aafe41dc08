import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { ActionClient } from '#components/actions/action-client.ts';
import { ActionsProvider } from '#components/actions/actions-context.tsx';
import { byTarget, MarksContext } from '#components/actions/mark-note.tsx';
import type { Scope } from '#components/haproxy/action-scope.ts';
import { HaproxyBoard } from '#components/haproxy/haproxy-board.tsx';
import { everywhereLines, menuLines } from '#components/haproxy/menu-lines.ts';
import type { TakenOut } from '#components/haproxy/taken-out.ts';
import type { RowsOf } from '#components/reading/gather-rows.tsx';
import type { Viewer } from '#lib/access/viewer.ts';
import type { Order } from '#lib/acting.ts';
import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import { sourceId } from '#lib/reading.ts';
import type { StateWord } from '#lib/systems/haproxy/model.ts';
import { ADMIN, ANONYMOUS, previewed, VIEWER } from '../actions/door.tsx';
import { draw, words } from '../draw.tsx';
import { NOW, probe, readAgo, row, state } from '../estate.ts';

const PLACE: Scope = { group: 'public', backend: 'be_web', server: 'web03', only: null };
const serverLines = (place: Scope, parts: ReturnType<typeof part>[], why: string | null) => ({
  here: menuLines(place, parts, why).flatMap(({ lines }) => lines),
  everywhere: everywhereLines(place.server ?? '', parts, why),
});

const web = (word: StateWord, name = 'web03', proxy = 'be_web') =>
  row({ name, proxy, state: state({ word, said: word }) }, word === 'up' ? 'ok' : 'maintenance');
const part = (node: string, ...rows: LiveRow[]) => ({ probe: probe({}, node), rows });
const offs = (lines: readonly { words: string; off: string | null }[]) => Object.fromEntries(lines.map((line) => [line.words, line.off]));

describe('what makes sense', () => {
  test.each<[string, StateWord[], Record<string, string | null>]>([
    ['up', ['up', 'up'], { 'Drain in be_web': null, 'Put back safely': 'it is not out', 'Maintenance in be_web…': null }],
    ['drain', ['drain', 'drain'], { 'Drain in be_web': 'draining already', 'Put back safely': null, 'Maintenance in be_web…': null }],
    [
      'maintenance',
      ['maintenance', 'maintenance'],
      { 'Drain in be_web': 'out already', 'Put back at once…': null, 'Maintenance in be_web…': 'in maintenance already' },
    ],
    ['drain on one instance and up on the other', ['drain', 'up'], { 'Drain on lb01 too': null, 'Put back safely': null }],
    [
      'down',
      ['down', 'down'],
      { 'Drain in be_web': null, 'Put back safely': expect.stringContaining('not told without a runtime socket') },
    ],
  ])('a server that is %s', (_name, states, expected) => {
    const parts = states.map((word, index) => part(`lb0${index}`, web(word), web('up', 'web04')));
    expect(offs(serverLines(PLACE, parts, null).here)).toMatchObject(expected);
  });

  test.each<[string, StateWord, TakenOut, string | null]>([
    ['down, and in drain as its socket says', 'down', 'set', null],
    ['down, and not in drain as its socket says', 'down', 'no', 'it is not out'],
    ['up, with the mark of who took it out', 'up', 'marked', null],
    ['up, and its socket is not read', 'up', 'not told', 'it is not out'],
  ])('a server that is %s', (_name, word, taken, off) => {
    const [rotation] = menuLines(PLACE, [part('lb05', web(word))], null, () => taken);
    expect(offs(rotation?.lines ?? [])).toMatchObject({ 'Put back safely': off, 'Put back at once…': off });
  });

  test('everywhere is judged by all that have it, in other backends and tiers too', () => {
    const parts = [part('lb05', web('up'), web('drain', 'web03', 'be_api'))];
    expect(offs(serverLines(PLACE, parts, null).everywhere)).toEqual({
      'Drain web03 everywhere…': null,
      'Maintenance web03 everywhere…': null,
      'Put web03 back everywhere…': null,
    });
    expect(serverLines(PLACE, parts, null).everywhere[0]?.friction).toBe('asks for its name: the last one up');
  });

  test('the last one up asks for its name, on whichever instance it is the last', () => {
    const frictions = (parts: ReturnType<typeof part>[]) => serverLines(PLACE, parts, null).here.map(({ friction }) => friction);
    const both = part('lb05', web('up'), web('up', 'web04'));
    expect(frictions([both])[0]).toBe('1 click, undo');
    expect(frictions([both, part('lb06', web('up'), web('down', 'web04'))])[0]).toBe('asks for its name: the last one up');
  });

  test('orders say where: in its backend of its tier, or by its name alone', () => {
    const { here, everywhere } = serverLines(PLACE, [part('lb05', web('up'))], null);
    expect(here[0]?.opening.order).toEqual({
      system: 'haproxy',
      action: 'drain',
      input: { server: 'web03', backend: 'be_web', group: 'public' },
    });
    expect(everywhere[2]?.opening.order).toEqual({ system: 'haproxy', action: 'return', input: { server: 'web03' } });
  });
});

function board(viewer: Viewer, over: Partial<ProbeRow> = {}, rows: LiveRow[] = [web('up'), web('down', 'web04')]) {
  const asked: Order[] = [];
  const client: ActionClient = {
    async preview(order) {
      asked.push(order);
      return { ok: true, value: previewed({ friction: 'ask' }) };
    },
    perform: () => new Promise(() => {}),
  };
  const probes = [probe(over)];
  const byId: RowsOf = new Map(probes.map((one) => [sourceId(one.source), rows]));
  const polled: object[] = [];
  const poll = async (target: object) => {
    polled.push(target);
    return { ok: true as const, asked: 1 };
  };
  const drawn = draw(
    <ActionsProvider viewer={viewer} client={client}>
      <HaproxyBoard probes={probes} rows={byId} filter="server:web" onFilter={() => {}} />
    </ActionsProvider>,
    { poll },
  );
  return { asked, polled, drawn };
}

const openMenu = async () => {
  fireEvent.click(screen.getByRole('button', { name: 'Act on web03 in be_web' }));
  return screen.findByRole('menu', { name: 'web03 in be_web' });
};

describe('the menu of a row', () => {
  test('who is not signed in has none', () => {
    board(ANONYMOUS);
    expect(screen.queryByRole('button', { name: /Act on/ })).toBeNull();
  });

  test('who may not act sees every line, shut, with why', async () => {
    board(VIEWER);
    const menu = await openMenu();
    const lines = screen.getAllByRole('menuitem').filter((line) => line.tagName !== 'A');
    expect(lines).toHaveLength(18);
    for (const line of lines) {
      expect(line.getAttribute('aria-disabled')).toBe('true');
      expect(words(line)).toContain('needs the right to act');
    }
    expect(words(menu)).toContain('read 2s ago on lb05');
  });

  test('a node without credentials to act with says how to enable it', async () => {
    board(ADMIN, { acting: { isEnabled: false, howToEnable: 'Add act: credentials to lb05.' } });
    const menu = await openMenu();
    expect(words(menu)).toContain('Add act: credentials to lb05.');
    expect(screen.getByRole('menuitem', { name: /Drain in be_web/ }).getAttribute('aria-disabled')).toBe('true');
  });

  test('a line that is picked opens its order', async () => {
    const { asked } = board(ADMIN);
    await openMenu();
    fireEvent.click(screen.getByRole('menuitem', { name: /Drain web03 everywhere/ }));
    expect(await screen.findByRole('dialog')).toBeTruthy();
    expect(asked).toEqual([{ system: 'haproxy', action: 'drain', input: { server: 'web03' } }]);
    expect(screen.queryByRole('menu')).toBeNull();
  });

  test('from a stale reading it says how old it is and offers to poll first', async () => {
    const { polled } = board(ADMIN, readAgo(60_000));
    expect(words(await openMenu())).toContain('stale, read 1m 00s ago on lb05');
    fireEvent.click(screen.getByRole('menuitem', { name: /Poll first/ }));
    expect(polled).toEqual([{ system: 'haproxy', group: 'public', node: 'lb05' }]);
  });

  test('Escape shuts it and gives the focus back to its button', async () => {
    board(ADMIN);
    const menu = await openMenu();
    fireEvent.keyDown(menu, { key: 'Escape' });
    expect(screen.queryByRole('menu')).toBeNull();
    await expect.poll(() => document.activeElement?.getAttribute('aria-label')).toBe('Act on web03 in be_web');
  });

  test('the order of the rows is held while it is open', async () => {
    const { drawn } = board(ADMIN);
    await openMenu();
    const names = () => [...drawn.container.querySelectorAll('.name.child .label')].map((label) => label.textContent);
    expect(names()).toEqual(['web04', 'web03']);
  });
});

test('a mark stands beside the state of a server that is out, and not beside one that is up', () => {
  const place = {
    system: 'haproxy',
    group: 'public',
    node: 'lb05',
    action: 'drain',
    wanted: 'drain',
    by: 'ann',
    at: NOW,
    reason: null,
    until: null,
    id: 'a',
  };
  const marks = byTarget([
    { ...place, row: 'be_web/server/web03' },
    { ...place, row: 'be_web/server/web04' },
  ]);
  const rows: RowsOf = new Map([[sourceId(probe().source), [web('drain'), web('up', 'web04')]]]);
  const { container } = draw(
    <MarksContext value={marks}>
      <HaproxyBoard probes={[probe()]} rows={rows} filter="server:web" onFilter={() => {}} />
    </MarksContext>,
  );
  expect([...container.querySelectorAll('.mark')].map((mark) => mark.closest('tr')?.querySelector('.label')?.textContent)).toEqual([
    'web03',
  ]);
});
