import { NO_ATTENTION } from '#lib/attention/attention.ts';
import type { LiveRow } from '#lib/feed/events.ts';
import type { Finding } from '#lib/finding.ts';
import type { Board, KeptProbe, KeptSource } from '#lib/state/history/board.ts';
import { keptValue } from '#lib/state/history/kept-value.ts';
import { STATUSES } from '#lib/status.ts';
import { probe } from '#test/components/estate.ts';
import type { Random } from './random.ts';

const NAMES = ['a', 'b', 'status', 'reason', '__proto__', 'constructor', '', '0', '12', 'α', 'a.b', 'x"y'] as const;
const TEXTS = [
  '',
  'ok',
  'null',
  '40000011224800001',
  '40000011224800993',
  '5.4 kB/s written',
  '\u2028\n"',
  '\ud83d',
  '9'.repeat(40),
] as const;
const SYSTEMS = ['haproxy', 'redis', 'sql'] as const;

/** Any plain data, and what JSON has no word for. */
export function randomJson(random: Random, depth = 3): unknown {
  const kind = random.whole(0, depth > 0 ? 9 : 5);
  if (kind === 0) return null;
  if (kind === 1) return random.next() < 0.5;
  if (kind <= 3) return randomNumber(random);
  if (kind <= 5) return random.pick(TEXTS);
  if (kind <= 7) return Array.from({ length: random.whole(0, 4) }, () => randomJson(random, depth - 1));
  return randomRecord(random, depth);
}

export function randomRecord(random: Random, depth = 3): Record<string, unknown> {
  const fields = Array.from({ length: random.whole(0, 5) }, () => [random.pick(NAMES), randomJson(random, depth - 1)] as const);
  const record = Object.fromEntries(fields);
  if (random.isOnce(6)) record.unsaid = undefined;
  return record;
}

/** The same data with some of it otherwise. */
export function changedJson(random: Random, value: unknown): unknown {
  if (random.isOnce(8)) return randomJson(random, 2);
  if (Array.isArray(value)) {
    const changed = value.map((one) => (random.isOnce(2) ? changedJson(random, one) : structuredClone(one)));
    if (random.isOnce(5)) changed.splice(random.whole(0, changed.length), random.whole(0, 1), randomJson(random, 1));
    return changed;
  }
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).flatMap(([name, one]) => (random.isOnce(9) ? [] : [[name, changedField(random, one)] as const]));
    if (random.isOnce(5)) fields.splice(random.whole(0, fields.length), 0, [random.pick(NAMES), randomJson(random, 1)]);
    return Object.fromEntries(fields);
  }
  return typeof value === 'number' && random.isOnce(2) ? value + random.whole(-5_000, 5_000) : value;
}

function changedField(random: Random, value: unknown): unknown {
  return random.isOnce(3) ? changedJson(random, value) : structuredClone(value);
}

function randomNumber(random: Random): number {
  const odd = [
    0,
    -0,
    1e21,
    -1.5e-9,
    Number.MAX_SAFE_INTEGER,
    Number.MIN_SAFE_INTEGER,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 60,
  ] as const;
  if (random.isOnce(4)) return random.pick(odd);
  return random.isOnce(2) ? random.whole(-1_000_000, 1_795_382_568_492) : random.next() * 10 ** random.whole(-3, 9);
}

/** A board of a few sources of three systems. */
export function randomBoard(random: Random): Board {
  const sources = SYSTEMS.flatMap((system) =>
    Array.from({ length: random.whole(0, 3) }, (_, i) => randomSource(random, system, `node${i}`)),
  );
  return { sources, findings: randomFindings(random), beside: randomBeside(random) };
}

/** The same board some time later: some rows changed, came, are gone, or stand elsewhere; at times sources too. */
export function laterBoard(random: Random, { sources, findings, beside }: Board): Board {
  const later = sources.flatMap((source): KeptSource[] =>
    random.isOnce(25) ? [] : [random.isOnce(2) ? source : laterSource(random, source)],
  );
  if (random.isOnce(12))
    later.splice(random.whole(0, later.length), 0, randomSource(random, random.pick(SYSTEMS), `new${random.whole(0, 99)}`));
  if (random.isOnce(20)) later.reverse();
  return {
    sources: later.filter(
      (one, i) =>
        later.findIndex(
          (other) => other.probe.source.node === one.probe.source.node && other.probe.source.system === one.probe.source.system,
        ) === i,
    ),
    findings: random.isOnce(3) ? randomFindings(random) : findings,
    beside: random.isOnce(6) ? randomBeside(random) : beside,
  };
}

/** A board as it comes back from where it is kept. */
export function asKept(board: Board): string {
  return JSON.stringify(keptValue(board));
}

function randomSource(random: Random, system: string, node: string): KeptSource {
  const host = random.pick([null, 'rack1', 'rack2']);
  return { probe: randomProbe(random, { source: { system, group: 'web', node, probe: 'stats' }, host }), rows: randomRows(random) };
}

function randomProbe(random: Random, over: Partial<KeptProbe>): KeptProbe {
  const at = random.whole(1_795_382_000_000, 1_795_382_600_000);
  const keyFigures = [{ name: 'Requests', unit: '/s', value: random.next() * 100 }];
  return {
    ...probe({ newest: { observedAt: at, producedAt: null }, nextAt: at + 5_000.25, successes: random.whole(0, 5_000) }),
    ...over,
    keyFigures,
  };
}

function randomRows(random: Random): LiveRow[] {
  const ids = new Set(Array.from({ length: random.whole(0, 6) }, () => `row${random.whole(0, 12)}`));
  return [...ids].map((id) => randomRow(random, id));
}

function randomRow(random: Random, id: string): LiveRow {
  const verdict = {
    status: random.pick(STATUSES),
    reason: random.pick(TEXTS),
    since: { at: random.whole(0, 9_999), how: 'seen' as const },
  };
  return { id, verdict, value: randomRecord(random) };
}

function laterSource(random: Random, { probe, rows }: KeptSource): KeptSource {
  const { source, host } = probe;
  if (random.isOnce(6)) return { probe: randomProbe(random, { source, host }), rows };
  const later = rows.flatMap((row) => (random.isOnce(9) ? [] : [random.isOnce(2) ? row : laterRow(random, row)]));
  if (random.isOnce(5)) later.splice(random.whole(0, later.length), 0, randomRow(random, `row${random.whole(20, 99)}`));
  if (random.isOnce(9)) later.reverse();
  return { probe: randomProbe(random, { source, host }), rows: [...new Map(later.map((row) => [row.id, row])).values()] };
}

function laterRow(random: Random, row: LiveRow): LiveRow {
  const value = changedJson(random, row.value);
  const verdict = random.isOnce(3) ? { ...row.verdict, status: random.pick(STATUSES) } : row.verdict;
  return { id: row.id, verdict, value: typeof value === 'object' && value !== null ? value : {} };
}

function randomFindings(random: Random): Finding[] {
  const ids = new Set(Array.from({ length: random.whole(0, 3) }, () => random.whole(0, 5)));
  return [...ids].map((id) => ({
    ...{ id: `f${id}`, kind: 'states', title: 'Disagreement', subject: 'web01', place: '', host: null },
    ...{ told: ['since ', random.whole(0, 9_999)], nodes: ['node0'], probe: 'stats', rows: [], followsRows: false },
    ...{ system: random.pick(SYSTEMS), group: 'web' },
    verdict: { status: 'warning', reason: 'they differ', since: { at: 1, how: 'seen' } },
  }));
}

function randomBeside(random: Random): Board['beside'] {
  const events = Array.from({ length: random.whole(0, 3) }, () => ({
    from: random.whole(0, 9_999),
    to: 10_000,
    words: 'restarted',
    system: random.pick(SYSTEMS),
    group: 'web',
    node: 'node0',
  }));
  const hosts = [...new Set(['rack1', random.pick(['rack2', 'rack3'])])].map((name) => ({ name, aliases: [], tags: ['ny'] }));
  return { marks: [], events, attention: NO_ATTENTION, timers: [], hosts };
}
