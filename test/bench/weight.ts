import { gzipSync } from 'node:zlib';
import type { Browser, Response } from '@playwright/test';
import { NAVIGATION } from '#config/navigation.ts';
import { startBalancer } from '#test/e2e/haproxy-estate.ts';
import { withBrowser, withEstate } from './estate.ts';

/** Prints how much JavaScript each page loads before anybody touches it, gzipped. What the shared worker of the feed loads is not in it. */
export async function benchWeight(): Promise<void> {
  await withEstate([startBalancer], async ({ url }) => {
    console.log('JavaScript of the first load, gzipped:');
    await withBrowser(async (browser) => {
      // The estate has HAProxy alone: pages of other systems are shown to nobody there.
      for (const { path } of NAVIGATION.filter(({ system }) => system === null || system === 'haproxy'))
        await printWeight(browser, url, path);
    });
  });
}

async function printWeight(browser: Browser, url: string, path: string): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const scripts: Response[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response);
  });
  await page.goto(`${url}${path}`);
  await page.getByText(/^Live/).waitFor();
  const bodies = await Promise.all(scripts.map((script) => script.body()));
  const bytes = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
  console.log(`  ${path}: ${(bytes / 1_000).toFixed(0)} kB in ${bodies.length} files`);
  await context.close();
}
