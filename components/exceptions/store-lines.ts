import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import { sourceId } from '#lib/reading.ts';
import {
  type AppView,
  type ExceptionsView,
  RATES,
  RECENT,
  SHAPES,
  type StoreView,
  type Team,
  type TeamView,
  TOTALS,
} from '#lib/systems/exceptions/model.ts';
import { arrangeGroups, type BoardGroup } from '../reading/arrange.ts';
import type { RowsOf } from '../reading/gather-rows.tsx';

/** A row of a store, with its verdict as it was read. */
export type Told<View> = { row: LiveRow; view: View };
type Of<View, Name> = Extract<View, { of: Name }>;

/** What each probe of a store told last; a probe that was never read told nothing. */
export type StoreLine = {
  board: BoardGroup;
  name: string;
  title: string;
  probes: readonly ProbeRow[];
  recent: Part<typeof RECENT>;
  totals: Part<typeof TOTALS>;
  rates: Part<typeof RATES>;
  shapes: Part<typeof SHAPES>;
  /** The groups of applications, the last one without a name for those that stand in none. */
  teams: readonly Team[];
};

/** What one probe told: of the store as a whole, of its groups and of its applications. `isRead` is false where it never was. */
export type Part<Name> = {
  probe: ProbeRow | null;
  isRead: boolean;
  store: Told<Of<StoreView, Name>> | null;
  teams: ReadonlyMap<string, Told<Of<TeamView, Name>>>;
  apps: ReadonlyMap<string, Told<Of<AppView, Name>>>;
};

/** The stores in the order of the configuration. */
export function toStores(probes: readonly ProbeRow[], rows: RowsOf): StoreLine[] {
  return arrangeGroups(probes).map((board): StoreLine => {
    const all = board.nodes.flatMap((node) => node.probes);
    const recent = partOf(RECENT, all, rows);
    const totals = partOf(TOTALS, all, rows);
    return {
      ...{ board, name: board.name, title: board.title, probes: all, recent, totals },
      ...{ rates: partOf(RATES, all, rows), shapes: partOf(SHAPES, all, rows) },
      teams: teamsOf(recent.store?.view.teams ?? [], totals.store?.view.teams ?? []),
    };
  });
}

/** Applications that stand in no group are told by what has errors: those of both readings. */
function teamsOf(recent: readonly Team[], totals: readonly Team[]): Team[] {
  const named = (totals.length > 0 ? totals : recent).filter(({ name }) => name !== '');
  const rest = [...recent, ...totals].filter(({ name }) => name === '');
  const [first] = rest;
  if (!first) return named;
  return [...named, { ...first, applications: [...new Set(rest.flatMap(({ applications }) => applications))].toSorted() }];
}

function partOf<Name extends string>(name: Name, probes: readonly ProbeRow[], rows: RowsOf): Part<Name> {
  const probe = probes.find(({ source }) => source.probe === name) ?? null;
  const own = probe === null ? [] : (rows.get(sourceId(probe.source)) ?? []);
  // The rows of this system are what its status rules made.
  const told = own.map((row) => ({ row, view: row.value as ExceptionsView }));
  const pick = <Kind extends ExceptionsView['kind']>(kind: Kind) => told.filter(({ view }) => view.kind === kind);
  return {
    probe,
    isRead: (probe?.newest ?? null) !== null,
    // What a probe of that name told is of it.
    store: (pick('store')[0] ?? null) as Part<Name>['store'],
    teams: new Map(pick('team').map((one) => [(one.view as TeamView).team, one])) as unknown as Part<Name>['teams'],
    apps: new Map(pick('app').map((one) => [(one.view as AppView).app, one])) as unknown as Part<Name>['apps'],
  };
}
