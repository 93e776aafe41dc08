import { formatAge } from '../../format/age.ts';
import { formatCount } from '../../format/number.ts';
import { type Judged, type Status, worst } from '../../status.ts';
import type { ProbeJudgement, Row, StatusInput } from '../../system.ts';
import { appSettings, isIn, restOf, teamsAsWritten, teamsOf } from './apps.ts';
import {
  type AppView,
  type ClockGap,
  type CountLimits,
  RATES,
  type RatesReading,
  RECENT,
  type RecentReading,
  SHAPES,
  type ShapesReading,
  type StoreView,
  type Team,
  type TeamView,
  TOTALS,
  type TotalsReading,
} from './model.ts';
import type { ExceptionsSettings } from './settings.ts';

/** The row of the store as a whole. */
export const STORE_ROW = 'store';

/** A clock that is so far from that of the store makes errors look newer or older than they are. */
const CLOCK_WARNING_MS = 60_000;
/** So many rows tell of a clock that is behind, and not of one that waited in its application. */
const CLOCK_ROWS = 3;

type Counted = { status: Status; reason: string };

/** What the status rules make of the newest reading of one probe. Pure. */
export function judgeStore({ probe, window, settings, now }: StatusInput<ExceptionsSettings>): ProbeJudgement {
  const [newest] = window;
  if (!newest) throw new Error('judged without a reading');
  // The engine hands back what the probe of that name made.
  switch (probe) {
    case RECENT:
      return judgeRecent(newest.value as RecentReading, { settings, askedAt: newest.observedAt, now });
    case TOTALS:
      return judgeTotals(newest.value as TotalsReading, settings);
    case RATES:
      return judgeRates(newest.value as RatesReading, settings);
    case SHAPES:
      return judgeShapes(newest.value as ShapesReading, settings);
    default:
      throw new Error(`no rules for the probe ${probe}`);
  }
}

function judgeRecent(
  reading: RecentReading,
  { settings, askedAt }: { settings: ExceptionsSettings; askedAt: number; now: number },
): ProbeJudgement {
  const { apps, ...rest } = reading;
  const within = `in ${formatAge(reading.recentMs)}`;
  const limitsOf = ({ recentWarning, recentCritical }: CountLimits) => ({ warning: recentWarning, critical: recentCritical });
  const recent = apps.reduce((sum, app) => sum + app.recent, 0);
  const store: StoreView = {
    ...{ kind: 'store', of: RECENT, title: settings.title, teams: withRest(settings, apps), reading: rest, recent },
    newestAt: apps.length === 0 ? null : Math.max(...apps.map(({ newestAt }) => newestAt)),
    ...{ database: settings.database, table: [settings.table.schema, settings.table.name].filter((part) => part !== null).join('.') },
  };
  const clocks = clockTrouble(reading, askedAt);
  const counted = crossed(recent, limitsOf(settings.limits), within);
  const appRows = apps.map((app): Row => {
    const view: AppView = {
      kind: 'app',
      of: RECENT,
      app: app.app,
      groups: teamsOf(settings, app.app),
      recent: app,
      recentMs: reading.recentMs,
    };
    return row(`app:${app.app}`, crossed(app.recent, limitsOf(appSettings(settings, app.app).limits), within), view);
  });
  const teamRows = settings.teams.map((team): Row => {
    const own = apps.filter(({ app }) => isIn(settings, team, app));
    const sum = own.reduce((total, app) => total + app.recent, 0);
    const view: TeamView = {
      kind: 'team',
      of: RECENT,
      team: team.name,
      apps: own.map(({ app }) => app),
      recent: sum,
      recentMs: reading.recentMs,
    };
    return row(`team:${team.name}`, crossed(sum, limitsOf(settings.teamLimits[team.name] ?? settings.limits), within), view);
  });
  const words = `${formatCount(recent)} errors ${within}`;
  return { judged: judged({ status: 'ok', reason: words }), rows: [row(STORE_ROW, both(counted, clocks), store), ...teamRows, ...appRows] };
}

function judgeTotals(reading: TotalsReading, settings: ExceptionsSettings): ProbeJudgement {
  const { apps, deletedRows } = reading;
  const sum = (of: (app: (typeof apps)[number]) => number, among = apps): number => among.reduce((total, app) => total + of(app), 0);
  const limitsOf = ({ totalWarning, totalCritical }: CountLimits) => ({ warning: totalWarning, critical: totalCritical });
  const errors = sum((app) => app.errors);
  const store: StoreView = {
    ...{ kind: 'store', of: TOTALS, title: settings.title, teams: withRest(settings, apps), errors, rows: sum((app) => app.rows) },
    ...{ protectedRows: sum((app) => app.protectedRows), deletedRows },
  };
  const appRows = apps.map((total): Row => {
    const view: AppView = { kind: 'app', of: TOTALS, app: total.app, groups: teamsOf(settings, total.app), total };
    return row(`app:${total.app}`, crossed(total.errors, limitsOf(appSettings(settings, total.app).limits), 'in all'), view);
  });
  const teamRows = settings.teams.map((team): Row => {
    const own = apps.filter(({ app }) => isIn(settings, team, app));
    const total = sum((app) => app.errors, own);
    const view: TeamView = {
      kind: 'team',
      of: TOTALS,
      team: team.name,
      apps: own.map(({ app }) => app),
      errors: total,
      rows: sum((app) => app.rows, own),
    };
    return row(`team:${team.name}`, crossed(total, limitsOf(settings.teamLimits[team.name] ?? settings.limits), 'in all'), view);
  });
  const counted = crossed(errors, limitsOf(settings.limits), 'in all');
  return {
    judged: judged({ status: 'ok', reason: `${formatCount(errors)} errors that are not deleted` }),
    rows: [row(STORE_ROW, counted, store), ...teamRows, ...appRows],
  };
}

function judgeRates({ apps, fromAt }: RatesReading, settings: ExceptionsSettings): ProbeJudgement {
  const rows = apps.map(({ app, hours }): Row => {
    const view: AppView = { kind: 'app', of: RATES, app, groups: teamsOf(settings, app), fromAt, hours };
    return row(`app:${app}`, { status: 'ok', reason: 'for the page' }, view);
  });
  return { judged: judged({ status: 'ok', reason: `the hours of ${formatCount(apps.length)} applications` }), rows };
}

function judgeShapes(reading: ShapesReading, settings: ExceptionsSettings): ProbeJudgement {
  const view: StoreView = { kind: 'store', of: SHAPES, title: settings.title, teams: settings.teams, reading };
  const told: Counted =
    reading.kept === null
      ? { status: 'ok', reason: `${formatCount(reading.shapes)} shapes` }
      : { status: 'warning', reason: `what is new cannot be told after a restart: ${reading.kept}` };
  return { judged: judged(told), rows: [row(STORE_ROW, told, view)] };
}

/** The groups of the configuration, and as the last one all applications that stand in none and have errors. */
function withRest(settings: ExceptionsSettings, told: readonly { app: string }[]): Team[] {
  const apps = told.map(({ app }) => app);
  const [teams, rest] = [teamsAsWritten(settings, apps), restOf(settings, apps)];
  return rest.length === 0
    ? teams
    : [...teams, { name: '', title: teams.length === 0 ? 'Applications' : 'In no group', applications: rest }];
}

function crossed(errors: number, { warning, critical }: { warning: number | null; critical: number | null }, when: string): Counted {
  const words = `${formatCount(errors)} errors ${when}`;
  if (critical !== null && errors >= critical) return { status: 'critical', reason: `${words}, critical from ${formatCount(critical)} on` };
  if (warning !== null && errors >= warning) return { status: 'warning', reason: `${words}, warning from ${formatCount(warning)} on` };
  return { status: 'ok', reason: words };
}

/** Clocks that are far from that of the store, of its machines and of Vigil. */
function clockTrouble({ clocks, storeAt }: RecentReading, askedAt: number): Counted | null {
  const own = storeAt - askedAt;
  const words = [
    ...(Math.abs(own) >= CLOCK_WARNING_MS
      ? [`the clock of the store is ${formatAge(Math.abs(own))} ${own > 0 ? 'ahead of' : 'behind'} that of Vigil`]
      : []),
    ...clocks.flatMap(gapWords),
  ];
  return words.length === 0 ? null : { status: 'warning', reason: words.join('; ') };
}

function gapWords({ machine, rows, leastMs, mostMs }: ClockGap): string[] {
  if (leastMs >= CLOCK_WARNING_MS)
    return [`the clock of ${machine} is ${formatAge(leastMs)} ahead of the store or more: its errors look newer than they are`];
  if (mostMs <= -CLOCK_WARNING_MS && rows >= CLOCK_ROWS)
    return [
      `errors of ${machine} come ${formatAge(-mostMs)} late or more: they waited in their application, or its clock is behind the store`,
    ];
  return [];
}

function both(counted: Counted, other: Counted | null): Counted {
  if (other === null) return counted;
  return counted.status === 'ok' ? other : { status: worst([counted.status, other.status]), reason: `${counted.reason}; ${other.reason}` };
}

function judged({ status, reason }: Counted): Judged {
  return { status, reason, since: null };
}

function row(id: string, counted: Counted, value: object): Row {
  return { id, judged: judged(counted), value };
}
