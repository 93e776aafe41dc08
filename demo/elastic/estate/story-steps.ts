import type { Step } from '../../story.ts';
import type { ElasticOrder } from '../model/orders.ts';

const step = (at: number, cluster: string, told: ElasticOrder, say: string): Step => ({
  at,
  say,
  deed: { do: 'elastic', order: { cluster, told } },
});

/** All of a small index, both copies of which break. */
const SHARD = { index: 'travel-v3', shard: 0 };

/** What happens to the clusters in a lap. */
export const ELASTIC_STEPS: Step[] = [
  step(
    30,
    'logs',
    { order: 'stop node', node: 'ny-logs04' },
    'ny-logs04 is stopped: the cluster logs is yellow, and Vigil names the member that is missing and the indices that have one copy less.',
  ),
  step(
    80,
    'logs',
    { order: 'start node', node: 'ny-logs04' },
    'ny-logs04 is back: its copies are made whole from what lies on its disk, and logs is green again.',
  ),
  step(
    100,
    'search',
    { order: 'fail shard', ...SHARD, isPrimary: true },
    'Both copies of a shard of travel-v3 are broken: search is red, and one click away stands why nothing can hold it.',
  ),
  step(145, 'search', { order: 'mend shard', ...SHARD }, 'The shard of travel-v3 is mended: the index comes back.'),
  step(
    155,
    'search',
    { order: 'fill disk', node: 'ny-es02', ratio: 0.93 },
    'The disk of ny-es02 is 93 % full, above the high watermark: its shards move to others, as far as those have room.',
  ),
  step(215, 'search', { order: 'empty disk', node: 'ny-es02' }, 'There is room again on ny-es02.'),
  step(
    230,
    'search-co',
    { order: 'isolate node', node: 'co-es03' },
    'co-es03 reaches nobody of its cluster: by its own word it knows no master, and the two others go on without it.',
  ),
  step(265, 'search-co', { order: 'rejoin node', node: 'co-es03' }, 'co-es03 is with the others again: all three name the same master.'),
];
