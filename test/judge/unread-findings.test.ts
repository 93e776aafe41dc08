import { describe, expect, test } from 'vitest';
import type { Found } from '#lib/finding.ts';
import { GroupWitness } from '#lib/judge/group-witness.ts';
import type { System, WitnessInput, WitnessNode } from '#lib/system.ts';
import { witnessGroup } from '#lib/systems/redis/witness.ts';
import { witnessAg } from '#lib/systems/sql/ag/witness.ts';
import { group, master, replica } from '../systems/redis/group.ts';
import { at, NOW, nodesOf, type Said, saying } from '../systems/sql/ag/cluster.ts';

function watching(witness: (input: WitnessInput<unknown>) => Found[]) {
  const system = { name: 'pretend', knock: 'ag', probes: [{ name: 'ag', vital: true }], witness } as unknown as System;
  const one = new GroupWitness(system, { name: 'web', title: 'Web', nodes: [] });
  return {
    one,
    look: (nodes: readonly WitnessNode<unknown>[]): string[] => {
      one.look({ nodes, marks: [], inFlight: [], events: [] }, NOW);
      return one.findings().map(({ verdict, subject, kind }) => `${verdict.status} ${subject}: ${kind}`);
    },
    reasons: () => one.findings().map(({ verdict }) => verdict.reason),
  };
}

const WRITES = at(40, 30, 20, 10);
const STANDS = [10, 10, 10, 10].map((block): Said => ({ at: block, bytes: 10 }));
const stuck = (): ReturnType<typeof watching> => {
  const watched = watching(witnessAg);
  expect(watched.look(nodesOf({ a: WRITES, b: STANDS }))).toEqual(['critical b: stuck']);
  return watched;
};

describe('a copy that was found stuck', () => {
  test('and is not read stays so, in its words, since when it is not read and since when it is stuck', () => {
    const { one, look, reasons } = stuck();
    const [before] = one.findings();
    expect(look(nodesOf({ a: WRITES, b: [] }))).toEqual(['critical b: stuck']);
    expect(reasons()).toEqual([`not read since 2026-11-22 14:02:00 UTC; was: ${before?.verdict.reason}`]);
    expect(one.findings()[0]?.verdict.since).toEqual(before?.verdict.since);
    expect(one.rightedAt()).toBeNull();
  });

  test('stays the very same finding while nothing is read, and is not wrapped in words again and again', () => {
    const { one, look } = stuck();
    look(nodesOf({ a: [], b: [] }));
    const [first] = one.findings();
    look(nodesOf({ a: [], b: [] }));
    expect(one.findings()).toEqual([first]);
    expect(one.findings()[0]).toBe(first);
    expect(first?.verdict.reason).toMatch(/^a, b not read since [^;]*; was: [^;]*gets nothing/);
  });

  test('stays so in one line where its primary alone is not read, which says who that is', () => {
    const { look, reasons } = stuck();
    expect(look(nodesOf({ a: [], b: STANDS }))).toEqual(['critical b: silent primary', 'critical b: stuck']);
    expect(reasons()[1]).toMatch(/^a not read since /);
  });

  test('is so no longer once both are read again and it moves', () => {
    const { one, look } = stuck();
    look(nodesOf({ a: WRITES, b: [] }));
    expect(look(nodesOf({ a: WRITES, b: at(40, 30, 20, 10) }))).toEqual(['ok b: moving']);
    expect(one.rightedAt()).toBe(NOW);
  });

  test('is found again in its own words once both are read again', () => {
    const { look, reasons } = stuck();
    const before = reasons();
    look(nodesOf({ a: WRITES, b: [] }));
    expect(look(nodesOf({ a: WRITES, b: STANDS }))).toEqual(['critical b: stuck']);
    expect(reasons()).toEqual(before);
  });

  test('gives way to what is proved of it below another primary, though the old one is not read', () => {
    const { look } = stuck();
    const role = { role: 'primary' } as const;
    const found = look(nodesOf({ a: [], b: at(40, 30, 20, 10), c: saying(at(40, 30, 20, 10), { replica: role }) }));
    expect(found).toContain('ok b: moving');
    expect(found).not.toContain('critical b: stuck');
  });

  test('is told no longer where it is the primary itself, and the old one is not read', () => {
    const { look } = stuck();
    expect(look(nodesOf({ a: [], b: saying(WRITES, { replica: { role: 'primary' } }) }))).toEqual([]);
  });

  test('is told no longer once a node that it rests on is not configured', () => {
    const { look } = stuck();
    look(nodesOf({ a: WRITES, b: [] }));
    expect(look(nodesOf({ a: WRITES }))).toEqual([]);
  });
});

test('that the primary is not read is said no longer once it is read, though now another is not', () => {
  const { look } = watching(witnessAg);
  expect(look(nodesOf({ a: [], b: WRITES }))).toContain('critical b: silent primary');
  expect(look(nodesOf({ a: WRITES, b: [] }))).toEqual([]);
});

test('what was well or not known is not kept: silence is told by itself', () => {
  const { look } = watching(witnessAg);
  expect(look(nodesOf({ a: WRITES, b: at(40, 30, 20, 10) }))).toEqual(['ok b: moving']);
  expect(look(nodesOf({ a: WRITES, b: [] }))).toEqual([]);
});

describe('a replica of Redis that was found stuck', () => {
  const M = [40, 30, 20, 10].map((offset) => master(offset));
  const S = [10, 10, 10, 10].map((offset) => replica('a', offset));

  test('and is killed, or its master is, stays so in one line until it moves', () => {
    const { look, reasons } = watching(witnessGroup);
    expect(look(group({ a: M, b: S }).nodes)).toEqual(['critical b: stuck']);
    expect(look(group({ a: M, b: [] }).nodes)).toEqual(['critical b: stuck']);
    expect(reasons()[0]).toMatch(/^not read since .*; was: carries nothing out/);
    expect(look(group({ a: [], b: S }).nodes)).toEqual(['critical b: stuck']);
    expect(look(group({ a: M, b: [40, 30, 20, 10].map((offset) => replica('a', offset)) }).nodes)).toEqual(['ok b: moving']);
  });
});
