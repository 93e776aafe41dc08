import { ParseError } from '../../failure.ts';
import { type AskOne, askCluster, type ElasticNode, type KeptTable } from './connection.ts';
import { isAtLeast, type Product } from './model.ts';
import type { RawShards } from './raw.ts';
import { fields } from './requests.ts';

const OF_SHARDS = ['state', 'primary', 'node', 'relocating_node', 'recovery_source.type', 'unassigned_info'];

/** However long a state stays: what was kept by mistake does not stay for ever. */
const KEEP_TABLE_MS = 300_000;

/** The state of the asked node is as good as the master's, and cheaper: it says by its id which it is. */
function local(product: Product): Record<string, boolean> {
  return product.is === 'elasticsearch' && isAtLeast(product, 9, 2) ? {} : { local: true };
}

/** Asks for the id of the cluster state, some hundred bytes, and for the routing table only where that is another than that of the table that is known: it has some 140 bytes for every shard. */
export function fetchShards(node: ElasticNode, signal: AbortSignal): Promise<RawShards> {
  return askCluster(node, signal, async (one, teller) => {
    const state = await one({ method: 'GET', path: '/_cluster/state/version', query: local(teller.product) });
    const stateUuid = uuidOf(state);
    if (node.table === null || !isGood(node.table, stateUuid)) node.table = await readTable(one, teller.product);
    const { table, readAt, stateUuid: read } = node.table;
    // It may have moved on between the two: the table says of which state it is.
    return { ...teller, state: read === stateUuid ? state : table, table, readAt };
  });
}

/** A clock that was set back leaves a table of the future, which is none to keep. */
function isGood({ stateUuid, readAt }: KeptTable, wanted: string): boolean {
  const ageMs = Date.now() - readAt;
  return stateUuid === wanted && ageMs >= 0 && ageMs < KEEP_TABLE_MS;
}

async function readTable(one: AskOne, product: Product): Promise<KeptTable> {
  const readAt = Date.now();
  const shards = OF_SHARDS.map((field) => `routing_table.indices.*.shards.*.${field}`);
  const query = { ...fields('version', 'state_uuid', 'nodes.*.name', shards), ...local(product) };
  const table = await one({ method: 'GET', path: '/_cluster/state/version,nodes,routing_table', query });
  return { stateUuid: uuidOf(table), readAt, table };
}

function uuidOf(state: unknown): string {
  const uuid = typeof state === 'object' && state !== null ? Reflect.get(state, 'state_uuid') : undefined;
  if (typeof uuid !== 'string')
    throw new ParseError('its cluster state does not say which one it is (state_uuid)', JSON.stringify(state).slice(0, 400));
  return uuid;
}
