import * as z from 'zod';
import type { Proof } from '../../../acting.ts';
import { formatCount } from '../../../format/number.ts';
import { SETTINGS, type SettingsAnswer } from '../asked/model.ts';
import { isExcluded } from '../excluded.ts';
import { memberRow } from '../rows.ts';
import { putSettings } from './command.ts';
import { drainNotes, holdingOf } from './drain-notes.ts';
import { MEMBER_INPUT } from './input.ts';
import { onCluster } from './on-cluster.ts';
import { bodyOf, counting, namesIn, type Place, writtenAt } from './written.ts';

/** Members whose shards are to go elsewhere, by name (Elasticsearch: Cluster-level shard allocation filtering). */
const EXCLUDE = 'cluster.routing.allocation.exclude._name';

export const DRAINED = 'excluded from holding shards';
export const NOT_DRAINED = 'may hold shards';

const QUESTION = { name: SETTINGS, input: () => null };
const schema = z.strictObject(MEMBER_INPUT);

type Extra = { member: string };

/** Moves every shard of a member to others. What it holds is served until it is there: nothing is lost, and it stays a member. */
export const drain = onCluster<z.output<typeof schema>, SettingsAnswer>({
  name: 'drain',
  schema,
  example: '{ "group": "search", "member": "es3" }',
  questions: [QUESTION],
  names: ({ member }) => ({ title: `Drain ${member}`, button: `Drain ${member}` }),
  preview({ input: { member }, cluster, answer, step }) {
    const holding = holdingOf(cluster, member);
    if (cluster.allocation === null)
      return { refusal: 'what its members hold, and the room on their disks, is not read just now: poll first' };
    if (holding === null) return { refusal: `${member} holds no data, or is not in the cluster: there is nothing to move away` };
    const written = counting(writtenAt(answer, EXCLUDE));
    const names = written === null ? [] : namesIn(written.value);
    const isThere = isExcluded(holding, { exclude: [{ attribute: '_name', names, at: written?.at ?? 'persistent' }] });
    if (isThere || isExcluded(holding, cluster.allocation.settings))
      return { isDone: true, refusal: `${member} is being drained already${isThere ? '' : ', by its address or its host'}` };
    const at: Place = written?.at ?? 'persistent';
    const ask = putSettings(bodyOf(EXCLUDE, [{ at, value: [...names, member].join(',') }]));
    return {
      summary: `The ${formatCount(holding.shards ?? 0)} shards on ${member} are copied to other members, and taken away there once each is whole. It serves them meanwhile, and stays in the cluster; no new shard comes to it until the drain is ended.`,
      notes: drainNotes(cluster, holding, { names, at }),
      steps: [step({ target: member, row: memberRow(member), before: NOT_DRAINED, wanted: DRAINED, command: { ask }, extra: { member } })],
    };
  },
  prove: (extra, answer) => proveListed(extra as Extra, answer, true),
  undo: (extra, group) => ({ system: 'elastic', action: 'end-drain', input: { group, member: (extra as Extra).member } }),
  marks: () => 'set',
});

/** Lets shards come to a member again, wherever it is listed by its name. */
export const endDrain = onCluster<z.output<typeof schema>, SettingsAnswer>({
  name: 'end-drain',
  schema,
  example: '{ "group": "search", "member": "es3" }',
  questions: [QUESTION],
  names: ({ member }) => ({ title: `End the drain of ${member}`, button: `End drain of ${member}` }),
  preview({ input: { member }, cluster, answer, step }) {
    const listed = writtenAt(answer, EXCLUDE).filter(({ value }) => namesIn(value).includes(member));
    const holding = holdingOf(cluster, member);
    if (listed.length === 0) {
      const isOther = holding !== null && cluster.allocation !== null && isExcluded(holding, cluster.allocation.settings);
      return isOther
        ? {
            refusal: `${member} is not listed by its name alone, but by a pattern, its address or its host: whoever wrote that has to take it back, because it may mean others too`,
          }
        : { isDone: true, refusal: `${member} is not being drained` };
    }
    const values = listed.map(({ at, value }) => ({
      at,
      value:
        namesIn(value)
          .filter((name) => name !== member)
          .join(',') || null,
    }));
    return {
      summary: `Shards may come to ${member} again: the cluster moves some there to even out what its members hold, unless rebalancing is switched off.`,
      steps: [
        step({
          ...{ target: member, row: memberRow(member), before: DRAINED, wanted: NOT_DRAINED, extra: { member } },
          command: { ask: putSettings(bodyOf(EXCLUDE, values)) },
        }),
      ],
    };
  },
  prove: (extra, answer) => proveListed(extra as Extra, answer, false),
  undo: (extra, group) => ({ system: 'elastic', action: 'drain', input: { group, member: (extra as Extra).member } }),
  marks: () => 'clear',
});

function proveListed({ member }: Extra, answer: SettingsAnswer, isWanted: boolean): Proof {
  const written = writtenAt(answer, EXCLUDE);
  // To be drained it must stand where it counts, to be drained no longer nowhere.
  const isListed = isWanted
    ? namesIn(counting(written)?.value ?? '').includes(member)
    : written.some(({ value }) => namesIn(value).includes(member));
  const words = isListed
    ? `${member} is in the list of those that are to hold no shard`
    : `${member} is not in the list of those that are to hold no shard`;
  return { is: isListed === isWanted ? 'proved' : 'not proved', words };
}
