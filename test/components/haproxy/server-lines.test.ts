import { describe, expect, test } from 'vitest';
import { filterServers } from '#components/haproxy/server-lines.ts';
import { hostNames } from '#lib/hosts.ts';
import { NEVER_READ, readAgo, SILENT } from '../estate.ts';
import { CARDS, down, drained, part, up } from '../hosts/judged.ts';
import { linesOf } from './standing.ts';

const OLD = readAgo(40_000);
const ROWS = [
  up('web01', 'be_web', { sessions: 3, requestRate: 2 }),
  up('web01', 'be_api', { sessions: 4, requestRate: 1, alias: 'Public API' }),
  drained('web02'),
  down('web03'),
];
const NAMES = hostNames(CARDS);
const found = (text: string) => filterServers(linesOf([part('lb05', ROWS), part('lb06', ROWS)]), text, NAMES).map(({ name }) => name);
const line = (name: string, ...parts: Parameters<typeof linesOf>[0]) => {
  const one = linesOf(parts).find((own) => own.name === name);
  if (!one) throw new Error(`no line of ${name}`);
  return one;
};

test('server names stand worst first, each with its worst word and how many are alike', () => {
  const lines = linesOf([part('lb05', ROWS), part('lb06', ROWS)]);
  expect(lines.map(({ name, verdict, says }) => [name, verdict.status, says])).toEqual([
    ['web03', 'critical', 'be_web on lb05: down: L4CON; 1 more alike'],
    ['web02', 'maintenance', 'be_web on lb05: draining, 3 sessions left; 1 more alike'],
    ['web01', 'ok', ''],
  ]);
});

test('words are counted over backends and instances, and figures summed', () => {
  const { counts, sums, isWhole } = line('web01', part('lb05', ROWS), part('lb06', ROWS));
  expect(counts).toEqual({ in: 4, backup: 0, out: 0, down: 0, absent: 0, unknown: 0, unread: 0 });
  expect([sums?.sessions, sums?.requestRate, isWhole]).toEqual([14, 6, true]);
});

describe('a part that is not read', () => {
  test('counts as not read, makes the sums old, and the line stale', () => {
    const { counts, isWhole, verdict, oldest } = line('web01', part('lb05', ROWS), part('lb06', ROWS, OLD));
    expect([counts.in, counts.unread, isWhole, verdict.status, oldest?.source.node]).toEqual([2, 2, false, 'stale', 'lb06']);
  });

  test('is not whole where it was never read', () => {
    const { counts, isWhole } = line('web01', part('lb05', ROWS), part('lb06', [], NEVER_READ));
    expect([counts.unread, isWhole]).toEqual([2, false]);
  });

  test('is everything while Vigil is not heard', () => {
    const lines = linesOf([part('lb05', ROWS)], SILENT);
    expect(lines.every(({ counts }) => counts.in + counts.out + counts.down === 0)).toBe(true);
    expect(lines.map(({ verdict }) => verdict.status)).not.toContain('ok');
  });
});

describe('a filter finds', () => {
  test.each([
    ['a name', 'web02', ['web02']],
    ['what is out', 'rotation:out', ['web02']],
    ['what is down', 'rotation:down', ['web03']],
    ['a backend', 'proxy:be_api', ['web01']],
    ['a backend by what people call it', 'proxy:"public api"', ['web01']],
    ['a state', 'state:drain', ['web02']],
    ['a status', 'status:critical', ['web03']],
    ['nothing', 'node:lb07', []],
  ])('%s', (_name, text, names) => expect(found(text)).toEqual(names));
});
