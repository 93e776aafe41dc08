import { describe, expect, test } from 'vitest';
import { findingsIn, kinds, NOW, SETTINGS, saying, sentences, type Told } from './cluster-scene.ts';

const THREE = ['es1', 'es2', 'es3'];
const TWO = ['es1', 'es2'];
type Load = NonNullable<Told['load']>;

/** The members of the newest reading first, 15 s apart. */
function lists(...names: string[][]): Load {
  return names.map((own, place) => ({ ago: place * 15, names: own }));
}

function members(load: Load, more: Parameters<typeof findingsIn>[0] = {}) {
  const nodes = { es1: saying({}, 0, 10), es2: saying({}, 0, 10) };
  const whole = { health: [{ ago: 0, nodes: load[0]?.names.length ?? 0 }], ...more.whole, load };
  return findingsIn({ nodes, ...more, whole });
}

describe('a member that is to be there', () => {
  const cluster = { members: THREE };

  test.each<[string, Load, string[], string[]]>([
    ['and is there is no finding', lists(THREE, THREE), [], []],
    ['is named when two lists lack it', lists(TWO, TWO), [], ['warning es3: missing']],
    ['is not missed by one list', lists(TWO, THREE), [], []],
    ['stays missing although one list alone is kept', lists(TWO), ['missing es3'], ['warning es3: missing']],
    ['stays missing while nobody is read', [], ['missing es3'], ['warning es3: missing']],
    ['is back when it is listed again', lists(THREE, TWO, TWO), ['missing es3'], []],
    [
      'is not missed because it does not answer for its load',
      [
        { ago: 0, names: TWO, unanswered: 1 },
        { ago: 15, names: TWO, unanswered: 1 },
      ],
      [],
      [],
    ],
  ])('%s', (_, load, standing, expected) => expect(kinds(members(load, { cluster, standing }))).toEqual(expected));

  test('is told beside the health of the cluster, which stands for it where that is as bad', () => {
    const [found] = members(lists(TWO, TWO), { cluster });
    expect(found).toMatchObject({ probe: 'health', nodes: ['cluster'], rows: [{ node: 'cluster', row: 'cluster' }], followsRows: true });
  });
});

describe('a member that was there', () => {
  const left = NOW - 15_000;
  const id = `gone ${left} es3`;
  const hours = (count: number) => NOW + count * 3_600_000;

  test('and is not any more is told, since the first list without it, and how that ends is said', () => {
    const found = members(lists(TWO, TWO, THREE));
    expect(kinds(found)).toEqual(['warning es3: gone']);
    expect(found[0]?.id).toBe(id);
    expect(sentences(found)).toMatch(
      /^is not listed since 2026-03-04 14:09:45 UTC, and was before\. It is told until it is back, and for a day at most/,
    );
  });

  test.each<[string, Load, number, string[]]>([
    ['stays told when no list that is kept has it', lists(TWO, TWO), hours(23), ['warning es3: gone']],
    ['stays told by the same id while older lists still have it', lists(TWO, TWO, TWO, THREE), NOW, ['warning es3: gone']],
    ['stays told while nobody is read', [], NOW, ['warning es3: gone']],
    ['is not told any more when it is back', lists(THREE, TWO), NOW, []],
    ['is not told any more after a day', lists(TWO, TWO), hours(24), []],
  ])('%s', (_, load, now, expected) => {
    const found = members(load, { standing: [id], now });
    expect(kinds(found)).toEqual(expected);
    expect(found.every((one) => one.id === id)).toBe(true);
  });

  test.each<[string, object, RegExp]>([
    ['drained', { settings: { ...SETTINGS, exclude: [{ attribute: '_name', names: ['es3'], at: 'persistent' }] } }, /it was drained/],
    [
      'ordered to go',
      { shuttingDown: [{ id: 'id-es3', name: 'es3', type: 'REMOVE', status: 'COMPLETE' }] },
      /an orchestrator said that it was to go/,
    ],
  ])('and was %s is a remark', (_, allocation, words) => {
    const found = members(lists(TWO, TWO, THREE), { whole: { allocation } });
    expect(kinds(found)).toEqual(['ok es3: gone']);
    expect(sentences(found)).toMatch(words);
  });

  test('and was ordered to restart is missed all the same', () => {
    const allocation = { shuttingDown: [{ id: 'id-es3', name: 'es3', type: 'RESTART', status: 'COMPLETE' }] };
    expect(kinds(members(lists(TWO, TWO, THREE), { whole: { allocation } }))).toEqual(['warning es3: gone']);
  });
});

describe('a node that answers for itself', () => {
  const es3 = saying({}, 0, 10);
  const nodes = { es1: saying({}, 0, 10), es3 };

  test('and is not in the list of the cluster is critical, by two lists', () => {
    const found = members(lists(TWO, TWO), { nodes });
    expect(kinds(found)).toEqual(['critical es3: unlisted']);
    expect(sentences(found)).toContain('answers as es3, and is not among the 2 members that es1 lists');
    expect(members(lists(TWO, THREE), { nodes })).toEqual([]);
    expect(members(lists(THREE, THREE), { nodes })).toEqual([]);
  });

  test('by a word that is older than the list is not', () => {
    expect(members(lists(TWO, TWO), { nodes: { es1: saying({}, 0, 10), es3: saying({}, 40, 50) } })).toEqual([]);
  });

  test('and follows another master, or none, is told by that', () => {
    for (const masterId of ['id-es3', null]) {
      const found = members(lists(TWO, TWO), { nodes: { es1: saying({}, 0, 10), es3: saying({ masterId }, 0, 10) } });
      expect(found.map(({ kind }) => kind)).toEqual([masterId === null ? 'no master' : 'masters']);
    }
  });

  test('of another cluster is told by that', () => {
    const other = { es1: saying({}, 0, 10), es3: saying({ uuid: 'u2' }, 0, 10) };
    expect(kinds(members(lists(TWO, TWO), { nodes: other }))).toEqual(['critical es1 and es3: clusters']);
  });
});

describe('the number of members', () => {
  const health = (...nodes: number[]) => nodes.map((own, place) => ({ ago: place * 10, nodes: own }));

  test.each<[string, ReturnType<typeof health>, Load, string[]]>([
    ['that the master counts is that which is known to whoever is asked', health(3, 3), lists(THREE, THREE), []],
    ['that differs for two readings is told', health(2, 2), lists(THREE, THREE), ['warning number of members: counts']],
    ['that differs in one reading is a change on its way', health(2, 3), lists(THREE, THREE), []],
    [
      'counts those that do not answer',
      health(3, 3),
      [
        { ago: 0, names: TWO, unanswered: 1 },
        { ago: 15, names: TWO, unanswered: 1 },
      ],
      [],
    ],
  ])('%s', (_, own, load, expected) => expect(kinds(members(load, { whole: { health: own } }))).toEqual(expected));
});

describe('versions', () => {
  test('of several kinds are told with who runs which', () => {
    const whole = { members: [{ ago: 60, names: THREE, versions: ['8.17.0', '8.16.1', '8.17.0'] }] };
    const found = members(lists(THREE, THREE), { whole });
    expect(kinds(found)).toEqual(['warning members: versions']);
    expect(sentences(found)).toMatch(/es1 and es3 run 8\.17\.0, es2 runs 8\.16\.1: as while it is upgraded/);
    expect(found[0]).toMatchObject({ probe: 'members', nodes: ['cluster'] });
  });

  test('are those of the URLs where the list is not read', () => {
    const nodes = { es1: saying({}, 0, 10), es2: saying({ product: { is: 'elasticsearch', version: '9.0.1' } }, 0, 10) };
    expect(kinds(members(lists(TWO, TWO), { nodes }))).toEqual(['warning es1 and es2: versions']);
  });

  test('of two products are told as that', () => {
    const nodes = { es1: saying({}, 0, 10), es2: saying({ product: { is: 'opensearch', version: '2.19.1' } }, 0, 10) };
    expect(kinds(members(lists(TWO, TWO), { nodes }))).toEqual(['warning es1 and es2: products']);
  });
});
