import { expect, test } from 'vitest';
import type { SlotOwner } from '#components/redis/cluster/cluster-line.ts';
import { bandsOf, bandWords } from '#components/redis/cluster/slot-bands.ts';

const owner = (node: string, from: number, to: number, is: SlotOwner['is'] = 'read'): SlotOwner => ({ node, slots: [{ from, to }], is });
const words = (...owners: SlotOwner[]): string[] => bandsOf(owners).map((band) => `${band.from}-${band.to} ${band.is}: ${bandWords(band)}`);

test.each<[what: string, owners: SlotOwner[], expected: string[]]>([
  ['a master that is read serves them', [owner('a', 0, 16_383)], ['0-16383 served: a']],
  [
    'a master that answers with CLUSTERDOWN does not',
    [owner('a', 0, 16_383, 'down')],
    ['0-16383 down: not served: a has them and answers with CLUSTERDOWN'],
  ],
  ['a master that is not read does not', [owner('a', 0, 16_383, 'stale')], ['0-16383 stale: not read: a had them']],
  ['a master that refuses does not', [owner('a', 0, 16_383, 'gone')], ['0-16383 gone: not covered: a had them and answers no more']],
  ['what one that is gone had is served by who says so now', [owner('a', 0, 16_383, 'gone'), owner('b', 0, 16_383)], ['0-16383 served: b']],
  ['two that are read claim them twice', [owner('a', 0, 16_383), owner('b', 0, 16_383)], ['0-16383 twice: a, b both claim them']],
  ['nobody has them', [], ['0-16383 none: not covered: no master that is read has them']],
])('slots: %s', (_, owners, expected) => expect(words(...owners)).toEqual(expected));
