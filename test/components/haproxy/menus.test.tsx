import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { ActionClient } from '#components/actions/action-client.ts';
import { ActionsProvider } from '#components/actions/actions-context.tsx';
import type { Scope } from '#components/haproxy/action-scope.ts';
import { HaproxyBoard } from '#components/haproxy/haproxy-board.tsx';
import { menuLines } from '#components/haproxy/menu-lines.ts';
import type { Part } from '#components/haproxy/summary.ts';
import { countServers } from '#components/haproxy/tier-count.ts';
import type { RowsOf } from '#components/reading/gather-rows.tsx';
import type { Viewer } from '#lib/access/viewer.ts';
import type { Order } from '#lib/acting.ts';
import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import { sourceId } from '#lib/reading.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { ADMIN, ANONYMOUS, previewed, VIEWER } from '../actions/door.tsx';
import { draw, words } from '../draw.tsx';
import { probe, readAgo, row, state } from '../estate.ts';

const CHECK = { code: 'L7OK', status: 200, durationMs: 1, text: '' };
const AGENT = { ...CHECK, status: null };

const web = (name: string, over: Partial<RowView> = {}) => row({ name, check: CHECK, sessions: 59, ...over });
const saying = (word: RowView['state']['word']): Partial<RowView> => ({ state: state({ word, said: word }) });
const part = (node: string, ...rows: LiveRow[]): Part => ({ probe: probe({}, node), rows });

const SERVER: Scope = { group: 'public', backend: 'be_web', server: 'web03', only: null };
const BACKEND: Scope = { ...SERVER, server: null };
const TIER: Scope = { ...BACKEND, backend: null };

/** What a line says at its right. */
function right(scope: Scope, parts: readonly Part[], action: string): string | undefined {
  const found = menuLines(scope, parts, null)
    .flatMap(({ lines }) => lines)
    .find(({ opening }) => opening.order.action === action);
  return found && (found.off ?? found.friction);
}

const OTHER = web('web04');

describe('a line says what it asks, or why it cannot be had', () => {
  test.each<[string, Partial<RowView>, string]>([
    ['drain', {}, '1 click, undo'],
    ['maintenance', {}, 'asks, 118 sessions run on'],
    ['kill-sessions', {}, 'asks, cuts 118 sessions'],
    ['kill-sessions', { sessions: null }, 'asks, cuts its sessions'],
    ['kill-sessions', { sessions: 0 }, 'no session is running on it'],
    ['checks-off', {}, 'asks'],
    ['checks-off', { check: null }, 'it has no health check, or it is off'],
    ['checks-off', { check: null, ...saying('maintenance') }, 'asks'],
    ['checks-on', { check: null }, '1 click, where one is configured'],
    ['checks-on', { check: null, tracks: 'be_api/web03' }, 'it follows another server'],
    ['force-up', {}, 'its health is up'],
    ['force-up', saying('down'), 'asks'],
    ['force-down', {}, '1 click, the next check undoes it'],
    ['force-down', { check: null }, '1 click, undo'],
    ['force-down', saying('down'), 'down already'],
    ['force-down', saying('maintenance'), 'in maintenance'],
    ['force-nolb', { tracks: 'be_api/web03' }, 'it follows another server'],
    ['agent-off', {}, 'no agent check is configured, or it is off'],
    ['agent-off', { agentCheck: AGENT }, '1 click, undo'],
    ['agent-down', { agentCheck: AGENT }, '1 click, the next check undoes it'],
  ])('%s of %o', (action, over, expected) => {
    const parts = ['lb05', 'lb06'].map((node) => part(node, web('web03', over), OTHER));
    expect(right(SERVER, parts, action)).toBe(expected);
  });

  test.each<[string, Scope, string, string]>([
    ['the last server', SERVER, 'force-down', 'asks for its name: the last one up'],
    ['a backend', BACKEND, 'drain', 'asks for its name: leaves none up'],
    ['a backend', BACKEND, 'return', 'it is not out'],
    ['a backend', BACKEND, 'checks-off', 'asks, 1 backend, 1 instance'],
    ['a tier', TIER, 'drain', 'asks for its name'],
    ['a tier', TIER, 'kill-sessions', 'asks for its name, cuts 59 sessions'],
  ])('%s: %o, %s', (_, scope, action, expected) => {
    expect(right(scope, [part('lb05', web('web03'))], action)).toBe(expected);
  });

  test('an instance on which it is not out yet is named, and one alone is its own scope', () => {
    const parts = [part('lb05', web('web03', saying('drain')), OTHER), part('lb06', web('web03'), OTHER)];
    expect(menuLines(SERVER, parts, null)[0]?.lines[0]).toMatchObject({ words: 'Drain on lb06 too', off: null });
    const alone = { ...SERVER, only: { group: 'public', node: 'lb05' } };
    expect(right(alone, parts, 'drain')).toBe('draining already');
    expect(menuLines(alone, parts, null)[0]?.lines[1]?.opening.order.input).toEqual({
      ...{ server: 'web03', backend: 'be_web', group: 'public' },
      only: [{ group: 'public', node: 'lb05' }],
    });
  });
});

function board(viewer: Viewer, over: Partial<ProbeRow> = {}) {
  const asked: Order[] = [];
  const client: ActionClient = {
    async preview(order) {
      asked.push(order);
      return { ok: true, value: previewed({ friction: 'ask' }) };
    },
    perform: () => new Promise(() => {}),
  };
  const probes = [probe({}, 'lb05'), probe(over, 'lb06')];
  const rows: LiveRow[] = [row({ kind: 'backend', name: 'BACKEND' }), web('web03'), OTHER];
  const byId: RowsOf = new Map(probes.map((one) => [sourceId(one.source), one.newest ? rows : []]));
  draw(
    <ActionsProvider viewer={viewer} client={client}>
      <HaproxyBoard probes={probes} rows={byId} filter="server:web" onFilter={() => {}} />
    </ActionsProvider>,
  );
  return asked;
}

async function openMenu(button: string, menu: string): Promise<HTMLElement> {
  fireEvent.click(screen.getAllByRole('button', { name: button })[0] as HTMLElement);
  return screen.findByRole('menu', { name: menu });
}

describe('the menus of a page', () => {
  test('a server: the reach that is chosen is that of every line, and the menu stays open', async () => {
    const asked = board(ADMIN);
    const menu = await openMenu('Act on web03 in be_web', 'web03 in be_web');
    expect(words(menu)).toContain('read 2s ago on lb05, lb06');
    for (const group of ['Rotation', 'Checks', 'Forced', 'Agent', 'Sessions']) within(menu).getByRole('group', { name: group });
    const reaches = within(menu).getAllByRole('menuitemradio');
    expect(reaches.map((each) => each.textContent)).toEqual(['in be_web', 'lb05 alone', 'lb06 alone', 'all of Public', 'everywhere']);
    fireEvent.click(within(menu).getByRole('menuitemradio', { name: 'lb06 alone' }));
    expect(within(menu).getByRole('menuitemradio', { name: 'lb06 alone' }).getAttribute('aria-checked')).toBe('true');
    fireEvent.click(within(menu).getByRole('menuitem', { name: /^Kill sessions…asks, cuts 59 sessions/ }));
    await screen.findByRole('dialog');
    const input = { server: 'web03', backend: 'be_web', group: 'public', only: [{ group: 'public', node: 'lb06' }] };
    expect(asked).toEqual([{ system: 'haproxy', action: 'kill-sessions', input }]);
  });

  test.each([
    ['Act on all servers in be_web', 'All servers in be_web', { backend: 'be_web', group: 'public' }],
    ['Act on every server of Public', 'Every server of Public', { group: 'public' }],
  ])('%s: orders name no server', async (button, title, input) => {
    const asked = board(ADMIN);
    const menu = await openMenu(button, title);
    fireEvent.click(within(menu).getByRole('menuitem', { name: /^Maintenance…/ }));
    await screen.findByRole('dialog');
    expect(asked).toEqual([{ system: 'haproxy', action: 'maintenance', input }]);
  });

  test('an instance that was never read is said in the menu of a tier', async () => {
    board(ADMIN, { newest: null });
    const menu = await openMenu('Act on every server of Public', 'Every server of Public');
    expect(words(menu)).toMatch(/read 2s ago on lb05 .*never read on lb06/);
  });

  test.each(['Act on all servers in be_web', 'Act on every server of Public'])('%s: a viewer may not, nobody has none', async (button) => {
    board(VIEWER);
    fireEvent.click(screen.getAllByRole('button', { name: button })[0] as HTMLElement);
    const lines = await screen.findAllByRole('menuitem');
    for (const line of lines)
      expect([line.getAttribute('aria-disabled'), words(line)]).toEqual(['true', expect.stringContaining('needs the right to act')]);
  });

  test('who is not signed in has no menu', () => {
    board(ANONYMOUS);
    expect(screen.queryByRole('button', { name: /^Act on/ })).toBeNull();
  });
});

describe('the servers of a tier by name', () => {
  test('are counted over all backends and instances, and what Vigil does not know is no state of theirs', () => {
    const parts = [
      part('lb05', web('web03'), web('web03', { proxy: 'be_api', ...saying('drain') }), web('web04', saying('down'))),
      part('lb06', web('web03', { weight: 0 }), web('web04', saying('unknown')), web('web05')),
    ];
    expect(countServers(parts).map(({ probes, ...counts }) => ({ ...counts, on: probes.length }))).toEqual([
      { name: 'web04', on: 2, taking: 0, out: 0, down: 1, unknown: 1 },
      { name: 'web03', on: 2, taking: 1, out: 2, down: 0, unknown: 0 },
      { name: 'web05', on: 1, taking: 1, out: 0, down: 0, unknown: 0 },
    ]);
  });

  const unfold = () => {
    const summary = screen.getByText('Servers by name');
    (summary.parentElement as HTMLDetailsElement).open = true;
    fireEvent(summary.parentElement as HTMLElement, new Event('toggle'));
  };

  test('are as old as the oldest reading, and drained in all of the tier', async () => {
    const asked = board(ADMIN, readAgo(60_000));
    unfold();
    const button = await screen.findByRole('button', { name: 'Drain web03 everywhere in the tier' });
    expect(words(button.closest('tr') as HTMLElement)).toContain('1m 00s');
    expect(button.closest('tr')?.className).toBe('hatch');
    expect(screen.getByRole('button', { name: 'Put web03 back everywhere in the tier: it is not out' })).toBeTruthy();
    fireEvent.click(button);
    await screen.findByRole('dialog');
    expect(asked).toEqual([{ system: 'haproxy', action: 'drain', input: { server: 'web03', group: 'public' } }]);
  });

  test('say which instance was never read, and why a viewer may not', async () => {
    board(VIEWER, { newest: null });
    unfold();
    expect(words(document.body)).toContain('lb06: never read, and not in these counts.');
    expect(screen.getByRole('button', { name: /^Drain web03 everywhere in the tier: needs the right to act$/ })).toBeTruthy();
  });
});
