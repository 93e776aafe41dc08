import { FetchError } from '../../../failure.ts';
import { askAllOf } from '../fetch-asked.ts';
import { JsonPart } from '../json-part.ts';
import { fields } from '../requests.ts';
import { clusterQuestion } from './cluster-question.ts';
import { NO_INPUT, nothing } from './inputs.ts';
import { DATA_STREAMS, type DataStreamsAnswer } from './model.ts';

const KEPT = ['name', 'indices.index_name', 'generation', 'status', 'template', 'ilm_policy'];
const NONE = 'it has no data streams: they are of Elasticsearch 7.9 and later with its default distribution, and of OpenSearch';

/** The streams, and the indices behind each. */
export const dataStreamsQuestion = clusterQuestion<null, DataStreamsAnswer>({
  ...{ name: DATA_STREAMS, question: '_data_stream', input: nothing, usage: NO_INPUT },
  fetch: (node, _, signal) =>
    askAllOf(
      node,
      (one) =>
        one({
          ...{ method: 'GET', path: '/_data_stream', query: fields(KEPT.map((field) => `data_streams.${field}`)) },
          unknownBy: { statuses: [400, 404, 405], words: NONE },
        }).catch(toldWhy),
      signal,
    ),
  parse: parseDataStreams,
});

/** A build that has none of them is no failure. */
function toldWhy(error: unknown): { why: string } {
  if (error instanceof FetchError && error.kind === 'unsupported') return { why: error.message };
  throw error;
}

/** Reads `_data_stream`; where there is none, all of the answer is filtered away. */
export function parseDataStreams(body: unknown): DataStreamsAnswer {
  const told = new JsonPart(body, '');
  const streams = told.list('data_streams').map((stream) => ({
    name: stream.neededText('name'),
    indices: stream.list('indices').map((index) => index.neededText('index_name')),
    generation: stream.count('generation'),
    status: stream.text('status')?.toLowerCase() ?? null,
    template: stream.text('template'),
    policy: stream.text('ilm_policy'),
  }));
  return { streams, why: told.text('why') };
}
