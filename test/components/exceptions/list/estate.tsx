import { type RenderResult, within } from '@testing-library/react';
import { SWRConfig } from 'swr';
import { onTestFinished } from 'vitest';
import { ActionsProvider } from '#components/actions/actions-context.tsx';
import { StoreBoard } from '#components/exceptions/list/store-board.tsx';
import { type StoreLine, toStores } from '#components/exceptions/store-lines.ts';
import { FeedContext } from '#components/feed/feed-provider.tsx';
import type { Viewer } from '#lib/access/viewer.ts';
import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import { type Moment, sourceId } from '#lib/reading.ts';
import type { Status } from '#lib/status.ts';
import type { AppView, ExceptionsView, ShapesReading, StoreView, Team, TeamView } from '#lib/systems/exceptions/model.ts';
import type { ListAnswer, ShapeRow, ShapesAnswer } from '#lib/systems/exceptions/model-list.ts';
import { draw } from '../../draw.tsx';
import { MOMENT, NOW, probe } from '../../estate.ts';
import { Address } from '../../travel/address.tsx';
import { LIVE_FEED } from '../../travel/live-feed.ts';
import { errorRow, LOOKER } from '../detail/told.tsx';

export const HOUR_MS = 3_600_000;
/** When the hours of the trends begin. */
export const TREND_FROM = Math.floor(NOW / HOUR_MS) * HOUR_MS - 23 * HOUR_MS;

export const guidOf = (id: number): string => `6f1b2b0e-6a0b-4d55-9d1a-${String(id).padStart(12, '0')}`;
export const keyOf = (id: number): string => id.toString(16).padStart(16, '0');

export function shapeRow(id: number, over: Partial<ShapeRow> = {}): ShapeRow {
  const newest = errorRow({ id, guid: guidOf(id), shape: keyOf(id), ...over.newest });
  return {
    ...{ shape: newest.shape, app: newest.app, rows: 2, count: 10 + id, machines: 3, firstAt: NOW - HOUR_MS, lastAt: NOW - 4_000 },
    ...{ protectedRows: 0, trend: Array.from({ length: 24 }, () => 1), flag: null, cleared: null, ...over, newest },
  };
}

export function shapesAnswer(rows: readonly ShapeRow[], over: Partial<ShapesAnswer> = {}): { answer: ShapesAnswer } {
  return {
    answer: {
      ...{ upToId: 99, rows, shapes: rows.length, grouped: rows.length, isCut: false, groupedFromAt: NOW - HOUR_MS, unsorted: 0 },
      ...{ trendFromAt: TREND_FROM, hasMore: false, ...over },
    },
  };
}

export const SHAPES = shapesAnswer([1, 2, 3].map((id) => shapeRow(id)));
export const COUNT = { answer: { rows: 380, errors: 4_316, protectedRows: 0 } };
export const NO_NEWER = { answer: { rows: 0, upToId: 99 } };
export const ANSWERS = { shapes: SHAPES, count: COUNT, newer: NO_NEWER };

export function listAnswer(ids: readonly number[], over: Partial<ListAnswer> = {}): { answer: ListAnswer } {
  return { answer: { upToId: 99, rows: ids.map((id) => errorRow({ id, guid: guidOf(id) })), hasMore: false, ...over } };
}

const TEAMS: readonly Team[] = [
  { name: 'qa', title: 'Q&A', applications: ['Core', 'Chat'] },
  { name: '', title: 'In no group', applications: ['Mailer'] },
];

type Telling = {
  teams?: readonly Team[];
  recent?: Partial<ProbeRow>;
  totals?: Partial<ProbeRow>;
  rates?: Partial<ProbeRow>;
  /** What the probe of shapes told; without it there is none. */
  shapes?: { reading: ShapesReading; status?: Status; probe?: Partial<ProbeRow> };
  name?: string;
};

function rowOf(id: string, value: ExceptionsView, status: Status = 'ok'): LiveRow {
  return { id, verdict: { status, reason: status, since: { at: NOW, how: 'seen' } }, value };
}

/** A store of three applications: Core 30 errors, 3 of them lately; Chat 12 and none; Mailer 5 and none. What was never read has no rows. */
export function store({ teams = TEAMS, recent = {}, totals = {}, rates = {}, shapes, name = 'ny' }: Telling = {}): StoreLine {
  const probeOf = (one: string, over: Partial<ProbeRow>): ProbeRow => ({
    ...probe({}, name),
    ...{ source: { system: 'exceptions', group: name, node: name, probe: one }, groupTitle: name === 'ny' ? 'New York' : 'Colorado' },
    ...{ systemTitle: 'Exceptions', ...over },
  });
  const probes = [
    probeOf('recent', recent),
    probeOf('totals', totals),
    probeOf('rates', rates),
    ...(shapes ? [probeOf('shapes', shapes.probe ?? {})] : []),
  ];
  const all: Record<string, readonly LiveRow[]> = { recent: recentRows(teams), totals: totalRows(teams), rates: rateRows() };
  if (shapes)
    all.shapes = [rowOf('store', { kind: 'store', title: 'New York', teams, of: 'shapes', reading: shapes.reading }, shapes.status)];
  const rows = new Map(probes.map((one) => [sourceId(one.source), one.newest === null ? [] : (all[one.source.probe] ?? [])]));
  const [line] = toStores(probes, rows);
  if (line === undefined) throw new Error('no store');
  return line;
}

const APPS = [
  { app: 'Core', errors: 30, recent: 3, groups: ['qa'] },
  { app: 'Chat', errors: 12, recent: 0, groups: ['qa'] },
  { app: 'Mailer', errors: 5, recent: 0, groups: [] },
];

function recentRows(teams: readonly Team[]): LiveRow[] {
  const whole: StoreView = {
    ...{ kind: 'store', title: 'New York', teams, of: 'recent', recent: 3, newestAt: NOW, database: 'Exceptions', table: 'Exceptions' },
    reading: { version: '17', storeAt: NOW, lastId: 99, recentMs: 600_000, clocks: [] },
  };
  const apps = APPS.map(({ app, recent, groups }): AppView => {
    const told = { app, recent, rows: recent, newestAt: NOW, minutes: [] };
    return { kind: 'app', app, groups, of: 'recent', recent: told, recentMs: 600_000 };
  });
  const team: TeamView = { kind: 'team', team: 'qa', apps: ['Core', 'Chat'], of: 'recent', recent: 3, recentMs: 600_000 };
  return [rowOf('store', whole), rowOf('team qa', team, 'warning'), ...apps.map((view) => rowOf(view.app, view))];
}

function totalRows(teams: readonly Team[]): LiveRow[] {
  const whole: StoreView = {
    ...{ kind: 'store', title: 'New York', teams, of: 'totals', errors: 47, rows: 40, protectedRows: 0, deletedRows: 0 },
  };
  const apps = APPS.map(({ app, errors, groups }): AppView => {
    const total = { app, errors, rows: errors, protectedRows: 0, newestAt: NOW, oldestAt: 0 };
    return { kind: 'app', app, groups, of: 'totals', total };
  });
  return [rowOf('store', whole), ...apps.map((view) => rowOf(view.app, view))];
}

function rateRows(): LiveRow[] {
  const hours = Array.from({ length: 336 }, (_, index) => (index === 330 ? 9 : 0));
  return APPS.map(({ app, groups }) =>
    rowOf(app, {
      kind: 'app',
      app,
      groups,
      of: 'rates',
      fromAt: TREND_FROM - 312 * HOUR_MS,
      hours: app === 'Core' ? hours : hours.map(() => 0),
    }),
  );
}

type Opening = { query?: string; at?: StoreLine; stores?: readonly StoreLine[]; moment?: Moment; viewer?: Viewer };

export type Opened = RenderResult & {
  /** The list itself. */
  list: HTMLElement;
  /** The rows that are drawn. */
  rows(): HTMLElement[];
  address(): URLSearchParams;
};

/** The page of a store, with the words of its address. */
export function openList({ query = '', at = store(), stores = [at], moment = MOMENT, viewer = LOOKER }: Opening = {}): Opened {
  window.history.replaceState(null, '', `/exceptions/ny${query}`);
  onTestFinished(() => window.history.replaceState(null, '', '/'));
  // jsdom scrolls nothing.
  Element.prototype.scrollIntoView ??= () => undefined;
  const drawn = draw(
    <Address>
      <SWRConfig value={{ provider: () => new Map(), dedupingInterval: 0 }}>
        <FeedContext value={LIVE_FEED}>
          <ActionsProvider viewer={viewer}>
            <StoreBoard stores={stores} store={at}>
              {null}
            </StoreBoard>
          </ActionsProvider>
        </FeedContext>
      </SWRConfig>
    </Address>,
    { moment },
  );
  const list = within(drawn.container).getByRole('region', { name: 'Errors' });
  return {
    ...drawn,
    list,
    rows: () => [...list.querySelectorAll<HTMLElement>('tbody tr')],
    address: () => new URLSearchParams(window.location.search),
  };
}
