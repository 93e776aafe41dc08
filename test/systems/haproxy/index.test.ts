import { expect, test } from 'vitest';
import type { RowFigures } from '#lib/systems/haproxy/model.ts';
import { parseStats } from '#lib/systems/haproxy/parse.ts';
import { systems } from '#lib/systems/index.ts';
import { AT, csvOf, frontend, LIMITS, readCapture, readingOf, server } from './hand-made.ts';

const haproxy = systems.find(({ name }) => name === 'haproxy');
const stats = haproxy?.probes[0];

test('the registry holds HAProxy, which knocks with the probe it has', () => {
  expect(haproxy).toMatchObject({ title: 'HAProxy', knock: 'stats' });
  expect(stats).toMatchObject({ name: 'stats', question: 'statistics CSV', vital: true, keep: 6, round: true });
  expect(stats?.times({ intervalMs: 5_000, timeoutMs: 3_000 })).toEqual({ intervalMs: 5_000, timeoutMs: 3_000 });
});

test('the manifest reads and judges what it fetched, by the limits of the node', () => {
  const parsed = stats?.parse(csvOf([frontend(), server({ scur: 60, slim: 100 })]));
  expect(parsed?.producedAt).toBeNull();
  const reading = { ...readingOf([frontend()]), value: parsed?.value };
  const settings = { limits: { ...LIMITS, sessionsWarningRatio: 0.5 } };
  const judgement = haproxy?.status({ probe: 'stats', window: [reading], settings, now: AT });
  expect(judgement?.rows[1]?.judged).toEqual({
    status: 'warning',
    reason: '60 of 100 sessions, 60 %: the warning limit is 50 %',
    since: null,
  });
});

function figuresOf(capture: string, row: string): RowFigures | null {
  const newest = { ...readingOf([frontend()]), value: parseStats(readCapture(capture)) };
  return (haproxy?.figures({ probe: 'stats', newest, row }) ?? null) as RowFigures | null;
}

test('the figures of a row are grouped, named in words and carry their unit', () => {
  const groups = new Map(figuresOf('odd-text', 'be_odd/server/odd1')?.groups.map(({ title, figures }) => [title, figures]));
  expect([...groups.keys()].slice(0, 3)).toEqual(['State', 'Sessions', 'Queue']);
  expect(groups.get('State')).toContainEqual({ name: 'check said', value: 'Down, for "repair" \xe9', unit: null });
  expect(groups.get('Sessions')?.map(({ name }) => name)).not.toContain('last session ago');
  expect(groups.get('Times')).toContainEqual({ name: 'response time', value: 0, unit: 'ms' });
  expect(groups.get('Responses')).toContainEqual({ name: 'responses 5xx', value: 0, unit: null });
  expect(groups.get('TLS')).toContainEqual({ name: 'TLS sessions total', value: 0, unit: null });
});

test('figures of HTTP/1 and those of one second are named so', () => {
  const names = figuresOf('odd-text', 'stats/frontend/FRONTEND')?.groups.flatMap(({ figures }) => figures.map(({ name }) => name)) ?? [];
  expect(names).toEqual(expect.arrayContaining(['HTTP/1 bytes in', 'HTTP/2 headers received', 'requests per second max']));
  expect(new Set(names).size).toBe(names.length);
});

test('what a row does not carry is not among its figures', () => {
  const figures = figuresOf('odd-text', 'fe_limited/listener/lim')?.groups.flatMap((group) => group.figures) ?? [];
  expect(figures.map(({ name }) => name)).not.toContain('queue');
  expect(figures.every(({ value }) => value !== null && value !== '')).toBe(true);
});

test('a row that is not in the reading has no figures', () => {
  expect(figuresOf('odd-text', 'be_odd/server/gone')).toBeNull();
});
