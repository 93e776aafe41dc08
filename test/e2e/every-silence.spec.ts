import { expect, type Page, test } from '@playwright/test';
import { HAPROXY } from '#test/live/haproxy-process.ts';
import { type Balancer, PASSWORD, startBalancer } from './haproxy-estate.ts';
import { checkLooks } from './looks.ts';
import { copyAsOtherBuild } from './other-build.ts';
import { banner, healthyShapes, openBackend, row } from './page.ts';
import { startVigil, type Vigil } from './vigil-process.ts';

/** What Vigil shows of itself when it is lost, doubted, updated or broken, at every width, light and dark. */

test.skip(HAPROXY === null, 'haproxy is not installed');

// A trace of every picture takes longer than the test.
test.use({ trace: 'off' });

let haproxy: Balancer;
let vigil: Vigil;

test.beforeAll(async () => {
  haproxy = await startBalancer();
  vigil = await startVigil({ nodes: [{ name: 'lb1', url: haproxy.url, password: PASSWORD }], intervalMs: 1_000, timeoutMs: 500 });
});

test.afterAll(async () => {
  await vigil.stop();
  await haproxy.stop();
});

/** Keeps from a page, once told so, everything that would prove to it that what it has is new: the stream then has heartbeats alone. */
async function holdProof(page: Page): Promise<() => Promise<void>> {
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, 'SharedWorker');
    const isHeld = ({ type }: Event): boolean => (type === 'snapshot' || type === 'change') && Reflect.get(window, 'vigilHolds') === true;
    const add = EventSource.prototype.addEventListener;
    Object.assign(EventSource.prototype, {
      addEventListener(this: EventSource, kind: string, listener: (event: Event) => void) {
        add.call(this, kind, (event) => (isHeld(event) ? undefined : listener(event)));
      },
    });
  });
  return () => page.evaluate(() => void Object.assign(window, { vigilHolds: true }));
}

test('a browser clock that jumped is said in words, and nothing is believed until Vigil was asked again', async ({ page }) => {
  const hold = await holdProof(page);
  await openBackend(page, vigil.url);
  await expect(healthyShapes(page).first()).toBeVisible();
  await hold();
  await page.evaluate(() => {
    const real = Date.now.bind(Date);
    Date.now = () => real() - 3_600_000;
  });
  await expect(banner(page)).toContainText('Clocks disagree');
  const says = [
    'Clocks disagree',
    'How old anything below is cannot be told until Vigil has been asked again.',
    'a clock jumped or this tab slept',
  ];
  await checkLooks(page, { says, shot: 'clocks' });
  await page.evaluate(() => void Object.assign(window, { vigilHolds: false }));
  await expect(banner(page)).toHaveCount(0, { timeout: 30_000 });
});

test('a page that breaks says so within the board, and is drawn again', async ({ page }) => {
  await page.goto(`${vigil.url}/pollers`);
  await expect(healthyShapes(page).first()).toBeVisible();
  await page.evaluate(() => {
    const real = Array.prototype.toSorted;
    Object.assign(window, { vigilMends: () => Object.assign(Array.prototype, { toSorted: real }) });
    Array.prototype.toSorted = () => {
      throw new Error('made to break');
    };
  });
  await expect(page.getByRole('heading', { name: 'This page failed' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
  await checkLooks(page, { says: ['This page failed', 'made to break', 'nothing is known from this page'], shot: 'error' });
  await page.evaluate(() => Reflect.get(window, 'vigilMends')());
  await page.getByRole('button', { name: 'Draw it again' }).click();
  await expect(page.getByRole('heading', { name: 'Pollers' })).toBeVisible();
});

test('a page whose scripts are gone says that and offers to be loaded again', async ({ page }) => {
  await page.goto(`${vigil.url}/pollers`);
  await expect(healthyShapes(page).first()).toBeVisible();
  await page.route('**/_next/static/chunks/**', (route) => route.fulfill({ status: 404, body: 'gone' }));
  await page.getByRole('link', { name: 'Audit' }).click();
  await expect(page.getByRole('button', { name: 'Load this page again' })).toBeVisible();
  await checkLooks(page, { says: ['This page could not be loaded', 'Vigil was updated since'], shot: 'chunks-gone' });
  await page.unroute('**/_next/static/chunks/**');
  await page.getByRole('button', { name: 'Load this page again' }).click();
  await expect(page.getByRole('heading', { name: 'Audit' })).toBeVisible();
});

test('a lost feed: the bar over the page, ages that go on, nothing healthy, and rows that stay under the mouse', async ({ page }) => {
  await openBackend(page, vigil.url);
  await expect(healthyShapes(page).first()).toBeVisible();
  await row(page, 'web2').hover();
  const before = await row(page, 'web2').boundingBox();
  await vigil.kill();
  await expect(banner(page)).toContainText('Nothing heard from Vigil for');
  expect(await row(page, 'web2').boundingBox()).toEqual(before);
  await page.mouse.move(5, 5);
  await expect.poll(async () => (await row(page, 'web2').boundingBox())?.y).toBeGreaterThan(before?.y ?? 0);
  await checkLooks(page, { says: [/Nothing heard from Vigil for (\d+m )?\d+s/, 'Everything below is as old as it says'], shot: 'lost' });
  await row(page, 'web2').hover();
  const lost = await row(page, 'web2').boundingBox();
  await vigil.restart();
  await expect(banner(page)).toHaveCount(0, { timeout: 30_000 });
  await expect(healthyShapes(page).first()).toBeVisible();
  expect((await row(page, 'web2').boundingBox())?.y).toBe(lost?.y);
});

// A test of its own: a tab that another has covered may be told seconds after it came back that no mouse is over it.
test('a lost feed on a page that was read once: how old that is goes on, and why it is not read again is said', async ({ page }) => {
  await page.goto(`${vigil.url}/about`);
  await expect(page.getByText('vigil.yaml')).toBeVisible();
  await vigil.kill();
  await expect(page.locator('.crumb')).toContainText(/stale .*not read again: Vigil did not answer/, { timeout: 30_000 });
  await checkLooks(page, { says: [/stale (\d+m )?\d+s/, 'Nothing heard from Vigil'], shot: 'lost-about' });
  await vigil.restart();
  await expect(banner(page)).toHaveCount(0, { timeout: 30_000 });
});

test('another build is offered calmly, loads nothing by itself, and keeps the filter', async ({ page }) => {
  const other = await copyAsOtherBuild();
  try {
    await page.goto(`${vigil.url}/haproxy?q=be_web`);
    await expect(row(page, 'web1')).toBeVisible();
    await page.evaluate(() => void Object.assign(window, { vigilIsTheSame: true }));
    await vigil.kill();
    await vigil.restart(other.folder);
    const notice = page.getByRole('complementary', { name: 'New version' });
    await expect(notice).toContainText(/Vigil was updated, seen at \d\d:\d\d:\d\d UTC/, { timeout: 30_000 });
    await expect(healthyShapes(page).first()).toBeVisible();
    await checkLooks(page, { says: ['Vigil was updated', 'Load this page again'], isKnown: true, shot: 'new-build' });
    await expect(banner(page)).toHaveCount(0);
    expect(await page.evaluate(() => Reflect.get(window, 'vigilIsTheSame'))).toBe(true);
    await notice.getByRole('button', { name: 'Load this page again' }).click();
    await expect(page.getByRole('textbox')).toHaveValue('be_web');
    await expect(row(page, 'web1')).toBeVisible();
    await expect(notice).toHaveCount(0);
    expect(await page.evaluate(() => Reflect.get(window, 'vigilIsTheSame'))).toBeUndefined();
  } finally {
    await other.remove();
  }
});
