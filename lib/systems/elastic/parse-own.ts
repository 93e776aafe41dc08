import { ParseError } from '../../failure.ts';
import { JsonPart } from './json-part.ts';
import type { OwnInfo } from './model.ts';
import { parseProduct } from './parse-product.ts';
import type { RawOwn } from './raw.ts';

/** What a node is called that never was in a cluster. */
const NEVER_FORMED = '_na_';

/** Elasticsearch and OpenSearch 1.x say master_node, OpenSearch from 2.0 on cluster_manager_node, or both. */
const MASTERS = ['cluster_manager_node', 'master_node'];

/** Reads what one URL says of itself: `GET /`, and the cluster state that it has itself. A state that does not say whether there is a master is refused: its silence is not that there is none. */
export function parseOwn({ root, state }: RawOwn): OwnInfo {
  const [own, known] = [new JsonPart(root, ''), new JsonPart(state, '')];
  const told = MASTERS.filter((name) => known.has(name));
  if (told.length === 0) throw new ParseError('its cluster state does not say who is master', JSON.stringify(state).slice(0, 400));
  return {
    product: parseProduct(root),
    name: own.neededText('name'),
    clusterName: known.text('cluster_name') ?? own.neededText('cluster_name'),
    uuid: parseUuid(known.text('cluster_uuid') ?? own.text('cluster_uuid')),
    stateVersion: known.count('version'),
    stateUuid: known.text('state_uuid'),
    masterId: told.map((name) => known.text(name)).find((id) => id !== null) ?? null,
  };
}

/** The identity of a cluster; null where there is none yet. */
export function parseUuid(said: string | null): string | null {
  return said === NEVER_FORMED ? null : said;
}
