import { FetchError } from '../failure.ts';
import type { Conceal } from './conceal.ts';
import { refusalFailure } from './http-refusals.ts';

/** An answer that is not the one asked for: its status, and its body as the client has read it: JSON, or text. */
export type Refused = { status: number; location: string | null; body: unknown; isAuthorized: boolean; path: string };

/** What the product itself says is wrong: its word for the kind, and its sentence. */
type Said = { type: string | null; reason: string };

const REASON_LENGTH = 300;

/**
 * What an answer with an error means. Elasticsearch and OpenSearch say it as JSON: `error` is an object with `type` and `reason`, or a plain text (406 of those that do not know a media
 * type); what a proxy says in front of them is a page.
 */
export function elasticRefusal({ status, location, body, isAuthorized, path }: Refused, conceal: Conceal): FetchError {
  const said = saidIn(body);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  if (said === null || status === 401) return refusalFailure({ status, reason: '', location, text, isAuthorized, path }, conceal);
  const received = conceal(text);
  const words = conceal(sentence(said));
  if (status === 403) return new FetchError('permission', `403: ${words}`, received);
  if (status === 429) return new FetchError('busy', `429: it is too busy to answer: ${words}`, received);
  if (said.type === 'master_not_discovered_exception' || said.type === 'cluster_manager_not_discovered_exception')
    return new FetchError('http', `${status}: it knows no elected master, so that it cannot answer for the cluster (${words})`, received);
  return new FetchError('http', `${status}: ${words}`, received);
}

function sentence({ type, reason }: Said): string {
  const whole = type === null || type === '' ? reason : `${type}: ${reason}`;
  const clean = whole.replace(/\s+/g, ' ').trim();
  return clean.length > REASON_LENGTH ? `${clean.slice(0, REASON_LENGTH - 1)}…` : clean;
}

function saidIn(body: unknown): Said | null {
  const error = partOf(body, 'error');
  if (typeof error === 'string') return { type: null, reason: error };
  const reason = partOf(error, 'reason');
  const type = partOf(error, 'type');
  if (typeof reason !== 'string' && typeof type !== 'string') return null;
  return { type: typeof type === 'string' ? type : null, reason: typeof reason === 'string' ? reason : '' };
}

function partOf(holder: unknown, key: string): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, key) : undefined;
}
