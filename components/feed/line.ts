import { Hub } from './hub.ts';
import type { FromTab, ToTab } from './messages.ts';

/** A tab's line to whoever holds the stream. */
export type Line = { send(message: FromTab): void; close(): void };

const STREAM = '/live/v1/stream';

/** Opens a line to the browser's shared worker; where a browser has none, or will not start it, the tab holds a stream of its own. */
export function openLine(receive: (message: ToTab) => void): Line {
  if (typeof SharedWorker === 'undefined') return openOwnLine(receive);
  try {
    return openSharedLine(receive);
  } catch {
    return openOwnLine(receive);
  }
}

function openSharedLine(receive: (message: ToTab) => void): Line {
  let line: Line;
  const worker = new SharedWorker(new URL('./shared-worker.ts', import.meta.url), { type: 'module', name: 'vigil feed' });
  worker.onerror = () => {
    line = openOwnLine(receive);
  };
  worker.port.onmessage = (message: MessageEvent<ToTab>) => receive(message.data);
  line = {
    send: (message) => worker.port.postMessage(message),
    close() {
      worker.port.postMessage({ kind: 'bye' } satisfies FromTab);
      worker.port.close();
    },
  };
  line.send({ kind: 'hello' });
  return { send: (message) => line.send(message), close: () => line.close() };
}

function openOwnLine(receive: (message: ToTab) => void): Line {
  const hub = new Hub(STREAM);
  hub.receive(receive, { kind: 'hello' });
  return { send: (message) => hub.receive(receive, message), close: () => hub.close() };
}
