import type { ClientRequest } from 'node:http';
import { Client, errors, Transport, type TransportOptions } from '@elastic/elasticsearch';
import { FetchError } from '../failure.ts';
import { type Conceal, concealAuthorization } from './conceal.ts';
import { type LineParts, lineClass } from './elastic-line.ts';
import { elasticRefusal } from './elastic-refusals.ts';
import { type HttpAccess, openAgents, openKeptAgents, peerOf } from './http-request.ts';
import type { Meter } from './meter.ts';

/** One URL of a cluster, and as whom it is asked. `maxBytes` is the largest answer taken. `isOnce`: each request over a socket of its own, as commands are sent. */
export type ElasticTarget = HttpAccess & { url: string; maxBytes: number; isOnce?: boolean };

/** One request as the REST API has it: `path` encoded, `query` as names and values, `body` to be sent as JSON. */
export type ElasticAsk = {
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  query?: Readonly<Record<string, string | number | boolean>>;
  body?: object;
  /** What is answered is text and not JSON, as that of hot threads is. */
  isText?: true;
  /** With which statuses a version or a product that does not know the request answers it: then FetchError is "unsupported", in these words. */
  unknownBy?: { statuses: readonly number[]; words: string };
};

/** Asks one URL and no other. `ask` gives the body of an answer of status 200 to 299, JSON as it came; throws FetchError for everything else, and ends at once when the signal aborts. It never asks twice. */
export type ElasticConnection = { ask(ask: ElasticAsk, signal: AbortSignal): Promise<unknown>; close(): void };

const CLOSED = 'Vigil closed the connection';

/** The longest that a timer can be set to. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * The client with its Transport told to do without two things of its own: the check of the product, which throws after a command was carried out, and media types that name a version, which
 * other versions and OpenSearch refuse. With plain JSON every server answers in its own form.
 */
class PlainTransport extends Transport {
  constructor({ productCheck: _, ...options }: TransportOptions) {
    const [json, lines] = ['application/json', 'application/x-ndjson'];
    super({
      ...options,
      vendoredHeaders: { jsonContentType: json, ndjsonContentType: lines, accept: `${json}, text/plain` },
      openTelemetry: { enabled: false },
    });
  }
}

/** Opens no socket before the first question. After `close` nothing can be asked and no socket is left. The meter is told of each request. */
export function openElastic(target: ElasticTarget, meter: Meter): ElasticConnection {
  const agents = target.isOnce ? openAgents(target, { keepAlive: false }) : openKeptAgents(target);
  const flying = new Set<ClientRequest>();
  const conceal = concealAuthorization(target.authorization);
  const peer = peerOf(new URL(target.url), conceal);
  const client = clientOver(target.url, { access: target, maxBytes: target.maxBytes, agents, peer, meter, flying });
  const told: Told = { conceal, isAuthorized: target.authorization !== null };
  let isClosed = false;
  return {
    async ask(ask, signal) {
      if (isClosed) throw new Error('asked over a closed connection');
      const { method, path, query, body } = ask;
      const params = { method, path, ...(query ? { querystring: { ...query } } : {}), ...(body ? { body } : {}) };
      const answer = await client.transport.request(params, { signal, meta: true }).catch((error: unknown) => {
        throw failureOf(error, ask, told);
      });
      if (answer.statusCode < 200 || answer.statusCode > 299) throw refusalOf(answer, ask, told);
      return ask.isText ? textOf(answer.body) : jsonOf(answer.body, headerOf(answer.headers, 'content-type'), conceal);
    },
    close() {
      isClosed = true;
      for (const request of flying) request.destroy(new FetchError('internal', CLOSED));
      agents.plain.destroy();
      agents.secure.destroy();
    },
  };
}

function clientOver(node: string, parts: LineParts): Client {
  return new Client({
    ...{ node, Connection: lineClass(parts), Transport: PlainTransport },
    ...{ maxRetries: 0, compression: false, enableMetaHeader: false },
    // What is asked ends by its signal.
    requestTimeout: LONGEST_MS,
  });
}

type Told = { conceal: Conceal; isAuthorized: boolean };

/** What the client throws, in our words; what it only passes on is in them already. */
function failureOf(error: unknown, ask: ElasticAsk, told: Told): unknown {
  if (error instanceof errors.ResponseError)
    return refusalOf({ statusCode: error.statusCode ?? 0, headers: error.headers, body: error.body }, ask, told);
  if (error instanceof errors.DeserializationError)
    return new FetchError('protocol', 'its answer says that it is JSON, and is not', told.conceal(error.data));
  return error instanceof errors.RequestAbortedError ? new FetchError('timeout', 'no connection') : error;
}

type Answered = { statusCode: number; headers: unknown; body: unknown };

function refusalOf({ statusCode: status, headers, body }: Answered, { path, unknownBy }: ElasticAsk, told: Told): FetchError {
  if (unknownBy?.statuses.includes(status)) return new FetchError('unsupported', unknownBy.words);
  return elasticRefusal({ status, location: headerOf(headers, 'location'), body, isAuthorized: told.isAuthorized, path }, told.conceal);
}

/** The client gives a body as text where its type is not JSON, or where it is empty. */
function jsonOf(body: unknown, contentType: string | null, conceal: Conceal): unknown {
  if (typeof body === 'object' && body !== null) return body;
  const text = conceal(String(body ?? ''));
  if (text === '') throw new FetchError('protocol', 'its answer is empty');
  throw new FetchError(
    'protocol',
    `it answers with ${contentType ?? 'no content type'} and not with JSON: what listens there is no Elasticsearch, or a proxy in front of it`,
    text,
  );
}

function textOf(body: unknown): string {
  if (typeof body === 'string') return body;
  throw new FetchError('protocol', 'it answers with JSON where text was asked for', JSON.stringify(body));
}

function headerOf(headers: unknown, name: string): string | null {
  const value = typeof headers === 'object' && headers !== null ? Reflect.get(headers, name) : undefined;
  return typeof value === 'string' ? value : null;
}
