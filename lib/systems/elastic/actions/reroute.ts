import * as z from 'zod';
import type { Note, Proof } from '../../../acting.ts';
import { formatCount } from '../../../format/number.ts';
import { EXPLAIN, type Explanation } from '../asked/explain/model.ts';
import { GRID, type Grid } from '../asked/grid/model.ts';
import { CLUSTER_ROW, shardRow } from '../rows.ts';
import { rerouteQuery } from './command.ts';
import { GROUP_INPUT, INDEX_INPUT } from './input.ts';
import { onCluster } from './on-cluster.ts';

const groupSchema = z.strictObject(GROUP_INPUT);

/** After five failed attempts a copy is not tried again until this is said (index.allocation.max_retries). It changes nothing where nothing failed. */
export const retryFailed = onCluster<z.output<typeof groupSchema>, null>({
  name: 'retry-failed',
  schema: groupSchema,
  example: '{ "group": "search" }',
  questions: [],
  names: () => ({ title: 'Try failed shards again', button: 'Try failed shards again' }),
  preview({ cluster, step }) {
    const failed =
      cluster.shards?.troubled.filter(({ state, unassigned }) => state === 'UNASSIGNED' && (unassigned?.failedTimes ?? 0) > 0) ?? null;
    const ask = {
      method: 'POST' as const,
      path: '/_cluster/reroute',
      query: { retry_failed: true, ...rerouteQuery(cluster.health.product) },
    };
    const notes: Note[] =
      failed === null
        ? [{ status: 'warning', words: 'how many copies failed is not read just now' }]
        : [
            {
              status: 'ok',
              words:
                failed.length === 0
                  ? 'no copy that is told of has failed: it would change nothing'
                  : `${formatCount(failed.length)} unassigned copies have failed before`,
            },
          ];
    return {
      summary:
        'The cluster tries once more to allocate every copy that failed too often. What made them fail must be mended first, or they fail again.',
      friction: 'click',
      notes,
      steps: [
        step({
          target: 'failed shards',
          row: CLUSTER_ROW,
          before: 'given up',
          wanted: 'tried again',
          command: { ask },
          isProvedByAnswer: true,
        }),
      ],
    };
  },
});

const name = z.string().min(1).max(255);
const moveSchema = z.strictObject({ ...INDEX_INPUT, number: z.int().min(0).max(100_000), isPrimary: z.boolean(), from: name, to: name });
type Move = z.output<typeof moveSchema>;
type Extra = Pick<Move, 'index' | 'number' | 'from' | 'to'>;

/** Moves one copy from one member to another. The cluster is asked for a dry run first, and does it only where all of its rules say yes. */
export const moveShard = onCluster<Move, Grid>({
  name: 'move-shard',
  schema: moveSchema,
  example: '{ "group": "search", "index": "logs-1", "number": 0, "isPrimary": true, "from": "es1", "to": "es3" }',
  questions: [
    { name: GRID, input: ({ index }) => ({ indices: [index] }) },
    { name: EXPLAIN, input: ({ index, number, isPrimary, from }) => ({ index, number, isPrimary, member: from }) },
  ],
  names: ({ index, number, from, to }) => ({ title: `Move shard ${number} of ${index} from ${from} to ${to}`, button: `Move to ${to}` }),
  preview({ input, cluster, answer, other, step }) {
    const { index, number, isPrimary, from, to } = input;
    const copies = answer.indices.find((one) => one.name === index)?.copies.filter((copy) => copy.number === number) ?? [];
    const own = copies.find(({ member }) => member === from);
    if (!own) return { refusal: `${from} holds no copy of shard ${number} of ${index}` };
    if (own.state !== 'STARTED')
      return {
        refusal: `the copy on ${from} is ${own.state.toLowerCase()}${own.to === null ? '' : `, to ${own.to}`}: only one that is started can be moved`,
      };
    if (!answer.members.includes(to)) return { refusal: `there is no member ${to}` };
    if (copies.some((copy) => copy.member === to || copy.to === to))
      return { refusal: `${to} has a copy of shard ${number} of ${index} already, or gets one: two of one shard are never on one member` };
    const why = other<Explanation>(EXPLAIN);
    const said = 'answer' in why ? why.answer.members.find(({ member }) => member === to) : undefined;
    const body = { commands: [{ move: { index, shard: number, from_node: from, to_node: to } }] };
    const query = rerouteQuery(cluster.health.product);
    const ask = { method: 'POST' as const, path: '/_cluster/reroute', query, body };
    return {
      summary: `${isPrimary ? 'The primary' : 'A replica'} of shard ${number} of ${index} is copied from ${from} to ${to}, and taken away at ${from} once it is whole. A dry run is asked for first.`,
      notes: [...saidNotes(said, to), ...balanceNotes(cluster.allocation?.settings.rebalance?.value)],
      steps: [
        step({
          ...{
            target: `${index} ${number}`,
            row: shardRow({ index, number, isPrimary }),
            before: `on ${from}`,
            wanted: `on ${to}, or on its way`,
          },
          ...{
            command: { first: { ...ask, query: { ...query, dry_run: true, explain: true } }, ask },
            extra: { index, number, from, to } satisfies Extra,
          },
        }),
      ],
    };
  },
  prove: (extra, answer) => proveMoved(extra as Extra, answer),
  undo: () => null,
});

function saidNotes(said: Explanation['members'][number] | undefined, to: string): Note[] {
  if (said === undefined)
    return [
      { status: 'warning', words: `what its rules say of ${to} is not told beforehand: the dry run tells, before anything is moved` },
    ];
  if (said.may === 'yes') return [{ status: 'ok', words: `the rules of the cluster let it go to ${to}` }];
  const status = said.may === 'later' ? ('warning' as const) : ('critical' as const);
  return [
    {
      status,
      words: `${to}: ${said.words}${said.may === 'later' ? ', so that the dry run may refuse it now' : ', so that the dry run will refuse it'}`,
    },
  ];
}

/** What evens out moves it back. */
function balanceNotes(rebalance: string | undefined): Note[] {
  return rebalance === 'none'
    ? []
    : [{ status: 'ok', words: 'the cluster goes on evening out what its members hold, and may move this copy or another again' }];
}

function proveMoved({ index, number, from, to }: Extra, { indices }: Grid): Proof {
  const copies = indices.find(({ name: one }) => one === index)?.copies.filter((copy) => copy.number === number) ?? [];
  const there = copies.find(({ member }) => member === to);
  if (there) return { is: 'proved', words: `${to} has it, ${there.state.toLowerCase()}` };
  const moving = copies.find((copy) => copy.member === from && copy.to === to);
  if (moving) return { is: 'proved', words: `on its way from ${from} to ${to}` };
  return {
    is: 'not proved',
    words: copies.some(({ member }) => member === from) ? `it is still on ${from}` : `neither ${from} nor ${to} has it`,
  };
}
