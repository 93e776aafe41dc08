import { expect, test } from 'vitest';
import { defineProbe, defineSystem, type System } from '#lib/system.ts';

function probe(name: string, keep = 1) {
  return defineProbe({
    name,
    question: name,
    vital: true,
    keep,
    round: false,
    times: () => ({ intervalMs: 5_000, timeoutMs: 3_000 }),
    fetch: async () => '',
    parse: (raw: string) => ({ value: raw, producedAt: null }),
  });
}

function system(over: Partial<System>): System {
  return {
    name: 'pretend',
    title: 'Pretend',
    knock: 'one',
    probes: [probe('one')],
    connect: () => null,
    close: () => undefined,
    status: () => ({ judged: { status: 'ok', reason: 'well', since: null }, rows: [] }),
    keyFigures: () => [],
    subjectOf: () => ({ name: 'row', alike: 'row', heads: null, under: null, host: null }),
    figures: () => null,
    acting: null,
    ...over,
  };
}

test.each<[name: string, over: Partial<System>, says: RegExp]>([
  ['no probes at all', { probes: [] }, /pretend has no probes/],
  ['two probes of one name', { probes: [probe('one'), probe('one')] }, /two probes of one name/],
  ['a knock that is none of its probes', { knock: 'other' }, /knocks with "other"/],
  ['a probe that keeps nothing', { probes: [probe('one', 0)] }, /pretend\/one keeps no reading/],
])('a manifest with %s is refused when it is defined', (_name, over, says) => {
  expect(() => defineSystem(system(over))).toThrow(says);
});

test('a sound manifest comes back as it is', () => {
  const sound = system({ probes: [probe('one'), probe('two', 6)] });
  expect(defineSystem(sound)).toBe(sound);
});
