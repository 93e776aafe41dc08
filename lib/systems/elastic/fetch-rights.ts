import type { Asking } from '../../doctor.ts';
import { FetchError } from '../../failure.ts';
import { type ElasticAsk, type ElasticConnection, openElastic } from '../../io/elastic.ts';
import { authorizationOf } from './authorization.ts';
import { rightsOf } from './doctor-needs.ts';
import type { Product } from './model.ts';
import { parseProduct } from './parse-product.ts';
import { type Right, rightNames } from './rights.ts';
import type { ElasticSettings, ElasticUrl } from './settings.ts';

const MOST_ANSWER_BYTES = 2 ** 20;

/** What came of a question: its answer, or why there is none: not allowed, not known there, or something else. */
export type Said = { is: 'told'; body: unknown } | { is: 'barred' | 'unknown' | 'failed'; why: string };

/**
 * What one URL answers about the rights of one login. `product` is null where it may not even say what it is. Elasticsearch tells each privilege; `features` says whether its security is on,
 * asked where it tells none. OpenSearch tells the roles alone, so that every right that can be is tried.
 */
export type RawRights = { product: Product | null; rights: readonly Right[] } & (
  | { way: 'privileges'; privileges: Said; features: Said | null }
  | { way: 'trying'; roles: Said; tried: readonly { names: readonly string[]; said: Said }[] }
);

/** Asks, at the first URL that answers, which rights a login has; what changes something is never tried. Throws FetchError. */
export async function fetchRights(settings: ElasticSettings, as: string, { signal, meter }: Asking): Promise<RawRights> {
  const rights = rightsOf(settings, as);
  let failure: FetchError | null = null;
  for (const url of settings.urls.filter((one) => credentialsOf(one, as) !== null || as === 'read')) {
    const target = { url: url.url, authorization: authorizationOf(credentialsOf(url, as)), tls: url.tls };
    const line = openElastic({ ...target, maxBytes: MOST_ANSWER_BYTES, isOnce: true }, meter);
    try {
      return await askLine(line, { rights, signal: AbortSignal.any([signal, AbortSignal.timeout(settings.timeoutMs)]) });
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      // Whoever refuses has answered, and says more than silence.
      failure = failure === null || failure.kind === 'timeout' ? error : failure;
      if (signal.aborted) break;
    } finally {
      line.close();
    }
  }
  throw failure ?? new FetchError('auth', `nobody is configured as ${as}:`);
}

function credentialsOf({ read, act }: ElasticUrl, as: string): ElasticUrl['read'] {
  return as === 'act' ? act : read;
}

type Given = { rights: readonly Right[]; signal: AbortSignal };

async function askLine(line: ElasticConnection, { rights, signal }: Given): Promise<RawRights> {
  const ask = (one: ElasticAsk): Promise<Said> => said(line, one, signal);
  const root = await ask({ method: 'GET', path: '/' });
  const product = root.is === 'told' ? parseProduct(root.body) : null;
  const privileges = product?.is === 'opensearch' ? null : await ask(privilegesOf(rights));
  if (privileges !== null && (product !== null || privileges.is === 'told')) {
    const features = privileges.is === 'told' ? null : await ask(FEATURES);
    return { product, rights, way: 'privileges', privileges, features };
  }
  const roles = await ask(ROLES);
  const tried: { names: readonly string[]; said: Said }[] = [];
  for (const right of rights) {
    if (right.tried !== null) tried.push({ names: rightNames(right), said: await ask(right.tried) });
  }
  return { product, rights, way: 'trying', roles, tried };
}

/** What it takes to tell that nobody is asked for rights there. */
const UNKNOWN = [400, 404, 405, 500];

const FEATURES: ElasticAsk = {
  ...{ method: 'GET', path: '/_xpack', query: { categories: 'features', filter_path: 'features.security' } },
  unknownBy: { statuses: UNKNOWN, words: 'it does not tell whether its security is on' },
};
const ROLES: ElasticAsk = {
  ...{ method: 'GET', path: '/_plugins/_security/authinfo', query: {} },
  unknownBy: { statuses: UNKNOWN, words: 'it has no security plugin that tells of rights: nothing is refused by OpenSearch itself' },
};

/** Security API, has privileges: takes no right but to sign in. */
function privilegesOf(rights: readonly Right[]): ElasticAsk {
  const on = (place: 'cluster' | 'index'): string[] => rights.flatMap(({ elastic }) => (elastic.on === place ? [elastic.privilege] : []));
  const index = on('index').length === 0 ? {} : { index: [{ names: ['*'], privileges: on('index') }] };
  return {
    ...{ method: 'POST', path: '/_security/user/_has_privileges', body: { cluster: on('cluster'), ...index } },
    unknownBy: { statuses: UNKNOWN, words: 'it does not tell of rights (/_security is not there)' },
  };
}

/** A refusal to let somebody in, and silence, are no answers about a right. */
async function said(line: ElasticConnection, ask: ElasticAsk, signal: AbortSignal): Promise<Said> {
  try {
    return { is: 'told', body: await line.ask(ask, signal) };
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    if (error.kind === 'permission') return { is: 'barred', why: error.message };
    if (error.kind === 'unsupported') return { is: 'unknown', why: error.message };
    if (error.kind === 'http' || error.kind === 'busy') return { is: 'failed', why: error.message };
    throw error;
  }
}
