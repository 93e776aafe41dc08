import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FromClusters, ToClusters } from './messages.ts';
import type { ClusterOrder } from './orders.ts';
import type { ElasticPasswords } from './users.ts';

/** The Elasticsearch and OpenSearch clusters of the demo: one process, in which each node listens on a port of its own. */
export type ElasticClusters = {
  pid: number;
  /** The URL of every node, by cluster. */
  urls: Record<string, { node: string; url: string }[]>;
  /** Resolves when it is carried out; rejects when it cannot be. */
  order(told: ClusterOrder): Promise<void>;
  /** Ends all of them; resolves when the process is gone. */
  stop(): Promise<void>;
  /** Resolves, in words, when the process dies without having been told to. */
  died: Promise<string>;
};

const START_TIMEOUT_MS = 30_000;
const STOP_GRACE_MS = 2_000;
const PROGRAM = fileURLToPath(new URL('serve-process.ts', import.meta.url));

/** Starts all of them. Rejects, and leaves nothing behind, when they do not listen in time. */
export async function startElasticClusters(passwords: ElasticPasswords): Promise<ElasticClusters> {
  // In a group of its own, so that Ctrl-C reaches the demo alone.
  const child = fork(PROGRAM, [], { detached: true, execArgv: [], env: { PATH: process.env.PATH, NODE_ENV: 'production' } });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal === null ? `it ended with exit code ${code}` : `it was ended by ${signal}`));
  });
  const desk = openDesk(child, ended);
  let isTold = false;
  const stop = (): Promise<void> => {
    isTold = true;
    return end(child, ended);
  };
  try {
    const urls = await desk.start(passwords);
    const died = new Promise<string>(
      (resolve) => void ended.then((how) => !isTold && resolve(`The Elasticsearch and OpenSearch clusters died: ${how}`)),
    );
    return { pid: child.pid ?? 0, urls, order: desk.order, stop, died };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Desk = { start(passwords: ElasticPasswords): Promise<ElasticClusters['urls']>; order(told: ClusterOrder): Promise<void> };

/** Talks with the process; whatever is asked of it fails in words when it ends. */
function openDesk(child: ChildProcess, ended: Promise<string>): Desk {
  const waiting = new Map<number, (error: string | null) => void>();
  const ready = Promise.withResolvers<ElasticClusters['urls']>();
  // Our own program alone has the other end of the channel.
  child.on('message', (told: FromClusters) => {
    if (told.is === 'ready') {
      ready.resolve(told.urls);
      return;
    }
    waiting.get(told.id)?.(told.error);
    waiting.delete(told.id);
  });
  void ended.then((how) => {
    ready.reject(new Error(`the Elasticsearch and OpenSearch clusters could not be started: ${how}`));
    for (const tell of waiting.values()) tell(how);
    waiting.clear();
  });
  ready.promise.catch(() => {});
  const send = (message: ToClusters): boolean => child.connected && child.send(message);
  let orders = 0;
  return {
    start: async (passwords) => {
      send({ is: 'start', passwords });
      const late = setTimeout(() => ready.reject(new Error('the Elasticsearch clusters do not listen in time')), START_TIMEOUT_MS);
      return ready.promise.finally(() => clearTimeout(late));
    },
    order: async (told) => {
      if (!child.connected) throw new Error(`the Elasticsearch clusters are gone: ${await ended}`);
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
