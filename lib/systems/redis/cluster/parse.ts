import { ParseError } from '../../../failure.ts';
import type { RawCluster } from './fetch.ts';
import { type ClusterInfo, type ClusterMember, type OpenSlot, SLOTS, type SlotRange } from './model.ts';

/** A line of CLUSTER NODES; open slots stand on that of the node itself alone. */
type MemberLine = ClusterMember & { open: OpenSlot[] };

/** Reads CLUSTER INFO and CLUSTER NODES (redis/src/cluster.c, clusterGenNodeDescription) of one node. Throws ParseError. */
export function parseCluster({ info, nodes }: RawCluster): ClusterInfo {
  if (typeof info !== 'string' || typeof nodes !== 'string') throw new ParseError('the answer to CLUSTER INFO or CLUSTER NODES is no text');
  const fields = new Map(info.split(/\r?\n/).map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]));
  const state = fields.get('cluster_state');
  if (state !== 'ok' && state !== 'fail') throw new ParseError('not the answer to CLUSTER INFO', info.slice(0, 400));
  // It tells this after everything that is read here (cluster.c, clusterCommandInfo; 3.0 to 8).
  if (!info.includes('\ncluster_stats_messages_received:') || !info.endsWith('\n'))
    throw new ParseError('CLUSTER INFO is cut off', info.slice(-400));
  const number = (name: string): number => numberIn(fields.get(name), `CLUSTER INFO has no ${name}`);
  const lines = nodes
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(readLine);
  const own = lines.filter(({ flags }) => flags.includes('myself'));
  const [self] = own;
  if (!self || own.length > 1) throw new ParseError('CLUSTER NODES has not exactly one line of the node itself', nodes.slice(0, 400));
  const { open, ...member } = self;
  return {
    isServing: state === 'ok',
    assignedSlots: number('cluster_slots_assigned'),
    currentEpoch: number('cluster_current_epoch'),
    self: member,
    open,
    others: lines.filter((line) => line !== self).map(({ open: _, ...other }) => other),
  };
}

function readLine(line: string): MemberLine {
  const [id, address, flags, masterId, , , epoch, link, ...slots] = line.trim().split(' ');
  const place = /^(.*):(\d+)(?:@\d+)?(?:,.*)?$/.exec(address ?? '');
  if (!id || !place || !flags || !masterId || (link !== 'connected' && link !== 'disconnected'))
    throw new ParseError('CLUSTER NODES has a line that is not whole', line.slice(0, 400));
  return {
    ...{ id, host: (place[1] ?? '').toLowerCase(), port: Number(place[2]), flags: flags.split(',') },
    masterId: masterId === '-' ? null : masterId,
    epoch: numberIn(epoch, 'CLUSTER NODES has a line without an epoch'),
    isConnected: link === 'connected',
    slots: slots.filter((one) => !one.startsWith('[')).map(readRange),
    open: slots.filter((one) => one.startsWith('[')).map(readOpen),
  };
}

function readRange(text: string): SlotRange {
  const found = /^(\d+)(?:-(\d+))?$/.exec(text);
  const from = Number(found?.[1]);
  const to = Number(found?.[2] ?? found?.[1]);
  if (!found || from > to || to >= SLOTS) throw new ParseError('CLUSTER NODES has slots that are none', text);
  return { from, to };
}

function readOpen(text: string): OpenSlot {
  const found = /^\[(\d+)-([<>])-([\da-f]+)\]$/.exec(text);
  if (!found) throw new ParseError('CLUSTER NODES has an open slot that is none', text);
  return { slot: Number(found[1]), is: found[2] === '>' ? 'migrating' : 'importing', otherId: found[3] ?? '' };
}

function numberIn(text: string | undefined, otherwise: string): number {
  if (text === undefined || !/^\d+$/.test(text)) throw new ParseError(otherwise, text ?? null);
  return Number(text);
}
