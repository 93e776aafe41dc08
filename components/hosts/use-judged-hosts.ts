'use client';
import { useMemo } from 'react';
import { useHosts } from '#components/feed/use-feed.ts';
import type { LiveRow } from '#lib/feed/events.ts';
import { createHostFinder } from '#lib/hosts/find.ts';
import type { Host, JudgedHost, RoleOf } from '#lib/hosts/host.ts';
import { judgeHosts } from '#lib/hosts/judge.ts';
import { type HostNames, hostNames } from '#lib/hosts.ts';
import { useIssues } from '../issues/issues-context.tsx';
import { roleOf, subjectOf } from '../overview/systems.ts';
import { useBoardTime } from '../reading/board-context.tsx';

/** What was found in a reading stands for as long as the reading does, on whichever page. */
const findHosts = createHostFinder(subjectOf);

const roles = new WeakMap<LiveRow, ReturnType<RoleOf>>();

/** The same for what a row says of its machine. */
const knownRoleOf: RoleOf = (system, row) => {
  const known = roles.get(row);
  if (known !== undefined) return known;
  const role = roleOf(system, row);
  roles.set(row, role);
  return role;
};

/** Every machine there is, or only those of a name, judged at this moment. */
export function useJudgedHosts(only: string | null = null): readonly JudgedHost[] {
  const { parts } = useIssues();
  const cards = useHosts();
  const { board } = useBoardTime();
  const found = useMemo(() => {
    const { nameOf } = hostNames(cards);
    const isWanted = ({ name }: Host): boolean => only === null || nameOf(name) === nameOf(only);
    return findHosts(parts, cards).filter(isWanted);
  }, [parts, cards, only]);
  return useMemo(() => judgeHosts(found, board, knownRoleOf), [found, board]);
}

/** Which machine is meant by a name. */
export function useHostNames(): HostNames {
  const cards = useHosts();
  return useMemo(() => hostNames(cards), [cards]);
}
