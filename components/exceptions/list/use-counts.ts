'use client';
import type { ProbeRow } from '#lib/feed/events.ts';
import { worsened } from '#lib/finding.ts';
import { formatAge } from '#lib/format/age.ts';
import { formatCount } from '#lib/format/number.ts';
import type { Moment } from '#lib/reading.ts';
import { isWorse, type Status, worst } from '#lib/status.ts';
import type { Team } from '#lib/systems/exceptions/model.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { useFindingsIn } from '../../findings/use-findings.ts';
import { ageLook } from '../../reading/age-look.ts';
import { useBoardTime } from '../../reading/board-context.tsx';
import type { StoreLine } from '../store-lines.ts';
import { counted } from '../words.ts';
import { HOUR_MS, type HourLine, hourTrend } from './hour-trend.ts';

const DAY_HOURS = 24;

/** What is told of some applications: how many errors there are and came lately (within `within`, in words), null where that was not read. `words` says it with its ages. */
export type Counts = {
  total: number | null;
  recent: number | null;
  within: string;
  status: Status;
  /** The last 24 hours; null where those were not read. */
  trend: (HourLine & { isStale: boolean; label: string }) | null;
  words: string;
};

export type Counting = { ofStore(): Counts; ofTeam(team: Team): Counts; ofApp(app: string): Counts };

/** Counts as the newest readings have them. An application that a reading does not name has no errors there: as long as it was read at all. */
export function useCounts(store: StoreLine): Counting {
  const { recent, totals, board, name } = store;
  const { board: moment } = useBoardTime();
  const findings = useFindingsIn({ system: board.system, group: name });
  const doubt = worst([recent, totals].map(({ probe }) => doubtOf(probe, moment)));
  const status = (statuses: readonly (Status | undefined)[]): Status => {
    const known = statuses.filter((one) => one !== undefined);
    const own = known.length > 0 ? worst(known) : 'ok';
    return isWorse(doubt, own) ? doubt : own;
  };
  const recentMs = recent.store?.view.reading.recentMs ?? 0;
  const within = formatAge(recentMs).replace(/ 00s$/, '');
  const ageOf = ({ probe }: StoreLine['recent'] | StoreLine['totals']): string =>
    probe?.newest ? `read ${formatAge(Math.max(0, moment.now - probe.newest.observedAt))} ago` : 'never read';
  const tell = (told: Pick<Counts, 'total' | 'recent' | 'status'>, apps: readonly string[] | null): Counts => ({
    ...told,
    within,
    trend: trendOf(store, apps, store.rates.probe !== null && isReliedOn(store.rates.probe, moment)),
    words: [
      told.total === null ? 'of all time not known' : `${counted(told.total, 'error')} of all time, ${ageOf(totals)}`,
      told.recent === null ? 'lately not known' : `${formatCount(told.recent)} in the last ${within}, ${ageOf(recent)}`,
    ].join('; '),
  });
  const statusOfApp = (app: string): Status =>
    worsened(
      status([recent.apps.get(app)?.row.verdict.status, totals.apps.get(app)?.row.verdict.status]),
      findings.filter(({ subject }) => subject === app),
    );
  const statusOfTeam = (team: Team): Status =>
    worst([
      status([recent.teams.get(team.name)?.row.verdict.status, totals.teams.get(team.name)?.row.verdict.status]),
      ...team.applications.map(statusOfApp),
    ]);
  return {
    ofStore: () =>
      tell(
        {
          ...{ total: totals.store?.view.errors ?? null, recent: recent.store?.view.recent ?? null },
          status: status([recent.store?.row.verdict.status, totals.store?.row.verdict.status]),
        },
        null,
      ),
    ofTeam: (team) => tell({ ...sumOf(store, team.applications), status: statusOfTeam(team) }, team.applications),
    ofApp: (app) => tell({ ...sumOf(store, [app]), status: statusOfApp(app) }, [app]),
  };
}

/** Without its row of the store there is no reading, and nobody knows. */
function sumOf({ totals, recent }: StoreLine, apps: readonly string[]): Pick<Counts, 'total' | 'recent'> {
  return {
    total: totals.store ? apps.reduce((all, app) => all + (totals.apps.get(app)?.view.total.errors ?? 0), 0) : null,
    recent: recent.store ? apps.reduce((all, app) => all + (recent.apps.get(app)?.view.recent.recent ?? 0), 0) : null,
  };
}

/** Whether a reading can be relied on: as bad as its silence is. */
function doubtOf(probe: ProbeRow | null, moment: Moment): Status {
  if (probe === null) return 'unknown';
  if (probe.newest === null) return ageLook(probe, moment, false).shape ?? 'unknown';
  return isReliedOn(probe, moment) ? 'ok' : 'stale';
}

/** Errors by hour of some applications, or of all, over the last day of the reading. */
function trendOf({ rates }: StoreLine, apps: readonly string[] | null, isFresh: boolean): Counts['trend'] {
  const views = [...rates.apps.values()].map(({ view }) => view);
  const [first] = views;
  if (!first) return null;
  const own = views.filter(({ app }) => apps === null || apps.includes(app));
  const from = Math.max(0, first.hours.length - DAY_HOURS);
  const hours = first.hours.slice(from).map((_, index) => own.reduce((sum, { hours: all }) => sum + (all[from + index] ?? 0), 0));
  const all = hours.reduce((sum, errors) => sum + errors, 0);
  const line = hourTrend(hours, first.fromAt + from * HOUR_MS, { from: null, to: null });
  return { ...line, isStale: !isFresh, label: `${counted(all, 'error')} by hour in ${hours.length} hours${isFresh ? '' : ', stale'}` };
}
