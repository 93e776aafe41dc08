'use client';
import { HEALTH } from '#lib/systems/elastic/model.ts';
import type { ClusterLine } from '../lines.ts';
import { type Deed, useElasticDeeds } from './deeds.ts';

type PlainProps = { cluster: ClusterLine; deed: Deed; target: string };

/** A button that orders one thing. What cannot be had says why while the mouse rests on it. */
export function PlainDeed({ cluster, deed, target }: PlainProps) {
  const deeds = useElasticDeeds(cluster.told.get(HEALTH)?.probe);
  if (deeds === null) return null;
  const off = deeds.why ?? deed.off ?? null;
  return (
    <button type="button" className="btn" disabled={off !== null} title={off ?? deed.note} onClick={() => deeds.open(deed, target)}>
      {deed.words}
    </button>
  );
}
