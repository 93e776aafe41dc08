import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { openPlain } from '#test/live/key-filler.ts';

/** Somebody else who uses the Redis on a port: sends a PING every few ms from a thread of its own, and gives the round trips (ms) since it was last asked. */

const EVERY_MS = 3;

const connection = await openPlain(Number(workerData));
let pings: number[] = [];
parentPort?.on('message', () => {
  parentPort?.postMessage(pings);
  pings = [];
});
for (;;) {
  const asked = performance.now();
  await connection.ask([['PING']]);
  pings.push(performance.now() - asked);
  await pause(EVERY_MS);
}
