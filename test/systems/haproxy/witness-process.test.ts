import { expect, test } from 'vitest';
import type { ProcessInfo } from '#lib/systems/haproxy/model-socket.ts';
import { newProcess } from '#lib/systems/haproxy/witness-process.ts';
import { AT } from './hand-made.ts';
import { processOf } from './processes-read.ts';

/** A process that began so many seconds before AT, as it says itself when it is read. */
type Said = Partial<ProcessInfo> & { pid: number; bornAgo: number };

/** What the newest of these readings proves, every 5 s one, newest first: how long before AT the new process began. */
function say(...read: readonly Said[]): unknown[] {
  const window = read.map(({ bornAgo, ...said }, index) => {
    const startedAt = AT - bornAgo * 1_000;
    return processOf({ uptimeSeconds: bornAgo - index * 5, startedAt, ...said }, index * 5_000);
  });
  return newProcess(window).map(({ from, to }) => [AT - from, AT - to]);
}

const OLD: Said = { pid: 10, bornAgo: 900 };
const NEW: Said = { pid: 11, bornAgo: 3 };
const UNTOLD = { startedAt: null };

test.each<[name: string, read: Said[], told: unknown[]]>([
  ['another pid that began later is new, since when it says itself', [NEW, OLD], [[3_000, 3_000]]],
  [
    'one that just started is seen to be replaced, with no counters to lose',
    [
      { pid: 11, bornAgo: 2 },
      { pid: 10, bornAgo: 9 },
    ],
    [[2_000, 2_000]],
  ],
  [
    'one replaced in the second of its start is seen',
    [
      { pid: 11, bornAgo: 7 },
      { pid: 10, bornAgo: 7 },
    ],
    [[7_000, 7_000]],
  ],
  [
    'the pid of a container stays, and its start tells',
    [
      { ...NEW, pid: 1 },
      { ...OLD, pid: 1 },
    ],
    [[3_000, 3_000]],
  ],
  [
    'without a start the seconds that it runs tell',
    [
      { ...NEW, ...UNTOLD, pid: 1 },
      { ...OLD, ...UNTOLD, pid: 1 },
    ],
    [[3_000, 3_000]],
  ],
  ['is told once', [{ pid: 11, bornAgo: 8 }, { pid: 11, bornAgo: 8 }, OLD], []],
  ['the same process is not new', [OLD, OLD, OLD], []],
  [
    'an old process that ends its connections is not new',
    [
      { ...OLD, isStopping: true },
      { pid: 11, bornAgo: 8 },
    ],
    [],
  ],
  [
    'the new one is not new again after the old one answered once more',
    [{ pid: 11, bornAgo: 13 }, { ...OLD, isStopping: true }, { pid: 11, bornAgo: 13 }, OLD],
    [],
  ],
  ['an old one that does not say that it stops is not new, nor the new one after it', [OLD, { pid: 11, bornAgo: 8 }, OLD], []],
  ['nor is the new one that was read before', [{ pid: 11, bornAgo: 13 }, OLD, { pid: 11, bornAgo: 13 }], []],
  [
    'several processes of one start that answer in turn are not new',
    [
      { ...OLD, pid: 11, processes: 2 },
      { ...OLD, processes: 2 },
    ],
    [],
  ],
  ['the first reading proves nothing', [NEW], []],
])('%s', (_name, read, told) => expect(say(...read)).toEqual(told));
