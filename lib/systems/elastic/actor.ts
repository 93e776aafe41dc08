import { FetchError } from '../../failure.ts';
import { type ElasticAsk, type ElasticConnection, openElastic } from '../../io/elastic.ts';
import type { Meter } from '../../io/meter.ts';
import { authorizationOf } from './authorization.ts';
import type { Product } from './model.ts';
import { parseProduct } from './parse-product.ts';
import type { ElasticSettings } from './settings.ts';

/** Sends commands to a cluster, at those of its URLs that have credentials to act with. */
export type ElasticActor = { lines: readonly { node: string; line: ElasticConnection }[] };

/** The URL that commands go to, and what answers there by its own word. */
export type ActingUrl = { node: string; product: Product; root: unknown; send(ask: ElasticAsk): Promise<unknown> };

/** Null where no credentials to act with are configured. Each command goes over a socket of its own, and never twice. */
export function connectActor({ urls, maxBytes }: ElasticSettings, meter: Meter): ElasticActor | null {
  const able = urls.filter(({ act }) => act !== null);
  if (able.length === 0) return null;
  return {
    lines: able.map(({ node, url, act, tls }) => ({
      node,
      line: openElastic({ url, authorization: authorizationOf(act), tls, maxBytes, isOnce: true }, meter),
    })),
  };
}

export function closeActor({ lines }: ElasticActor): void {
  for (const { line } of lines) line.close();
}

/** The first URL that answers `GET /`: nothing was sent before. Throws FetchError, which names each, where none does. */
export async function reach({ lines }: ElasticActor, signal: AbortSignal): Promise<ActingUrl> {
  const failures: string[] = [];
  for (const { node, line } of lines) {
    try {
      const root = await line.ask({ method: 'GET', path: '/' }, signal);
      return { node, root, product: parseProduct(root), send: (ask) => line.ask(ask, signal) };
    } catch (error) {
      if (!(error instanceof FetchError)) throw error;
      failures.push(`${node}: ${error.message}`);
      if (signal.aborted) break;
    }
  }
  throw new FetchError('refused', failures.join('; '));
}
