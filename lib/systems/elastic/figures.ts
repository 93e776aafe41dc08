import type { FigureSpec } from '../../history.ts';
import type { Reading } from '../../reading.ts';
import type { KeyFigures, Row, RowTrends } from '../../system.ts';
import { HEALTH, type HealthInfo, LOAD, type MemberRates, type MemberView } from './model.ts';
import type { LoadWindow } from './past.ts';
import { ratesOf, runsOf } from './rates-member.ts';
import { INDEXED, MEMBER_TRENDS, SEARCHES } from './row-trend.ts';
import type { ElasticView } from './rows.ts';
import type { ElasticSettings } from './settings.ts';

type HealthFigure = FigureSpec & { of(value: HealthInfo): number | null };

const HEALTH_FIGURES: readonly HealthFigure[] = [
  { name: 'Active shards', unit: '', meaning: 'Copies of shards that are active', of: ({ shards }) => shards.active },
  { name: 'Relocating', unit: '', meaning: 'Copies of shards that move to another member', of: ({ shards }) => shards.relocating },
  { name: 'Initializing', unit: '', meaning: 'Copies of shards that are being made', of: ({ shards }) => shards.initializing },
  { name: 'Unassigned', unit: '', meaning: 'Copies of shards that no member holds', of: ({ shards }) => shards.unassigned },
  {
    name: 'Pending tasks',
    unit: '',
    meaning: 'Changes to the cluster state that wait for the master',
    of: ({ pendingTasks }) => pendingTasks,
  },
];

/** How a cluster is doing: how its shards stand, and what is asked of all its members together. */
export const KEY_FIGURES: readonly KeyFigures<ElasticSettings>[] = [
  { probe: LOAD, figures: [SEARCHES, INDEXED], valuesOf: ({ window }) => loadValues(window) },
  {
    probe: HEALTH,
    figures: HEALTH_FIGURES.map(({ name, unit, meaning }) => ({ name, unit, meaning })),
    valuesOf: ({ window }) => healthValues(window),
  },
];

/** The lines of members. */
export const ROW_TRENDS: RowTrends = {
  probes: [LOAD],
  figures: MEMBER_TRENDS.map(({ name, unit, meaning }) => ({ name, unit, meaning })),
  valuesOf: ({ value }) => memberValues(value),
};

// The engine hands back what the status rules made.
function memberValues(value: Row['value']): readonly (number | null)[] {
  const view = value as ElasticView;
  return MEMBER_TRENDS.map(({ of }) => (view.kind === 'member' ? of(view as MemberView) : null));
}

function healthValues([newest]: readonly Reading<unknown>[]): (number | null)[] {
  // The engine hands back what the probe made.
  const value = newest?.value as HealthInfo | undefined;
  return HEALTH_FIGURES.map(({ of }) => (value === undefined ? null : of(value)));
}

/** Sums over all members; not known while one of them does not tell its part, or was not there before. */
function loadValues([newest, ...older]: readonly Reading<unknown>[]): (number | null)[] {
  if (newest === undefined) return [null, null];
  const window = [newest, ...older] as unknown as LoadWindow;
  const { members, unanswered = 0 } = window[0].value;
  const runOf = runsOf(window);
  const rates = members.map((member) => ratesOf(runOf(member)));
  const sum = (of: (rates: MemberRates) => number | null): number | null =>
    members.length === 0 || unanswered > 0
      ? null
      : rates.map(of).reduce<number | null>((total, one) => (total === null || one === null ? null : total + one), 0);
  return [sum(({ searchesPerSecond }) => searchesPerSecond), sum(({ indexingPerSecond }) => indexingPerSecond)];
}
