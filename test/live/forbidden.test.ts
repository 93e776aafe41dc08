import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Child, startChild } from '#demo/child.ts';
import { pages } from '#lib/http/pages.ts';

const root = new URL('../../', import.meta.url).pathname;
const isBuilt = existsSync(`${root}.next/BUILD_ID`);
if (!isBuilt) console.warn('skipped: the pages are not built');

let child: Child;
let port = '';

beforeAll(async () => {
  if (!isBuilt) return;
  const ready = Promise.withResolvers<string>();
  const onLine = (line: string): void => {
    const found = /^port (\d+)$/.exec(line)?.[1];
    if (found) ready.resolve(found);
  };
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'production' };
  child = await startChild(process.execPath, ['test/live/pages-alone.ts'], { cwd: root, env, withUs: 'SIGKILL', onLine });
  port = await Promise.race([ready.promise, child.ended.then((how) => Promise.reject(new Error(how)))]);
});
afterAll(() => child?.stop(2_000));

describe.skipIf(!isBuilt)('somebody who is signed in and may not open a page', () => {
  const closed = pages.filter(({ need }) => need.is !== 'nothing').map(({ path }) => path);

  test.each(closed)('is told so, with 403, and shown nothing of it: %s', async (path) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual' });
    const text = await answer.text();
    expect(answer.status).toBe(403);
    expect(text).toContain('Not permitted');
    expect(text).toContain('carol');
  });
});
