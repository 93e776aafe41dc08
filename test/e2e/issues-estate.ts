import { expect, type Locator, type Page } from '@playwright/test';
import { type Balancer, PASSWORD, startBalancer } from './haproxy-estate.ts';
import { ADMIN, SECOND_ADMIN } from './sign-in.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

/** lb2 and lb3, of two groups, live on one machine. */
const PLACES = [
  { group: 'public', name: 'lb1', host: 'ny-01' },
  { group: 'public', name: 'lb2', host: 'ny-02' },
  { group: 'internal', name: 'lb3', host: 'ny-02' },
] as const;

type LbName = (typeof PLACES)[number]['name'];

/** Three instances, each over servers of its own, read every second, and two who may act. */
export type Estate = { vigil: Vigil; lb(name: LbName): Balancer; stop(): Promise<void> };

export async function startEstate(): Promise<Estate> {
  const [lb1, lb2, lb3] = await Promise.all([startBalancer(), startBalancer(), startBalancer()]);
  const lbs = { lb1, lb2, lb3 };
  const nodes = PLACES.map((place) => ({ ...place, url: lbs[place.name].url, password: PASSWORD }));
  const vigil = await startVigil({ nodes, intervalMs: 1_000, timeoutMs: 500, users: [ADMIN, SECOND_ADMIN] });
  return {
    vigil,
    lb: (name) => lbs[name],
    async stop() {
      await vigil.stop();
      await Promise.all([lb1, lb2, lb3].map((haproxy) => haproxy.stop()));
    },
  };
}

/** The lists of the issues page. */
export function list(page: Page, name: 'Open' | 'Quiet' | 'Planned maintenance' | 'Closed'): Locator {
  return page.getByRole('region', { name, exact: true });
}

/** A line of an issue, on the overview only where it is loud. */
export function line(within: Page | Locator, subject: string): Locator {
  const page = 'page' in within ? within.page() : within;
  return within.locator('.issue').filter({ has: page.getByRole('link', { name: subject, exact: true }) });
}

/** The lines of the overview for what is quiet. */
export function hushed(page: Page): Locator {
  return page.getByRole('list', { name: 'Acknowledged or planned' }).getByRole('listitem');
}

/** What is counted in the bar. */
export async function expectCount(page: Page, name: RegExp): Promise<void> {
  await expect(page.locator('.issues-button')).toHaveAccessibleName(name);
}

/** Acknowledges the issue of a line for half an hour. */
export async function acknowledge(page: Page, subject: string, text: string): Promise<void> {
  await line(page, subject)
    .getByRole('button', { name: `Acknowledge ${subject}` })
    .click();
  const asks = page.getByRole('dialog', { name: `Acknowledge ${subject}` });
  await asks.getByLabel(/^What you know of it/).fill(text);
  await asks.getByLabel('Quiet for').selectOption('30m');
  await asks.getByRole('button', { name: `Acknowledge ${subject}` }).click();
  await expect(asks).toHaveCount(0);
}

/** What the field for a time takes: the minute of a time in UTC. */
export function minuteOf(at: number): string {
  return new Date(at).toISOString().slice(0, 16);
}

/** Sends a JSON request from within the page, as a script of it would. */
export function post(page: Page, path: string, body: object): Promise<{ status: number; body: Record<string, unknown> }> {
  return page.evaluate(
    async ([path, body]) => {
      const response = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
      return { status: response.status, body: await response.json() };
    },
    [path, body] as const,
  );
}
