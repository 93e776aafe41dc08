import { NO_ATTENTION } from '#lib/attention/attention.ts';
import type { LiveRow } from '#lib/feed/events.ts';
import type { Board, KeptSource } from '#lib/state/history/board.ts';
import { probe } from '#test/components/estate.ts';
import type { Random } from '#test/state/history/random.ts';

/** Rows of one kind of source: how many sources there are, rows in each, how often they are read, and what a row is at a moment. */
type Kind = {
  name: string;
  sources: number;
  rows: number;
  everyMs: number;
  value(row: number, at: number): object;
  reason(row: number, at: number): string;
};

const START = 1_795_382_400_000;
const SINCE = { at: START, how: 'before' } as const;

/** What is written to a log until then: every second database is written to, some much more than others. */
function written(row: number, at: number): number {
  return row % 2 === 0
    ? 0
    : Math.floor(((at - START) / 1_000) * (700 + row * 531.7) * (1 + Math.sin(at / 60_000 + row) / 5)) + row * 1_048_576;
}

function perSecond(row: number, at: number): number {
  return (written(row, at) - written(row, at - 10_000)) / 10;
}

function position(row: number, at: number): string {
  return `4000001${String(1_224_800_001 + written(row, at)).padStart(10, '0')}`;
}

function agValue(row: number, at: number): object {
  const lastCommitAt = row % 2 === 0 ? START : at - (row % 7) * 113;
  const replica = {
    syncState: 'synchronized',
    isSuspended: false,
    isFailoverReady: true,
    sendQueueKb: 0,
    redoQueueKb: 0,
    lagSeconds: 0,
    sendRateKbPerSecond: null,
  };
  const own = { ...replica, name: `Database.${row}`, isJoined: true, databaseState: 'online', suspendReason: null };
  const positions = { endOfLog: position(row, at), lastHardened: position(row, at), lastRedone: null, lastCommitAt };
  const claims = ['eeb0f64b-5863-4604-a2ff-726320671ac8', 'fcdf74db-be1f-42cc-a482-b26409d85a6d'].map((id) => ({
    replicaId: id,
    ...replica,
    positions: { lastCommitAt },
  }));
  return {
    kind: 'ag database',
    group: `AG${row % 4}`,
    groupId: '862e0360-df0d-4ff4-aef7-b1881a5e5eca',
    own: { ...own, positions },
    claims,
  };
}

function logValue(row: number, at: number): object {
  const file = {
    database: `Database.${row}`,
    groupDatabaseId: null,
    writtenBytes: written(row, at),
    sizeBytes: 429_916_160,
    usedBytes: written(row, at) % 400_000_000,
  };
  return {
    kind: 'log',
    file: { ...file, reuseWait: 'log backup', volume: 'L:\\' },
    bytesPerSecond: perSecond(row, at),
    fullInSeconds: null,
  };
}

function fileValue(row: number, at: number): object {
  const files = Array.from({ length: 100 }, (_, i) => ({
    ...{
      database: `Database.${i}`,
      fileId: 1,
      path: `D:\\MSSQL\\Database.${i}.mdf`,
      type: 'rows',
      state: 'online',
      sizeBytes: 8_388_608,
      growthBytes: 67_108_864,
      isReadOnly: false,
    },
    latency: { readMs: 1, writeMs: 0.6 + Math.sin(at / 9_000 + i) / 3, readsPerSecond: 40 + Math.sin(at / 7_000 + i) * 9 },
  }));
  return { kind: 'volume', mount: `${row}:\\`, files };
}

const still = (kind: string) => (row: number) => ({
  kind,
  name: `thing ${row}`,
  words: 'as it is configured, which changes once in a month. '.repeat(12),
});
const flow = (row: number, at: number) => ({
  kind: 'server',
  name: `web${row}`,
  sessions: Math.floor(20 + 15 * Math.sin(at / 8_000 + row)),
  rate: 12 + Math.sin(at / 5_000 + row) * 4,
  bytes: Math.floor((at - START) * (3 + row)),
  words: 'L7OK/200 in 3ms'.repeat(30),
});
const fine = () => 'ok';

/** As many sources and rows of each kind as the demo has, and as often read. */
const KINDS: readonly Kind[] = [
  { name: 'stats', sources: 8, rows: 31, everyMs: 5_000, value: flow, reason: fine },
  { name: 'ag', sources: 7, rows: 107, everyMs: 10_000, value: agValue, reason: () => 'synchronized' },
  {
    name: 'logs',
    sources: 7,
    rows: 112,
    everyMs: 10_000,
    value: logValue,
    reason: (row, at) => `${(perSecond(row, at) / 1_000).toFixed(1)} kB/s written, 1 % used`,
  },
  { name: 'databases', sources: 7, rows: 109, everyMs: 60_000, value: still('database'), reason: fine },
  {
    name: 'backups',
    sources: 7,
    rows: 108,
    everyMs: 300_000,
    value: still('backup'),
    reason: (_row, at) => `${Math.floor(at / 300_000) % 60}m ago`,
  },
  { name: 'volumes', sources: 7, rows: 2, everyMs: 60_000, value: fileValue, reason: fine },
  { name: 'info', sources: 85, rows: 1, everyMs: 5_000, value: flow, reason: fine },
];

type Pretended = { kind: Kind; readAt: number; source: KeptSource };

/** Boards like those of the demo: 128 sources and 3,400 rows, in which what really changes from reading to reading changes; `times` as many rows. */
export class PretendedBoards {
  readonly #random: Random;
  readonly #times: number;
  #sources: Pretended[];

  constructor(random: Random, times = 1) {
    this.#random = random;
    this.#times = times;
    this.#sources = KINDS.flatMap((kind) => Array.from({ length: kind.sources }, (_, node) => this.#first(kind, node)));
  }

  /** When the first board is (epoch ms). */
  static readonly startAt = START;

  /** The board at a moment, which is no earlier than the one asked for before. */
  at(at: number): Board {
    this.#sources = this.#sources.map((one) => (at - one.readAt < one.kind.everyMs ? one : this.#read(one, at)));
    const sources = this.#sources.map(({ source }) => source);
    return { sources, findings: [], beside: { marks: [], events: [], attention: NO_ATTENTION, timers: [], hosts: [] } };
  }

  #first(kind: Kind, node: number): Pretended {
    const source = { system: 'sql', group: 'cluster', node: `node${node}`, probe: kind.name };
    const readAt = START - Math.floor(this.#random.next() * kind.everyMs);
    return { kind, readAt, source: { probe: probe({ source, intervalMs: kind.everyMs }), rows: this.#rows(kind, readAt) } };
  }

  #read({ kind, readAt, source }: Pretended, at: number): Pretended {
    const now = readAt + kind.everyMs * Math.floor((at - readAt) / kind.everyMs) + this.#random.whole(0, 3);
    const attempt = { at: now, tookMs: this.#random.whole(1, 12), failure: null };
    const later = {
      newest: { observedAt: now, producedAt: null },
      attempt,
      nextAt: now + kind.everyMs,
      successes: source.probe.successes + 1,
    };
    return { kind, readAt: now, source: { probe: { ...source.probe, ...later }, rows: this.#rows(kind, now) } };
  }

  #rows(kind: Kind, at: number): LiveRow[] {
    return Array.from({ length: kind.rows * this.#times }, (_, row) => {
      const status = this.#random.isOnce(20_000) ? 'warning' : 'ok';
      return { id: `${kind.name}/${row}`, verdict: { status, reason: kind.reason(row, at), since: SINCE }, value: kind.value(row, at) };
    });
  }
}
