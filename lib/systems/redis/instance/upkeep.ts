import * as z from 'zod';
import type { Note } from '../../../acting.ts';
import { formatBytes } from '../../../format/bytes.ts';
import { formatCount } from '../../../format/number.ts';
import type { RedisInfo } from '../model.ts';
import type { InfoAnswer } from '../model-asked.ts';
import { NODE_INPUT } from './input.ts';
import { onOne } from './on-one.ts';
import { saysSo, tellOne } from './send.ts';

const schema = z.strictObject(NODE_INPUT);
type Input = z.output<typeof schema>;
const ON = { schema, example: '{ "group": "sessions", "node": "cache1" }' };

/** Asks the allocator to give back what it holds and does not use. Proved where less is resident afterwards; often nothing is given back. */
export const memoryPurge = onOne<Input, null, { residentBytes: number }>({
  ...ON,
  name: 'memory-purge',
  question: null,
  names: ({ node }) => ({ title: `Purge the memory of ${node}`, button: 'Purge memory' }),
  preview({ input, info: { memory }, step }) {
    const { residentBytes, usedBytes } = memory;
    if (residentBytes === null)
      return { refusal: `${input.node} does not tell how much memory is resident, so that a purge could not be proved` };
    const held = residentBytes - usedBytes;
    return {
      summary: `Asks the allocator of ${input.node} to give unused memory back: ${formatBytes(residentBytes)} are resident, ${formatBytes(usedBytes)} used${held > 0 ? `, ${formatBytes(held)} between them` : ''}. No key is touched.`,
      notes: [{ status: 'ok', words: 'it serves nobody while it does that, mostly some milliseconds; it works with jemalloc alone' }],
      steps: [
        step({
          target: 'memory',
          commands: ['MEMORY PURGE'],
          before: 'held',
          wanted: 'less resident',
          detail: { residentBytes },
        }),
      ],
    };
  },
  send: (actor, _, signal) => tellOne(actor, ['MEMORY', 'PURGE'], { signal, taken: saysSo }),
  prove({ residentBytes: before }, { info: { memory } }) {
    const { residentBytes: now } = memory;
    if (now === null) return { is: 'not proved', words: 'it does not tell how much memory is resident' };
    const words = `${formatBytes(now)} resident, ${formatBytes(before)} before`;
    return now < before ? { is: 'proved', words } : { is: 'not proved', words: `${words}: that anything was given back does not show` };
  },
});

type SaveDetail = { savedAt: number | null; changesSince: number | null };

/** Begins a save to disk in the background. Proved by a save that runs, or that ended since. */
export const bgsave = onOne<Input, null, SaveDetail>({
  ...ON,
  name: 'bgsave',
  question: null,
  names: ({ node }) => ({ title: `Save ${node} to disk`, button: 'Save to disk' }),
  preview({ input, info, step }) {
    const { rdb } = info.persistence;
    if (rdb.isSaving) return { isDone: true, refusal: `${input.node} is saving already` };
    if (info.loading !== null) return { refusal: `${input.node} is loading its data: there is nothing to save yet` };
    const changes = rdb.changesSince === null ? '' : `, ${formatCount(rdb.changesSince)} changes since its last save`;
    return {
      summary: `A child process of ${input.node} writes ${formatCount(info.keys)} keys to its file${changes}; clients are served meanwhile. The file before is replaced.`,
      notes: [
        ...forkNotes(info),
        ...(rdb.isOk
          ? []
          : [{ status: 'warning' as const, words: 'its last save failed: look at its disk and its log if this one does too' }]),
      ],
      steps: [
        step({
          ...{ target: 'save', commands: ['BGSAVE'], before: 'not saving', wanted: 'saving, or saved' },
          detail: { savedAt: rdb.savedAt, changesSince: rdb.changesSince },
        }),
      ],
    };
  },
  send: (actor, _, signal) => tellOne(actor, ['BGSAVE'], { signal, taken: saysSo }),
  prove({ savedAt, changesSince }, { info }) {
    const { rdb } = info.persistence;
    if (rdb.isSaving) return { is: 'proved', words: 'saving' };
    const hasMoved = rdb.savedAt !== null && (savedAt === null || rdb.savedAt > savedAt);
    // Two saves may end within one second, which is all that the stamp tells.
    const isCleared = rdb.changesSince !== null && changesSince !== null && rdb.changesSince < changesSince;
    if (rdb.isOk && (hasMoved || isCleared)) return { is: 'proved', words: 'saved since' };
    return { is: 'not proved', words: rdb.isOk ? 'not saving, and not saved since' : 'its save failed: look at its disk and its log' };
  },
});

function forkNotes({ memory: { machineBytes, residentBytes, usedBytes } }: RedisInfo): Note[] {
  if (machineBytes === null || machineBytes === 0 || residentBytes === null)
    return [{ status: 'warning', words: 'how much memory its machine has is not told: a save may take up to as much again as is used' }];
  const room = machineBytes - residentBytes;
  const words = `a save may take up to ${formatBytes(usedBytes)} more while much is written; its machine would have ${formatBytes(room)} left if nothing else ran on it`;
  return [{ status: room < usedBytes ? 'critical' : 'ok', words }];
}

/** Writes the settings as they are now to the file that the node was started with. No reading shows it; Redis answers OK only after the file is written and in its place (rewriteConfig, redis/src/config.c), which is the proof. */
export const configRewrite = onOne<Input, InfoAnswer, null>({
  ...ON,
  name: 'config-rewrite',
  question: { name: 'info', input: () => null },
  names: ({ node }) => ({ title: `Write the settings of ${node} to its file`, button: 'Write settings' }),
  preview({ input, answer, step }) {
    const file = answer.sections.flatMap(({ fields }) => fields).find(({ name }) => name === 'config_file')?.value;
    if (file === '') return { refusal: `${input.node} was started without a file, so that there is none to write to` };
    return {
      summary: `Changes the file on the server that ${input.node} was started with${file === undefined ? '' : ` (${file})`}, so that its settings as they are now outlast a restart.`,
      notes: [
        {
          status: 'warning',
          words:
            'whatever keeps that file under control elsewhere (Ansible, Puppet, a container image) finds it changed, or changes it back',
        },
        {
          status: 'warning',
          words: 'no reading shows a file: the proof is the answer of Redis, which it gives once the file is written',
        },
      ],
      steps: [
        step({
          target: 'configuration file',
          commands: ['CONFIG REWRITE'],
          before: 'as it was written',
          wanted: 'as it runs',
          detail: null,
          isProvedByAnswer: true,
        }),
      ],
    };
  },
  send: (actor, _, signal) =>
    tellOne(actor, ['CONFIG', 'REWRITE'], {
      signal,
      taken: (reply) => ({ is: 'taken', answer: `Redis says ${String(reply)}, which it does once the file is written` }),
    }),
  prove: () => ({ is: 'not proved', words: 'no reading shows the file; Redis answers OK only once it is written' }),
});
