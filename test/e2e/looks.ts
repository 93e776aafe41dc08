import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const WIDTHS = [390, 1440, 2560];
/** The tiles of the overview name all six statuses, also where nothing stands at one. */
const HEALTHY = 'main svg.i.ok:not(.tiles .none svg)';
const SCHEMES = ['light', 'dark'] as const;

/** `says` must stand in the page at every width; `isKnown` where something may look healthy. `shot` keeps pictures under this name in the folder VIGIL_SHOTS. */
type Look = { says: readonly (string | RegExp)[]; isKnown?: boolean; shot: string };

/** Looks at a state that is there now at every width, light and dark: its words, no shape of health, nothing that axe objects to, no page wider than its window. */
export async function checkLooks(page: Page, { says, isKnown = false, shot }: Look): Promise<void> {
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      for (const words of says) await expect(page.locator('body'), `${width} ${colorScheme}`).toContainText(words);
      if (!isKnown) await expect(page.locator(HEALTHY)).toHaveCount(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
      expect(await axeProblems(page), `${shot}, ${width} ${colorScheme}`).toEqual([]);
      const folder = process.env.VIGIL_SHOTS;
      if (folder) await page.screenshot({ path: `${folder}/${shot}-${width}-${colorScheme}.png` });
    }
  }
}

// There are no frames in our pages: without them it needs no page of its own to sum up in, which takes longer than the rest.
async function axeProblems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`));
}
