import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** To a process of stand-ins: first what it needs to start, then orders. */
export type ToServed<Start, Order> = { is: 'start'; start: Start } | { is: 'order'; id: number; told: Order };

/** From it: what it tells once everything listens, and how each order went; `error` is null when it was carried out. */
export type FromServed<Told> = { is: 'ready'; told: Told } | { is: 'done'; id: number; error: string | null };

/** Stand-ins of the demo in one process of their own, each of which listens on a port of its own. */
export type Served<Told, Order> = {
  pid: number;
  told: Told;
  /** Resolves when it is carried out; rejects when it cannot be. */
  order(told: Order): Promise<void>;
  /** Ends all of them; resolves when the process is gone. */
  stop(): Promise<void>;
  /** Resolves, in words, when the process dies without having been told to. */
  died: Promise<string>;
};

/** `program` is the URL of what is run, `what` it is for people: "SQL Servers". */
type Starting<Start> = { program: URL; what: string; start: Start };

const START_TIMEOUT_MS = 30_000;
const STOP_GRACE_MS = 2_000;

/** Starts the process. Rejects, and leaves nothing behind, when what it serves does not listen in time. */
export async function startServed<Start, Told, Order>({ program, what, start }: Starting<Start>): Promise<Served<Told, Order>> {
  // In a group of its own, so that Ctrl-C reaches the demo alone.
  const env = { PATH: process.env.PATH, NODE_ENV: 'production' as const };
  const child = fork(fileURLToPath(program), [], { detached: true, execArgv: [], env });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal === null ? `it ended with exit code ${code}` : `it was ended by ${signal}`));
  });
  const desk = openDesk<Start, Told, Order>(child, { ended, what });
  let isTold = false;
  const stop = (): Promise<void> => {
    isTold = true;
    return end(child, ended);
  };
  try {
    const told = await desk.start(start);
    const died = new Promise<string>((resolve) => void ended.then((how) => !isTold && resolve(`The ${what} died: ${how}`)));
    return { pid: child.pid ?? 0, told, order: desk.order, stop, died };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Desk<Start, Told, Order> = { start(start: Start): Promise<Told>; order(told: Order): Promise<void> };

/** Talks with the process; whatever is asked of it fails in words when it ends. */
function openDesk<Start, Told, Order>(
  child: ChildProcess,
  { ended, what }: { ended: Promise<string>; what: string },
): Desk<Start, Told, Order> {
  const waiting = new Map<number, (error: string | null) => void>();
  const ready = Promise.withResolvers<Told>();
  // Our own program alone has the other end of the channel.
  child.on('message', (told: FromServed<Told>) => {
    if (told.is === 'ready') {
      ready.resolve(told.told);
      return;
    }
    waiting.get(told.id)?.(told.error);
    waiting.delete(told.id);
  });
  void ended.then((how) => {
    ready.reject(new Error(`the ${what} could not be started: ${how}`));
    for (const tell of waiting.values()) tell(how);
    waiting.clear();
  });
  ready.promise.catch(() => {});
  const send = (message: ToServed<Start, Order>): boolean => child.connected && child.send(message);
  let orders = 0;
  return {
    start: async (start) => {
      send({ is: 'start', start });
      const late = setTimeout(() => ready.reject(new Error(`the ${what} do not listen in time`)), START_TIMEOUT_MS);
      return ready.promise.finally(() => clearTimeout(late));
    },
    order: async (told) => {
      if (!child.connected) throw new Error(`the ${what} are gone: ${await ended}`);
      orders += 1;
      const id = orders;
      const error = await new Promise<string | null>((resolve) => {
        waiting.set(id, resolve);
        send({ is: 'order', id, told });
      });
      if (error !== null) throw new Error(error);
    },
  };
}

async function end(child: ChildProcess, ended: Promise<string>): Promise<void> {
  // One that is stopped hears nothing else.
  child.kill('SIGCONT');
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS);
  await ended;
  clearTimeout(force);
}
