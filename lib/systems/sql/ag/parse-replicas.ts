import { ParseError } from '../../../failure.ts';
import { mayBeOff } from '../../../text/changed-clock.ts';
import type { AgReplica } from './model.ts';
import { type Clock, readPast } from './parse-clock.ts';
import { knownWord, type RowReader, rowsOf, type Sets } from './parse-row.ts';
import { HEALTHS } from './parse-words.ts';

export type ReplicaSets = Sets<'replicas' | 'replicaStates' | 'joins'>;

const ROLES = { primary: 'primary', secondary: 'secondary', resolving: 'resolving' } as const;
const MODES = {
  'synchronous commit': 'synchronous',
  'asynchronous commit': 'asynchronous',
  'configuration only': 'configuration only',
} as const;
const FAILOVER_MODES = { automatic: 'automatic', manual: 'manual', external: 'external' } as const;
const SEEDING_MODES = { automatic: 'automatic', manual: 'manual' } as const;
const CONNECTED = { connected: 'connected', disconnected: 'disconnected' } as const;

/**
 * The replicas of each group (sys.availability_replicas) with what the node knows of their state (sys.dm_hadr_availability_replica_states): on a secondary of its own alone. A state of
 * a replica that is not listed belongs to one that goes or comes just now. Throws ParseError.
 */
export function readReplicas(raw: ReplicaSets, clock: Clock): Map<string, AgReplica[]> {
  const states = byReplica(rowsOf(raw, 'replicaStates'));
  const joins = byReplica(rowsOf(raw, 'joins'));
  const replicas = rowsOf(raw, 'replicas').map((row) => {
    const id = row.id('replica_id');
    const join = joins.get(id)?.word('join_state_desc') ?? null;
    return {
      group: row.id('group_id'),
      replica: { ...readSettings(row, id), ...readState(states.get(id) ?? null, clock), joinState: join },
    };
  });
  const grouped = Map.groupBy(replicas, ({ group }) => group);
  return new Map([...grouped].map(([group, own]) => [group, own.map(({ replica }) => replica)]));
}

function byReplica(rows: readonly RowReader[]): Map<string, RowReader> {
  return new Map(rows.map((row) => [row.id('replica_id'), row]));
}

type Settings = Pick<
  AgReplica,
  | 'id'
  | 'name'
  | 'mode'
  | 'failoverMode'
  | 'seedingMode'
  | 'endpointUrl'
  | 'sessionTimeoutSeconds'
  | 'backupPriority'
  | 'primaryAllows'
  | 'secondaryAllows'
  | 'readOnlyRoutingUrl'
>;

function readSettings(row: RowReader, id: string): Settings {
  return {
    id,
    name: row.needed('replica_server_name'),
    mode: knownWord('the availability mode', row.word('availability_mode_desc'), MODES),
    failoverMode: knownWord('the failover mode', row.word('failover_mode_desc'), FAILOVER_MODES),
    seedingMode: knownWord('the seeding mode', row.word('seeding_mode_desc'), SEEDING_MODES),
    endpointUrl: row.text('endpoint_url'),
    sessionTimeoutSeconds: row.number('session_timeout'),
    backupPriority: row.number('backup_priority'),
    primaryAllows: row.word('primary_role_allow_connections_desc'),
    secondaryAllows: row.word('secondary_role_allow_connections_desc'),
    readOnlyRoutingUrl: row.text('read_only_routing_url'),
  };
}

type State = Omit<AgReplica, keyof Settings | 'joinState'>;

const NO_STATE: State = {
  isLocal: false,
  role: null,
  operationalState: null,
  isConnected: null,
  recoveryHealth: null,
  syncHealth: null,
  lastConnectError: null,
};

function readState(row: RowReader | null, clock: Clock): State {
  if (row === null) return NO_STATE;
  const connected = knownWord('the state of the connection', row.word('connected_state_desc'), CONNECTED);
  const isLocal = row.flag('is_local');
  if (isLocal === null) throw new ParseError('replicaStates.is_local is NULL, which it never is');
  return {
    isLocal,
    role: knownWord('the role', row.word('role_desc'), ROLES),
    operationalState: row.word('operational_state_desc'),
    isConnected: connected === null ? null : connected === 'connected',
    recoveryHealth: row.word('recovery_health_desc'),
    syncHealth: knownWord('the health of a replica', row.word('synchronization_health_desc'), HEALTHS),
    lastConnectError: readError(row, clock),
  };
}

function readError(row: RowReader, clock: Clock): AgReplica['lastConnectError'] {
  const number = row.number('last_connect_error_number');
  if (number === null || number === 0) return null;
  const at = readPast(row, 'last_connect_error_timestamp', clock);
  return {
    ...{ number, description: row.text('last_connect_error_description') ?? '', at },
    mayBeOff: at !== null && mayBeOff(at, clock.changes),
  };
}
