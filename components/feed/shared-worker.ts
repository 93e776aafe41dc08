import { Hub } from './hub.ts';
import type { FromTab, ToTab } from './messages.ts';

/** The part of SharedWorkerGlobalScope that is used; the page's own type library knows no worker scope. */
type Scope = { onconnect: ((event: MessageEvent) => void) | null };

const hub = new Hub('/live/v1/stream');

(globalThis as unknown as Scope).onconnect = (event) => {
  const port = event.ports[0];
  if (!port) return;
  const tab = (message: ToTab): void => port.postMessage(message);
  port.onmessage = (message: MessageEvent<FromTab>) => hub.receive(tab, message.data);
};
