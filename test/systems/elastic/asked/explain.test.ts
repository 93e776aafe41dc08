import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { deciderWords } from '#lib/systems/elastic/asked/explain/deciders.ts';
import { parseExplain } from '#lib/systems/elastic/asked/explain/parse.ts';

const CAPTURE = new URL(
  '../../../../../shared/data/elasticsearch/captures/elasticsearch-9.5/_cluster.allocation.explain.json',
  import.meta.url,
);

const UNASSIGNED = { index: 'logs', shard: 2, primary: false, current_state: 'unassigned' };

const node = (name: string, decision: string, ...deciders: [decider: string, decision: string, explanation: string][]) => ({
  ...{ node_id: `id of ${name}`, node_name: name, node_decision: decision },
  deciders: deciders.map(([decider, own, explanation]) => ({ decider, decision: own, explanation })),
});

describe('the rules of a cluster in plain words', () => {
  test.each([
    [
      'disk_threshold',
      'the node is above the high watermark cluster setting [cluster.routing.allocation.disk.watermark.high=90%], having less than the minimum required [18gb] free space, actual free: [9gb], actual used: [91.2%]',
      'its disk is above the high watermark, 91 % used',
    ],
    [
      'disk_threshold',
      'the node is above the low watermark cluster setting [cluster.routing.allocation.disk.watermark.low=85%], using more disk space than the maximum allowed [85.0%], actual free: [12.1%]',
      'its disk is above the low watermark, 88 % used',
    ],
    [
      'disk_threshold',
      'allocating the shard to this node will bring the node above the high watermark cluster setting [cluster.routing.allocation.disk.watermark.high=90%] and cause it to have less than the minimum required [18gb] of free space (free: [20gb], estimated shard size: [6gb])',
      'with this copy its disk would be above the high watermark',
    ],
    ['disk_threshold', 'not as it was ever said', 'its disk has no room for it'],
    [
      'same_shard',
      'a copy of this shard is already allocated to this node [[logs][2], node[x], [P], s[STARTED]]',
      'it holds a copy of this shard already',
    ],
    [
      'same_shard',
      'cannot allocate to node [x] because a copy of this shard is already allocated to the same host address [10.0.0.1]',
      'another member on its host holds a copy of this shard',
    ],
    [
      'max_retry',
      'shard has exceeded the maximum number of retries [5] on failed allocation attempts - manually call [POST /_cluster/reroute?retry_failed] to retry, [unassigned_info[[reason=ALLOCATION_FAILED], at[2026-01-01], failed_attempts[5]]]',
      'it was tried 5 times and failed, and is not tried again by itself',
    ],
    [
      'filter',
      'node matches cluster setting [cluster.routing.allocation.exclude] filters [_name:"es3"]',
      'the cluster excludes it, as of one that is drained: _name:es3',
    ],
    [
      'filter',
      'node does not match index setting [index.routing.allocation.include] filters [box:"hot"]',
      'the index wants members of another kind: box:hot',
    ],
    [
      'enable',
      'no allocations are allowed due to cluster setting [cluster.routing.allocation.enable=none]',
      'allocation is switched off by a setting of the cluster: nothing may be assigned',
    ],
    [
      'enable',
      'replica allocations are forbidden due to index setting [index.routing.allocation.enable=new_primaries]',
      'allocation is switched off by a setting of the index: only new primaries may be assigned',
    ],
    [
      'throttling',
      'reached the limit of incoming shard recoveries [2], cluster setting [x=2] (can also be set via [y])',
      'it makes 2 copies, as many as it may at a time',
    ],
    [
      'throttling',
      'reached the limit of outgoing shard recoveries [2] on the node [z] which holds the primary',
      'the member with the primary sends 2 copies, as many as it may at a time',
    ],
    ['throttling', 'primary shard for this replica is not yet active', 'the primary is not active yet, and a replica is made from it'],
    [
      'awareness',
      'there are [3] copies of this shard and [2] values for attribute [zone] ([a, b] from nodes in the cluster and no forced awareness)',
      'copies are spread by zone, and those beside it hold their share already',
    ],
    [
      'awareness',
      'node does not contain the awareness attribute [zone]; required attributes cluster setting [x=zone]',
      'it has no attribute zone',
    ],
    [
      'data_tier',
      'index has a preference for tiers [data_hot] and node does not meet the required [data_hot] tier',
      'it is not of the tier that the index wants: data_hot',
    ],
    [
      'data_tier',
      'index has a preference for tiers [data_cold], but no nodes for any of those tiers are available in the cluster',
      'the index wants the tier data_cold, and no member is of it',
    ],
    [
      'node_version',
      'cannot allocate replica shard to a node with version [7.1.0] since this is older than the primary version [7.2.0]',
      'its version does not go with that of the copy it would be made from: 7.1.0 and 7.2.0',
    ],
    [
      'replica_after_primary_active',
      'primary shard for this replica is not yet active',
      'the primary is not active yet, and a replica is made from it',
    ],
    [
      'shards_limit',
      'too many shards [3] allocated to this node for index [logs], index setting [index.routing.allocation.total_shards_per_node=3]',
      'it holds as many shards of this index as it may: 3',
    ],
    [
      'shards_limit',
      'too many shards [900] allocated to this node, cluster setting [cluster.routing.allocation.total_shards_per_node=900]',
      'it holds as many shards in all as it may: 900',
    ],
    ['something_new', 'because', 'the rule something_new says no'],
  ])('%s: %s', (decider, said, words) => expect(deciderWords(decider, said)).toBe(words));
});

describe('an explanation', () => {
  const told = parseExplain({
    ...UNASSIGNED,
    unassigned_info: { reason: 'NODE_LEFT', at: '2026-03-04T14:02:00.000Z', details: 'node_left [x]', failed_allocation_attempts: 5 },
    can_allocate: 'no',
    allocate_explanation: 'cannot allocate because allocation is not permitted to any of the nodes',
    node_allocation_decisions: [
      node('es1', 'no', ['same_shard', 'NO', 'a copy of this shard is already allocated to this node']),
      node('es4', 'yes'),
      node('es3', 'throttled', ['throttling', 'THROTTLE', 'reached the limit of incoming shard recoveries [2], cluster setting']),
      node(
        'es2',
        'no',
        ['filter', 'NO', 'node matches cluster setting [cluster.routing.allocation.exclude] filters [_name:"es2"]'],
        ['enable', 'YES', 'all allocations are allowed'],
      ),
    ],
  });

  test('names each member and why not, those that refuse first', () => {
    expect(told.members.map(({ member, may, words }) => `${member} ${may}: ${words}`)).toEqual([
      'es1 no: it holds a copy of this shard already',
      'es2 no: the cluster excludes it, as of one that is drained: _name:es2',
      'es3 later: it makes 2 copies, as many as it may at a time',
      'es4 yes: it may hold it',
    ]);
  });

  test('says what it is, since when and what the product says', () => {
    expect(told).toMatchObject({
      stands: 'unassigned',
      member: null,
      reason: 'NODE_LEFT',
      since: Date.UTC(2026, 2, 4, 14, 2),
      failedTimes: 5,
    });
    expect([told.words, told.said]).toEqual(['No member may hold this replica now.', expect.stringMatching(/^cannot allocate/)]);
  });

  test('says what can be done, and nothing that gives up data', () => {
    expect(told.remedies.map(({ words }) => words)).toEqual([
      'End the drain of a member that may hold it, or add one.',
      expect.stringMatching(/^Every copy wants a member of its own/),
      expect.stringMatching(/^Wait/),
    ]);
  });

  test.each([
    [{ can_allocate: 'no_valid_shard_copy', primary: true }, /No member that is there holds a good copy/, /Bring back a member/],
    [{ can_allocate: 'allocation_delayed', remaining_delay_in_millis: 40_000 }, /waits for it to come back/, /Wait for the member/],
    [{ can_allocate: 'awaiting_info' }, /being asked what they hold/, /still being asked/],
    [{ current_state: 'started', can_remain_on_current_node: 'yes', can_rebalance_to_other_node: 'no' }, /It may stay where it is/, /^$/],
    [
      {
        ...{
          current_state: 'started',
          can_remain_on_current_node: 'no',
          can_move_to_other_node: 'no',
          current_node: { id: 'x', name: 'es3' },
        },
        can_remain_decisions: [
          {
            ...{ decider: 'disk_threshold', decision: 'NO' },
            explanation:
              'the shard cannot remain on this node because it is above the high watermark cluster setting [a=90%] and there is less than the required [10.0%] free disk on node, actual free: [8.5%]',
          },
        ],
      },
      /It may not stay where it is \(its disk is above the high watermark, 92 % used\), and no other member may take it/,
      /Make room on the disks/,
    ],
  ])('of %j', (over, words, remedy) => {
    const own = parseExplain({ ...UNASSIGNED, ...over });
    expect(own.words).toMatch(words);
    expect(own.remedies.map((one) => one.words).join(' ')).toMatch(remedy);
  });

  test('a copy on a disk is told by what its member says of it', () => {
    const own = parseExplain({
      ...{ ...UNASSIGNED, primary: true, can_allocate: 'no_valid_shard_copy' },
      node_allocation_decisions: [
        { ...node('es1', 'no'), store: { found: false } },
        { ...node('es2', 'no'), store: { in_sync: false, allocation_id: 'a' } },
        { ...node('es3', 'no'), store: { in_sync: true, store_exception: { type: 'corrupt_index_exception' } } },
      ],
    });
    expect(own.members.map(({ words }) => words)).toEqual([
      'it has no copy of it',
      'its copy is older than what was written since',
      'it has a copy that cannot be read',
    ]);
  });

  test.each([[null], ['<html>'], [{ index: 'a' }], [{ ...UNASSIGNED, shard: 'two' }]])('%j is no explanation', (raw) => {
    expect(() => parseExplain(raw)).toThrow(/answer|not a number/);
  });

  test.skipIf(!existsSync(CAPTURE))('that of the documentation of 9.5 parses', () => {
    const own = parseExplain(JSON.parse(readFileSync(CAPTURE, 'utf8')));
    expect(own.members).toEqual([
      expect.objectContaining({ member: 'node-0', may: 'no', words: 'the index wants members of another kind: _name:nonexistent_node' }),
    ]);
  });
});
