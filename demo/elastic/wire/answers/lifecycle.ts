import type { Index } from '../../model/cluster.ts';
import { retryStep } from '../../model/upkeep-actions.ts';
import type { Lifecycle } from '../../model/upkeep-types.ts';
import type { Ask, Route } from '../ask.ts';
import { isOn, masterParameters } from '../parameters.ts';
import { isElasticFrom, isSearch } from '../release.ts';
import { timeText } from '../sizes.ts';
import { indicesBy } from './names.ts';

const ISM = 'index.plugins.index_state_management.policy_id';
const OLD_ISM = 'index.opendistro.index_state_management.policy_id';

export const lifecycleRoutes: Route[] = [
  {
    ...{
      methods: ['GET'],
      path: '/{index}/_ilm/explain',
      action: 'indices:admin/ilm/explain',
      privilege: 'index:view_index_metadata',
      serve: explain,
    },
    parameters: (release) => ['only_errors', 'only_managed', 'timeout', ...masterParameters(release)],
    ...{ isThere: isSearch, needsMaster: () => true },
  },
  {
    ...{ methods: ['POST'], path: '/{index}/_ilm/retry', action: 'indices:admin/ilm/retry', privilege: 'index:manage_ilm', serve: retry },
    ...{ parameters: masterParameters, isThere: isSearch, needsMaster: () => true },
  },
  {
    ...{
      methods: ['GET'],
      path: '/_ilm/status',
      action: 'cluster:admin/ilm/operation_mode/get',
      privilege: 'read_ilm',
      serve: () => ({ operation_mode: 'RUNNING' }),
    },
    ...{ parameters: masterParameters, isThere: isSearch },
  },
  ...['/_plugins/_ism/explain', '/_plugins/_ism/explain/{index}'].map(
    (path): Route => ({
      ...{ methods: ['GET'], path, action: 'cluster:admin/opendistro/ism/managedindex/explain', privilege: 'read_ilm', serve: explainIsm },
      parameters: (release) => [
        'local',
        'show_policy',
        'validate_action',
        'size',
        'from',
        'sortField',
        'sortOrder',
        ...masterParameters(release),
      ],
      isThere: (release) => !isSearch(release),
    }),
  ),
  ...['/_plugins/_ism/retry', '/_plugins/_ism/retry/{index}'].map(
    (path): Route => ({
      ...{ methods: ['POST'], path, action: 'cluster:admin/opendistro/ism/managedindex/retry', privilege: 'index:manage', serve: retryIsm },
      ...{ parameters: masterParameters, isThere: (release) => !isSearch(release), needsMaster: () => true },
    }),
  ),
];

/** Those of data streams are meant by `*` too. */
function explain(ask: Ask): unknown {
  const { cluster, parts, query } = ask;
  const onlyErrors = isOn(query, 'only_errors');
  const onlyManaged = isOn(query, 'only_managed') || onlyErrors;
  const told = indicesBy(cluster, parts.index).filter(
    ({ lifecycle }) => (!onlyManaged || lifecycle !== null) && (!onlyErrors || lifecycle?.error != null),
  );
  return { indices: Object.fromEntries(told.map((index) => [index.name, stepOf(ask, index)])) };
}

function stepOf(ask: Ask, index: Index): unknown {
  const { lifecycle } = index;
  if (lifecycle === null) return { index: index.name, managed: false };
  const stamp = stamper(ask);
  const created = stamp('lifecycle_date', index.createdAt);
  return {
    ...{ index: index.name, managed: true, policy: lifecycle.policy },
    ...(isElasticFrom(ask.release, 8, 2)
      ? { ...stamp('index_creation_date', index.createdAt), time_since_index_creation: timeText(ask.now - index.createdAt) }
      : {}),
    ...{ ...created, age: timeText(ask.now - index.createdAt), phase: lifecycle.phase, ...stamp('phase_time', lifecycle.phaseAt) },
    ...{
      action: lifecycle.action,
      ...stamp('action_time', lifecycle.actionAt),
      step: lifecycle.step,
      ...stamp('step_time', lifecycle.stepAt),
    },
    ...(lifecycle.failedStep === null
      ? {}
      : { failed_step: lifecycle.failedStep, is_auto_retryable_error: false, failed_step_retry_count: lifecycle.retries }),
    ...(lifecycle.error === null
      ? {}
      : { step_info: { type: lifecycle.error.type, reason: lifecycle.error.reason, index_uuid: index.uuid, index: index.name } }),
    phase_execution: {
      ...{ policy: lifecycle.policy, phase_definition: { min_age: '0ms', actions: { [lifecycle.action]: {} } }, version: 1 },
      ...{ modified_date: new Date(index.createdAt).toISOString(), modified_date_in_millis: index.createdAt },
    },
  };
}

/** Text where times are asked for as people read them, and ms always. */
function stamper({ query }: Ask): (name: string, at: number) => object {
  const isHuman = isOn(query, 'human');
  return (name, at) => ({ [`${name}_millis`]: at, ...(isHuman ? { [name]: new Date(at).toISOString() } : {}) });
}

function retry({ cluster, parts, now }: Ask): unknown {
  for (const { name } of indicesBy(cluster, parts.index)) retryStep(cluster, name, now);
  return { acknowledged: true };
}

function explainIsm({ cluster, parts }: Ask): unknown {
  const indices = indicesBy(cluster, parts.index);
  const managed = indices.filter(({ lifecycle }) => lifecycle !== null);
  const told = parts.index === undefined ? managed : indices;
  return {
    ...Object.fromEntries(told.map((index) => [index.name, index.lifecycle === null ? UNMANAGED : managedOf(index, index.lifecycle)])),
    total_managed_indices: managed.length,
  };
}

const UNMANAGED = { [ISM]: null, [OLD_ISM]: null, enabled: null };

function managedOf(
  index: Index,
  { policy, phase, action, step, failedStep, error, retries, phaseAt, actionAt, stepAt }: Lifecycle,
): unknown {
  const hasFailed = error !== null;
  return {
    ...{ [ISM]: policy, [OLD_ISM]: policy, index: index.name, index_uuid: index.uuid, policy_id: policy },
    ...{
      policy_seq_no: 0,
      policy_primary_term: 1,
      rolled_over: false,
      index_creation_date: index.createdAt,
      state: { name: phase, start_time: phaseAt },
    },
    action: { name: action, start_time: actionAt, index: 0, failed: hasFailed, consumed_retries: retries, last_retry_time: 0 },
    step: { name: failedStep ?? step, start_time: stepAt, step_status: hasFailed ? 'failed' : 'starting' },
    ...{ retry_info: { failed: hasFailed, consumed_retries: retries }, info: { message: error?.reason ?? `Currently at ${step}` } },
    ...{ enabled: true, enabled_time: index.createdAt },
  };
}

/** What is not in error is told, and does not make the call fail. */
function retryIsm({ cluster, parts, now }: Ask): unknown {
  const failed: unknown[] = [];
  let updated = 0;
  for (const index of indicesBy(cluster, parts.index)) {
    if (index.lifecycle?.error == null) {
      const reason = index.lifecycle === null ? 'This index is not being managed.' : 'This index is not in failed state.';
      failed.push({ index_name: index.name, index_uuid: index.uuid, reason });
    } else {
      retryStep(cluster, index.name, now);
      updated += 1;
    }
  }
  return { updated_indices: updated, failures: failed.length > 0, failed_indices: failed };
}
