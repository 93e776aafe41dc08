import { describe, expect, test } from 'vitest';
import { findingsIn, kinds, NOW, type OwnSaid, saying, sentences } from './cluster-scene.ts';

const ALL = { es1: saying({}, 0, 10), es2: saying({}, 0, 10), es3: saying({}, 0, 10) };
const ROUND = [
  { ago: 0, names: ['es1', 'es2', 'es3'] },
  { ago: 15, names: ['es1', 'es2', 'es3'] },
];

/** Three nodes, of which these say something else. */
function three(others: Record<string, OwnSaid[]>, more: Partial<Parameters<typeof findingsIn>[0]> = {}) {
  return findingsIn({ nodes: { ...ALL, ...others }, whole: { load: ROUND }, ...more });
}

test('of nodes that agree nothing is found', () => expect(three({})).toEqual([]));

describe('what nodes say of their cluster', () => {
  test.each<[string, Record<string, OwnSaid[]>, string[], RegExp | null]>([
    [
      'different masters are critical, and who follows whom is said',
      { es3: saying({ masterId: 'id-es3' }, 0, 10) },
      ['critical es1, es2 and es3: masters'],
      /es1 and es2 follow es1, es3 follows es3/,
    ],
    [
      'a master that is not listed is told by its id',
      { es3: saying({ masterId: 'x9' }, 0, 10) },
      ['critical es1, es2 and es3: masters'],
      /one that is not listed \(x9\)/,
    ],
    ['different masters in one reading are a change on its way', { es3: [{ ago: 0, masterId: 'id-es3' }, { ago: 10 }] }, [], null],
    ['different masters that are so no longer are none', { es3: [{ ago: 0 }, { ago: 10, masterId: 'id-es3' }] }, [], null],
    [
      'a node without a master, and whom the others follow',
      { es3: saying({ masterId: null }, 0, 10) },
      ['critical es3: no master'],
      /^knows no master, while es1 and es2 follow es1: it is cut off/,
    ],
    [
      'no master at all',
      { es1: saying({ masterId: null }, 0, 10), es2: saying({ masterId: null }, 0, 10), es3: saying({ masterId: null }, 0, 10) },
      ['critical es1, es2 and es3: no master'],
      /no node that is read here knows a master/,
    ],
    [
      'different clusters, and who is in which',
      { es3: saying({ uuid: 'u2', clusterName: 'other', masterId: 'id-es3' }, 0, 10) },
      ['critical es1, es2 and es3: clusters'],
      /es1 and es2 are in search \(u1\), es3 is in other \(u2\)/,
    ],
    [
      'a node that has never been in a cluster',
      { es3: saying({ uuid: null, masterId: null }, 0, 10) },
      ['critical es3: never formed'],
      /^has never been in a cluster .*while es1 and es2 are in search/,
    ],
    ['a node that is not read is no party', { es3: [] }, [], null],
  ])('%s', (_, others, expected, words) => {
    const found = three(others);
    expect(kinds(found)).toEqual(expected);
    if (words) expect(sentences(found)).toMatch(words);
  });

  test('different masters that are standing stay while one of the nodes is read once', () => {
    const found = three({ es3: saying({ masterId: 'id-es3' }, 0) }, { standing: ['masters u1'] });
    expect(kinds(found)).toEqual(['critical es1, es2 and es3: masters']);
  });

  test('a finding is as old as the own words that it rests on, and stands at their rows', () => {
    const [found] = three({ es3: saying({ masterId: null }, 0, 10) });
    expect(found).toMatchObject({ probe: 'own', nodes: ['es3', 'es1', 'es2'], rows: [{ node: 'es3', row: 'own' }], followsRows: true });
  });
});

describe('a state that lies behind', () => {
  const versions = (...pairs: [ago: number, version: number][]): OwnSaid[] =>
    pairs.map(([ago, stateVersion]) => ({ ago, stateVersion, stateUuid: `s${stateVersion}` }));
  const ahead = versions([0, 140], [10, 130], [60, 110], [70, 105]);

  test.each<[string, OwnSaid[], string[]]>([
    ['for longer than the limit is a warning', versions([0, 104], [10, 104], [60, 104]), ['warning es3: behind']],
    ['and moves, and is still too late, is a warning', versions([0, 108], [10, 106]), ['warning es3: behind']],
    ['for less than the limit is not', versions([0, 112], [10, 104]), []],
    ['by what another got since is not', versions([0, 130], [10, 130]), []],
    [
      'and follows no master is told by that alone',
      versions([0, 104], [10, 104]).map((one) => ({ ...one, masterId: null })),
      ['critical es3: no master'],
    ],
    [
      'and follows another master is told by that alone',
      versions([0, 104], [10, 104]).map((one) => ({ ...one, masterId: 'id-es3' })),
      ['critical es1, es2 and es3: masters'],
    ],
    [
      'of another cluster is not compared',
      versions([0, 4], [10, 4]).map((one) => ({ ...one, uuid: 'u2' })),
      ['critical es1, es2 and es3: clusters'],
    ],
    ['that is not told is not compared', versions([0, 4], [10, 4]).map((one) => ({ ...one, stateVersion: null })), []],
  ])('%s', (_, es3, expected) => {
    expect(kinds(three({ es1: ahead, es2: ahead, es3 }))).toEqual(expected);
  });

  test('says what it lacks, who had it, and when', () => {
    const found = three({ es1: ahead, es2: [], es3: versions([0, 104], [10, 104]) });
    expect(sentences(found)).toContain(
      'has cluster state 104, and lacks 105, which es1 had at 2026-03-04 14:08:50 UTC: the warning limit is 60 s',
    );
    expect(NOW).toBe(Date.parse('2026-03-04T14:10:00Z'));
  });

  test('is none where the versions of all went back', () => {
    const restored = versions([0, 90], [10, 90], [60, 140]);
    expect(three({ es1: restored, es2: restored, es3: versions([0, 90], [10, 90]) })).toEqual([]);
  });

  test('is not looked for where the limit is off', () => {
    const found = three({ es1: ahead, es3: versions([0, 104], [10, 104]) }, { cluster: { limits: { behindWarningSeconds: 'off' } } });
    expect(found).toEqual([]);
  });
});

describe('two states of one version', () => {
  test.each<[string, OwnSaid[], string[]]>([
    ['are critical', saying({ stateUuid: 'other' }, 0, 10), ['critical es1, es2 and es3: states']],
    ['in one reading are not proved', [{ ago: 0, stateUuid: 'other' }, { ago: 10 }], []],
    [
      'of different clusters are nothing strange',
      saying({ stateUuid: 'other', uuid: 'u2' }, 0, 10),
      ['critical es1, es2 and es3: clusters'],
    ],
  ])('%s', (_, es3, expected) => expect(kinds(three({ es3 }))).toEqual(expected));

  test('say who has which', () => {
    expect(sentences(three({ es3: saying({ stateUuid: 'other' }, 0, 10) }))).toMatch(
      /version 100 .*: es1 and es2 have s100, es3 has other/,
    );
  });
});

describe('a URL', () => {
  const turns = (...names: string[]): OwnSaid[] => names.map((name, place) => ({ name, ago: place * 10 }));

  test('behind which several answer in turn has no word of its own, and it is said that agreement cannot be told', () => {
    const es3 = turns('es3', 'es4', 'es3', 'es4').map((one) => ({ ...one, masterId: 'id-es3' }));
    const found = three({ es3 });
    expect(kinds(found)).toEqual(['unknown es3: in turn']);
    expect(sentences(found)).toContain('es3 and es4 answer at its URL in turn');
  });

  test.each<[string, OwnSaid[], string[], string[]]>([
    ['whose node was renamed is not one', turns('es3', 'es3', 'old', 'old'), [], []],
    ['stays one while several names are kept', turns('es3', 'es4'), ['in turn es3'], ['unknown es3: in turn']],
    ['is none any more when one name is left', turns('es3', 'es3'), ['in turn es3'], []],
  ])('%s', (_, es3, standing, expected) => expect(kinds(three({ es3 }, { standing }))).toEqual(expected));

  test('that leads to the same member as another is told', () => {
    const found = three({ es3: turns('es2', 'es2') });
    expect(kinds(found)).toEqual(['warning es2 and es3: same member']);
    expect(sentences(found)).toContain('lead to one and the same member, es2');
  });

  test('is not taken for another where two members have one name', () => {
    const load = [{ ago: 0, names: ['es1', 'es2', 'es2'] }];
    expect(three({ es3: turns('es2', 'es2') }, { whole: { load } })).toEqual([]);
  });

  test('that is the only one of a cluster of many is a remark', () => {
    const found = findingsIn({ nodes: { es1: saying({}, 0, 10) }, whole: { load: ROUND } });
    expect(kinds(found)).toEqual(['ok es1: one url']);
    expect(sentences(found)).toContain('the only URL of a cluster of 3 members');
    expect(findingsIn({ nodes: { es1: saying({}, 0, 10) }, whole: { load: [{ ago: 0, names: ['es1'] }] } })).toEqual([]);
  });
});
