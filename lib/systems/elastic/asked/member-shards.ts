import type * as z from 'zod';
import { askOf } from '../fetch-asked.ts';
import { JsonPart } from '../json-part.ts';
import { isAtLeast } from '../model.ts';
import { fields } from '../requests.ts';
import { clusterQuestion } from './cluster-question.ts';
import { memberInput } from './inputs.ts';
import { type HeldShard, MEMBER_SHARDS, type MemberShardsAnswer } from './model.ts';

type Input = z.output<typeof memberInput>;

const KEPT = ['index', 'shard', 'primary', 'state', 'relocating_node'];

/** What a member holds, by the state of whichever node answers. */
export const memberShardsQuestion = clusterQuestion<Input, MemberShardsAnswer>({
  ...{
    name: MEMBER_SHARDS,
    question: '_cluster/state/routing_nodes of a node',
    input: memberInput,
    usage: 'the id of a node: {"id":"xWtLeiUjQoiRf2kpMYdXmA"}',
  },
  fetch: (node, { id }, signal) =>
    askOf(
      node,
      (product) => ({
        ...{ method: 'GET', path: '/_cluster/state/nodes,routing_nodes' },
        query: {
          ...fields(
            'nodes.*.name',
            KEPT.map((field) => `routing_nodes.nodes.${id}.${field}`),
          ),
          ...(product.is === 'elasticsearch' && isAtLeast(product, 9, 2) ? {} : { local: true }),
        },
      }),
      signal,
    ),
  parse: (body, { id }) => parseMemberShards(body, id),
});

/** Reads `routing_nodes` of one node. One that is in the cluster and holds nothing is not in it. Throws ParseError for one that is not in the cluster. */
export function parseMemberShards(body: unknown, id: string): MemberShardsAnswer {
  const told = new JsonPart(body, '');
  const members = told.neededPart('nodes');
  members.neededPart(id);
  const nameOf = (other: string | null): string | null => (other === null ? null : (members.part(other).text('name') ?? other));
  const shards = told
    .part('routing_nodes')
    .part('nodes')
    .list(id)
    .map(
      (copy): HeldShard => ({
        index: copy.neededText('index'),
        number: copy.neededCount('shard'),
        isPrimary: copy.flag('primary') ?? false,
        state: copy.neededText('state'),
        to: nameOf(copy.text('relocating_node')),
      }),
    );
  return { shards: shards.toSorted((a, b) => (a.index === b.index ? a.number - b.number : a.index < b.index ? -1 : 1)) };
}
