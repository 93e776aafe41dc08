import { FetchError } from '../../failure.ts';
import type { ElasticAsk } from '../../io/elastic.ts';
import { type AskOne, askCluster, type ElasticNode } from './connection.ts';
import type { RawPart, RawUpkeep } from './raw.ts';
import { fields } from './requests.ts';

/** Statuses by which a build without such a part, or a version before it, answers. */
const UNKNOWN = [400, 404, 405, 500];

/** Asks Elasticsearch for its snapshot policies (SLM) and for what is in error under ILM, OpenSearch for the same of its own (SM and ISM). Each takes a right of its own, and the one is told without the other. */
export function fetchUpkeep(node: ElasticNode, signal: AbortSignal): Promise<RawUpkeep> {
  return askCluster(node, signal, async (one, teller) => {
    const isOpen = teller.product.is === 'opensearch';
    const policies = isOpen ? await part(() => managed(one)) : await part(() => one(SLM));
    return { ...teller, policies, errors: await part(() => one(isOpen ? ISM : ILM)) };
  });
}

const OF_SLM = ['last_success.time', 'last_failure.time', 'last_failure.details', 'next_execution_millis', 'policy.repository'];
const OF_ILM = ['policy', 'phase', 'action', 'step', 'failed_step', 'step_info', 'step_time_millis'];

const SLM: ElasticAsk = {
  ...{ method: 'GET', path: '/_slm/policy', query: fields(OF_SLM.map((field) => `*.${field}`)) },
  unknownBy: { statuses: UNKNOWN, words: 'it has no snapshot policies (SLM)' },
};
const ILM: ElasticAsk = {
  ...{ method: 'GET', path: '/*/_ilm/explain', query: { only_errors: true, ...fields(OF_ILM.map((field) => `indices.*.${field}`)) } },
  unknownBy: { statuses: UNKNOWN, words: 'it has no life cycles (ILM)' },
};
const ISM: ElasticAsk = {
  ...{ method: 'GET', path: '/_plugins/_ism/explain/*' },
  unknownBy: { statuses: UNKNOWN, words: 'it has no life cycles (Index State Management is not installed)' },
};
const NO_SM = { statuses: UNKNOWN, words: 'it has no snapshot policies (Snapshot Management is of OpenSearch 2.1 and later)' };

/** The policies and what became of them are two answers. */
async function managed(one: AskOne): Promise<unknown> {
  const policies = await one({ method: 'GET', path: '/_plugins/_sm/policies', unknownBy: NO_SM });
  const explain = await one({ method: 'GET', path: '/_plugins/_sm/policies/*/_explain', unknownBy: NO_SM });
  return { policies, explain };
}

/** What is not permitted or not there is told in its place; everything else is a failure of the whole. */
async function part(ask: () => Promise<unknown>): Promise<RawPart> {
  try {
    return { is: 'told', body: await ask() };
  } catch (error) {
    if (error instanceof FetchError && (error.kind === 'permission' || error.kind === 'unsupported'))
      return { is: 'untold', why: error.message };
    throw error;
  }
}
