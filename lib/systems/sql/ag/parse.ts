import { ParseError } from '../../../failure.ts';
import { clockChanges } from '../clock-changes.ts';
import type { AgGroup, AgInfo, Listener, RoutingStep } from './model.ts';
import type { Clock } from './parse-clock.ts';
import { type DatabaseSets, readDatabases } from './parse-databases.ts';
import { type ReplicaSets, readReplicas } from './parse-replicas.ts';
import { knownWord, type RowReader, rowsOf, type Sets } from './parse-row.ts';
import { HEALTHS } from './parse-words.ts';

type Own = Sets<'node' | 'groups' | 'groupStates' | 'listeners' | 'addresses' | 'routing'>;

/** What the statements of the probe "ag" told, each set by its name. */
export type AgSets = Own & ReplicaSets & DatabaseSets;

const CLUSTER_TYPES = { wsfc: 'wsfc', external: 'external', none: 'none' } as const;

/**
 * Reads what one node told of its groups (sys.availability_groups and the views beside it). The sets were asked for one after the other: a group that came or went in between is
 * left out until both halves tell of it. Throws ParseError.
 */
export function parseAg(raw: AgSets): AgInfo {
  const [node, ...more] = rowsOf(raw, 'node');
  if (!node || more.length > 0) throw new ParseError(`the node tells of itself in ${more.length + (node ? 1 : 0)} rows and not in one`);
  const offsetMinutes = node.number('offset_minutes');
  if (offsetMinutes === null) throw new ParseError('node.offset_minutes is NULL: no local time can be read');
  const saidAt = node.moment('said_at');
  const clock: Clock = { offsetMinutes, saidAt, changes: clockChanges(offsetMinutes, saidAt) };
  const isEnabled = node.number('is_hadr_enabled');
  if (isEnabled === null && rowsOf(raw, 'groupStates').length + rowsOf(raw, 'groups').length > 0)
    throw new ParseError('it has availability groups and does not tell whether Always On is enabled');
  return {
    server: node.needed('server_name'),
    isEnabled: isEnabled === 1,
    saidAt,
    clockChanges: clock.changes,
    groups: isEnabled === 1 ? readGroups(raw, clock) : [],
  };
}

/**
 * Catalogue views leave out what the login may not see, without a word: states of groups of which none is listed are told as that, because otherwise a node would look as if it had none.
 */
function refuseHidden(raw: AgSets): void {
  const isHidden = (states: 'groupStates' | 'replicaStates', listed: 'groups' | 'replicas'): boolean =>
    rowsOf(raw, states).length > 0 && rowsOf(raw, listed).length === 0;
  if (isHidden('groupStates', 'groups') || isHidden('replicaStates', 'replicas'))
    throw new ParseError(
      'it tells the state of availability groups and lists none of them: the login may not see them (VIEW ANY DEFINITION)',
    );
}

function readGroups(raw: AgSets, clock: Clock): AgGroup[] {
  refuseHidden(raw);
  const states = byGroup(rowsOf(raw, 'groupStates'));
  const replicas = readReplicas(raw, clock);
  const databases = readDatabases(raw, { clock, replicas });
  const listeners = readListeners(raw);
  const names = new Map([...replicas.values()].flat().map(({ id, name }) => [id, name]));
  const routing = readRouting(raw, names);
  return rowsOf(raw, 'groups').map((row): AgGroup => {
    const id = row.id('group_id');
    const own = replicas.get(id) ?? [];
    return {
      ...readGroup(row, states.get(id)?.[0] ?? null),
      replicas: own,
      databases: databases.get(id) ?? [],
      listeners: listeners.get(id) ?? [],
      routing: routing
        .filter(({ from }) => own.some(({ id: replica }) => replica === from.id))
        .map(({ from, ...step }) => ({ ...step, from: from.name })),
    };
  });
}

function readGroup(row: RowReader, state: RowReader | null): Omit<AgGroup, 'replicas' | 'databases' | 'listeners' | 'routing'> {
  const health = state?.word('synchronization_health_desc') ?? null;
  return {
    id: row.id('group_id'),
    name: row.needed('name'),
    clusterType: knownWord('the type of the cluster', row.word('cluster_type_desc'), CLUSTER_TYPES),
    isDistributed: row.flag('is_distributed') === true,
    primaryReplica: state?.text('primary_replica') || null,
    syncHealth: knownWord('the health of a group', health, HEALTHS),
    primaryRecoveryHealth: state?.word('primary_recovery_health_desc') ?? null,
    secondaryRecoveryHealth: state?.word('secondary_recovery_health_desc') ?? null,
    failureConditionLevel: row.number('failure_condition_level'),
    healthCheckTimeoutMs: row.number('health_check_timeout'),
    backupPreference: row.word('automated_backup_preference_desc'),
  };
}

function byGroup(rows: readonly RowReader[]): Map<string, RowReader[]> {
  return Map.groupBy(rows, (row) => row.id('group_id'));
}

function readListeners(raw: AgSets): Map<string, Listener[]> {
  const addresses = Map.groupBy(rowsOf(raw, 'addresses'), (row) => row.id('listener_id'));
  const listeners = rowsOf(raw, 'listeners').map((row) => {
    const id = row.id('listener_id');
    const own = (addresses.get(id) ?? []).map((one) => ({
      ip: one.text('ip_address') ?? '',
      mask: one.text('ip_subnet_mask'),
      state: one.word('state_desc'),
    }));
    const where = { dnsName: row.text('dns_name') ?? '', port: row.number('port'), isConformant: row.flag('is_conformant') };
    return { group: row.id('group_id'), listener: { id, ...where, addresses: own } };
  });
  const grouped = Map.groupBy(listeners, ({ group }) => group);
  return new Map([...grouped].map(([group, own]) => [group, own.map(({ listener }) => listener)]));
}

type Step = Omit<RoutingStep, 'from'> & { from: { id: string; name: string } };

/** A step from or to a replica that the node does not list is one that goes or comes just now. */
function readRouting(raw: AgSets, names: ReadonlyMap<string, string>): Step[] {
  return rowsOf(raw, 'routing').flatMap((row): Step[] => {
    const from = row.id('replica_id');
    const [name, to, priority] = [names.get(from), names.get(row.id('read_only_replica_id')), row.number('routing_priority')];
    return name === undefined || to === undefined || priority === null ? [] : [{ from: { id: from, name }, to, priority }];
  });
}
