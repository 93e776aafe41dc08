import { Hub } from './hub.ts';
import type { FromTab, ToTab } from './messages.ts';

/** A tab's line to whoever holds the stream. */
export type Line = { send(message: FromTab): void; close(): void };

const STREAM = '/live/v1/stream';

/** Opens a line for this viewer to the browser's shared worker; where a browser has none, or will not start it, the tab holds a stream of its own. */
export function openLine(viewer: string, receive: (message: ToTab) => void): Line {
  if (typeof SharedWorker === 'undefined') return openOwnLine(viewer, receive);
  try {
    return openSharedLine(viewer, receive);
  } catch {
    return openOwnLine(viewer, receive);
  }
}

function openSharedLine(viewer: string, receive: (message: ToTab) => void): Line {
  let line: Line;
  const worker = new SharedWorker(new URL('./shared-worker.ts', import.meta.url), { type: 'module', name: 'vigil feed' });
  worker.onerror = () => {
    line = openOwnLine(viewer, receive);
  };
  worker.port.onmessage = (message: MessageEvent<ToTab>) => receive(message.data);
  line = {
    send: (message) => worker.port.postMessage(message),
    close() {
      worker.port.postMessage({ kind: 'bye' } satisfies FromTab);
      worker.port.close();
    },
  };
  line.send({ kind: 'hello', viewer });
  return { send: (message) => line.send(message), close: () => line.close() };
}

function openOwnLine(viewer: string, receive: (message: ToTab) => void): Line {
  const hub = new Hub(STREAM);
  hub.receive(receive, { kind: 'hello', viewer });
  return { send: (message) => hub.receive(receive, message), close: () => hub.close() };
}
