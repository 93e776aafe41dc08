import { describe, expect, test } from 'vitest';
import { defineProbe, defineSystem, knockOf, type System } from '#lib/system.ts';

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
    keyFigures: [],
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

describe('the knock of a node', () => {
  const beside = { ...probe('beside'), vital: false };
  const knocking = (isAsked: () => boolean, ...others: ReturnType<typeof probe>[]) =>
    knockOf(system({ probes: [{ ...probe('one'), isAsked }, ...others] }), null);

  test.each<[what: string, isAsked: boolean, others: ReturnType<typeof probe>[], expected: string]>([
    ['is that of its system', true, [probe('two')], 'one'],
    ['of which that is not asked is its first vital probe', false, [beside, probe('two'), probe('three')], 'two'],
  ])('%s', (_, isAsked, others, expected) => expect(knocking(() => isAsked, ...others)).toBe(expected));

  test('of which nothing vital is asked is refused: nobody would hear that it is silent', () => {
    expect(() => knocking(() => false, beside)).toThrow(/no vital probe to knock with/);
  });
});
