'use client';
import { useMemo, useState } from 'react';
import { useHosts } from '#components/feed/use-feed.ts';
import { findMembers } from '../elastic/found-members.ts';
import { findBalanced } from '../haproxy/findables.ts';
import { useIssues } from '../issues/issues-context.tsx';
import { useBoardTime } from '../reading/board-context.tsx';
import type { Findable } from './findable.ts';
import { findMachines, findNodes } from './things.ts';

/** Every place of the board: groups, nodes, machines, proxies and servers, members of clusters. */
export function usePlaces(): Findable[] {
  const { parts } = useIssues();
  const cards = useHosts();
  const now = useEachSecond({ parts, cards });
  return useMemo(() => {
    const probes = now.parts.map(({ probe }) => probe);
    return [...findNodes(probes), ...findMachines(now.parts, now.cards), ...findBalanced(now.parts, now.cards), ...findMembers(now.parts)];
  }, [now]);
}

/** The value as it was when the second began: with hundreds of nodes a reading comes with every few frames. */
export function useEachSecond<T>(value: T): T {
  const { own } = useBoardTime();
  const second = Math.floor(own.now / 1_000);
  const [kept, setKept] = useState({ second, value });
  if (kept.second === second) return kept.value;
  setKept({ second, value });
  return value;
}
