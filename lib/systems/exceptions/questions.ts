import { type AnyQuestion, defineQuestion, type Question } from '../../system.ts';
import type { StoreNode } from './connection.ts';
import { fetchClearing, fetchError, fetchRaw, fetchStates } from './fetch-error.ts';
import { fetchCount, fetchFacets, fetchList, fetchNewer, fetchShapeList, fetchTrend } from './fetch-list.ts';
import { maskError } from './parse-error.ts';
import { clearingInput, countInput, guidInput, listInput, newerInput, readBy, statesInput, trendInput } from './read-input.ts';
import type { ExceptionsSettings } from './settings.ts';

/** A search reads the whole table where no index helps; a page waits half a minute and can be left. */
const TIMEOUT_MS = 30_000;

type Asked<Input, Answer> = Pick<Question<ExceptionsSettings, StoreNode, Input, Answer, Answer>, 'name' | 'question' | 'read' | 'fetch'> &
  Partial<Pick<Question<ExceptionsSettings, StoreNode, Input, Answer, Answer>, 'isSensitive' | 'cacheMs' | 'audited'>>;

function ask<Input, Answer>({ isSensitive = false, cacheMs = 1_000, ...asked }: Asked<Input, Answer>): AnyQuestion {
  return defineQuestion<ExceptionsSettings, StoreNode, Input, Answer, Answer>({
    ...{ ...asked, isSensitive, cacheMs },
    timeoutMs: () => TIMEOUT_MS,
    unavailable: ({ read }) => (read === null ? 'nobody reads here: give exceptions.read a login' : null),
    parse: (value) => ({ value, producedAt: null }),
  });
}

/** What is asked of a store when somebody looks. Who may view sees types, messages, stacks and paths; values of requests and texts of commands take the right to details, and stand in the audit. */
export const storeQuestions: readonly AnyQuestion[] = [
  ask({ name: 'list', question: 'a page of errors', read: readBy(listInput), fetch: fetchList }),
  ask({ name: 'shapes', question: 'a page of shapes of errors', read: readBy(listInput), fetch: fetchShapeList }),
  ask({ name: 'count', question: 'how many errors match', cacheMs: 5_000, read: readBy(countInput), fetch: fetchCount }),
  ask({ name: 'newer', question: 'what came since', read: readBy(newerInput), fetch: fetchNewer }),
  ask({ name: 'facets', question: 'values to filter by', cacheMs: 10_000, read: readBy(countInput), fetch: fetchFacets }),
  ask({ name: 'trend', question: 'errors over time', cacheMs: 10_000, read: readBy(trendInput), fetch: fetchTrend }),
  ask({
    ...{ name: 'error', question: 'one error', read: readBy(guidInput) },
    fetch: async (node, { guid }, signal) => maskError(await fetchError(node, guid, signal)),
  }),
  ask({
    ...{ name: 'error-details', question: 'one error with its request', isSensitive: true, read: readBy(guidInput) },
    audited: ({ guid }) => `error ${guid}: request, form, cookies, headers, commands`,
    fetch: (node, { guid }, signal) => fetchError(node, guid, signal),
  }),
  ask({
    ...{ name: 'raw', question: 'one error as it was stored', isSensitive: true, read: readBy(guidInput) },
    audited: ({ guid }) => `error ${guid}: its JSON as it was stored`,
    fetch: (node, { guid }, signal) => fetchRaw(node, guid, signal),
  }),
  ask({
    ...{ name: 'states', question: 'how named errors stand', cacheMs: 0, read: readBy(statesInput) },
    fetch: (node, { guids }, signal) => fetchStates(node, guids, signal),
  }),
  ask({ name: 'clearing', question: 'what would be cleared', cacheMs: 0, read: readBy(clearingInput), fetch: fetchClearing }),
];
