import { describe, expect, test } from 'vitest';
import { formatUtc } from '#lib/format/time.ts';
import type { MasterLink } from '#lib/systems/redis/model.ts';
import type { Said } from '#lib/systems/redis/witness-parties.ts';
import { found, group, kinds, master, replica, sentences } from './group.ts';
import { NOW, settings } from './hand-made.ts';

const M = (...offsets: number[]): Said[] => offsets.map((offset) => master(offset));
const R = (...offsets: number[]): Said[] => offsets.map((offset) => replica('a', offset));
const linked = (link: Partial<MasterLink>, ...offsets: number[]): Said[] => offsets.map((offset) => replica('a', offset, {}, link));
const of = (history: string, said: readonly Said[]): Said[] => said.map((one) => ({ ...one, replicationId: history }));

describe('a replica', () => {
  test.each<[what: string, a: Said[], b: Said[], kind: string]>([
    ['carries out what is written', M(30, 20, 10), R(30, 20, 10), 'ok b: moving'],
    ['carries out what is written, a little later', M(30, 20, 10), R(25, 15, 5), 'ok b: moving'],
    ['has everything of a master that is not written to', M(10, 10, 10), R(10, 10, 10), 'ok b: idle'],
    ['has everything, and its master was written to just now', M(30, 10, 10), R(10, 10, 10), 'ok b: idle'],
    ['was asked before its master was written to', M(30, 20, 10), R(10, 10, 10), 'ok b: idle'],
    ['carries nothing out', M(40, 30, 20, 10), R(10, 10, 10, 10), 'critical b: stuck'],
    ['carries nothing out of what came before the oldest reading', M(50, 40, 30), R(10, 10, 10), 'critical b: stuck'],
    ['has less than a master that is not written to, and stays there', M(50, 50, 50), R(10, 10, 10), 'critical b: stuck'],
    ['moved before and does no longer', M(50, 40, 30, 20), R(20, 20, 20, 10), 'critical b: stuck'],
    ['has stopped too short a time ago', M(40, 30, 20), R(20, 20, 20), 'ok b: idle'],
    ['moves again', M(50, 40, 30, 20), R(20, 10, 10, 10), 'ok b: moving'],
    ['moves, and has less than all that is kept of its master', M(90, 80, 70), R(30, 20, 10), 'ok b: moving'],
    ['was read once', M(20, 10), R(10), 'unknown b: not known'],
    ['has a master that was read once', M(20), R(20, 10), 'unknown b: not known'],
    ['has less than its master, and was read twice', M(20, 20), R(10, 10), 'unknown b: not known'],
    ['has a master that is not read', [], R(20, 10), 'unknown b: not known'],
    ['is of another history', of('h2', M(20, 10)), R(20, 10), 'unknown b: not known'],
    ['came to another history just now', of('h2', M(20, 10)), [...of('h2', R(20)), ...R(900)], 'unknown b: not known'],
    ['does not tell its offset', M(20, 10), [replica('a', null), replica('a', 10)], 'unknown b: not known'],
    ['has a link that is down', M(20, 10), linked({ isUp: false }, 20, 10), 'unknown b: not known'],
    ['has a link that came up just now', M(20, 10), [...R(20), ...linked({ isUp: false }, 10)], 'unknown b: not known'],
  ])('that %s', (_, a, b, kind) => expect(kinds(found({ a, b }))).toEqual([kind]));

  test('that cannot be heard is nothing said of: silence is told by itself, and proves nothing', () => {
    expect(found({ a: M(30, 20, 10), b: [] })).toEqual([]);
  });

  test('is proved to have what its master had at the last reading that it has reached', () => {
    expect(sentences(found({ a: M(30, 20, 10), b: R(25, 15, 5) }))).toBe(`b moving, has all that a had at ${formatUtc(NOW - 5_000)}`);
    expect(sentences(found({ a: M(10, 10), b: R(10, 10) }))).toBe(`b idle, proved at ${formatUtc(NOW)}: has all that a had`);
  });

  test('is stuck since its master was first seen to have more, and not known since when where that was never otherwise', () => {
    expect(found({ a: M(40, 30, 20, 10), b: R(10, 10, 10, 10) })[0]?.judged.since).toBe(NOW - 10_000);
    expect(found({ a: M(50, 40, 30), b: R(10, 10, 10) })[0]?.judged.since).toBeNull();
  });

  test.each<[what: string, stepMs: number, standing: string[], expected: string]>([
    ['asked four times in 30 ms', 10, [], 'ok b: idle'],
    ['asked four times in just less than 2 s', 999, [], 'ok b: idle'],
    ['asked four times in 2 s from its first reading with less', 1_000, [], 'critical b: stuck'],
    ['found stuck before, and asked four times in 30 ms since', 10, ['stuck b'], 'critical b: stuck'],
    ['found to move before, and asked four times in 30 ms since', 10, ['movement of b'], 'ok b: idle'],
  ])('that carries nothing out, %s', (_, stepMs, standing, expected) => {
    const said = { a: M(40, 30, 20, 10), b: R(10, 10, 10, 10) };
    expect(kinds(found(said, group(said, { standing: new Set(standing) }, stepMs)))).toEqual([expected]);
  });

  test('that was found stuck and moves is not stuck, however soon it is asked', () => {
    const said = { a: M(40, 30, 20, 10), b: R(30, 10, 10, 10) };
    expect(kinds(found(said, group(said, { standing: new Set(['stuck b']) }, 10)))).toEqual(['ok b: moving']);
  });

  test('that is stuck is told in the same words at each reading, so that it is one finding', () => {
    const [before] = found({ a: M(40, 30, 20, 10), b: R(10, 10, 10, 10) });
    const [after] = found({ a: M(60, 50, 40, 30), b: R(10, 10, 10, 10) });
    expect([after?.id, after?.told]).toEqual([before?.id, before?.told]);
  });

  test('is not judged by what its master says of it', () => {
    const said = { a: M(40, 30, 20, 10), b: R(40, 30, 20, 10) };
    const nodes = group(said).nodes.map((node) => ({
      ...node,
      windows: {
        info: (node.windows.info ?? []).map((reading) => ({ ...reading, value: { ...(reading.value as Said), replicas: [{ lag: 900 }] } })),
      },
    }));
    expect(found(said, { nodes })).toEqual(found(said));
  });

  test.each<[limit: number | null, expected: string]>([
    [9, 'warning b: behind'],
    [10, 'ok b: moving'],
    [null, 'ok b: moving'],
  ])('that has what its master had 10 s ago, at a limit of %s s: %s', (behindWarningSeconds, expected) => {
    const said = { a: M(40, 30, 20), b: R(20, 15, 10) };
    const nodes = group(said).nodes.map((node) => ({
      ...node,
      settings: { ...settings({ behindWarningSeconds }), address: { host: '10.0.0.1', port: node.node === 'a' ? 1 : 2 } },
    }));
    expect(kinds(found(said, { nodes }))).toEqual([expected]);
  });
});

describe('a replica of a replica', () => {
  const below = (...offsets: number[]): Said[] => offsets.map((offset) => replica('b', offset));

  test.each<[what: string, b: Said[], c: Said[], expected: string[]]>([
    ['is compared with the top', R(40, 30, 20, 10), below(40, 30, 20, 10), ['ok b: moving', 'ok c: moving']],
    ['is stuck by itself', R(40, 30, 20, 10), below(10, 10, 10, 10), ['ok b: moving', 'critical c: stuck']],
    ['is stuck with the one above, which is one finding', R(10, 10, 10, 10), below(10, 10, 10, 10), ['critical b,c: stuck']],
  ])('%s', (_, b, c, expected) => expect(kinds(found({ a: M(40, 30, 20, 10), b, c }))).toEqual(expected));

  test('says of one above that is not read, and is not known', () => {
    const findings = found({ a: M(20, 10), b: [], c: below(20, 10) });
    expect(kinds(findings)).toEqual(['unknown c: not known']);
    expect(sentences(findings)).toMatch(/b, which it follows, is not read now/);
  });
});
