import useSWR from 'swr';
import type { GroupCost } from '#lib/costs.ts';
import { REFRESH_MS, readAbout } from './about-client.ts';

/** What watching a group has cost, and over how many ms of the last minute; null while that is not known. Of now, and never of a past board. */
export function useGroupCost(system: string, group: string, isLive: boolean): (GroupCost & { overMs: number }) | null {
  const { data } = useSWR(isLive ? 'about' : null, readAbout, { refreshInterval: REFRESH_MS * 5 });
  if (!isLive || !data?.ok) return null;
  const { systems, overMs } = data.value;
  const own = systems.find(({ name }) => name === system)?.byGroup.find(({ name }) => name === group);
  return own ? { ...own, overMs } : null;
}
