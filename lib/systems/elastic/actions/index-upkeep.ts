import * as z from 'zod';
import type { Note } from '../../../acting.ts';
import { INDEX, type IndexAnswer } from '../asked/model.ts';
import { isAtLeast } from '../model.ts';
import { inPath } from '../requests.ts';
import { indexRow } from '../rows.ts';
import { ofIndex } from './command.ts';
import { INDEX_INPUT } from './input.ts';
import { onCluster } from './on-cluster.ts';

const schema = z.strictObject(INDEX_INPUT);
type Input = z.output<typeof schema>;
const EXAMPLE = '{ "group": "search", "index": "logs-1" }';
const QUESTION = { name: INDEX, input: ({ index }: Input) => ({ index }) };

type Plain = {
  name: string;
  verb: string;
  rest: string;
  query?: Record<string, boolean>;
  summary: string;
  notes?: Note[];
  before: string;
  wanted: string;
};

/** What is done to an index at once, and shows in no reading: the answer says on how many copies it was done. */
function plainDeed({ name, verb, rest, query, summary, notes = [], before, wanted }: Plain) {
  return onCluster<Input, IndexAnswer>({
    ...{ name, schema, example: EXAMPLE, questions: [QUESTION] },
    names: ({ index }) => ({ title: `${verb} ${index}`, button: verb }),
    preview: ({ input: { index }, answer, step }) => {
      if (answer.name !== index) return { refusal: `${index} is another name for ${answer.name}: act on that` };
      return {
        ...{ summary, notes, friction: 'click' },
        steps: [
          step({
            target: index,
            row: indexRow(index),
            before,
            wanted,
            command: { ask: ofIndex(index, rest, query) },
            isProvedByAnswer: true,
          }),
        ],
      };
    },
  });
}

export const flushIndex = plainDeed({
  ...{ name: 'flush', verb: 'Flush', rest: '_flush', before: 'as it was', wanted: 'flushed' },
  summary:
    'What is only in the logs of its shards so far is written to their files, so that they recover faster. Searches and writes go on.',
});

export const refreshIndex = plainDeed({
  ...{ name: 'refresh', verb: 'Refresh', rest: '_refresh', before: 'as it was', wanted: 'refreshed' },
  summary:
    'What was written up to now can be searched from now on. It does this by itself every second, unless its settings say otherwise.',
});

export const clearCache = plainDeed({
  ...{ name: 'clear-cache', verb: 'Clear caches of', rest: '_cache/clear', before: 'as it was', wanted: 'cleared' },
  summary: 'Its caches of queries, requests and fields are emptied on every member, and fill again.',
  notes: [{ status: 'warning', words: 'searches in it are slower for a while' }],
});

const BLOCK = 'read_only_allow_delete';

/** Takes the block away that a disk beyond the flood stage watermark brought. */
export const liftBlock = onCluster<Input, IndexAnswer>({
  ...{ name: 'lift-block', schema, example: EXAMPLE, questions: [QUESTION] },
  names: ({ index }) => ({ title: `Let ${index} be written again`, button: 'Lift block' }),
  preview({ input: { index }, cluster, answer, step }) {
    if (!answer.blocks.includes(BLOCK)) return { isDone: true, refusal: `${index} is not blocked by a full disk` };
    if (answer.name !== index) return { refusal: `${index} is another name for ${answer.name}: act on that` };
    const { product } = cluster.health;
    const isLiftedAlone = product.is === 'opensearch' || isAtLeast(product, 7, 4);
    const notes: Note[] = [
      {
        status: 'warning',
        words:
          'where a disk with a copy of it is still beyond the flood stage watermark it is blocked again within half a minute: make room first',
      },
      ...(isLiftedAlone
        ? [{ status: 'ok' as const, words: 'this version lifts it by itself once the disk is below the high watermark' }]
        : []),
    ];
    const ask = { method: 'PUT' as const, path: `/${inPath(index)}/_settings`, body: { [`index.blocks.${BLOCK}`]: null } };
    return {
      summary: `${index} takes writes again: it can only be read and deleted now, because a disk was too full.`,
      notes,
      steps: [step({ target: index, row: indexRow(index), before: 'read and delete only', wanted: 'not blocked', command: { ask } })],
    };
  },
  prove: (_, { blocks }) =>
    blocks.includes(BLOCK) ? { is: 'not proved', words: 'it is blocked still, or again' } : { is: 'proved', words: 'it is not blocked' },
});
