import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from '#demo/child.ts';

/**
 * A Chromium spoken to without Playwright, which keeps every page in focus and thereby awake: there Page.setWebLifecycleState does nothing.
 * `run` evaluates an expression in the page and gives its value.
 */
export type PlainTab = {
  run<T>(expression: string): Promise<T>;
  setLifecycle(state: 'frozen' | 'active'): Promise<void>;
  /** Lets the page run an expression that may never end. */
  start(expression: string): void;
  /** What the screen shows, as the PNG of the newest frame, told by the compositor: the script of the page has no part in it. */
  screen(): Promise<string>;
  close(): Promise<void>;
};

type Reply = { id?: number; method?: string; params?: Record<string, unknown>; result?: object; error?: { message: string } };
type Send = (method: string, params: object, sessionId?: string) => Promise<Record<string, unknown>>;

/** Opens an address in the only tab of a fresh browser and waits until it is loaded: before that nothing can be evaluated in it. */
export async function openPlainTab(program: string, args: readonly string[], url: string): Promise<PlainTab> {
  const folder = await mkdtemp(join(tmpdir(), 'vigil-chromium-'));
  const found = Promise.withResolvers<string>();
  const child = await startChild(
    program,
    ['--headless', ...args, '--remote-debugging-port=0', `--user-data-dir=${folder}`, 'about:blank'],
    {
      ...{ cwd: folder, env: process.env, withUs: 'SIGKILL' },
      onLine: (line) => {
        const address = /ws:\S+/.exec(line)?.[0];
        if (address) found.resolve(address);
      },
    },
  );
  const socket = new WebSocket(await found.promise);
  await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }));
  const { send, once, on } = speak(socket);
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' });
  const sessionId = String((await send('Target.attachToTarget', { targetId, flatten: true })).sessionId);
  await send('Page.enable', {}, sessionId);
  const loaded = once('Page.loadEventFired');
  await send('Page.navigate', { url }, sessionId);
  await loaded;
  return {
    async run<T>(expression: string) {
      const answer = await send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true }, sessionId);
      return (answer.result as { value: T }).value;
    },
    async setLifecycle(state) {
      await send('Page.setWebLifecycleState', { state }, sessionId);
    },
    start(expression) {
      void send('Runtime.evaluate', { expression }, sessionId);
    },
    async screen() {
      const framed = new Promise<string>((resolve) => {
        on('Page.screencastFrame', ({ data }) => resolve(String(data)));
      });
      await send('Page.startScreencast', { format: 'png' }, sessionId);
      const frame = await framed;
      await send('Page.stopScreencast', {}, sessionId);
      return frame;
    },
    async close() {
      socket.close();
      await child.stop(3_000);
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

type Speech = {
  send: Send;
  once: (event: string) => Promise<void>;
  /** Takes the place of whoever listened to this event before. */
  on: (event: string, listener: (params: Record<string, unknown>) => void) => void;
};

function speak(socket: WebSocket): Speech {
  const waiting = new Map<number, (reply: Reply) => void>();
  const awaited = new Map<string, (params: Record<string, unknown>) => void>();
  socket.addEventListener('message', ({ data }) => {
    const reply = JSON.parse(String(data)) as Reply;
    if (reply.id !== undefined) waiting.get(reply.id)?.(reply);
    if (reply.method !== undefined) awaited.get(reply.method)?.(reply.params ?? {});
  });
  let last = 0;
  return {
    send: (method, params, sessionId) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, ({ result, error }) => (error ? reject(new Error(`${method}: ${error.message}`)) : resolve({ ...result })));
        socket.send(JSON.stringify({ id: last, method, params, ...(sessionId ? { sessionId } : {}) }));
      }),
    once: (event) => new Promise((resolve) => awaited.set(event, () => resolve())),
    on: (event, listener) => void awaited.set(event, listener),
  };
}
