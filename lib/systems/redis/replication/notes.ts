import type { Note } from '../../../acting.ts';
import { formatBytes } from '../../../format/bytes.ts';
import { formatCount } from '../../../format/number.ts';
import { formatAddress } from '../address.ts';
import type { Reach } from './reach.ts';
import type { Member, Stand } from './stand.ts';

/** What to know before a master is changed. None of it depends on figures that tick, so that the same notes stand until something changes. */
export function promotionNotes(old: Member | null, target: Member, reach: Reach, stand: Stand): Note[] {
  return [
    ...clientNotes(old),
    ...passwordNotes(old, target),
    ...reachNotes(target, reach),
    ...strangerNotes(old, stand),
    ...sizeNotes(old, target),
  ];
}

function clientNotes(old: Member | null): Note[] {
  if (!old?.info) return [];
  const { clients } = old.info;
  const who = `${counted(clients, 'client')} must find the new master by ${clients === 1 ? 'itself' : 'themselves'}`;
  const words = `${old.node} answers writes with READONLY after this: its ${who}.`;
  return [{ status: 'warning', words }];
}

/** Whether one can sign in at the other is in no reading. */
function passwordNotes(old: Member | null, target: Member): Note[] {
  const asks = target.settings.read !== null || target.settings.act?.password != null;
  if (!asks || old === null) return [];
  const words = `${target.node} asks for a password. Whether ${old.node} has it (masterauth, masteruser) is not known before it follows.`;
  return [{ status: 'unknown', words }];
}

/**
 * CLIENT UNPAUSE ends every hold of clients, whoever asked for it (redis/src/networking.c, unpauseActions). Only Valkey tells of one, from 8.1 on, in INFO clients: that is
 * looked at by the check.
 */
export function holdNotes(old: Member): Note[] {
  const words = `Redis does not tell whether somebody else holds the clients of ${old.node} (CLIENT PAUSE): such a hold ends with this one.`;
  return [{ status: 'unknown', words }];
}

export function reachNotes(target: Member, reach: Reach): Note[] {
  if (reach.isSure) return [];
  const words = `No node uses the address ${formatAddress(reach)} for ${target.node} yet: whether the others reach it by that is not known.`;
  return [{ status: 'unknown', words }];
}

/** Hearsay of the old master, which is all there is to know of them. */
function strangerNotes(old: Member | null, { members }: Stand): Note[] {
  const ports = new Set(members.map(({ info, settings }) => info?.port ?? settings.address.port));
  const strangers = old?.info?.replicas.filter(({ port }) => !ports.has(port)) ?? [];
  if (old === null || strangers.length === 0) return [];
  const names = strangers.map(formatAddress).join(', ');
  return [{ status: 'warning', words: `${old.node} names replicas that are not configured here and stay with it: ${names}.` }];
}

function sizeNotes(old: Member | null, target: Member): Note[] {
  const most = target.info?.memory.maxBytes ?? null;
  const used = old?.info?.memory.usedBytes ?? null;
  if (most === null || used === null || most >= used) return [];
  return [{ status: 'critical', words: `${target.node} may use ${formatBytes(most)} (maxmemory), less than ${old?.node} uses now.` }];
}

/** What copying all data asks of the node that is copied: a fork may need as much memory again as it uses (INFO memory). */
export function copyNotes(source: Member): Note[] {
  const memory = source.info?.memory;
  if (!memory || memory.machineBytes === null || memory.residentBytes === null) {
    return [{ status: 'unknown', words: `How much memory the machine of ${source.node} has left for a copy of all data is not known.` }];
  }
  const room = memory.machineBytes - memory.residentBytes;
  if (room >= memory.usedBytes) return [];
  const words = `A copy of all data forks ${source.node}, which may need up to ${formatBytes(memory.usedBytes)} more; its machine has at most ${formatBytes(Math.max(0, room))}.`;
  return [{ status: 'critical', words }];
}

/** "1 client", "1,200 clients". */
export function counted(count: number, word: string): string {
  return `${formatCount(count)} ${word}${count === 1 ? '' : 's'}`;
}
