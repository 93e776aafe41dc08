import type { Found } from '../../../finding.ts';
import { formatAge } from '../../../format/age.ts';
import type { Status } from '../../../status.ts';
import type { AgDatabase } from './model.ts';
import { databaseRow, groupRow, HEARTBEAT_ROW } from './rows.ts';
import { HEARTBEAT, inRole, type Member, type Merged, type Party } from './witness-parties.ts';
import { areAllAlike, LEAST_MS, spanOf, standing, trackOf } from './witness-track.ts';
import { foundOf } from './witness-words.ts';

/** A heartbeat in one reading: what was there (epoch ms, by the clock of its writer), and when that was asked. */
type Point = { at: number; beat: number };

/** Readings of a heartbeat, or of a view, that stand: fewer are chance. */
const READINGS = 3;
/** How often it has to go on at the primary while it stands at a copy: one that comes in seldom is no proof. */
const BEATS = 3;
/** A writer that wrote nothing for so long is gone: it should write once a minute at least. */
const WRITER_MS = 120_000;

/**
 * What the heartbeat rows prove: whether what is written at the primary can be read at its copies, whatever any view of the server says. One that stands at the primary itself proves nothing, and
 * that is said. Beats are compared with each other and never with a clock of ours.
 */
export function findHeartbeats(groups: readonly Merged[], parties: readonly Party[]): Found[] {
  const found = groups.flatMap((group) => {
    const [primary, second] = inRole(group.members, 'primary');
    if (!primary || second) return [];
    const id = heartbeatId(primary);
    if (id === null) return [];
    const copies = group.members.filter((member) => member !== primary && member.past[0].own?.role === 'secondary');
    const atPrimary = pointsOf(primary);
    return [
      ...writerGone(group, primary, atPrimary),
      ...copies.flatMap((copy) => notComing({ group, primary, copy, id }, atPrimary)),
      ...[primary, ...copies].flatMap((member) => againstView(group, member, id)),
    ];
  });
  return [...found, ...findOutside(groups, parties)];
}

/** A heartbeat in a database that no node has in a group: it stays where it is written, and proves nothing. */
function findOutside(groups: readonly Merged[], parties: readonly Party[]): Found[] {
  const members = groups.flatMap((group) => group.members);
  const beating = parties.filter(({ heartbeat, beats, ag }) => heartbeat !== null && beats.length > 0 && ag.length > 0);
  const outside = beating.filter(({ heartbeat }) => !members.some((one) => isIn(one, heartbeat?.database ?? '')));
  const [first] = outside;
  if (!first) return [];
  return [
    foundOf({
      ...{ id: 'heartbeat outside', kind: 'heartbeat outside', title: 'No heartbeat', status: 'warning', place: '', probe: HEARTBEAT },
      ...{ about: outside, rows: outside.map(({ node }) => ({ node, row: HEARTBEAT_ROW })) },
      told: [
        `the heartbeat is in ${first.heartbeat?.database ?? ''}, which no node has in an availability group: it proves nothing about any replica`,
      ],
    }),
  ];
}

function isIn({ past: [{ databases }] }: Member, name: string): boolean {
  return [...databases.values()].some((one) => one.name.toLowerCase() === name.toLowerCase());
}

/** The group_database_id of the database that has the heartbeat, null where it is none of this group. */
function heartbeatId(member: Member): string | null {
  return databaseOf(member)?.id ?? null;
}

function databaseOf({ party: { heartbeat }, past: [{ databases }] }: Member): AgDatabase | null {
  return [...databases.values()].find(({ name }) => name.toLowerCase() === heartbeat?.database.toLowerCase()) ?? null;
}

/** Newest first, and only as far as it went forward: whoever clears the table begins anew. */
function pointsOf({ party: { beats } }: Member): Point[] {
  const points: Point[] = [];
  for (const { value, observedAt: at } of beats) {
    const later = points.at(-1);
    if (value.beatAt === null || (later && value.beatAt > later.beat)) break;
    points.push({ at, beat: value.beatAt });
  }
  return points;
}

/** The newest readings that have the same beat. */
function heldOf(points: readonly Point[]): readonly Point[] {
  const end = points.findIndex(({ beat }) => beat !== points[0]?.beat);
  return end < 0 ? points : points.slice(0, end);
}

function writerGone(group: Merged, primary: Member, points: readonly Point[]): Found[] {
  const { saidAt = null } = primary.party.beats[0]?.value ?? {};
  const held = heldOf(points);
  const [newest] = held;
  if (!newest || held.length < READINGS || held.length < points.length) return [];
  // By the clock of the primary, which wrote it too.
  const silentMs = Math.max(spanOf(held), saidAt === null ? 0 : saidAt - newest.beat);
  if (silentMs < WRITER_MS) return [];
  const told = `the heartbeat stands still at ${primary.party.node} itself, for ${formatAge(silentMs)}: whoever writes it is gone, and it proves nothing about any replica until he writes again`;
  return [finding({ group, member: primary, kind: 'heartbeat not written', title: 'No heartbeat', status: 'warning', told })];
}

type Pair = { group: Merged; primary: Member; copy: Member; id: string };

/** The primary had a later beat before the first of the readings in which the copy stands, and went on since: it never came. */
function notComing({ group, primary, copy, id }: Pair, atPrimary: readonly Point[]): Found[] {
  const isSuspended = [primary, copy].some(({ past: [{ databases }] }) => databases.get(id)?.isSuspended === true);
  const held = heldOf(pointsOf(copy));
  const [newest, oldest] = [held[0], held.at(-1)];
  // That it is suspended is told with the database.
  if (isSuspended || !newest || !oldest || held.length < READINGS || spanOf(held) < LEAST_MS) return [];
  const meanwhile = atPrimary.filter(({ at }) => at >= oldest.at && at <= newest.at);
  const went = new Set(meanwhile.map(({ beat }) => beat)).size - 1;
  const led = atPrimary.find(({ at }) => at < newest.at);
  if (went < BEATS || !led || led.beat <= newest.beat) return [];
  const told = `a heartbeat that ${primary.party.node} has does not come through: the newest is ${formatAge(led.beat - newest.beat)} older than there, and did not change for at least ${formatAge(spanOf(held))}. What is written is not sent, or not redone: look at both, whatever the health says`;
  return [finding({ group, member: copy, by: primary, kind: 'heartbeat stuck', title: 'Stuck heartbeat', status: 'critical', told })];
}

/** A row that comes in cannot come without log: a view in which no position moves meanwhile is frozen. */
function againstView(group: Merged, member: Member, id: string): Found[] {
  const held = standing(trackOf(member, id).points, areAllAlike);
  const [newest, oldest] = [held[0], held.at(-1)];
  if (!newest || !oldest || held.length < READINGS || spanOf(held) < LEAST_MS || newest.reach === null) return [];
  const meanwhile = pointsOf(member).filter(({ at }) => at >= oldest.at && at <= newest.at);
  const went = new Set(meanwhile.map(({ beat }) => beat)).size - 1;
  // The one that came at the edge of what was read may have been there before.
  if (went < 2) return [];
  const told = `its heartbeat came through ${went} times in ${formatAge(spanOf(held))} while no position that it tells of ${databaseOf(member)?.name ?? 'its database'} moved: its view is frozen, and no health, lag or queue in it can be believed`;
  return [finding({ group, member, kind: 'heartbeat moves', title: 'Frozen view', status: 'critical', told })];
}

type Proved = { group: Merged; member: Member; by?: Member; kind: string; title: string; status: Status; told: string };

function finding({ group, member, by, kind, title, status, told }: Proved): Found {
  const { party, past } = member;
  const { name } = past[0].group;
  const database = databaseOf(member);
  return foundOf({
    ...{ id: `${kind} ${group.id} ${party.node}`, kind, title, status, told: [told], place: name, probe: HEARTBEAT },
    about: [party],
    by: by ? [by.party] : [],
    rows: [database ? databaseRow(name, database.name) : groupRow(name), HEARTBEAT_ROW].map((row) => ({ node: party.node, row })),
  });
}
