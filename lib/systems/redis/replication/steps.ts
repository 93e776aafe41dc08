import type { Step } from '../../../acting.ts';
import type { Detail } from './details.ts';
import { PAUSE_MS, SENTINEL_MS, WAIT_MS } from './limits.ts';
import type { Reach } from './reach.ts';
import { type Member, masterOf, type Stand } from './stand.ts';

/** The one row of each reading is its node. */
const ROW = 'server';

const STAGES: Record<Detail['is'], number> = {
  ...{ check: 0, pause: 1, wait: 2, promote: 3, failover: 3, follow: 4, 'see master': 4, resume: 5 },
  ...{ sentinel: 0, 'see replica': 1 },
};

type Words = Pick<Step, 'target' | 'commands' | 'before' | 'wanted'>;

/** What a promotion is made of: the master that hands over, or null where it gives no answer, and who is told to follow the new one. */
export type Handover = { target: Member; old: Member | null; followers: readonly Member[]; reach: Reach; stand: Stand };

/** Writes held, everything carried out, promoted, all others told, writes free again: measured to lose nothing that was acknowledged. */
export function promotionSteps({ target, old, followers, reach, stand }: Handover & { old: Member }): Step[] {
  return [
    checkStep(old, 'master'),
    ...[target, ...followers].map((member) => checkStep(member, 'replica')),
    passing(
      old,
      { is: 'pause' },
      {
        ...{ target: 'writes', commands: [`CLIENT PAUSE ${PAUSE_MS} WRITE`] },
        ...{ before: 'taken', wanted: 'held' },
      },
    ),
    {
      ...passing(
        target,
        { is: 'wait', master: old.node },
        {
          ...{ target: 'data', commands: [`INFO, until it has all that ${old.node} has`] },
          ...{ before: `follows ${old.node}`, wanted: `the same as on ${old.node}` },
        },
      ),
      waitMs: WAIT_MS,
    },
    promoteStep(target, old, old.node),
    ...[old, ...followers].map((member) => followStep(member, { target, reach, stand, isOldMaster: member === old })),
    passing(old, { is: 'resume' }, { target: 'writes again', commands: ['CLIENT UNPAUSE'], before: 'held', wanted: 'free' }),
  ];
}

/** Where the master gives no answer: promoted as it is, and those told that can be. */
export function forcedSteps({ target, old, followers, reach, stand }: Handover): Step[] {
  return [
    { ...checkStep(target, 'replica', true) },
    ...followers.map((member) => checkStep(member, 'replica')),
    promoteStep(target, old, null),
    ...followers.map((member) => followStep(member, { target, reach, stand, isOldMaster: false })),
  ];
}

/** The failover that Redis does itself (redis.io/commands/failover), and what it leaves to do. */
export function failoverSteps({ target, old, followers, reach, stand }: Handover & { old: Member }): Step[] {
  const { host, port } = reach;
  return [
    checkStep(old, 'master'),
    ...followers.map((member) => checkStep(member, 'replica')),
    {
      ...step(
        old,
        { is: 'failover', host, port, to: target.node },
        {
          ...{ target: 'role', commands: [`FAILOVER TO ${host} ${port} TIMEOUT ${WAIT_MS}`] },
          ...{ before: 'master', wanted: `replica of ${target.node}` },
        },
      ),
      waitMs: WAIT_MS,
    },
    step(
      target,
      { is: 'see master', old: old.node },
      {
        ...{ target: 'role', commands: ['ROLE'], before: `replica of ${old.node}`, wanted: 'master' },
      },
    ),
    ...followers.map((member) => followStep(member, { target, reach, stand, isOldMaster: false })),
  ];
}

/** One node is told to follow another. */
export function moveSteps(member: Member, role: 'master' | 'replica', to: { target: Member; reach: Reach; stand: Stand }): Step[] {
  return [checkStep(member, role, true), followStep(member, { ...to, isOldMaster: false })];
}

/** A Sentinel is told to fail over, which it answers at once; that it did is seen on the old master. */
export function sentinelSteps(sentinel: Pick<Step, 'group' | 'node'>, set: string, master: Member): Step[] {
  const words = { target: set, commands: [`SENTINEL FAILOVER ${set}`], before: 'no failover', wanted: 'fails over' };
  const seen = { target: 'role', commands: ['ROLE, until the Sentinel has told it'], before: 'master', wanted: 'replica' };
  const { group, node } = sentinel;
  return [
    { group, node, row: ROW, ...words, detail: { is: 'sentinel', set } satisfies Detail, stage: STAGES.sentinel, isPassing: true },
    { ...step(master, { is: 'see replica' }, seen), waitMs: SENTINEL_MS },
  ];
}

/** What frees the writes again of a master whose promotion broke off. */
export function resumeStep({ group, node }: Pick<Step, 'group' | 'node'>): Step {
  return {
    ...{ group, node, row: ROW, target: 'pause taken back', commands: ['CLIENT UNPAUSE'], before: 'held', wanted: 'free' },
    ...{ detail: { is: 'resume' } satisfies Detail, isPassing: true },
  };
}

function checkStep(member: Member, role: 'master' | 'replica', asksSentinels = role === 'master'): Step {
  return passing(
    member,
    { is: 'check', role, asksSentinels },
    {
      target: 'check',
      commands: ['ROLE', ...(asksSentinels ? ['CLIENT LIST, for Sentinels'] : []), 'REPLICAOF without a port, for the right'],
      before: 'not asked',
      wanted: `${role} as read${asksSentinels ? ', no Sentinel' : ''}`,
    },
  );
}

function promoteStep(target: Member, old: Member | null, paused: string | null): Step {
  const from = old === null ? 'replica' : `replica of ${old.node}`;
  return step(
    target,
    { is: 'promote', paused, old: old?.node ?? null },
    {
      ...{ target: 'role', commands: ['REPLICAOF NO ONE'], before: from, wanted: 'master' },
    },
  );
}

type To = { target: Member; reach: Reach; stand: Stand; isOldMaster: boolean };

function followStep(member: Member, { target, reach: { host, port }, stand, isOldMaster }: To): Step {
  const before = masterOf(member, stand)?.node ?? null;
  const was = member.info?.role === 'master' ? 'master' : `replica of ${before ?? linkWords(member)}`;
  return step(
    member,
    { is: 'follow', host, port, from: target.node, isOldMaster, before },
    {
      ...{ target: 'role', commands: [`REPLICAOF ${host} ${port}`], before: was, wanted: `replica of ${target.node}` },
    },
  );
}

function linkWords({ info }: Member): string {
  return info?.link ? `${info.link.host}:${info.link.port}` : 'nobody';
}

function passing(member: Member, detail: Detail, words: Words): Step {
  return { ...step(member, detail, words), isPassing: true };
}

function step({ group, node }: Member, detail: Detail, words: Words): Step {
  return { group, node, row: ROW, ...words, detail, stage: STAGES[detail.is] };
}
