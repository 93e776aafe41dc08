import * as z from 'zod';
import type { AnyQuestion } from '../../../../system.ts';
import { askOf } from '../../fetch-asked.ts';
import { fields, inPath } from '../../requests.ts';
import { clusterQuestion } from '../cluster-question.ts';
import { GRID, GRID_LENGTH, GRID_MOST, type Grid, type GridInput } from './model.ts';
import { parseGrid } from './parse.ts';

/** A name as an index can have: nothing in it asks for several. */
const NAME = /^[^*?,"<>|\\/#\s-][^*?,"<>|\\/#\s]*$/;

const input = z.strictObject({
  indices: z
    .array(z.string().max(255).regex(NAME))
    .min(1)
    .max(GRID_MOST)
    .refine((names) => names.join(',').length <= GRID_LENGTH),
});

const SHARD = 'routing_table.indices.*.shards.*';
const KEPT = fields(
  'nodes.*.name',
  ...['state', 'primary', 'node', 'relocating_node', 'unassigned_info.reason'].map((one) => `${SHARD}.${one}`),
);

/** Where every copy of some indices is, by the state of whichever node answers. An index that is gone is left out of the answer. */
export const gridQuestion: AnyQuestion = clusterQuestion<GridInput, Grid>({
  name: GRID,
  question: '_cluster/state/routing_table,nodes of some indices',
  input,
  usage: `the names of 1 to ${GRID_MOST} indices, ${GRID_LENGTH} letters in all: {"indices":["logs-1"]}`,
  fetch: (node, { indices }, signal) =>
    askOf(
      node,
      () => ({
        method: 'GET',
        path: `/_cluster/state/routing_table,nodes/${indices.map(inPath).join(',')}`,
        query: { ...KEPT, ignore_unavailable: true, allow_no_indices: true, expand_wildcards: 'all' },
      }),
      signal,
    ),
  parse: parseGrid,
});
