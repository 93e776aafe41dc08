import type { Reading } from '../../reading.ts';
import type { WitnessNode } from '../../system.ts';
import {
  ALLOCATION,
  type AllocationInfo,
  HEALTH,
  type HealthInfo,
  INDICES,
  LOAD,
  MEMBERS,
  type MembersInfo,
  OWN,
  type OwnInfo,
  REPORT,
  SHARDS,
} from './model.ts';
import type { IndicesInfo, ReportInfo, ShardsInfo } from './model-data.ts';
import type { ElasticLimits, ElasticSettings } from './settings.ts';

/** A configured URL: what it said of itself, newest first; none where it cannot be heard. */
export type Party = { node: string; readings: readonly Reading<OwnInfo>[] };

/** Who answered for the load, in a reading of any age. `by` is told by the newest alone. */
export type Listed = { members: readonly { id: string; name: string }[]; unanswered?: number; by?: string };

/** The cluster as a whole, as whichever URL answered told it: readings newest first, none where they cannot be gone by. */
export type Whole = {
  node: string;
  settings: Pick<ElasticSettings, 'members' | 'urls'> & { limits: Pick<ElasticLimits, 'behindWarningSeconds'> };
  health: readonly Reading<HealthInfo>[];
  load: readonly Reading<Listed>[];
  members: readonly Reading<MembersInfo>[];
  allocation: readonly Reading<AllocationInfo>[];
  shards: readonly Reading<ShardsInfo>[];
  indices: readonly Reading<IndicesInfo>[];
  report: readonly Reading<ReportInfo>[];
};

/** What the witness of a cluster looks at. */
export type Scene = { parties: readonly Party[]; whole: Whole; standing: ReadonlySet<string>; now: number };

/** The configured URLs of a group, and the node that stands for all of it. The engine hands back the settings and the readings of this very system. */
export function sceneOf(nodes: readonly WitnessNode<unknown>[], standing: ReadonlySet<string>, now: number): Scene | null {
  const whole = nodes.find(({ settings }) => (settings as ElasticSettings).kind === 'cluster');
  if (whole === undefined) return null;
  const { node, settings, windows } = whole;
  const parties = nodes
    .filter((one) => one !== whole)
    .map((one) => ({ node: one.node, readings: (one.windows[OWN] ?? []) as readonly Reading<OwnInfo>[] }));
  return {
    parties,
    standing,
    now,
    whole: {
      ...{ node, settings: settings as ElasticSettings },
      health: (windows[HEALTH] ?? []) as readonly Reading<HealthInfo>[],
      load: (windows[LOAD] ?? []) as readonly Reading<Listed>[],
      members: (windows[MEMBERS] ?? []) as readonly Reading<MembersInfo>[],
      allocation: (windows[ALLOCATION] ?? []) as readonly Reading<AllocationInfo>[],
      shards: (windows[SHARDS] ?? []) as readonly Reading<ShardsInfo>[],
      indices: (windows[INDICES] ?? []) as readonly Reading<IndicesInfo>[],
      report: (windows[REPORT] ?? []) as readonly Reading<ReportInfo>[],
    },
  };
}

/** What a URL said in the reading of that place, 0 being the newest. */
export type Heard = { party: Party; said: OwnInfo };

export function heardAt(parties: readonly Party[], place: number): Heard[] {
  return parties.flatMap((party) => {
    const reading = party.readings[place];
    return reading ? [{ party, said: reading.value }] : [];
  });
}

/** What members are called, by their ids, as far as any reading that is kept tells. */
export function memberNames({ load, members }: Pick<Whole, 'load' | 'members'>): ReadonlyMap<string, string> {
  const all = [...members, ...load].toReversed().flatMap(({ value }) => [...value.members]);
  return new Map(all.map(({ id, name }) => [id, name]));
}
