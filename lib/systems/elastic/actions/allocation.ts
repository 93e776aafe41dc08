import * as z from 'zod';
import type { Note } from '../../../acting.ts';
import { SETTINGS, type SettingsAnswer } from '../asked/model.ts';
import { switchRow } from '../model.ts';
import { putSettings } from './command.ts';
import { GROUP_INPUT } from './input.ts';
import { onCluster } from './on-cluster.ts';
import { bodyOf, counting, writtenAt } from './written.ts';

const QUESTION = { name: SETTINGS, input: () => null };
const DEFAULT = 'all';

type Kind = { action: 'allocation' | 'rebalance'; setting: string; what: string; words: Readonly<Record<string, string>> };

const ALLOCATION: Kind = {
  action: 'allocation',
  setting: 'cluster.routing.allocation.enable',
  what: 'Allocation',
  words: {
    all: 'every copy may be allocated, as by default',
    primaries: 'only primaries are allocated: a replica that is lost is not made again, and nothing is drained',
    new_primaries: 'only primaries of new indices are allocated: a primary that is lost stays lost until this is taken back',
    none: 'no shard at all is allocated: new indices stay red, and whatever is lost stays lost until this is taken back',
  },
};

const REBALANCE: Kind = {
  action: 'rebalance',
  setting: 'cluster.routing.rebalance.enable',
  what: 'Rebalancing',
  words: {
    all: 'shards are moved so that members hold equally much, as by default',
    primaries: 'only primaries are moved to even out what members hold',
    replicas: 'only replicas are moved to even out what members hold',
    none: 'nothing is moved to even out what members hold: one that was just added stays empty',
  },
};

type Extra = { setting: string; value: string; before: string };

function settingDeed<const Words extends readonly [string, ...string[]]>({ action, setting, what, words }: Kind, values: Words) {
  const schema = z.strictObject({ ...GROUP_INPUT, enable: z.enum(values, { error: `is none of ${values.join(', ')}` }) });
  return onCluster<{ group: string; enable: string }, SettingsAnswer>({
    name: action,
    schema: schema as unknown as z.ZodType<{ group: string; enable: string }>,
    example: `{ "group": "search", "enable": "${values.join('" or "')}" }`,
    questions: [QUESTION],
    names: ({ enable }) => ({ title: `${what}: ${enable}`, button: `Set ${what.toLowerCase()} to ${enable}` }),
    preview({ input: { enable }, cluster, answer, step }) {
      const written = writtenAt(answer, setting);
      const before = valueIn(written);
      if (before === enable) return { isDone: true, refusal: `${what} of ${cluster.title} is ${enable} already` };
      const at = counting(written)?.at ?? 'persistent';
      // The default is what there is when nothing is written, in any place.
      const places = enable === DEFAULT ? written.map((one) => ({ at: one.at, value: null })) : [{ at, value: enable }];
      const notes: Note[] = [{ status: enable === DEFAULT ? 'ok' : 'warning', words: words[enable] ?? '' }];
      if (at === 'transient' && enable !== DEFAULT)
        notes.push({
          status: 'warning',
          words:
            'it is written as a transient setting, which wins over a persistent one: it is changed there, and is gone when the whole cluster restarts',
        });
      return {
        summary: `${what} of ${cluster.title} is ${before}, and would be ${enable}${enable === DEFAULT ? ', the default' : ' until somebody sets it back: this page says so all that time'}.`,
        notes,
        steps: [
          step({
            ...{ target: what.toLowerCase(), row: switchRow(action), before, wanted: enable },
            ...{ command: { ask: putSettings(bodyOf(setting, places)) }, extra: { setting, value: enable, before } satisfies Extra },
          }),
        ],
      };
    },
    prove(extra, answer) {
      const { value } = extra as Extra;
      const now = valueIn(writtenAt(answer, setting));
      return { is: now === value ? 'proved' : 'not proved', words: `${what.toLowerCase()} is ${now}` };
    },
    undo: (extra, group) => ({ system: 'elastic', action, input: { group, enable: (extra as Extra).before } }),
    marks: (wanted) => (wanted === DEFAULT ? 'clear' : 'set'),
  });
}

/** What counts, which may be written in any case. */
function valueIn(written: ReturnType<typeof writtenAt>): string {
  return counting(written)?.value.toLowerCase() ?? DEFAULT;
}

/** Which copies may be allocated. */
export const setAllocation = settingDeed(ALLOCATION, ['all', 'primaries', 'new_primaries', 'none']);

/** Which shards are moved to even out what members hold. */
export const setRebalance = settingDeed(REBALANCE, ['all', 'primaries', 'replicas', 'none']);
