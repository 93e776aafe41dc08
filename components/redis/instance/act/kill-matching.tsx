'use client';
import { formatCount } from '#lib/format/number.ts';
import type { Client } from '#lib/systems/redis/model-asked.ts';
import { useDeeds } from './deeds.ts';

/** As many ids as one order holds. */
const MOST_IDS = 1_500;

/** Kills the clients that pass the filter, and no others: their ids are sent, and looked up anew before anything is done. */
export function KillMatching({ matched, isFiltered }: { matched: readonly Client[]; isFiltered: boolean }) {
  const deeds = useDeeds();
  if (deeds === null) return null;
  const many = formatCount(matched.length);
  const isTooMany = isFiltered && matched.length > MOST_IDS;
  const off =
    deeds.why ?? (matched.length === 0 ? 'no client passes the filter' : isTooMany ? `narrow it to ${formatCount(MOST_IDS)}` : null);
  const input = isFiltered ? { ids: matched.map(({ id }) => id) } : { where: {} };
  return (
    <button
      type="button"
      className="btn"
      aria-disabled={off !== null}
      title={off ?? undefined}
      onClick={() => (off === null ? deeds.open('kill-clients', `Kill ${many} clients`, input) : undefined)}
    >
      {isFiltered ? `Kill ${many} matching…` : `Kill all ${many}…`}
      {off === null ? null : <span className="q"> {off}</span>}
    </button>
  );
}
