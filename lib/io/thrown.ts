import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter } from 'node:events';

/** Who is told of an error that a driver throws out of an event, by the connection whose event it was. */
const throwers = new AsyncLocalStorage<(error: unknown) => void>();

/**
 * Does something with a driver, such as opening a connection. What it throws itself is thrown; what is thrown later out of what follows from it, by events of its sockets, timers and promises, is
 * told to `lost`, which must close that connection, and costs nothing else.
 */
export function guarded<T>(lost: (error: unknown) => void, deed: () => T): T {
  keepAlive();
  return throwers.run(lost, deed);
}

/** Makes an error that is thrown in such a context cost that connection. Every other error goes the way it would have gone, which ends the process. */
function keepAlive(): void {
  if (process.hasUncaughtExceptionCaptureCallback()) return;
  process.setUncaughtExceptionCaptureCallback((error) => {
    const lost = throwers.getStore();
    if (lost) return lost(error);
    // The overloads of process.emit leave this event out.
    if (!EventEmitter.prototype.emit.call(process, 'uncaughtException', error, 'uncaughtException')) throw error;
  });
}
