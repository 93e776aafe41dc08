'use client';
import { useMemo } from 'react';
import { useJudgedHosts } from '../hosts/use-judged-hosts.ts';
import { type Place, placesByServer } from './standing.ts';

/** Where every server name stands, judged at this moment as the page of hosts judges. */
export function useServers(): ReadonlyMap<string, readonly Place[]> {
  const hosts = useJudgedHosts();
  return useMemo(() => placesByServer(hosts), [hosts]);
}
