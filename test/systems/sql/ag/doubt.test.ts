import { describe, expect, test } from 'vitest';
import { at, database, kinds, replica, type Said, saying, sentences, witnessOf, writing } from './cluster.ts';

const rest = (): Said[] => at(10, 10, 10, 10);
const primary = { role: 'primary' } as const;

describe('two primaries', () => {
  test('mark every database of both, which are otherwise well by their own word', () => {
    const b = saying(at(31, 21), { replica: primary });
    const found = witnessOf({ a: at(30, 20), b }, { databases: ['So', 'Old'] }).find(({ kind }) => kind === 'two primaries');
    const rows = ['ag/SO_AG', 'ag/SO_AG/So', 'ag/SO_AG/Old'];
    expect(found?.rows).toEqual(['a', 'b'].flatMap((node) => rows.map((row) => ({ node, row }))));
  });
});

describe('a frozen view of a primary', () => {
  const frozen = { a: writing(at(10, 10, 5), 300, 200, 100), b: at(30, 20, 10) };

  test('is proved by two readings where a copy had more than it says later', () => {
    expect(kinds(witnessOf(frozen))).toEqual(['critical a: frozen', 'unknown b: not known']);
  });

  test('is not called that by a copy that a forced failover left with more, and suspended', () => {
    const suspended = { isSuspended: true, suspendReason: 'suspend from restart' };
    expect(kinds(witnessOf({ ...frozen, b: saying(frozen.b, { database: suspended }) }))).toEqual(['critical b: suspended']);
  });
});

describe('a log file that is made larger', () => {
  const larger = (said: readonly Said[]): Said[] => said.map((one, index) => ({ ...one, logBytes: index < 3 ? 1e9 + 400 : 1e9 }));

  test('writes zeros and no log: that is neither a frozen view nor rest', () => {
    const a = larger(writing(rest(), 400, 300, 200, 100));
    expect(kinds(witnessOf({ a, b: rest() }))).toEqual(['unknown a: not known', 'unknown b: not known']);
    expect(sentences(witnessOf({ a, b: rest() }))).toMatch(/the zeros of the new room, is not known/);
  });

  test('on a copy is no proof either, and does not hide what moves', () => {
    const b = larger(writing(rest(), 400, 300, 200, 100));
    expect(kinds(witnessOf({ a: rest(), b }))).toEqual(['unknown b: not known']);
    expect(kinds(witnessOf({ a: at(40, 30, 20, 10), b: larger(at(40, 30, 20, 10)) }))).toEqual(['ok b: moving']);
  });

  test.each<[what: string, used: (index: number) => number | null]>([
    ['that is used more and more', (index) => 2e8 - index * 100],
    ['of which it is not told how much is used', () => null],
  ])('%s is written with log: what stands meanwhile is frozen', (_, used) => {
    const a = larger(writing(rest(), 400, 300, 200, 100)).map((one, index) => ({ ...one, usedBytes: used(index) }));
    expect(kinds(witnessOf({ a, b: rest() }))).toContain('critical a: frozen');
  });

  test('and is written more than that is a frozen view all the same', () => {
    expect(kinds(witnessOf({ a: larger(writing(rest(), 4_000, 3_000, 2_000, 1_000)), b: rest() }))).toContain('critical a: frozen');
  });
});

describe('a copy that its primary calls suspended', () => {
  const claimed = (isSuspended: boolean | null): Said[] => {
    const others = [replica('a', primary), replica('b', { isLocal: false })];
    const claim = database('So', { replicaId: 'replica b', isLocal: false, isSuspended });
    const own = database('So', { isPrimary: true });
    return [1, 2, 3].map(() => ({ at: 1, bytes: 1, group: { replicas: others, databases: [own, claim] } }));
  };

  test('is not proved idle by its own word, and is where the primary does not say so', () => {
    const b = at(1, 1, 1);
    const findings = witnessOf({ a: claimed(true), b }, { databases: ['So'] });
    expect(kinds(findings)).toEqual(['unknown b: not known']);
    expect(sentences(findings)).toMatch(/is suspended by the word of a: what is written from now on would not reach it/);
    expect(kinds(witnessOf({ a: claimed(false), b }, { databases: ['So'] }))).toEqual(['ok b: idle']);
  });
});

describe('two nodes that are one instance', () => {
  const listener = saying(at(30, 20, 10), { replica: { ...primary, id: 'replica a', name: 'SQL-A' } });

  test('are not two primaries: that is told as what it is', () => {
    const findings = witnessOf({ a: at(30, 20, 10), listener, b: at(30, 20, 10) });
    expect(kinds(findings)).toEqual(['warning listener: same replica', 'ok b: moving']);
    expect(sentences(findings)).toMatch(/listener and a are one replica, SQL-A: /);
  });

  test('that one address leads to another replica now is no movement of either', () => {
    const turned = [...saying(at(30), { replica: { id: 'replica c' } }), ...at(20, 10)];
    expect(kinds(witnessOf({ a: at(30, 20, 10), b: turned }))).toEqual(['unknown b: not known']);
  });
});
