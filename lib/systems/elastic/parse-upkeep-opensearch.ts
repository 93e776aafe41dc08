import { JsonPart } from './json-part.ts';
import type { LifecycleError, SnapshotPolicy } from './model-data.ts';
import { shortened } from './reason.ts';

/** What the last run of a policy came to (Snapshot Management, `latest_execution.status`). */
const FAILURES = ['FAILED', 'RETRYING', 'TIME_LIMIT_EXCEEDED'];

/**
 * Reads the policies of Snapshot Management: `_plugins/_sm/policies` (`policies`) and the `_explain` of them (`explain`). It tells of the latest run alone: of one that failed not when the
 * last success was.
 */
export function parseSmPolicies(body: unknown): SnapshotPolicy[] {
  const told = new JsonPart(body, '');
  const written = new Map(
    told
      .part('policies')
      .list('policies')
      .map((one) => one.part('sm_policy'))
      .map((one) => [one.text('name'), one] as const),
  );
  return told
    .part('explain')
    .list('policies')
    .map((one): SnapshotPolicy => {
      const name = one.neededText('name');
      const [creation, run] = [one.part('creation'), one.part('creation').part('latest_execution')];
      const [status, at] = [run.text('status'), run.count('end_time') ?? run.count('start_time')];
      const hasFailed = FAILURES.includes(status ?? '');
      return {
        name,
        repository: written.get(name)?.part('snapshot_config').text('repository') ?? null,
        lastSuccessAt: status === 'SUCCESS' ? at : null,
        lastFailureAt: hasFailed ? at : null,
        lastFailure: hasFailed ? shortened(run.part('info').text('cause') ?? run.part('info').text('message')) : null,
        nextAt: creation.part('trigger').count('time'),
      };
    });
}

/** Reads `_plugins/_ism/explain`: the indices whose policy failed, by their names. What else stands there is counts. */
export function parseIsmErrors(body: unknown): LifecycleError[] {
  const told = new JsonPart(body, '');
  return told.names().flatMap((index) => (isObject(told.value(index)) ? parseIndex(index, told.part(index)) : []));
}

function parseIndex(index: string, told: JsonPart): LifecycleError[] {
  const [action, step, info] = [told.part('action'), told.part('step'), told.part('info')];
  const hasFailed = action.flag('failed') || told.part('retry_info').flag('failed') || step.text('step_status') === 'failed';
  if (!hasFailed) return [];
  return [
    {
      index,
      policy: told.text('policy_id'),
      phase: told.part('state').text('name'),
      action: action.text('name'),
      step: step.text('name'),
      error: shortened(info.text('cause') ?? info.text('message')),
      failedAt: step.count('start_time') ?? action.count('start_time'),
    },
  ];
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
