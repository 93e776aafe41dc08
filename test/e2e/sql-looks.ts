import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** How wide a window is, and in which scheme. */
export type Window = { width: number; scheme: 'light' | 'dark' };

/** A desk, light and dark, and a telephone. */
export const WINDOWS: readonly Window[] = [
  { width: 1440, scheme: 'light' },
  { width: 1440, scheme: 'dark' },
  { width: 390, scheme: 'light' },
];

/** In each window axe objects to nothing and the page is no wider than it. Pictures, also of a wide wall, are kept under the name in the folder VIGIL_SHOTS. */
export async function checkWindows(page: Page, shot: string, windows: readonly Window[] = WINDOWS): Promise<void> {
  const folder = process.env.VIGIL_SHOTS;
  for (const { width, scheme } of windows) {
    await show(page, { width, scheme });
    await expectNoScroll(page);
    expect(await axeProblems(page), `${shot}, ${width} ${scheme}`).toEqual([]);
    if (folder) await page.screenshot({ path: `${folder}/${shot}-${width}-${scheme}.png` });
  }
  if (folder) {
    await show(page, { width: 2560, scheme: 'dark' });
    await page.screenshot({ path: `${folder}/${shot}-2560-dark.png` });
  }
  await show(page, { width: 1440, scheme: 'light' });
}

/** What is too wide scrolls in its own box, and never with the page. */
export async function expectNoScroll(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
}

async function show(page: Page, { width, scheme }: Window): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme: scheme });
}

// There are no frames in our pages: without them it needs no page of its own to sum up in, which takes longer than the rest.
async function axeProblems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`));
}
