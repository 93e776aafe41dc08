import { describe, expect, test } from 'vitest';
import type { Listener } from '#lib/systems/sql/ag/model.ts';
import { at, type groupOf, kinds, replica, type Said, saying, sentences, witnessOf } from './cluster.ts';

const rest = (): Said[] => at(10, 10, 10);

describe('a copy that is cut off', () => {
  test('and has all that a resting primary had is not proved idle, whoever of the two says so', () => {
    const cutOff = 'unknown b: not known';
    expect(kinds(witnessOf({ a: rest(), b: saying(rest(), { replica: { isConnected: false } }) }))).toEqual([cutOff]);
    const replicas = [replica('a', { role: 'primary' }), replica('b', { isLocal: false, isConnected: false })];
    const findings = witnessOf({ a: saying(rest(), { group: { replicas } }), b: rest() });
    expect(kinds(findings)).toEqual([cutOff]);
    expect(sentences(findings)).toMatch(/is not connected: what is written from now on would not reach it/);
  });

  test('is idle where both say that it is connected, or nobody says', () => {
    const replicas = [replica('a', { role: 'primary' }), replica('b', { isLocal: false, isConnected: true })];
    expect(kinds(witnessOf({ a: saying(rest(), { group: { replicas } }), b: rest() }))).toEqual(['ok b: idle']);
  });
});

test('a copy that stands still below a primary that rests is told with both places', () => {
  expect(sentences(witnessOf({ a: at(20, 20, 20), b: rest() }))).toMatch(
    /is behind and standing still: StackOverflow is at 27841:10:1 and a at 27841:20:1, both for at least 10s/,
  );
});

test("a copy whose end of log is its primary's is not behind, whatever it calls hardened", () => {
  const b = rest().map((one) => ({ ...one, positions: { lastHardened: '1', lastReceived: '1' } }));
  expect(kinds(witnessOf({ a: rest(), b }))).toEqual(['ok b: idle']);
});

describe('a listener', () => {
  const listener = (...states: readonly (string | null)[]): Listener => ({
    ...{ id: 'l', dnsName: 'SO-AG', port: 1433, isConformant: true },
    addresses: states.map((state, index) => ({ ip: `10.0.0.${index}`, mask: null, state })),
  });
  const found = (now: Listener, before: Listener = now, over: Partial<ReturnType<typeof groupOf>> = {}): string[] => {
    const told = [now, before, before].map((one) => ({ at: 10, bytes: 10, group: { listeners: [one], ...over } }));
    return kinds(witnessOf({ a: told })).filter((kind) => kind.endsWith('listener'));
  };
  test.each<[string, Listener, string[]]>([
    ['without an address that is online is critical', listener('offline', 'offline'), ['critical SO-AG: listener']],
    ['whose one address failed is critical', listener('failed'), ['critical SO-AG: listener']],
    ['that comes is a warning', listener('online pending', 'offline'), ['warning SO-AG: listener']],
    ['of which no state is told is not known', listener(null), ['unknown SO-AG: listener']],
    ['of which no address is told is not known', listener(), ['unknown SO-AG: listener']],
    ['of several subnets of which one is online is well', listener('offline', 'online'), []],
  ])('%s', (_, one, expected) => expect(found(one)).toEqual(expected));

  test('counts when two readings told it, and where a Windows cluster holds its addresses', () => {
    expect(found(listener('offline'), listener('online'))).toEqual([]);
    expect(found(listener('offline'), listener('offline'), { clusterType: 'external' })).toEqual([]);
  });
});

test('a replica on which Always On was disabled is told so, and not taken for one that lacks a right', () => {
  const replicas = [replica('a', { role: 'primary' }), replica('b', { isLocal: false })];
  const findings = witnessOf({ a: saying(rest(), { group: { replicas } }), b: saying(rest(), { isDisabled: true }) });
  expect(sentences(findings)).toMatch(/SQL-B: SQL-B is read, and Always On is not enabled there: it gets nothing/);
});
