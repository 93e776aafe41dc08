import * as z from 'zod';
import type { Note, Proof } from '../../../acting.ts';
import { formatBytes } from '../../../format/bytes.ts';
import { formatCount } from '../../../format/number.ts';
import type { RedisInfo } from '../model.ts';
import type { SettingsAnswer } from '../model-asked.ts';
import { NODE_INPUT } from './input.ts';
import { isSameValue, readSetting, SAFE_SETTINGS, type SafeSetting, safeSetting } from './model.ts';
import { onOne } from './on-one.ts';
import { saysSo, tellOne } from './send.ts';

const NAMES = SAFE_SETTINGS.map(({ name }) => name);

const schema = z
  .strictObject({
    ...NODE_INPUT,
    name: z.enum(NAMES, { error: `is not set from here; these are: ${NAMES.join(', ')}` }),
    value: z.string({ error: 'is not a text' }).max(200),
  })
  .transform((input, context) => {
    const setting = safeSetting(input.name);
    const read = setting === null ? { wrong: 'it is not set from here' } : readSetting(setting, input.value);
    if ('value' in read) return { ...input, value: read.value };
    context.addIssue({ code: 'custom', message: read.wrong, path: ['value'] });
    return z.NEVER;
  });

type Detail = { name: string; value: string; before: string };

/** Sets one of the settings that are safe to change while a node runs. Undo sets the value before. It lasts until the node is started again, unless it is written to its file. */
export const configSet = onOne<z.output<typeof schema>, SettingsAnswer, Detail>({
  name: 'config-set',
  schema,
  example: '{ "group": "sessions", "node": "cache1", "name": "maxmemory", "value": "2gb" }',
  question: { name: 'settings', input: () => null },
  names: ({ node, name, value }) => ({ title: `Set ${name} of ${node} to ${shown(value)}`, button: `Set ${name}` }),
  preview({ input, info, answer, step }) {
    const { name, value, node } = input;
    const setting = safeSetting(name);
    const before = answer.settings.find((one) => one.name === name)?.value;
    if (before === undefined || setting === null) return { refusal: `${node} has no setting ${name}: this version does not know it` };
    if (isSameValue(setting, before, value)) return { isDone: true, refusal: `${name} of ${node} is ${shown(before)} already` };
    const policy = answer.settings.find((one) => one.name === 'maxmemory-policy')?.value ?? null;
    const { notes, evicts } = notesOf(setting, { value, before }, { info, policy });
    return {
      summary: `${name} is ${worded(setting, before)} on ${node}, and would be ${worded(setting, value)}, at once.`,
      ...(evicts ? { friction: 'type' as const, typed: node } : {}),
      notes: [...notes, { status: 'ok', words: 'it lasts until this node is started again, unless its settings are written to its file' }],
      steps: [
        step({
          ...{ target: name, commands: [`CONFIG SET ${name} ${shown(value)}`] },
          ...{ before: shown(before), wanted: shown(value), detail: { name, value, before } },
        }),
      ],
    };
  },
  send: (actor, { name, value }, signal) => tellOne(actor, ['CONFIG', 'SET', name, value], { signal, taken: saysSo }),
  prove: proveSet,
  undo: ({ name, before }, at) => ({ system: 'redis', action: 'config-set', input: { ...at, name, value: before } }),
});

function proveSet({ name, value }: Detail, { answer }: { answer: SettingsAnswer }): Proof {
  const setting = safeSetting(name);
  const now = answer.settings.find((one) => one.name === name)?.value;
  if (now === undefined || setting === null) return { is: 'not proved', words: `${name} is not among its settings any more` };
  return { is: isSameValue(setting, now, value) ? 'proved' : 'not proved', words: `${name} is ${shown(now)}` };
}

type Change = { value: string; before: string };

/** `evicts`: keys are lost by it. */
function notesOf({ name }: SafeSetting, { value, before }: Change, { info, policy }: { info: RedisInfo; policy: string | null }) {
  const [to, from] = [Number(value), Number(before)];
  const none: Note[] = [];
  if (name === 'maxmemory') return memoryNotes(to, info, policy);
  if (name === 'maxmemory-policy') return policyNotes(value, info);
  if (name === 'maxclients' && to < info.clients) {
    const words = `${formatCount(info.clients)} clients are connected: they stay, and no new one is let in until fewer than ${formatCount(to)} are there, Vigil among them`;
    return { notes: [{ status: 'critical' as const, words }], evicts: false };
  }
  if (name === 'timeout' && to > 0)
    return {
      notes: [{ status: 'warning' as const, words: `clients that send nothing for ${formatCount(to)} s are closed from now on` }],
      evicts: false,
    };
  if (name === 'slowlog-max-len' && to < from)
    return {
      notes: [{ status: 'warning' as const, words: `it keeps the newest ${formatCount(to)} entries: older ones are lost` }],
      evicts: false,
    };
  if (name === 'repl-backlog-size' && to < from)
    return {
      notes: [{ status: 'warning' as const, words: 'replicas that come back after a while need a full copy sooner' }],
      evicts: false,
    };
  return { notes: none, evicts: false };
}

function memoryNotes(to: number, { memory }: RedisInfo, policy: string | null) {
  const over = to === 0 ? 0 : memory.usedBytes - to;
  const machine = memory.machineBytes;
  const notes: Note[] = [];
  if (over > 0 && policy === 'noeviction')
    notes.push({
      status: 'critical',
      words: `${formatBytes(over)} more are used than that, and nothing may be evicted (noeviction): writes are refused (OOM) at once`,
    });
  else if (over > 0)
    notes.push({
      status: 'critical',
      words: `${formatBytes(over)} more are used than that: keys of that size are evicted at once (${policy ?? 'policy not known'}), and are lost`,
    });
  else if (to > 0) notes.push({ status: 'ok', words: `${formatBytes(memory.usedBytes)} are used, so that ${formatBytes(-over)} are left` });
  if (machine !== null && machine > 0 && (to === 0 || to > machine))
    notes.push({
      status: 'warning',
      words: `${to === 0 ? 'without a limit it may take all of' : 'that is more than'} the ${formatBytes(machine)} of its machine: the system may kill it`,
    });
  return { notes, evicts: over > 0 && policy !== 'noeviction' };
}

function policyNotes(value: string, { memory }: RedisInfo) {
  const isFull = memory.maxBytes !== null && memory.usedBytes >= memory.maxBytes;
  const notes: Note[] = [];
  if (value === 'noeviction' && isFull) notes.push({ status: 'critical', words: 'its memory is full: writes are refused (OOM) at once' });
  if (value !== 'noeviction' && isFull)
    notes.push({ status: 'critical', words: 'its memory is full: keys are evicted by this from now on, and are lost' });
  if (value.startsWith('allkeys') && !isFull)
    notes.push({ status: 'warning', words: 'once its memory is full, keys without a time to live are evicted too' });
  return { notes, evicts: value !== 'noeviction' && isFull };
}

function worded(setting: SafeSetting, value: string): string {
  if (setting.kind !== 'bytes') return setting.kind === 'count' ? `${shown(value)} ${setting.unit}` : shown(value);
  return value === '0' && setting.name === 'maxmemory' ? 'without a limit' : `${formatBytes(Number(value))} (${value})`;
}

function shown(value: string): string {
  return value === '' ? 'empty' : value;
}
