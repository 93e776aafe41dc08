import { startChild } from '#demo/child.ts';

const root = new URL('../../', import.meta.url).pathname;

/** The built pages for somebody who is signed in and may open none of them. */
export async function startPagesAlone(): Promise<{ url: string; stop(): Promise<void> }> {
  const ready = Promise.withResolvers<string>();
  const onLine = (line: string): void => {
    const port = /^port (\d+)$/.exec(line)?.[1];
    if (port) ready.resolve(port);
  };
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'production' };
  const child = await startChild(process.execPath, ['test/live/pages-alone.ts'], { cwd: root, env, withUs: 'SIGKILL', onLine });
  const port = await Promise.race([ready.promise, child.ended.then((how) => Promise.reject(new Error(how)))]);
  return { url: `http://127.0.0.1:${port}`, stop: () => child.stop(2_000) };
}
