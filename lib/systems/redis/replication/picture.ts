import { formatBytes } from '../../../format/bytes.ts';
import type { TreeChange, TreeNode } from './model.ts';
import { followersOf, type Member, masterOf, type Stand } from './stand.ts';

/** Whom some nodes would follow: null for one that would be a master. */
export type Moves = ReadonlyMap<Member, Member | null>;

type Told = Pick<TreeChange, 'gapBytes' | 'loses'>;

/** A group as it is and as it would be after these moves. */
export function pictureOf(stand: Stand, moves: Moves, told: Told): TreeChange {
  const now = new Map(stand.members.map((member) => [member, masterOf(member, stand)]));
  const then = new Map([...now, ...moves]);
  const { group, title } = stand;
  const noteOf = (member: Member): string => noteNow(member, stand);
  return {
    group,
    title,
    before: draw(stand, now, moves, noteOf),
    after: draw(stand, then, moves, (member) => (moves.has(member) ? noteBefore(member, stand) : noteOf(member))),
    ...told,
  };
}

/** How much of what was written to a master the replica has not carried out, by the newest readings; null where that is not known. */
export function gapOf(target: Member, master: Member | null): number | null {
  const [led, own] = [master?.last?.value, target.last?.value];
  if (!led || !own || led.offset === null || own.offset === null || led.replicationId !== own.replicationId) return null;
  return Math.max(0, led.offset - own.offset);
}

type Followed = ReadonlyMap<Member, Member | null>;

function draw({ members }: Stand, followed: Followed, moves: Moves, noteOf: (member: Member) => string): TreeNode[] {
  const drawn = new Set<Member>();
  const lines: TreeNode[] = [];
  const add = (member: Member, depth: number): void => {
    if (drawn.has(member)) return;
    drawn.add(member);
    lines.push({ node: member.node, depth, role: roleOf(member, followed, moves), note: noteOf(member) });
    for (const other of members) if (followed.get(other) === member) add(other, depth + 1);
  };
  for (const member of members) if ((followed.get(member) ?? null) === null) add(member, 0);
  // What is left goes round in a circle.
  for (const member of members) add(member, 0);
  return lines;
}

function roleOf(member: Member, followed: Followed, moves: Moves): TreeNode['role'] {
  if (moves.has(member)) return (followed.get(member) ?? null) === null ? 'master' : 'replica';
  if (member.info === null) return 'not read';
  return member.info.role;
}

function noteBefore(member: Member, stand: Stand): string {
  if (member.info?.role === 'master') return 'was the master';
  const master = masterOf(member, stand);
  return master === null ? 'followed another' : `followed ${master.node}`;
}

function noteNow(member: Member, stand: Stand): string {
  const { info, doubt } = member;
  if (info === null) return doubt ?? 'never read';
  if (info.link !== null) {
    const gap = gapOf(member, masterOf(member, stand));
    const where = masterOf(member, stand) === null ? ` of ${info.link.host}:${info.link.port}, not configured here` : '';
    return `link ${info.link.isUp ? 'up' : 'down'}${where}${gap === null ? '' : `, ${formatBytes(gap)} behind`}`;
  }
  const own = followersOf(member, stand).length;
  return own === 0 ? 'nobody follows it' : '';
}
