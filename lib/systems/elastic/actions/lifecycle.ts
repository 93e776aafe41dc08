import * as z from 'zod';
import { inPath } from '../requests.ts';
import { lifecycleRow, policyRow } from '../rows.ts';
import { ofIndex } from './command.ts';
import { GROUP_INPUT, INDEX_INPUT } from './input.ts';
import { onCluster } from './on-cluster.ts';

const schema = z.strictObject(INDEX_INPUT);

/** Has the step of a life cycle done once more at which an index is in error: of ILM, or of Index State Management in OpenSearch. */
export const retryLifecycle = onCluster<z.output<typeof schema>, null>({
  name: 'retry-lifecycle',
  schema,
  example: '{ "group": "logs", "index": "logs-1" }',
  questions: [],
  names: ({ index }) => ({ title: `Try the step of ${index} again`, button: 'Try step again' }),
  preview({ input: { index }, cluster, step }) {
    const error = cluster.upkeep?.errors?.find((one) => one.index === index);
    if (cluster.upkeep === null) return { refusal: 'what is in error is not read just now: poll first' };
    if (!error) return { isDone: true, refusal: `${index} is not in error, by the last reading` };
    const isOpen = cluster.health.product.is === 'opensearch';
    const ask = isOpen ? { method: 'POST' as const, path: `/_plugins/_ism/retry/${inPath(index)}` } : ofIndex(index, '_ilm/retry');
    return {
      summary: `${error.policy ?? 'Its policy'} goes on with ${index} at the step ${error.step ?? 'at which it stopped'}${error.error === null ? '' : `, which failed: ${error.error}`}.`,
      notes: [{ status: 'warning', words: 'what made it fail must be mended first, or it fails again' }],
      steps: [
        step({
          target: index,
          row: lifecycleRow(index),
          before: 'in error',
          wanted: 'tried again',
          command: { ask },
          isProvedByAnswer: true,
        }),
      ],
    };
  },
});

const policySchema = z.strictObject({ ...GROUP_INPUT, policy: z.string().min(1).max(255) });

/** Takes the snapshot of a policy now, besides those at its times. */
export const runSnapshot = onCluster<z.output<typeof policySchema>, null>({
  name: 'run-snapshot',
  schema: policySchema,
  example: '{ "group": "logs", "policy": "nightly" }',
  questions: [],
  names: ({ policy }) => ({ title: `Take the snapshot of ${policy} now`, button: 'Take snapshot' }),
  preview({ input: { policy }, cluster, step }) {
    if (cluster.health.product.is === 'opensearch') return { refusal: 'a policy of OpenSearch cannot be run besides its times' };
    if (cluster.upkeep?.policies?.some(({ name }) => name === policy) !== true)
      return { refusal: `there is no snapshot policy ${policy} by the last reading` };
    const ask = { method: 'POST' as const, path: `/_slm/policy/${inPath(policy)}/_execute` };
    return {
      summary: `A snapshot by ${policy} begins now. Only what changed since the one before is copied; searches and writes go on.`,
      friction: 'click',
      steps: [
        step({
          target: policy,
          row: policyRow(policy),
          before: 'at its next time',
          wanted: 'begun',
          command: { ask },
          isProvedByAnswer: true,
        }),
      ],
    };
  },
});
