import type { ElasticAsk } from '../../../io/elastic.ts';
import { isAtLeast, type Product } from '../model.ts';
import { fields, inPath } from '../requests.ts';

/** A request that changes something. `first` is one that changes nothing and must be answered well before it goes out. */
export type Command = { ask: ElasticAsk; first?: ElasticAsk };

/** As people would type it: `PUT /_cluster/settings {"persistent":{…}}`. */
export function commandWords({ method, path, query, body }: ElasticAsk): string {
  const asked =
    query === undefined
      ? ''
      : `?${Object.entries(query)
          .map(([name, value]) => `${name}=${value}`)
          .join('&')}`;
  return `${method} ${path}${asked}${body === undefined ? '' : ` ${JSON.stringify(body)}`}`;
}

/** What a reroute is asked with so that it does not answer with the whole state of the cluster, which can be hundreds of megabytes: elasticsearch#88978. */
export function rerouteQuery({ is, version }: Product): Record<string, string | boolean> {
  const product: Product = { is, version };
  if (is === 'elasticsearch' && isAtLeast(product, 9)) return {};
  if (is === 'elasticsearch' && isAtLeast(product, 8, 6)) return { metric: 'none' };
  return { metric: 'master_node', ...fields('acknowledged', 'explanations') };
}

/** Sets what stands in the settings of the cluster; null takes it out. */
export function putSettings(settings: Readonly<Record<string, Readonly<Record<string, string | null>>>>): ElasticAsk {
  return { method: 'PUT', path: '/_cluster/settings', body: settings };
}

export function ofIndex(index: string, rest: string, query?: ElasticAsk['query']): ElasticAsk {
  return { method: 'POST', path: `/${inPath(index)}/${rest}`, ...(query ? { query } : {}) };
}
