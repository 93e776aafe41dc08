import { describe, expect, test } from 'vitest';
import type { ProbeRow } from '#lib/feed/events.ts';
import type { Finding } from '#lib/finding.ts';
import type { Issue, Part } from '#lib/issues/issue.ts';
import { countRows } from '#lib/issues/tally.ts';
import { freshness, type Moment, sourceId } from '#lib/reading.ts';
import { boardMoment, rollUp } from '#lib/roll-up.ts';
import { isWorse, judgeProbe, judgeSubject, STATUSES, type Status } from '#lib/status.ts';
import { failing, MOMENT, NEVER_READ, NOW, ownProbe, readAgo, SILENT } from '../components/estate.ts';
import { backend, find, finding, part, server } from './finding.ts';

const ESTATES = 400;
const ROW_STATUSES: Status[] = ['critical', 'warning', 'unknown', 'maintenance', 'ok', 'ok', 'ok'];
const CONDITIONS: Partial<ProbeRow>[] = [
  {},
  {},
  {},
  readAgo(60_000),
  readAgo(-60_000),
  { ...readAgo(60_000), ...failing('timeout', 55_000) },
  failing('timeout', 3_000),
  failing('refused', 3_000),
  failing('internal', 3_000),
  { ...failing('permission', 3_000), vital: false },
  NEVER_READ,
  { ...NEVER_READ, asked: null },
  { verdict: { status: 'warning', reason: 'several processes', since: { at: NOW, how: 'seen' } } },
  { verdict: null },
];
/** More of what may have one cause for several nodes. */
const OUTAGES: Partial<ProbeRow>[] = [
  { ...readAgo(60_000), ...failing('timeout', 55_000) },
  { ...readAgo(60_000), ...failing('unreachable', 55_000) },
  { ...readAgo(60_000), attempt: { at: NOW - 60_000, tookMs: 5, failure: null } },
];
const SOURCE = { system: 'haproxy', probe: 'stats' };
const OWN: Partial<ProbeRow>[] = [
  {},
  {},
  readAgo(60_000),
  { verdict: { status: 'warning', reason: 'lag', since: { at: NOW, how: 'seen' } } },
];
const MOMENTS: Moment[] = [MOMENT, MOMENT, SILENT, { now: NOW, doubtBefore: NOW - 1_000 }];

/** Numbers that look thrown and are the same in every run (mulberry32). */
function thrower(seed: number): <T>(from: readonly T[]) => T {
  let state = seed;
  return <T>(from: readonly T[]): T => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    const found = from[((t ^ (t >>> 14)) >>> 0) % from.length];
    if (found === undefined) throw new Error('thrown from nothing');
    return found;
  };
}

const FOUND: Status[] = ['critical', 'warning', 'unknown', 'ok'];

type Made = { parts: Part[]; findings: Finding[]; own: Moment; board: Moment };

function makeUp(seed: number): Made {
  const pick = thrower(seed);
  const parts = ['lb05', 'lb06', 'lb07'].slice(0, pick([1, 2, 3])).map((node) => {
    const isEmpty = pick([false, false, false, true]);
    const rows = ['be_web', 'be_api'].flatMap((proxy) => [
      backend(pick(ROW_STATUSES), proxy),
      ...['web1', 'web2', 'web3'].map((name) => server(name, pick(ROW_STATUSES), proxy)),
    ]);
    const condition = pick([pick(CONDITIONS), pick(OUTAGES)]);
    const over = { ...condition, host: pick([null, 'a', 'b']), source: { ...SOURCE, node, group: pick(['public', 'public', 'other']) } };
    return over.newest === null ? part(node, [], over) : part(node, isEmpty ? [] : rows, over);
  });
  const groups = [...Map.groupBy(parts, ({ probe }) => probe.source.group)];
  const findings = groups.flatMap(([group, own]) =>
    pick([[], [], ['web1'], ['web1', 'web2']]).map((name) => {
      const verdict = { status: pick(FOUND), reason: 'they disagree', since: { at: NOW - 9_000, how: 'seen' as const } };
      const nodes = own.map(({ probe }) => probe.source.node);
      return finding(nodes, { group, verdict, followsRows: pick([true, false]) }, name);
    }),
  );
  const all = [...parts, { probe: ownProbe(pick(OWN)), rows: [] }];
  const own = pick(MOMENTS);
  const board = boardMoment(
    all.map(({ probe }) => probe),
    own,
  );
  return { parts: all, findings, own, board };
}

const made = Array.from({ length: ESTATES }, (_, seed) => makeUp(seed));

/** Every line in which a row, or the probe as a whole (row null), is a symptom. */
function linesWith(lines: readonly Issue[], probe: ProbeRow, row: string | null): Issue[] {
  return lines.filter(({ symptoms }) => symptoms.some((one) => one.probe === probe && (one.row?.live.id ?? null) === row));
}

describe('in every made-up estate', () => {
  test('there is some trouble of each kind, so that what follows says something', () => {
    const kinds = made.flatMap(({ parts, findings, own }) =>
      find(parts, own, findings).wrong.map(({ is, verdict }) => `${is} ${verdict.status}`),
    );
    for (const kind of [
      'vigil stale',
      'vigil warning',
      'node critical',
      'node stale',
      'node warning',
      'node unknown',
      'row critical',
      'row warning',
      'row unknown',
      'network critical',
      'poller critical',
      'host critical',
      'group critical',
      'finding critical',
      'finding stale',
      'finding warning',
      'finding unknown',
    ])
      expect(kinds).toContain(kind);
  });

  test('every row that is not ok is a symptom of exactly one line that is as bad, or hidden by a line that counts it', () => {
    for (const { parts, findings, own, board } of made) {
      const { wrong, maintained } = find(parts, own, findings);
      for (const { probe, rows } of parts) {
        const isHidden =
          wrong.some(({ is, symptoms }) => is !== 'row' && is !== 'vigil' && symptoms.some((one) => one.probe === probe)) &&
          rows.every((row) => linesWith([...wrong, ...maintained], probe, row.id).length === 0);
        if (isHidden) continue;
        for (const row of rows.filter(({ verdict }) => verdict.status !== 'ok')) {
          const lines = linesWith([...wrong, ...maintained], probe, row.id);
          const aged = judgeSubject(row.verdict, probe, board);
          // What was out on purpose is not wrong by itself: the line of Vigil's own trouble counts it.
          if (row.verdict.status === 'maintenance' && aged.status === 'stale' && lines.length === 0) {
            expect(wrong.find(({ is }) => is === 'vigil')?.hidden.maintenance).toBeGreaterThan(0);
            continue;
          }
          expect(lines).toHaveLength(1);
          expect(isWorse(aged.status, lines[0]?.verdict.status ?? 'ok')).toBe(false);
        }
      }
    }
  });

  test('every row is accounted for once: as a symptom, as hidden, or as ok in a reading that is fresh', () => {
    for (const { parts, findings, own, board } of made) {
      const { wrong, maintained } = find(parts, own, findings);
      const lines = [...wrong, ...maintained];
      const counted = parts.filter((one) => one.probe.scope === 'node');
      const hidden = sum(lines.flatMap((line) => STATUSES.map((status) => line.hidden[status])));
      const symptoms = sum(lines.map((line) => line.symptoms.filter(({ row }) => row !== null).length));
      const well = sum(counted.filter(({ probe }) => isTrusted(probe, board)).map(({ probe }) => probe.counts.ok));
      expect(hidden + symptoms + well).toBe(sum(counted.map(({ rows }) => rows.length)));
    }
  });

  test('every node that is not ok, stale and unknown ones too, has a line as bad as itself that leads to it', () => {
    for (const { parts, findings, own, board } of made) {
      const { wrong, maintained } = find(parts, own, findings);
      for (const { probe } of parts) {
        const status = judgeProbe(probe, probe.scope === 'board' ? own : board).status;
        if (status === 'ok') continue;
        const lines = [...wrong, ...maintained].filter(({ symptoms }) =>
          symptoms.some((one) => sourceId(one.probe.source) === sourceId(probe.source)),
        );
        expect(lines.some(({ verdict }) => !isWorse(status, verdict.status))).toBe(true);
      }
    }
  });

  test('every finding that is not ok is told by exactly one line that is as bad, unless one of its nodes is cut off, which has a line', () => {
    const told = { alone: 0, withRows: 0, cutOff: 0 };
    for (const { parts, findings, own } of made) {
      const { wrong, maintained } = find(parts, own, findings);
      for (const one of findings) {
        const lines = [...wrong, ...maintained].filter(({ symptoms }) => symptoms.some(({ witnessed }) => witnessed?.finding === one));
        const isCutOff = lines.length === 0 && one.verdict.status !== 'ok';
        if (isCutOff) {
          told.cutOff += 1;
          const isOwn = ({ probe, row }: Issue['head']) =>
            row === null && probe.source.group === one.group && one.nodes.includes(probe.source.node);
          expect(wrong.some(({ is, symptoms }) => is !== 'row' && is !== 'finding' && symptoms.some(isOwn))).toBe(true);
          continue;
        }
        expect(lines).toHaveLength(one.verdict.status === 'ok' ? 0 : 1);
        for (const { is, verdict, symptoms } of lines) {
          told[is === 'finding' ? 'alone' : 'withRows'] += 1;
          expect(symptoms.filter(({ witnessed }) => witnessed?.finding === one)).toHaveLength(one.nodes.length);
          expect(verdict.status === 'stale' || !isWorse(one.verdict.status, verdict.status)).toBe(true);
        }
      }
    }
    expect(Math.min(told.alone, told.withRows, told.cutOff)).toBeGreaterThan(0);
  });

  test('a finding takes no line away, and makes none better', () => {
    for (const { parts, findings, own } of made) {
      const [bare, witnessed] = [find(parts, own), find(parts, own, findings)];
      const said = ({ wrong, maintained }: typeof bare) => [...wrong, ...maintained].map(({ key, verdict }) => `${key} ${verdict.status}`);
      expect(said(witnessed)).toEqual(expect.arrayContaining(said(bare)));
    }
  });

  test('no line is made of nothing, none is worse than all its symptoms, and no two have one key', () => {
    for (const { parts, findings, own } of made) {
      const { wrong, maintained } = find(parts, own, findings);
      const lines = [...wrong, ...maintained];
      expect(new Set(lines.map(({ key }) => key)).size).toBe(lines.length);
      for (const { symptoms, verdict } of lines) {
        expect(symptoms.length).toBeGreaterThan(0);
        expect(symptoms.some((one) => !isWorse(verdict.status, one.verdict.status))).toBe(true);
      }
    }
  });

  test('nothing is wrong only where every node that counts is ok or out on purpose', () => {
    for (const { parts, findings, own, board } of made) {
      if (find(parts, own, findings).wrong.length > 0) continue;
      const counted = parts.filter((one) => one.probe.scope === 'node').map(({ probe }) => probe);
      const { counts } = rollUp(counted, board);
      expect([counts.critical, counts.stale, counts.warning, counts.unknown]).toEqual([0, 0, 0, 0]);
      const rows = countRows(parts, board);
      expect([rows.critical, rows.stale, rows.warning, rows.unknown]).toEqual([0, 0, 0, 0]);
    }
  });
});

function isTrusted(probe: ProbeRow, board: Moment): boolean {
  const kind = probe.attempt?.failure?.kind;
  return freshness(probe.newest, probe.staleAfterMs, board).is === 'fresh' && kind !== 'refused' && kind !== 'permission';
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
