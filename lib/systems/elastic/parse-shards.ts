import { ParseError } from '../../failure.ts';
import { JsonPart } from './json-part.ts';
import { SHARD_STATES, type ShardState, TROUBLED_KEPT } from './model.ts';
import type { Shard, ShardsInfo } from './model-data.ts';
import type { RawShards } from './raw.ts';
import { shortened } from './reason.ts';

/** What a routing table comes to. */
type Table = Pick<ShardsInfo, 'count' | 'held' | 'troubled' | 'troubledCount'>;

/** What each table was read as: while the state stays the same, its table is the same object. */
const READ = new WeakMap<object, Table>();

/** The worst first, of primaries and then of replicas: without a primary there is nothing that could be copied. */
const ORDER: readonly ShardState[] = ['UNASSIGNED', 'INITIALIZING'];

/** Reads the routing table of `_cluster/state`, and the version of the state by which it is known to be so still. */
export function parseShards({ by, product, state, table, readAt }: RawShards): ShardsInfo {
  const known = new JsonPart(state, '');
  return { ...{ by, product }, stateVersion: known.count('version'), stateUuid: known.text('state_uuid'), readAt, ...tableOf(table) };
}

function tableOf(table: unknown): Table {
  const told = new JsonPart(table, '');
  // What JsonPart takes is an object.
  const key = table as object;
  const found = READ.get(key) ?? parseTable(told);
  READ.set(key, found);
  return found;
}

function parseTable(told: JsonPart): Table {
  const held = new Map<string, { node: string; shards: number; primaries: number }>();
  const troubled: Shard[] = [];
  let count = 0;
  for (const shard of shardsIn(told)) {
    count += 1;
    hold(held, shard);
    if (shard.state !== 'STARTED') troubled.push(shard);
  }
  troubled.sort(byTrouble);
  return { count, held: [...held.values()], troubled: troubled.slice(0, TROUBLED_KEPT), troubledCount: troubled.length };
}

/** Every copy of a routing table, in its order. Throws ParseError. */
export function* shardsIn(told: JsonPart): Generator<Shard> {
  const names = memberNames(told);
  for (const [index, part] of indicesOf(told).entries())
    for (const number of part.part('shards').names())
      for (const copy of part.part('shards').list(number)) yield parseShard(copy, { index, number: Number(number), names });
}

/** The names of the members by their ids, as the same answer has them. */
export function memberNames(told: JsonPart): ReadonlyMap<string, string> {
  return new Map(
    told
      .part('nodes')
      .entries()
      .map(([id, node]) => [id, node.text('name') ?? id]),
  );
}

/** Of a cluster without an index the table is left out; who else leaves it out does not say of which state it is either. */
function indicesOf(told: JsonPart): JsonPart {
  const table = told.has('state_uuid') ? told.part('routing_table') : told.neededPart('routing_table');
  return table.part('indices');
}

function parseShard(copy: JsonPart, at: { index: string; number: number; names: ReadonlyMap<string, string> }): Shard {
  const nameOf = (id: string | null): string | null => (id === null ? null : (at.names.get(id) ?? id));
  return {
    index: at.index,
    number: at.number,
    isPrimary: copy.flag('primary') ?? false,
    state: parseState(copy),
    node: nameOf(copy.text('node')),
    to: nameOf(copy.text('relocating_node')),
    unassigned: copy.has('unassigned_info') ? parseUnassigned(copy.part('unassigned_info')) : null,
    recoversFrom: copy.part('recovery_source').text('type'),
  };
}

function parseState(copy: JsonPart): ShardState {
  const said = copy.neededText('state');
  const state = SHARD_STATES.find((one) => one === said);
  if (state === undefined) throw new ParseError(`${copy.where}.state is none that a shard can have`, said);
  return state;
}

function parseUnassigned(told: JsonPart): Shard['unassigned'] {
  const at = Date.parse(told.text('at') ?? '');
  return {
    reason: told.text('reason') ?? 'unknown',
    since: Number.isNaN(at) ? null : at,
    details: shortened(told.text('details')),
    failedTimes: told.count('failed_attempts'),
    isDelayed: told.flag('delayed'),
    status: told.text('allocation_status'),
  };
}

function hold(held: Map<string, { node: string; shards: number; primaries: number }>, { node, isPrimary }: Shard): void {
  if (node === null) return;
  const before = held.get(node) ?? { node, shards: 0, primaries: 0 };
  held.set(node, { node, shards: before.shards + 1, primaries: before.primaries + (isPrimary ? 1 : 0) });
}

function byTrouble(a: Shard, b: Shard): number {
  return rank(a) - rank(b) || compare(a.index, b.index) || a.number - b.number;
}

/** One that relocates is well, primary or not. */
function rank({ state, isPrimary }: Shard): number {
  if (state === 'RELOCATING') return 2 * ORDER.length;
  return ORDER.indexOf(state) + (isPrimary ? 0 : ORDER.length);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
