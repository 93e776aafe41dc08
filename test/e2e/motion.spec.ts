import { expect, type Page, test } from '@playwright/test';
import type { Fake } from '#test/fakes/fake-server.ts';
import { startHang } from '#test/fakes/hang.ts';
import { HAPROXY } from '#test/live/haproxy-process.ts';
import { type Balancer, PASSWORD, startBalancer } from './haproxy-estate.ts';
import { ADMIN, signInTo } from './sign-in.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

test.skip(HAPROXY === null, 'haproxy is not installed');

const PAGES = ['/', '/haproxy', '/pollers', '/audit', '/sessions', '/about'];

let haproxy: Balancer;
let silent: Fake;
let vigil: Vigil;

test.beforeAll(async () => {
  [haproxy, silent] = await Promise.all([startBalancer(), startHang()]);
  const nodes = [
    { group: 'web', name: 'lb1', url: haproxy.url, password: PASSWORD },
    { group: 'slow', name: 'slow', url: silent.url },
  ];
  vigil = await startVigil({ nodes, intervalMs: 120_000, timeoutMs: 100_000, users: [ADMIN] });
});

test.afterAll(async () => {
  await vigil.stop();
  await Promise.all([haproxy.stop(), silent.close()]);
});

/** What moves now, with what it moves. */
function moving(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document.getAnimations().map((animation) => {
      const { target } = animation.effect as KeyframeEffect;
      return `${target?.className}: ${(animation as CSSAnimation).animationName}`;
    }),
  );
}

test('a first poll moves one thin line, and nothing at all for who wants no motion', async ({ page }) => {
  await signInTo(page, `${vigil.url}/haproxy`, ADMIN);
  await expect(page.getByText('First poll under way', { exact: true })).toBeVisible();
  await expect.poll(() => moving(page)).toEqual(['pulse: pulse']);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expect.poll(() => moving(page)).toEqual([]);
});

test('nothing moves on any page for who wants no motion, also while a status changes and a menu opens', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signInTo(page, `${vigil.url}/`, ADMIN);
  for (const path of PAGES) {
    await page.goto(vigil.url + path);
    await expect(page.locator('main h1')).toBeVisible();
    expect(await moving(page), path).toEqual([]);
    await page.getByRole('button', { name: /session and sign-out/ }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    expect(await moving(page), `${path}, menu`).toEqual([]);
  }
  await page.goto(`${vigil.url}/haproxy?q=be_web`);
  await page.evaluate(() => {
    const seen = new Set<string>();
    const look = (): void => {
      for (const { effect } of document.getAnimations()) seen.add(String((effect as KeyframeEffect).target?.className));
      requestAnimationFrame(look);
    };
    look();
    Object.assign(window, { vigilMoved: seen });
  });
  await haproxy.command('set server be_web/web1 state maint');
  await page.getByRole('button', { name: 'Poll now: lb1', exact: true }).click();
  await expect(page.getByText('maint', { exact: true }).first()).toBeVisible();
  expect(await page.evaluate(() => [...(Reflect.get(window, 'vigilMoved') as Set<string>)])).toEqual([]);
});
