import { setTimeout as pause } from 'node:timers/promises';
import { openHistory } from '#lib/state/history/open.ts';
import { BOARD, eventAt, readingAt } from './things.ts';

/** Writes in the history of a folder as fast as it can for as long as it lives, and prints the number of the last of its things that it was told is on disk. */

const [folder = '', from = '0'] = process.argv.slice(2);
const beganAt = Number(process.argv[4]);
let at = beganAt;
const history = await openHistory({
  ...{ folder, clock: { now: () => at }, limits: { days: 14, stepDays: 400, maxBytes: 2_000_000_000 }, boot: `run-${from}` },
  onError: (error) => console.error(error),
  pace: { firstFlushMs: 1, flushMs: 1 },
});
let number = Number(from);
for (;;) {
  for (let more = 0; more < 40; more += 1) {
    number += 1;
    at = beganAt + number * 100;
    history.addEvent(eventAt(at, { words: `number ${number}` }));
    history.addReading(readingAt(at, number));
    history.addFrame({ at, doubtBefore: 0, isWhole: true, hasTurned: false, text: BOARD });
  }
  while (history.state().waiting > 0) await pause(1);
  process.stdout.write(`${number}\n`);
}
