import { expect, type Locator, type Page } from '@playwright/test';
import type { Outcome, Performing, Previewed } from '#lib/act/outcome.ts';
import type { Order } from '#lib/acting.ts';
import type { Pair } from './haproxy-pair.ts';
import { row } from './page.ts';

/** A server and the backend that it stands in. */
export type Place = readonly [server: string, backend: string];

/** The button of a server in the first tier that shows it. */
export function actButton(page: Page, [server, backend]: Place): Locator {
  return page.getByRole('button', { name: `Act on ${server} in ${backend}`, exact: true }).first();
}

/** Opens the menu of a server. */
export async function openMenu(page: Page, place: Place): Promise<Locator> {
  await actButton(page, place).click();
  const menu = page.getByRole('menu');
  await expect(menu).toBeVisible();
  return menu;
}

/** Opens the menu of a server and takes one of its lines. */
export async function take(page: Page, place: Place, line: string): Promise<void> {
  const menu = await openMenu(page, place);
  await menu.getByRole('menuitem', { name: line }).click();
  await expect(menu).toHaveCount(0);
}

/** The same for a line that asks: gives the dialog once its preview is there. */
export async function takeToDialog(page: Page, place: Place, line: string): Promise<Locator> {
  await take(page, place, line);
  await expect(dialog(page)).toContainText(/Read \d+s ago\./);
  return dialog(page);
}

export function dialog(page: Page): Locator {
  return page.getByRole('dialog');
}

/** The cards in the corner whose title has this. */
export function card(page: Page, title: string | RegExp): Locator {
  return page.getByRole('article', { name: title });
}

export async function press(within: Locator, button: string | RegExp): Promise<void> {
  await within.getByRole('button', { name: button }).click();
}

/** Holds both to it: HAProxy's own sockets say at once that a server is in drain, or is not, and the page comes to say the same. */
export async function expectState(page: Page, pair: Pair, { server, state }: { server: string; state: 'drain' | 'up' }): Promise<void> {
  const wanted = state === 'drain' ? 'drain' : 'ready';
  expect(await pair.states(server)).toEqual([wanted, wanted]);
  const line = row(page, server.split('/')[1] ?? '');
  await expect(line).toHaveCount(1);
  await expect(line.locator('.state')).toHaveText(state === 'up' ? /^up$/ : /^drain(?! ≠)/);
  for (const node of ['lb1', 'lb2']) await expect(line.getByRole('img', { name: new RegExp(`^${node}: ${state}`) })).toHaveCount(1);
}

/** Whether the document is wider than the window, in pixels. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

type ByHand = { action: string; server: string; group?: string; reason?: string };

/** Performs an order in be_web from within the page, as its dialog would. Throws the status of an answer that refuses. */
export async function performByHand(page: Page, { action, server, group = 'web', reason }: ByHand): Promise<Outcome> {
  const order: Order = { system: 'haproxy', action, input: { server, backend: 'be_web', group } };
  const { hash } = (await post(page, '/live/v1/actions/preview', { order })) as Previewed;
  const performing: Performing = { id: crypto.randomUUID(), order, hash, typed: null, reason: reason ?? null, until: null };
  return (await post(page, '/live/v1/actions/perform', performing)) as Outcome;
}

function post(page: Page, path: string, body: object): Promise<unknown> {
  return page.evaluate(
    async ([path, body]) => {
      const response = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
      if (!response.ok) throw new Error(`${response.status}`);
      return response.json();
    },
    [path, body] as const,
  );
}
