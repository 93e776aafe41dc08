import type { LiveRow } from '#lib/feed/events.ts';
import { createHostFinder } from '#lib/hosts/find.ts';
import type { Host, JudgedHost, RoleOf } from '#lib/hosts/host.ts';
import { judgeHosts } from '#lib/hosts/judge.ts';
import type { Moment } from '#lib/reading.ts';
import { roleOf, subjectOf } from '../overview/systems.ts';

/** Every machine there is. What was found in a reading stands for as long as the reading does, on whichever page. */
export const findHosts = createHostFinder(subjectOf);

const roles = new WeakMap<LiveRow, ReturnType<RoleOf>>();

/** What a row says of its machine, for as long as the row stands. */
const knownRoleOf: RoleOf = (system, row) => {
  const known = roles.get(row);
  if (known !== undefined) return known;
  const role = roleOf(system, row);
  roles.set(row, role);
  return role;
};

/** Machines as they are at a moment: the one way to judge them on any page. */
export function judgeFound(hosts: readonly Host[], board: Moment): JudgedHost[] {
  return judgeHosts(hosts, board, knownRoleOf);
}
