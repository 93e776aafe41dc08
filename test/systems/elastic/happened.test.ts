import { describe, expect, test } from 'vitest';
import { happenedTo } from '#lib/systems/elastic/happened.ts';
import { HEALTH, LOAD, OWN } from '#lib/systems/elastic/model.ts';
import { PARSE } from '#lib/systems/elastic/parse.ts';
import { ES, health, kept, load, NOW, TELLER, windowOf } from './hand-made.ts';

const words = (probe: string, values: readonly unknown[]) =>
  happenedTo({ probe, window: windowOf(probe, ...values) }).map((one) => one.words);

describe('members', () => {
  const both = { es1: {}, es2: {} };

  test.each([
    ['nothing', [load(both), load(both)], []],
    ['a restart', [load({ es1: {}, es2: { upSeconds: 5 } }), load(both)], ['es2 restarted']],
    ['one that joined', [load(both), load({ es1: {} })], ['es2 joined']],
    ['one that left', [load({ es1: {} }), load(both)], ['es2 left']],
    ['all of it', [load({ es1: { upSeconds: 5 }, es3: {} }), load(both)], ['es1 restarted, es3 joined, es2 left']],
    ['one that did not answer has not left', [load({ es1: {} }, 1), load(both)], []],
    ['nor has it joined when it answers again', [load(both), load({ es1: {} }, 1), load(both)], []],
    ['one that did not answer and then was gone has left', [load({ es1: {} }), load({ es1: {} }, 1), load(both)], ['es2 left']],
    [
      'one that was restarted while it did not answer',
      [load({ es1: {}, es2: { upSeconds: 3 } }), load({ es1: {} }, 1), load(both)],
      ['es2 restarted'],
    ],
    ['a first reading tells of none', [load(both)], []],
  ])('%s', (_, values, expected) => {
    expect(words(LOAD, kept(values))).toEqual(expected);
  });

  test('that tell less than before were not restarted by that', () => {
    const bare = PARSE.load({ ...TELLER, stats: { _nodes: { failed: 0 }, nodes: { 'id-es1': { name: 'es1' } } } });
    expect(words(LOAD, kept([bare, load({ es1: { searches: 9 } })]))).toEqual([]);
  });

  test('that left are told once', () => {
    expect(words(LOAD, kept([load({ es1: {} }), load({ es1: {} }), load(both)]))).toEqual([]);
  });

  test('who left did so between two readings in which all answered', () => {
    const window = windowOf(LOAD, ...kept([load({ es1: {} }), load({ es1: {} }, 1), load(both)]));
    expect(happenedTo({ probe: LOAD, window })).toEqual([{ from: NOW - 30_000, to: NOW, words: 'es2 left' }]);
  });
});

describe('a URL', () => {
  const own = { product: ES, name: 'es1', clusterName: 'search', uuid: 'u1', stateVersion: 7, stateUuid: 's7', masterId: 'n1' };

  test.each([
    ['nothing', own, own, []],
    ['another master', { ...own, masterId: 'n2' }, own, ['follows another elected master']],
    ['no master', { ...own, masterId: null }, own, ['knows no elected master any more']],
    ['a master again', own, { ...own, masterId: null }, ['knows an elected master again']],
    ['another cluster', { ...own, uuid: 'u2' }, own, ['is of another cluster (its cluster_uuid is another)']],
    [
      'another node behind it',
      { ...own, name: 'es2', masterId: 'n2' },
      own,
      ['answers as es2 and no longer as es1, follows another elected master'],
    ],
  ])('%s', (_, now, was, expected) => {
    expect(words(OWN, [now, was])).toEqual(expected);
  });
});

test('a cluster that is another one is told, a colour is not', () => {
  expect(words(HEALTH, [{ ...health({ status: 'red' }), uuid: 'u2' }, health()])).toEqual([
    'is of another cluster (its cluster_uuid is another)',
  ]);
  expect(words(HEALTH, [health({ status: 'red' }), health()])).toEqual([]);
});
