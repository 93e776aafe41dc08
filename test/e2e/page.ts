import { expect, type Locator, type Page } from '@playwright/test';

/** The line of a server or proxy on the HAProxy page, by the name that its first cell begins with. */
export function row(page: Page, name: string): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${name}\\b`) }) });
}

/** Opens the HAProxy page with one backend unfolded and waits until its servers are read. */
export async function openBackend(page: Page, url: string, proxy = 'be_web'): Promise<void> {
  await page.goto(`${url}/haproxy`);
  const fold = page.getByRole('button', { name: proxy, exact: true }).first();
  await expect(fold).toBeVisible();
  if ((await fold.getAttribute('aria-expanded')) !== 'true') await fold.click();
  await expect(fold).toHaveAttribute('aria-expanded', 'true');
}

/** Everything in the tables that looks healthy now: the shapes of ok. */
export function healthyShapes(page: Page): Locator {
  return page.locator('main svg.i.ok');
}

export function banner(page: Page): Locator {
  return page.locator('.banner');
}

/** Keeps, from now on, how many healthy shapes stood there and what the banner said, at every change of the page. */
export async function record(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: { healthy: number; banner: string }[] = [];
    const look = (): void => {
      const healthy = document.querySelectorAll('main svg.i.ok').length;
      seen.push({ healthy, banner: document.querySelector('.banner')?.textContent ?? '' });
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    Object.assign(window, { vigilSeen: seen });
  });
}

export function recorded(page: Page): Promise<{ healthy: number; banner: string }[]> {
  return page.evaluate(() => (window as unknown as { vigilSeen: { healthy: number; banner: string }[] }).vigilSeen);
}
