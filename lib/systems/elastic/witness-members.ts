import type { Found } from '../../finding.ts';
import type { Reading } from '../../reading.ts';
import type { Party, Scene, Whole } from './witness-parties.ts';
import { foundOwn, foundWhole, many } from './witness-words.ts';

/** For how long one is told to be gone that nobody said was to be there. */
const GONE_TOLD_MS = 24 * 3_600_000;

/** The members by one reading in which every one of them answered. */
type Roster = { at: number; by: string | null; names: ReadonlySet<string> };

type Given = Scene & { rosters: readonly Roster[]; present: ReadonlySet<string> };

/**
 * Members that are not there: those that are to be by the configuration, those that were, and nodes that answer for themselves while the cluster does not list them. It counts when two
 * lists in a row tell it, and stays until they are back, however long ago they were listed.
 */
export function findMembers(scene: Scene, parties: readonly Party[]): Found[] {
  const rosters = rostersOf(scene.whole);
  const present = new Set(scene.whole.load[0]?.value.members.map(({ name }) => name) ?? rosters[0]?.names);
  const given = { ...scene, rosters, present };
  return [...findMissing(given), ...findGone(given), ...parties.flatMap((party) => findUnlisted(party, given)), ...findCounts(scene.whole)];
}

/** Lists of members, newest first. One that does not answer for its load has not left by that. */
function rostersOf({ load, members }: Whole): Roster[] {
  const whole = load.filter(({ value }) => value.unanswered === 0);
  const lists = whole.length === 0 && load.every(({ value }) => value.unanswered === undefined) ? members : whole;
  return lists.map(({ observedAt, value }) => ({
    at: observedAt,
    by: value.by ?? null,
    names: new Set(value.members.map(({ name }) => name)),
  }));
}

function isProvedMissing(name: string, { rosters: [now, before], present }: Given): boolean {
  return now !== undefined && before !== undefined && !present.has(name) && !now.names.has(name) && !before.names.has(name);
}

function findMissing(given: Given): Found[] {
  const { whole, standing, present, rosters } = given;
  const names = (whole.settings.members ?? []).filter(
    (name) => isProvedMissing(name, given) || (standing.has(missingId(name)) && !present.has(name)),
  );
  const unread = rosters.length === 0 ? '. Who is in it is not read now' : '';
  return names.map((name) =>
    foundWhole({
      ...{ id: missingId(name), kind: 'missing', title: 'Member missing', status: 'warning', whole, subject: name },
      told: [`is not in the cluster, and is to be by members: in the configuration${unread}`],
    }),
  );
}

function missingId(name: string): string {
  return `missing ${name}`;
}

/** One that left, and when that was first seen. */
type Gone = { name: string; at: number };

function findGone(given: Given): Found[] {
  const { whole, standing, present, now } = given;
  const kept = [...standing].flatMap(goneIn);
  const seen = seenLeaving(given).filter(({ name }) => !kept.some((one) => one.name === name));
  return [...kept, ...seen]
    .filter(({ name, at }) => !present.has(name) && !whole.settings.members?.includes(name) && now - at < GONE_TOLD_MS)
    .map((gone) => foundGone(gone, whole));
}

/** Found again by its id, because the readings in which it was listed are kept for minutes. */
function goneIn(id: string): Gone[] {
  const [, at, name] = /^gone (\d+) (.+)$/.exec(id) ?? [];
  return at === undefined || name === undefined ? [] : [{ name, at: Number(at) }];
}

function seenLeaving(given: Given): Gone[] {
  const { rosters } = given;
  const before = new Set(rosters.slice(2).flatMap(({ names }) => [...names]));
  return [...before].filter((name) => isProvedMissing(name, given)).map((name) => ({ name, at: firstWithout(name, rosters) }));
}

function firstWithout(name: string, rosters: readonly Roster[]): number {
  const last = rosters.findIndex(({ names }) => names.has(name));
  return rosters[last - 1]?.at ?? 0;
}

function foundGone({ name, at }: Gone, whole: Whole): Found {
  const meant = meantWords(name, whole);
  return foundWhole({
    ...{ id: `gone ${at} ${name}`, kind: 'gone', title: 'Member gone', whole, subject: name },
    status: meant === null ? 'warning' : 'ok',
    told: [
      'is not listed since ',
      at,
      `${meant ?? ', and was before'}. It is told until it is back, and for a day at most; members: in the configuration tells it for as long as it is missing`,
    ],
  });
}

/** Whoever drains a member, or orders it to be removed, means it to go. */
function meantWords(name: string, { allocation: [newest] }: Whole): string | null {
  if (newest?.value.settings.exclude.some(({ attribute, names }) => attribute === '_name' && names.includes(name)))
    return ': it was drained (cluster.routing.allocation.exclude._name)';
  const order = newest?.value.shuttingDown?.find((one) => one.name === name && one.type.toUpperCase() !== 'RESTART');
  return order ? `: an orchestrator said that it was to go (${order.type.toLowerCase()})` : null;
}

function findUnlisted(party: Party, { rosters: [now, before], whole, standing }: Given): Found[] {
  const [newest, older] = party.readings;
  const [health] = whole.health;
  if (!newest || !now || !health || newest.value.uuid === null || newest.value.uuid !== health.value.uuid) return [];
  const { name } = newest.value;
  const id = `unlisted ${party.node}`;
  const isSteady =
    older?.value.name === name && before !== undefined && !before.names.has(name) && overlap([older, newest], [before.at, now.at]);
  if (now.names.has(name) || !(isSteady || standing.has(id))) return [];
  return [
    foundOwn({
      ...{ id, kind: 'unlisted', title: 'Not listed', status: 'critical', about: [party], followsRows: true },
      told: [
        `answers as ${name}, and is not among the ${many(now.names.size, 'member')} that ${now.by ?? 'the cluster'} lists: it is cut off from the cluster, and what is read there may be old`,
      ],
    }),
  ];
}

/** Whether there is a moment at which both said so: between the older and the newer reading of each. */
function overlap([older, newest]: readonly [Reading<unknown>, Reading<unknown>], [from, to]: readonly [number, number]): boolean {
  return Math.max(older.observedAt, from) < Math.min(newest.observedAt, to);
}

/** The health is told by the master, the load by the node that is asked: where they count otherwise for a while, they do not mean the same cluster. */
function findCounts(whole: Whole): Found[] {
  const [health, earlier] = whole.health;
  const [load, before] = whole.load;
  if (!health || !earlier || !load || !before) return [];
  const [known, was] = [knownTo(load), knownTo(before)];
  const { nodes, by } = health.value;
  if (known === null || known !== was || nodes !== earlier.value.nodes || nodes === known) return [];
  if (!overlap([earlier, health], [before.observedAt, load.observedAt])) return [];
  return [
    foundWhole({
      ...{ id: 'counts', kind: 'counts', title: 'Disagreement', status: 'warning', whole, subject: 'number of members' },
      told: [
        `the health that ${by} tells counts ${many(nodes, 'node')}, and ${load.value.by ?? 'the node that is asked'} knows of ${known} when it is asked for their load`,
      ],
    }),
  ];
}

function knownTo({ value: { members, unanswered } }: Whole['load'][number]): number | null {
  return unanswered === undefined ? null : members.length + unanswered;
}
