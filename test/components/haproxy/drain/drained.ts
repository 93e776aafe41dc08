import { type DrainState, drainState } from '#components/haproxy/drain/places.ts';
import type { Mark } from '#lib/act/outcome.ts';
import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import type { Part } from '#lib/issues/issue.ts';
import type { Moment } from '#lib/reading.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { MOMENT, NOW, row, state } from '../../estate.ts';
import { part } from '../../hosts/judged.ts';
import { placesOf } from '../standing.ts';

/** web01 on its way out of a backend, with so many sessions. */
export function leaving(sessions: number | null, proxy = 'be_web', over: Partial<RowView> = {}): LiveRow {
  const view = { proxy, sessions, queue: 0, usedConnections: 0, changedAt: NOW - 60_000, ...over };
  return row({ state: state({ word: 'drain', said: 'DRAIN' }), ...view }, 'maintenance', 'draining');
}

export function serving(sessions: number, proxy = 'be_web'): LiveRow {
  return row({ proxy, sessions, changedAt: NOW - 30_000, weight: 1 });
}

export function failed(proxy = 'be_web', over: Partial<RowView> = {}): LiveRow {
  return row(
    { proxy, sessions: 0, queue: 0, state: state({ word: 'down', said: 'DOWN 1/3', checks: { count: 1, of: 3 } }), ...over },
    'critical',
    'down',
  );
}

export function mark(node: string, proxy = 'be_web', over: Partial<Mark> = {}): Mark {
  return {
    ...{ system: 'haproxy', group: 'public', node, row: `${proxy}/server/web01`, action: 'drain', wanted: 'drain', by: 'ann' },
    ...{ at: NOW - 61_000, reason: 'disks', until: null, id: 'a1', ...over },
  };
}

export const on = (node: string, rows: readonly LiveRow[], over: Partial<ProbeRow> = {}): Part => part(node, rows, over);

/** How the drain of web01 stands by these instances. */
export function stateOf(
  parts: readonly Part[],
  { marks = [], moment = MOMENT, who = 'web01' }: { marks?: readonly Mark[]; moment?: Moment; who?: string } = {},
): DrainState {
  return drainState(who, {
    ...{ places: placesOf(who.slice(who.indexOf('/') + 1), parts, moment), parts, board: moment },
    markOf: ({ probe, row }) => marks.find((one) => one.node === probe.source.node && one.row === row?.id) ?? null,
  });
}
