import type { Preview } from '../../../acting.ts';
import { formatCount } from '../../../format/number.ts';
import { followersOf, lastMasterOf, type Member, masterOf, type Stand } from './stand.ts';

/** The first version that can hold writes alone (redis.io/commands/client-pause) and fail over by itself (redis.io/commands/failover). */
const NEEDED = [6, 2] as const;

/** Why nothing can be told a node at all; null where it can. */
export function whyNotTold({ node, info, doubt, settings }: Member): string | null {
  if (info === null) return `${node} cannot be gone by: ${doubt ?? 'never read'}. Poll it first`;
  if (info.mode === 'cluster')
    return `${node} is part of a cluster, where the nodes themselves agree on who is a master: this is for groups without one`;
  if (info.loading !== null) return `${node} is loading its data from disk: wait until that is done`;
  if (info.isTurning) return `${node} changed its role while it was read: poll it first`;
  if (settings.act === null) return `no user to act with is configured for ${node}, and without it the others are not touched either`;
  return null;
}

/** Why a replica cannot take over from its master without a loss; null where it can. */
export function whyNotHandedOver(target: Member, old: Member, stand: Stand): string | null {
  return (
    whyNotTold(target) ??
    whyNotTold(old) ??
    whyNotReplica(target) ??
    whyWatched(old) ??
    whyTooOld(old) ??
    whyUnread(stand) ??
    (old.info?.role === 'master'
      ? null
      : `${target.node} follows ${old.node}, which is a replica itself: promote ${old.node}, or let ${target.node} replicate from the master first`) ??
    followersOf(old, stand)
      .map(whyNotTold)
      .find((why) => why !== null) ??
    null
  );
}

/** Why a node is no replica that could be gone by; null where it is one. */
function whyNotReplica({ node, info, settings }: Member): string | null {
  const link = info?.link ?? null;
  if (link === null) return `${node} is no replica`;
  if (link.sync !== null) return `${node} is copying all data from its master and has nothing whole until that is done`;
  if (!link.isUp) return `the link of ${node} to its master is down (${link.said || 'no state'})`;
  const most = settings.limits.silenceCriticalSeconds;
  if (most !== null && (link.lastIoSeconds ?? 0) >= most)
    return `${node} has heard nothing from its master for ${formatCount(link.lastIoSeconds)} s, though its link counts as up`;
  return null;
}

/** A Sentinel turns back what others do, or promotes another one. */
function whyWatched({ node, settings: { set } }: Member): string | null {
  return set === null ? null : `${node} is watched by Sentinels as ${set.name}, which would turn this back: let one of them fail over`;
}

function whyTooOld({ node, info }: Member): string | null {
  const [major = 0, minor = 0] = (info?.version ?? '').split('.').map(Number);
  const isEnough = major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
  return isEnough ? null : `${node} is Redis ${info?.version}: it can hold its writes, which this needs, from ${NEEDED.join('.')} on`;
}

/** One that is not read may be a master itself, unless it was a replica of one here that can be read. */
function whyUnread(stand: Stand): string | null {
  const unread = stand.members.filter((member) => member.info === null && !wasReplicaOf(lastMasterOf(member, stand)));
  if (unread.length === 0) return null;
  const names = unread.map(({ node, doubt }) => `${node} (${doubt ?? 'never read'})`).join(', ');
  return `a node that is not read may be a master too, and it is not known of ${names}. Poll first, or take out of the configuration what is gone for good`;
}

function wasReplicaOf(master: Member | null): boolean {
  return master !== null && master.info !== null;
}

/** Those that cannot be read and were replicas of this master when they last were: they cannot be told of the new one. */
export function absentReplicas(old: Member, target: Member, stand: Stand): Preview['leftOut'] {
  const absent = stand.members.filter((member) => member.info === null && lastMasterOf(member, stand) === old);
  return absent.map(({ group, node, doubt }) => ({
    ...{ group, node },
    why: `it cannot be read (${doubt ?? 'never read'}) and was a replica of ${old.node}, which it follows again when it comes back: let it replicate from ${target.node} then`,
  }));
}

/** Where a replica is not to be promoted but its master is a node that can be read: null where it is none. */
export function masterInReach(target: Member, stand: Stand): Member | null {
  const master = masterOf(target, stand);
  return master !== null && master.info !== null ? master : null;
}
