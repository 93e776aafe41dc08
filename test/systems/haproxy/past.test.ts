import { describe, expect, test } from 'vitest';
import type { Reading } from '#lib/reading.ts';
import { figure } from '#lib/systems/haproxy/figures.ts';
import { keyValues } from '#lib/systems/haproxy/key-figures.ts';
import type { Stats } from '#lib/systems/haproxy/model.ts';
import { parseStats } from '#lib/systems/haproxy/parse.ts';
import { PAST_FIGURES, pastOf } from '#lib/systems/haproxy/past.ts';
import { areSeveralProcesses } from '#lib/systems/haproxy/processes.ts';
import { judgeStats } from '#lib/systems/haproxy/status.ts';
import { witnessTier } from '#lib/systems/haproxy/witness.ts';
import { restarts } from '#lib/systems/haproxy/witness-restart.ts';
import { AT, csvOf, frontend, kept, LIMITS, readCapture, readingOf, server } from './hand-made.ts';

/** A capture as it was read three times, its counters moved on by nobody. */
function thrice(name: string): Reading<Stats>[] {
  const text = readCapture(name);
  return [0, 1, 2].map((index) => ({ ...readingOf([frontend()], AT - index * 5_000), value: parseStats(text) }));
}

describe('readings of which only the newest is whole', () => {
  test.each(['1.4.6', '1.9.0', '2.6.12', '3.4.0', 'all-states', 'odd-text'])('come to the same as whole ones: %s', (name) => {
    const whole = thrice(name);
    const past = kept(whole);
    expect(judgeStats(past, LIMITS)).toEqual(judgeStats(whole, LIMITS));
    expect(keyValues(past)).toEqual(keyValues(whole));
    expect([restarts(past), areSeveralProcesses(past)]).toEqual([restarts(whole), areSeveralProcesses(whole)]);
    const tier = (stats: typeof past) => ['lb1', 'lb2'].map((node) => ({ node, settings: {}, windows: { stats } }));
    const rest = { marks: [], inFlight: [], events: [], standing: new Set<string>(), now: AT };
    expect(witnessTier({ ...rest, nodes: tier(past) })).toEqual(witnessTier({ ...rest, nodes: tier(whole) }));
  });

  test('hold every figure that is kept, and nothing where nothing was told', () => {
    const [row] = parseStats(csvOf([server({ stot: 7, weight: 3, eresp: '' })])).rows;
    const [past] = pastOf({ rows: row ? [row] : [] }, undefined).rows;
    const read = (of: typeof past) => PAST_FIGURES.map((name) => of && figure(of, name));
    expect(read(past)).toEqual(read(row));
    expect([past && figure(past, 'sessionsTotal'), past && figure(past, 'responseErrors')]).toEqual([7, null]);
  });

  test('do not pass for not having told a figure that is not kept', () => {
    const [row] = pastOf(parseStats(csvOf([server({ qcur: 3 })])), undefined).rows;
    expect(() => row && figure(row, 'queue')).toThrow('queue');
  });

  test('take over what is the same, by the row and never by its place alone', () => {
    const read = (...names: string[]) => parseStats(csvOf([frontend(), ...names.map((svname) => server({ svname }))]));
    const older = pastOf(read('s1', 's2'), undefined);
    const later = pastOf(read('s2', 's1'), older);
    expect(later.rows.map(({ name }) => name)).toEqual(['FRONTEND', 's2', 's1']);
    const changed = pastOf(parseStats(csvOf([frontend({ status: 'STOP' })])), older);
    expect(changed.rows[0]?.state).not.toBe(older.rows[0]?.state);
    expect(pastOf(read('s1', 's2'), older).rows[1]?.state).toBe(older.rows[1]?.state);
  });
});
