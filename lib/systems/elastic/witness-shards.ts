import type { Found, Told } from '../../finding.ts';
import type { Shard, ShardsInfo } from './model-data.ts';
import { type Cause, causesOf, primariesIn, reasonWords } from './witness-causes.ts';
import { memberNames, type Scene, type Whole } from './witness-parties.ts';
import { foundWhole, listed, many } from './witness-words.ts';

/** What of a failure is told: of many copies the words differ, and one is enough to begin with. */
const DETAIL_LENGTH = 160;

/** Why the cluster is not green: which copies of which indices are not assigned, one sentence for each cause, beside its health, and whether a setting keeps them so. */
export function findShards({ whole, standing }: Scene): Found[] {
  const [shards] = whole.shards;
  const [health] = whole.health;
  // The table may be older than the health: of a cluster that is green again it tells what was.
  if (!shards || !health || health.value.color === 'green') return [];
  const causes = causesOf(shards.value.troubled);
  return [...findDisabled(causes, whole), ...causes.map((cause) => foundCause(cause, { shards: shards.value, whole, standing }))];
}

type Of = { shards: ShardsInfo; whole: Whole; standing: ReadonlySet<string> };

function foundCause(cause: Cause, { shards, whole, standing }: Of): Found {
  const id = `unassigned ${cause.reason}${cause.lost === null ? '' : ` ${cause.lost}`}`;
  const member = cause.lost === null ? null : nameOf(cause.lost, { id, whole, standing });
  const sinces = cause.shards.flatMap(({ unassigned }) => unassigned?.since ?? []);
  const isCut = shards.troubledCount > shards.troubled.length;
  return foundWhole({
    // The name stands in the id, because the list in which it stood is kept for minutes.
    ...{ id: member === null ? id : `${id} ${member}`, kind: 'unassigned', title: 'Not assigned', whole },
    ...{ subject: indicesWords(cause), status: primariesIn(cause) > 0 ? 'critical' : 'warning' },
    since: sinces.length === 0 ? null : Math.min(...sinces),
    told: told(cause, { member: member ?? cause.lost, whole, isCut }),
  });
}

/** What a member was called that is not in the cluster any more: by what is kept, or by what was found before. */
function nameOf(lost: string, { id, whole, standing }: { id: string; whole: Whole; standing: ReadonlySet<string> }): string | null {
  const before = [...standing].find((one) => one.startsWith(`${id} `));
  return before?.slice(id.length + 1) ?? memberNames(whole).get(lost) ?? null;
}

function told(cause: Cause, { member, whole, isCut }: { member: string | null; whole: Whole; isCut: boolean }): Told {
  const { shards } = cause;
  const extras = [
    ...lostWords(shards),
    ...failedWords(cause),
    ...(shards.some(({ unassigned }) => unassigned?.isDelayed)
      ? ['they wait for it to come back before they are made anew elsewhere']
      : []),
    ...tooManyWords(cause, whole),
  ];
  const more = isCut ? ' (and others, which are not told one by one)' : '';
  return [[`${copiesWords(cause)}${more} ${reasonWords(cause, member)}`, ...extras].join('; ')];
}

/** "12 replicas and 1 primary of 5 indices". */
function copiesWords(cause: Cause): string {
  const primaries = primariesIn(cause);
  const replicas = cause.shards.length - primaries;
  const parts = [
    ...(primaries === 0 ? [] : [many(primaries, 'primary', 'primaries')]),
    ...(replicas === 0 ? [] : [many(replicas, 'replica')]),
  ];
  return `${parts.join(' and ')} of ${many(indicesIn(cause).length, 'index', 'indices')}`;
}

function indicesWords(cause: Cause): string {
  return listed(indicesIn(cause));
}

function indicesIn({ shards }: Cause): string[] {
  return [...new Set(shards.map(({ index }) => index))];
}

/** By `allocation_status` of primaries (UnassignedInfo.AllocationStatus). */
function lostWords(shards: readonly Shard[]): string[] {
  const primaries = shards.filter(({ isPrimary }) => isPrimary);
  const without = primaries.filter(({ unassigned }) => unassigned?.status === 'no_valid_shard_copy');
  const refused = primaries.filter(({ unassigned }) => unassigned?.status === 'deciders_no');
  return [
    ...(without.length === 0
      ? []
      : [
          `of ${many(without.length, 'primary', 'primaries')} no member has a copy that can be used: bring back the member that had it, or restore a snapshot`,
        ]),
    ...(refused.length === 0 ? [] : [`${many(refused.length, 'primary', 'primaries')} may go to no member by the rules of allocation`]),
  ];
}

function failedWords({ reason, shards }: Cause): string[] {
  if (reason !== 'ALLOCATION_FAILED') return [];
  const times = Math.max(0, ...shards.map(({ unassigned }) => unassigned?.failedTimes ?? 0));
  const details = shards.find(({ unassigned }) => unassigned?.details)?.unassigned?.details ?? null;
  return [
    ...(times === 0 ? [] : [`tried ${many(times, 'time')}: it is given up after five by default, until somebody has it tried again`]),
    ...(details === null ? [] : [details.length > DETAIL_LENGTH ? `${details.slice(0, DETAIL_LENGTH - 1)}…` : details]),
  ];
}

/** Two copies of one shard are never on one member. */
function tooManyWords(cause: Cause, { indices: [newest], health: [health] }: Whole): string[] {
  if (!newest || !health) return [];
  const { dataNodes } = health.value;
  const own = new Set(indicesIn(cause));
  const wanting = newest.value.indices.filter(({ name, copies }) => own.has(name) && copies + 1 > dataNodes);
  if (wanting.length === 0) return [];
  const which =
    wanting.length === own.size ? (own.size === 1 ? 'it wants' : 'they want') : `${many(wanting.length, 'of them wants', 'of them want')}`;
  return [`${which} more copies than there are members with data (${dataNodes})`];
}

/** Which of the copies a setting of the cluster keeps from being assigned (cluster.routing.allocation.enable). */
function findDisabled(causes: readonly Cause[], whole: Whole): Found[] {
  const enable = whole.allocation[0]?.value.settings.enable ?? null;
  const value = enable?.value.toLowerCase() ?? 'all';
  const all = causes.flatMap(({ shards }) => shards);
  const held = all.filter((shard) => !mayBeAssigned(shard, value));
  if (enable === null || held.length === 0) return [];
  const isPrimary = held.some((shard) => shard.isPrimary);
  return [
    foundWhole({
      ...{ id: 'allocation disabled', kind: 'disabled', title: 'Allocation is off', whole, subject: 'cluster.routing.allocation.enable' },
      status: isPrimary ? 'critical' : 'warning',
      told: [
        `is set to ${value} (${enable.at}), and that is why ${many(held.length, 'copy', 'copies')} of ${many(new Set(held.map(({ index }) => index)).size, 'index', 'indices')} ${held.length === 1 ? 'stays' : 'stay'} unassigned, whatever else is said of ${held.length === 1 ? 'it' : 'them'}: set it back to all`,
      ],
    }),
  ];
}

function mayBeAssigned({ isPrimary, unassigned }: Shard, enable: string): boolean {
  switch (enable) {
    case 'none':
      return false;
    case 'primaries':
      return isPrimary;
    case 'new_primaries':
      return isPrimary && unassigned?.reason === 'INDEX_CREATED';
    default:
      return true;
  }
}
