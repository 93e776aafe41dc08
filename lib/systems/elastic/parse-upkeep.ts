import { JsonPart } from './json-part.ts';
import type { LifecycleError, SnapshotPolicy, UpkeepInfo } from './model-data.ts';
import { parseIsmErrors, parseSmPolicies } from './parse-upkeep-opensearch.ts';
import type { RawUpkeep } from './raw.ts';
import { shortened } from './reason.ts';

/** Reads what becomes of snapshots and life cycles: of Elasticsearch SLM and ILM, of OpenSearch SM and ISM. */
export function parseUpkeep({ by, product, policies, errors }: RawUpkeep): UpkeepInfo {
  const isOpen = product.is === 'opensearch';
  const [readPolicies, readErrors] = isOpen ? [parseSmPolicies, parseIsmErrors] : [parseSlmPolicies, parseIlmErrors];
  return {
    ...{ by, product },
    policies: policies.is === 'told' ? readPolicies(policies.body) : null,
    whyNoPolicies: policies.is === 'told' ? null : policies.why,
    errors: errors.is === 'told' ? readErrors(errors.body) : null,
    whyNoErrors: errors.is === 'told' ? null : errors.why,
  };
}

function parseSlmPolicies(body: unknown): SnapshotPolicy[] {
  return new JsonPart(body, '').entries().map(([name, told]) => {
    const [success, failure] = [told.part('last_success'), told.part('last_failure')];
    return {
      name,
      repository: told.part('policy').text('repository'),
      lastSuccessAt: success.count('time'),
      lastFailureAt: failure.count('time'),
      lastFailure: shortened(failure.text('details')),
      nextAt: told.count('next_execution_millis'),
    };
  });
}

/** What is asked is what is in error: at a step, or under a policy that there is not. */
function parseIlmErrors(body: unknown): LifecycleError[] {
  return new JsonPart(body, '')
    .part('indices')
    .entries()
    .map(([index, told]) => ({
      index,
      policy: told.text('policy'),
      phase: told.text('phase'),
      action: told.text('action'),
      step: told.text('failed_step') ?? told.text('step'),
      error: shortened(told.part('step_info').text('reason') ?? told.part('step_info').text('message')),
      failedAt: told.count('step_time_millis'),
    }));
}
