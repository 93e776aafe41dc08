import type { Found } from '../../../finding.ts';
import { databaseRow, groupRow } from './rows.ts';
import { CLASSES, type Class, type Classed, classId, classify, classifyPrimary } from './witness-classes.ts';
import { AG, inRole, type Member, type Merged } from './witness-parties.ts';
import { classOf, tell } from './witness-tell.ts';
import { foundOf } from './witness-words.ts';

/**
 * Whether what is written reaches the copies: a finding for each class of databases of a group at a replica, so that every database of every copy that is read is named by exactly one.
 * Whoever is not named by one is not known.
 */
export function findDatabases(groups: readonly Merged[], standing: ReadonlySet<string>): Found[] {
  const reads = groups.flatMap((group) => readsOf(group, standing));
  const frozen = new Set(
    reads.filter(({ classed }) => classed.some(({ proof }) => proof.is === 'frozen')).map(({ member }) => member.party.node),
  );
  return reads.flatMap((read) => toFindings({ ...read, classed: read.classed.map((one) => unlessFrozen(one, read, frozen)) }));
}

/** What is proved of the databases of a group at one of its members; `primary` is whom it was compared with. */
type Read = { group: Merged; member: Member; primary: Member | null; classed: readonly Classed[] };

function readsOf(group: Merged, standing: ReadonlySet<string>): Read[] {
  const [primary, second] = inRole(group.members, 'primary');
  if (group.members.some(({ past: [newest] }) => newest.group.isDistributed))
    return group.members.map((member) => notCompared(group, member, DISTRIBUTED));
  const copies = group.members.filter(({ past: [{ own }] }) => own?.role !== 'primary' && own?.mode !== 'configuration only');
  const why = !primary ? 'no node that is read is the primary' : second ? 'more than one node is the primary by its own word' : null;
  if (!primary || why !== null) return copies.map((member) => notCompared(group, member, why ?? ''));
  const stoodAt = (member: Member) => ({
    stuck: standing.has(classId('stuck', group, member)),
    frozen: standing.has(classId('frozen', group, member)),
  });
  return [
    { group, member: primary, primary, classed: classifyPrimary(primary, copies, stoodAt(primary).frozen) },
    ...copies.map((member) => ({ group, member, primary, classed: classify(primary, member, stoodAt(member)) })),
  ];
}

/** A view of which a part is proved to be frozen proves no rest: what stands in it may stand because of that. */
function unlessFrozen(one: Classed, { member, primary }: Read, frozen: ReadonlySet<string>): Classed {
  if (one.proof.is !== 'idle') return one;
  const node = [member, primary].find((each) => each !== null && frozen.has(each.party.node))?.party.node;
  if (node === undefined) return one;
  return {
    ...one,
    proof: { is: 'unknown', why: `what ${node} says of other databases is frozen, so that what stands in it is no proof of rest` },
  };
}

/** A database moves at a replica, or is stuck, or suspended: never two of them. */
const MOVEMENT = 'movement';

const DISTRIBUTED = 'a distributed group, whose replicas are groups: Vigil does not compare those';

function notCompared(group: Merged, copy: Member, why: string): Read {
  const classed = [...copy.past[0].databases.values()].map(
    (database): Classed => ({ database, isThere: true, proof: { is: 'unknown', why } }),
  );
  return { group, member: copy, primary: null, classed };
}

function toFindings({ group, member, primary, classed }: Read): Found[] {
  const byClass = Map.groupBy(classed, (one) => classOf(one, member.party.limits));
  return CLASSES.flatMap((kind) => {
    const own = byClass.get(kind) ?? [];
    return own.length === 0 ? [] : [toFound(group, member, { kind, own, primary })];
  });
}

type OfClass = { kind: Class; own: readonly Classed[]; primary: Member | null };

function toFound(group: Merged, member: Member, { kind, own, primary }: OfClass): Found {
  const { party, past } = member;
  const name = past[0].group.name;
  const all = primary === member ? past[0].databases.size : Math.max(past[0].databases.size, primary?.past[0].databases.size ?? 0);
  const { status, title, since, told } = tell(kind, own, {
    all,
    primary: primary?.party.node ?? 'the primary',
    isPrimary: primary === member,
    limits: party.limits,
  });
  const rows = own.map(({ database, isThere }) => (isThere ? databaseRow(name, database.name) : groupRow(name)));
  return foundOf({
    ...{ id: classId(kind, group, member), kind, title, status, since, told, place: name, probe: AG, followsRows: true, cause: MOVEMENT },
    about: [party],
    by: primary ? [primary.party] : [],
    rows: [...new Set(rows)].map((row) => ({ node: party.node, row })),
  });
}
