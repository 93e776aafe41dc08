import { ParseError } from '../../../failure.ts';
import type { Seeding, SeedingInfo, SeedingOutcome } from './model-seeding.ts';
import { type RowReader, rowsOf, type Sets } from './parse-row.ts';
import { type NamedTransfer, readTransfers, transferOf } from './parse-transfers.ts';
import { SEEDING_MAJOR } from './statements-seeding.ts';

type Names = 'node' | 'seedings' | 'transfers' | 'databases' | 'replicas';
/** What the statements of the probe "seeding" told, each set by its name; before 2016 "node" alone. */
export type SeedingSets = Pick<Sets<Names>, 'node'> & Partial<Sets<Names>>;

/**
 * Reads the automatic seedings of a node: of each database, of each two replicas, the newest. A transfer for which no seeding is told is one of its own. Throws ParseError.
 */
export function parseSeeding(raw: SeedingSets): SeedingInfo {
  const [node] = rowsOf({ node: raw.node }, 'node');
  if (!node) throw new ParseError('the node tells nothing of itself');
  if (Number.parseInt(node.needed('product_version'), 10) < SEEDING_MAJOR) return { isKnown: false, seedings: [] };
  const sets: Sets<Names> = {
    node: raw.node,
    seedings: told(raw, 'seedings'),
    transfers: told(raw, 'transfers'),
    databases: told(raw, 'databases'),
    replicas: told(raw, 'replicas'),
  };
  const transfers = readTransfers(sets, node.moment('said_at'));
  const seedings = newestOf(readSeedings(sets, node));
  const used = new Set<NamedTransfer>();
  const joined = seedings.map((seeding): Seeding => {
    const transfer = transferOf(seeding, seedings, transfers);
    if (transfer) used.add(transfer);
    return transfer ? withTransfer(seeding, transfer) : seeding;
  });
  const server = node.needed('server_name');
  return { isKnown: true, seedings: [...joined, ...transfers.filter((one) => !used.has(one)).map((one) => alone(one, server))] };
}

function told(raw: SeedingSets, name: Names): Sets<Names>[Names] {
  const rows = raw[name];
  if (rows === undefined) throw new ParseError(`the answer has no rows of "${name}"`);
  return rows;
}

function readSeedings(raw: Sets<Names>, node: RowReader): Seeding[] {
  const offsetMinutes = node.number('offset_minutes');
  if (offsetMinutes === null) throw new ParseError('node.offset_minutes is NULL: no local time can be read');
  const server = node.needed('server_name');
  const replicas = rowsOf(raw, 'replicas').map((row) => ({
    ...{ group: row.id('group_id'), groupName: row.needed('group_name') },
    ...{ id: row.id('replica_id'), name: row.needed('replica_server_name') },
  }));
  const databases = rowsOf(raw, 'databases').map((row) => ({
    ...{ replica: row.id('replica_id'), id: row.id('group_database_id') },
    ...{ name: row.needed('database_name'), isJoined: row.flag('is_database_joined') },
  }));
  return rowsOf(raw, 'seedings').map((row): Seeding => {
    const [groupId, databaseId, remoteId] = [row.id('group_id'), row.id('group_database_id'), row.maybeId('remote_replica_id')];
    const ofGroup = replicas.filter(({ group }) => group === groupId);
    const remote = ofGroup.find(({ id }) => id === remoteId) ?? null;
    const own = ofGroup.find(({ name }) => name.toLowerCase() === server.toLowerCase()) ?? null;
    const isSource = row.flag('is_source') === true;
    const target = isSource ? remoteId : (own?.id ?? null);
    const at = databases.find(({ id, replica }) => id === databaseId && replica === target) ?? null;
    return {
      ...{ groupId, group: ofGroup[0]?.groupName ?? null, databaseId, isSource, transfer: null, isJoined: at?.isJoined ?? null },
      database: (at ?? databases.find(({ id }) => id === databaseId))?.name ?? null,
      from: isSource ? server : (remote?.name ?? null),
      to: isSource ? (remote?.name ?? null) : server,
      ...readCourse(row, offsetMinutes),
    };
  });
}

type Course = Pick<Seeding, 'outcome' | 'state' | 'startedAt' | 'endedAt' | 'attempts' | 'failure'>;

function readCourse(row: RowReader, offsetMinutes: number): Course {
  const state = row.word('current_state');
  const endedAt = row.local('completion_time', offsetMinutes);
  const outcome = outcomeOf(state, endedAt);
  const [code, words, error] = [row.number('failure_state'), row.text('failure_state_desc'), row.number('error_code')];
  const why = [words || (code === null ? null : `failure state ${code}`), error === null || error === 0 ? null : `error ${error}`];
  return {
    ...{ state, outcome, endedAt, startedAt: row.local('start_time', offsetMinutes), attempts: row.number('number_of_attempts') },
    failure: outcome === 'failed' ? { words: why.filter((one) => one !== null).join(', '), at: endedAt } : null,
  };
}

/** COMPLETED and FAILED are ends; what has another state and no end runs. */
function outcomeOf(state: string | null, endedAt: number | null): SeedingOutcome {
  if (state === 'completed') return 'done';
  if (state === 'failed') return 'failed';
  return state === null || endedAt !== null ? 'not told' : 'running';
}

/** What was tried before is history. */
function newestOf(seedings: readonly Seeding[]): Seeding[] {
  const keyOf = ({ groupId, databaseId, from, to }: Seeding): string => JSON.stringify([groupId, databaseId, from, to]);
  return [...Map.groupBy(seedings, keyOf).values()].flatMap(
    (own) => own.toSorted((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0))[0] ?? [],
  );
}

function withTransfer(seeding: Seeding, { transfer, failure }: NamedTransfer): Seeding {
  if (seeding.outcome !== 'failed' || failure === null) return { ...seeding, transfer };
  const words = [failure.words, seeding.failure?.words ?? ''].filter((one) => one !== '').join('; ');
  return { ...seeding, transfer, failure: { words, at: failure.at ?? seeding.failure?.at ?? null } };
}

function alone({ database, machine, isSource, transfer, failure }: NamedTransfer, server: string): Seeding {
  return {
    ...{ groupId: null, group: null, databaseId: null, database, isSource, isJoined: null, attempts: null, transfer, failure },
    ...{ from: isSource ? server : machine, to: isSource ? machine : server, state: transfer.state },
    outcome: failure !== null ? 'failed' : transfer.endedAt !== null ? 'done' : 'running',
    ...{ startedAt: transfer.startedAt, endedAt: transfer.endedAt },
  };
}
