import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { DisplayButton } from '#components/display/display-button.tsx';
import { DisplayProvider } from '#components/display/display-provider.tsx';
import { When } from '#components/reading/when.tsx';
import { press } from '../actions/door.tsx';
import { draw, words } from '../draw.tsx';
import { NOW } from '../estate.ts';

const OWN = 'vigil-display-ann';
const COOKIES = [OWN, 'vigil-display'];

function put(cookie: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: what the page itself writes and reads
  document.cookie = cookie;
}

afterEach(() => {
  for (const name of COOKIES) put(`${name}=; Max-Age=0; Path=/`);
  delete document.documentElement.dataset.theme;
});

function page(text: string | null = null) {
  return draw(
    <DisplayProvider cookies={COOKIES} text={text}>
      <DisplayButton />
      <p data-testid="when">
        <When at={NOW - 60_000} />
      </p>
    </DisplayProvider>,
  );
}

async function openPanel(): Promise<HTMLElement> {
  press('Display: theme and times');
  return screen.findByRole('dialog', { name: 'Display' });
}

const pick = (name: string | RegExp): void => void fireEvent.click(screen.getByRole('radio', { name }));
const find = (text: string): void => void fireEvent.change(screen.getByRole('searchbox'), { target: { value: text } });
const when = (): string => words(screen.getByTestId('when'));
const theme = (): string | undefined => document.documentElement.dataset.theme;
const zonesShown = (panel: HTMLElement): string[] =>
  within(within(panel).getByRole('group', { name: 'Times in' }))
    .getAllByRole('radio')
    .map((radio) => words(radio.closest('label') ?? expect.unreachable()));

describe('a choice', () => {
  test('of a theme holds at once, and is kept', async () => {
    page();
    await openPanel();
    pick('Dark');
    expect(theme()).toBe('dark');
    expect(document.cookie).toBe(`${OWN}=dark.UTC`);
    pick('As the system');
    expect(theme()).toBeUndefined();
    expect(document.cookie).toBe(`${OWN}=system.UTC`);
  });

  test('of a zone holds at once for the times on the page, and is kept', async () => {
    page();
    expect(when()).toBe('14:10:12 UTC');
    await openPanel();
    find('vienna');
    pick(/Europe\/Vienna/);
    expect(when()).toBe('15:10:12 CET');
    expect(document.cookie).toBe(`${OWN}=system.Europe/Vienna`);
  });

  test('leaves the other one as it was', async () => {
    page('dark.Asia/Kolkata');
    await openPanel();
    pick('Light');
    expect(document.cookie).toBe(`${OWN}=light.Asia/Kolkata`);
    expect(when()).toBe('19:40:12 UTC+5:30');
  });

  test('of somebody who is not signed in is not overwritten', async () => {
    put('vigil-display=dark.UTC; Path=/');
    page('dark.UTC');
    expect(theme()).toBe('dark');
    await openPanel();
    pick('Light');
    expect(new Set(document.cookie.split('; '))).toEqual(new Set(['vigil-display=dark.UTC', `${OWN}=light.UTC`]));
  });

  test('that the browser does not keep is said to last until the page is left', async () => {
    const kept = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie') ?? expect.unreachable();
    Object.defineProperty(document, 'cookie', { get: () => '', set: () => undefined, configurable: true });
    try {
      page();
      await openPanel();
      pick('Dark');
      expect(theme()).toBe('dark');
      expect(screen.getByRole('status').textContent).toContain('does not keep it');
    } finally {
      Object.defineProperty(document, 'cookie', kept);
    }
  });
});

describe('another tab', () => {
  test('of the same person is followed, and one of somebody else is not', async () => {
    page();
    const other = new BroadcastChannel('vigil-display');
    try {
      other.postMessage({ cookie: 'vigil-display-bob', text: 'light.America/New_York' });
      other.postMessage({ cookie: OWN, text: 'dark.Europe/Vienna' });
      await waitFor(() => expect(when()).toBe('15:10:12 CET'));
      expect(theme()).toBe('dark');
    } finally {
      other.close();
    }
  });

  test('hears what is chosen here', async () => {
    page();
    const other = new BroadcastChannel('vigil-display');
    try {
      const heard = new Promise((resolve) => other.addEventListener('message', ({ data }) => resolve(data), { once: true }));
      await openPanel();
      pick('Dark');
      expect(await heard).toEqual({ cookie: OWN, text: 'dark.UTC' });
    } finally {
      other.close();
    }
  });
});

describe('the panel', () => {
  test('begins at what is chosen', async () => {
    page('light.UTC');
    await openPanel();
    expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'Light' }));
  });

  test('offers UTC, the zone of the browser, and the one that is chosen, each with its time', async () => {
    page('system.Asia/Kolkata');
    const zones = zonesShown(await openPanel());
    expect(zones[0]).toBe('UTC14:11 UTC');
    expect(zones[1]).toMatch(/^Here, /);
    expect(zones[2]).toBe('Asia/Kolkata19:41 UTC+5:30');
    expect(zones).toHaveLength(3);
  });

  test('finds any other zone by its name, by Enter the first of them', async () => {
    page();
    const panel = await openPanel();
    find('new york');
    expect(zonesShown(panel)).toEqual(['America/New_York09:11 EST']);
    fireEvent.keyDown(screen.getByRole('searchbox'), { key: 'Enter' });
    expect(when()).toBe('09:10:12 EST');
    find('a');
    expect(panel.textContent).toContain('40 of ');
    find('atlantis');
    expect(panel.textContent).toContain('No zone has such a name.');
  });

  test('Esc takes back the search first, and then shuts it', async () => {
    page();
    await openPanel();
    find('vienna');
    fireEvent.keyDown(screen.getByRole('searchbox'), { key: 'Escape' });
    expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('');
    fireEvent.keyDown(screen.getByRole('searchbox'), { key: 'Escape' });
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

test('a cookie that is there lasts a year from this visit', () => {
  const set: string[] = [];
  const kept = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie') ?? expect.unreachable();
  Object.defineProperty(document, 'cookie', { get: () => `${OWN}=dark.UTC`, set: (text) => set.push(text), configurable: true });
  try {
    page('dark.UTC');
    expect(set).toEqual([`${OWN}=dark.UTC; Max-Age=31536000; Path=/; SameSite=Lax`]);
  } finally {
    Object.defineProperty(document, 'cookie', kept);
  }
});
