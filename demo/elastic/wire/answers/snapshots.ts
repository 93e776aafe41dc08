import { executePolicy } from '../../model/upkeep-actions.ts';
import type { Snapshot, SnapshotPolicy } from '../../model/upkeep-types.ts';
import type { Ask, Route } from '../ask.ts';
import { isLike } from '../filter-path.ts';
import { isOn, masterParameters } from '../parameters.ts';
import { isOpenFrom, isSearch, type Release } from '../release.ts';
import { problem } from '../wire-error.ts';

const hasSm = (release: Release): boolean => isOpenFrom(release, 2, 1);
const slm = (path: string, serve: Route['serve']): Route => ({
  ...{ methods: ['GET'], path, action: 'cluster:admin/slm/get', privilege: 'read_slm', serve, isThere: isSearch },
  parameters: (release) => ['timeout', ...masterParameters(release)],
});
const sm = (path: string, serve: Route['serve']): Route => ({
  ...{
    methods: ['GET'],
    path,
    action: 'cluster:admin/opensearch/snapshot_management/policy/search',
    privilege: 'read_slm',
    serve,
    isThere: hasSm,
  },
  parameters: () => ['size', 'from', 'sortField', 'sortOrder', 'queryString'],
});
const snapshot = (path: string, serve: Route['serve']): Route => ({
  ...{ methods: ['GET'], path, action: 'cluster:admin/snapshot/get', privilege: 'monitor_snapshot', serve, needsMaster: () => true },
  parameters: (release) => [
    'local',
    'verbose',
    'ignore_unavailable',
    'index_details',
    'include_repository',
    'size',
    'order',
    'sort',
    ...masterParameters(release),
  ],
});

export const snapshotRoutes: Route[] = [
  slm('/_slm/policy', slmPolicies),
  slm('/_slm/policy/{policy}', slmPolicies),
  slm('/_slm/stats', slmStats),
  slm('/_slm/status', () => ({ operation_mode: 'RUNNING' })),
  {
    ...{
      methods: ['POST', 'PUT'],
      path: '/_slm/policy/{policy}/_execute',
      action: 'cluster:admin/slm/execute',
      privilege: 'manage_slm',
      isThere: isSearch,
    },
    ...{ parameters: (release) => ['timeout', ...masterParameters(release)], needsMaster: () => true },
    serve: ({ cluster, parts, now }) => ({ snapshot_name: executePolicy(cluster, parts.policy ?? '', now) }),
  },
  sm('/_plugins/_sm/policies', smPolicies),
  sm('/_plugins/_sm/policies/{policy}', smPolicy),
  sm('/_plugins/_sm/policies/{policy}/_explain', smExplain),
  snapshot('/_snapshot', ({ cluster }) => Object.fromEntries(cluster.repositories.map(repository))),
  snapshot('/_snapshot/{repository}', repositoryBy),
  snapshot('/_snapshot/_status', ({ cluster }) => ({
    snapshots: cluster.snapshots.filter(({ state }) => state === 'IN_PROGRESS').map(statusOf),
  })),
  snapshot('/_snapshot/{repository}/{snapshot}', snapshotsBy),
];

function meantPolicies({ cluster, parts }: Ask): SnapshotPolicy[] {
  const wanted = parts.policy?.split(',');
  return cluster.policies.filter(({ id }) => wanted === undefined || wanted.some((one) => isLike(id, one)));
}

function slmPolicies(ask: Ask): unknown {
  const found = meantPolicies(ask);
  if (found.length === 0 && ask.parts.policy !== undefined && !ask.parts.policy.includes('*'))
    throw problem(
      404,
      'resource_not_found_exception',
      `snapshot lifecycle policy or policies [${ask.parts.policy}] not found, no policies are configured`,
    );
  return Object.fromEntries(found.map((policy) => [policy.id, slmPolicy(policy, isOn(ask.query, 'human'))]));
}

function slmPolicy(
  { id, namePattern, schedule, repository: where, lastSuccess, lastFailure, nextAt, taken, failed, deleted, modifiedAt }: SnapshotPolicy,
  isHuman: boolean,
): unknown {
  const text = (name: string, at: number): object => (isHuman ? { [name]: new Date(at).toISOString() } : {});
  return {
    ...{ version: 1, ...text('modified_date', modifiedAt), modified_date_millis: modifiedAt },
    policy: {
      ...{
        name: namePattern,
        schedule,
        repository: where,
        config: { indices: ['*'], ignore_unavailable: false, include_global_state: false },
      },
      retention: { expire_after: '30d', min_count: 5, max_count: 50 },
    },
    ...(lastSuccess === null
      ? {}
      : { last_success: { snapshot_name: lastSuccess.snapshot, start_time: lastSuccess.startedAt, time: lastSuccess.at } }),
    ...(lastFailure === null
      ? {}
      : { last_failure: { snapshot_name: lastFailure.snapshot, time: lastFailure.at, details: lastFailure.details } }),
    ...{ ...text('next_execution', nextAt), next_execution_millis: nextAt },
    stats: { policy: id, snapshots_taken: taken, snapshots_failed: failed, snapshots_deleted: deleted, snapshot_deletion_failures: 0 },
  };
}

function slmStats({ cluster: { policies } }: Ask): unknown {
  const sum = (of: 'taken' | 'failed' | 'deleted'): number => policies.reduce((all, one) => all + one[of], 0);
  return {
    ...{ retention_runs: 9, retention_failed: 0, retention_timed_out: 0, retention_deletion_time: '0s', retention_deletion_time_millis: 0 },
    ...{
      total_snapshots_taken: sum('taken'),
      total_snapshots_failed: sum('failed'),
      total_snapshots_deleted: sum('deleted'),
      total_snapshot_deletion_failures: 0,
    },
    policy_stats: policies.map(({ id, taken, failed, deleted }) => ({
      ...{ policy: id, snapshots_taken: taken, snapshots_failed: failed, snapshots_deleted: deleted, snapshot_deletion_failures: 0 },
    })),
  };
}

function smPolicies({ cluster }: Ask): unknown {
  return { policies: cluster.policies.map(smTold), total_policies: cluster.policies.length };
}

function smPolicy(ask: Ask): unknown {
  const [found] = meantPolicies(ask);
  if (!found) throw problem(404, 'status_exception', 'Snapshot management policy not found');
  return { _version: 1, ...smTold(found) };
}

function smTold({ id, schedule, repository: where, modifiedAt, namePattern }: SnapshotPolicy): { _id: string } {
  return {
    ...{ _id: `${id}-sm-policy`, _seq_no: 44_696, _primary_term: 19 },
    ...{
      sm_policy: {
        ...{ name: id, description: namePattern, schema_version: 21 },
        creation: { schedule: { cron: { expression: schedule, timezone: 'UTC' } }, time_limit: '1h' },
        deletion: {
          schedule: { cron: { expression: schedule, timezone: 'UTC' } },
          condition: { max_age: '30d', min_count: 5, max_count: 50 },
        },
        snapshot_config: { repository: where, indices: '*', date_expression_format: 'yyyy-MM-dd-HH:mm', partial: false },
        schedule: { interval: { start_time: modifiedAt, period: 1, unit: 'Minutes' } },
        ...{ enabled: true, last_updated_time: modifiedAt, enabled_time: modifiedAt },
      },
    },
  } as { _id: string };
}

function smExplain(ask: Ask): unknown {
  return {
    policies: meantPolicies(ask).map(({ id, nextAt, lastSuccess, lastFailure }) => {
      const isFailed = (lastFailure?.at ?? 0) > (lastSuccess?.at ?? 0);
      const success = {
        status: 'SUCCESS',
        start_time: lastSuccess?.startedAt,
        end_time: lastSuccess?.at,
        info: { message: `Snapshot ${lastSuccess?.snapshot} has been created.` },
      };
      const failure = {
        status: 'FAILED',
        start_time: lastFailure?.at,
        end_time: lastFailure?.at,
        info: { message: 'Snapshot creation failed.', cause: lastFailure?.details },
      };
      const latest = isFailed ? { latest_execution: failure } : lastSuccess === null ? {} : { latest_execution: success };
      return {
        ...{ name: id, creation: { current_state: 'CREATION_START', trigger: { time: nextAt }, ...latest } },
        ...{
          deletion: { current_state: 'DELETION_START', trigger: { time: nextAt } },
          policy_seq_no: 44_696,
          policy_primary_term: 19,
          enabled: true,
        },
      };
    }),
  };
}

function repository({ name, type, location }: Ask['cluster']['repositories'][number]): [string, unknown] {
  return [name, { type, uuid: '0JLknrXbSUiVPuLakHjBrQ', settings: { [type === 's3' ? 'bucket' : 'location']: location } }];
}

function repositoryBy({ cluster, parts: { repository: told = '*' } }: Ask): unknown {
  const found = cluster.repositories.filter(({ name }) => told === '_all' || told.split(',').some((one) => isLike(name, one)));
  if (found.length === 0 && !told.includes('*')) throw problem(404, 'repository_missing_exception', `[${told}] missing`);
  return Object.fromEntries(found.map(repository));
}

function snapshotsBy(ask: Ask): unknown {
  const { cluster, parts, query, release } = ask;
  repositoryBy(ask);
  const { repository: where = '*', snapshot: told = '*' } = parts;
  const found = cluster.snapshots.filter(
    (one) =>
      isLike(one.repository, where) &&
      (told === '_all' || (told === '_current' && one.state === 'IN_PROGRESS') || told.split(',').some((name) => isLike(one.name, name))),
  );
  if (found.length === 0 && !told.includes('*') && !told.startsWith('_'))
    throw problem(404, 'snapshot_missing_exception', `[${where}:${told}] is missing`);
  const snapshots = found.map((one) => snapshotTold(release, one, isOn(query, 'verbose', true)));
  return isSearch(release) ? { snapshots, total: found.length, remaining: 0 } : { snapshots };
}

function snapshotTold(release: Release, one: Snapshot, isVerbose: boolean): unknown {
  const { name, uuid, repository: where, indices, state, startedAt, endedAt, totalShards, failedShards, policy, reason } = one;
  const brief = { snapshot: name, uuid, ...(isSearch(release) ? { repository: where } : {}), indices, data_streams: [], state };
  if (!isVerbose) return brief;
  const end = endedAt ?? 0;
  return {
    ...{
      ...brief,
      version_id: 7_172_799,
      version: release.version,
      include_global_state: false,
      ...(policy === null ? {} : { metadata: { policy } }),
    },
    ...{
      start_time: new Date(startedAt).toISOString(),
      start_time_in_millis: startedAt,
      end_time: new Date(end).toISOString(),
      end_time_in_millis: end,
    },
    ...{ duration_in_millis: Math.max(0, end - startedAt), failures: reason === null ? [] : [{ reason }] },
    shards: { total: totalShards, failed: failedShards, successful: totalShards - failedShards },
  };
}

function statusOf({ name, repository: where, uuid, totalShards, failedShards }: Snapshot): unknown {
  const shards_stats = {
    initializing: 0,
    started: totalShards - failedShards,
    finalizing: 0,
    done: 0,
    failed: failedShards,
    total: totalShards,
  };
  return { snapshot: name, repository: where, uuid, state: 'STARTED', include_global_state: false, shards_stats, indices: {} };
}
