'use client';
import { useMemo } from 'react';
import { useHosts } from '#components/feed/use-feed.ts';
import type { Host, JudgedHost } from '#lib/hosts/host.ts';
import { type HostNames, hostNames } from '#lib/hosts.ts';
import { useIssues } from '../issues/issues-context.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import { findHosts, judgeFound } from './found-hosts.ts';

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
  return useMemo(() => judgeFound(found, board), [found, board]);
}

/** Which machine is meant by a name. */
export function useHostNames(): HostNames {
  const cards = useHosts();
  return useMemo(() => hostNames(cards), [cards]);
}
