import { describe, expect, test } from 'vitest';
import { countRows, provenSince } from '#lib/issues/tally.ts';
import { failing, MOMENT, NEVER_READ, NOW, ownProbe, readAgo, SILENT } from '../components/estate.ts';
import { backend, part, server } from './finding.ts';

const START = NOW - 3_600_000;
const rows = [backend(), server('web1'), server('web2', 'critical'), server('web3', 'maintenance')];

describe('rows are counted', () => {
  test('by status while their reading is fresh', () => {
    expect(countRows([part('lb05', rows), part('lb06', rows)], MOMENT)).toMatchObject({ ok: 4, critical: 2, maintenance: 2, stale: 0 });
  });

  test('as stale when it is too old, but for what was critical', () => {
    const counts = { ok: 0, critical: 1, maintenance: 0, stale: 3 };
    expect(countRows([part('lb05', rows, readAgo(60_000))], MOMENT)).toMatchObject(counts);
    expect(countRows([part('lb05', rows)], SILENT)).toMatchObject(counts);
  });

  test('not for nodes that were never read, nor for Vigil itself', () => {
    const counts = { critical: 0, stale: 0, warning: 0, unknown: 0, maintenance: 0, ok: 0 };
    expect(countRows([part('lb05', [], NEVER_READ), { probe: ownProbe(), rows: [] }], MOMENT)).toEqual(counts);
  });
});

describe('all being well is proven', () => {
  const since = (at: number) => ({ verdict: { status: 'ok' as const, reason: 'up', since: { at, how: 'source' as const } } });

  test('since Vigil first looked, whatever the source says of the time before', () => {
    const old = { ...server('web1'), ...since(NOW - 86_400_000) };
    expect(provenSince([part('lb05', [old], { heldSince: START, ...since(NOW - 86_400_000) })])).toBe(START);
  });

  test.each([
    ['a server changed', part('lb05', [{ ...server('web1'), ...since(NOW - 5_000) }], { heldSince: START, ...since(START) }), NOW - 5_000],
    ['the whole of a reading changed', part('lb05', [], { heldSince: START, ...since(NOW - 6_000) }), NOW - 6_000],
    ['there was a gap in the readings', part('lb05', [], { heldSince: NOW - 7_000, ...since(START) }), NOW - 7_000],
  ])('since the last time that %s', (_name, one, at) => {
    expect(provenSince([part('lb06', [], { heldSince: START, ...since(START) }), one])).toBe(at);
  });

  test('not at all where something was never judged, nor of nothing', () => {
    expect(provenSince([part('lb05'), part('lb06', [], { ...NEVER_READ, heldSince: null })])).toBeNull();
    expect(provenSince([{ probe: ownProbe(), rows: [] }])).toBeNull();
  });

  test('without what is not permitted and not vital', () => {
    const barred = part('lb06', [], { vital: false, heldSince: NOW, ...failing('permission', 5_000) });
    expect(provenSince([part('lb05', [], { heldSince: START, ...since(START) }), barred])).toBe(START);
  });
});
