import { expect, test } from '@playwright/test';
import { type Child, startChild } from '#demo/child.ts';
import { freePorts } from '#demo/free-ports.ts';
import { HAPROXY } from '#test/live/haproxy-process.ts';
import { row } from './page.ts';

const root = new URL('../../', import.meta.url).pathname;

/** The demo as `npm run demo` starts it once the pages are built. */
async function startDemo(args: string[]): Promise<{ child: Child; url: string }> {
  const [port] = await freePorts(1);
  const ready = Promise.withResolvers<void>();
  const onLine = (line: string): void => {
    if (line.includes('The demo runs')) ready.resolve();
  };
  const env: NodeJS.ProcessEnv = { ...process.env, VIGIL_PORT: String(port) };
  const child = await startChild(process.execPath, ['demo/run.ts', ...args], { cwd: root, env, withUs: 'SIGTERM', onLine });
  const ended = child.ended.then((how) => Promise.reject(new Error(`the demo did not start, ${how}`)));
  await Promise.race([ready.promise, ended]);
  return { child, url: `http://127.0.0.1:${port}` };
}

for (const { kind, args } of [
  { kind: 'real HAProxy processes', args: [] },
  { kind: 'the stand-in', args: ['--stand-in'] },
]) {
  test(`the demo with ${kind} shows the balancers of both data centres and their servers, and ends with everything it started`, async ({
    page,
  }) => {
    test.skip(HAPROXY === null && args.length === 0, 'haproxy is not installed');
    // A whole estate is started, and ended.
    test.setTimeout(180_000);
    const { child, url } = await startDemo(args);
    await page.goto(url);
    await page.getByRole('button', { name: /^ann \/ ann/ }).click();
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page).toHaveURL(`${url}/`);
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'HAProxy' }).click();
    await page.getByRole('searchbox').or(page.getByRole('textbox')).first().fill('ny-web01');
    await expect(row(page, 'ny-web01').first()).toContainText('up');
    for (const name of ['ny-lb05', 'ny-lb06', 'co-lb01', 'co-lb02'])
      await expect(page.getByText(name, { exact: true }).first()).toBeVisible();
    if (args.length > 0) {
      const tab = page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Redis not watched' });
      // Typed and followed at once: the address of the filter must not hold the page where it is.
      await page.getByRole('textbox').first().fill('ny-web02');
      await tab.click();
      await expect(page).toHaveURL(`${url}/redis`);
      await expect(page.getByRole('main')).toContainText('No Redis is configured');
      await expect(page.getByRole('main')).toContainText('--stand-in');
    }
    child.signal('SIGTERM');
    expect(await child.ended).toContain('exit code 0');
    await expect(fetch(url)).rejects.toThrow();
  });
}
