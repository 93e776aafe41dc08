import type { Judged } from '../../status.ts';
import type { HAProxyLimits } from './config.ts';
import { figure, lastChangeAt } from './figures.ts';
import { withLoad } from './load.ts';
import type { Check, StatsRow } from './model.ts';

/** How long a server may stand in service without its first check: longer than any usual interval between checks. */
const FIRST_CHECK_SECONDS = 60;

/** The code of a check that has not been made yet. */
const NOT_CHECKED = 'INI';

/**
 * The verdict on one server by its state (HAProxy management.txt 9.1), then by its sessions and its queue while it takes traffic.
 * `since` only where HAProxy's last change is the change to just this: failing checks do not move it.
 */
export function judgeServer(row: StatsRow, limits: HAProxyLimits, observedAt: number): Judged {
  const since = lastChangeAt(row, observedAt);
  switch (row.state.word) {
    case 'up':
      return isWeightless(row) ? judgeWeightless(row) : withLoad(judgeUp(row, since), row, limits);
    case 'no check':
      if (isWeightless(row)) return judgeWeightless(row);
      return withLoad({ status: 'ok', reason: 'in service, not checked by HAProxy', since }, row, limits);
    case 'nolb':
      return withLoad({ status: 'warning', reason: nolbWords(row), since: row.state.checks ? null : since }, row, limits);
    case 'down':
      return { status: 'critical', reason: downWords(row), since };
    case 'drain':
      return { status: 'maintenance', reason: drainWords(row), since };
    case 'maintenance':
      return judgeMaintenance(row, since);
    case 'open':
    case 'paused':
    case 'stopped':
    case 'full':
    case 'waiting':
    case 'unknown':
      return judgeUnknown(row);
  }
}

/** The verdict on a row whose state is none that its kind can have. */
export function judgeUnknown({ state }: StatsRow): Judged {
  const reason =
    state.said === '' ? 'HAProxy gives no state for it' : `HAProxy says "${state.said}", which is no state that Vigil knows for it`;
  return { status: 'unknown', reason, since: null };
}

function judgeUp(row: StatsRow, since: number | null): Judged {
  if (!row.state.checks) return { status: 'ok', reason: upWords(row), since };
  if (!isUnchecked(row)) return { status: 'warning', reason: failingWords(row), since: null };
  const seconds = figure(row, 'lastChangeAgoSeconds');
  if (seconds === null || seconds <= FIRST_CHECK_SECONDS) return { status: 'ok', reason: 'in service, not yet checked', since };
  return { status: 'warning', reason: `in service, not yet checked after ${seconds} s: the limit is ${FIRST_CHECK_SECONDS} s`, since };
}

/**
 * True for a server, in service or drained, that no check of its own has been through yet. HAProxy says INI after a start; back from maintenance the server stands one failure
 * from down as well, but keeps the check that it passed before (2.6.12). A failing check would show its failure there, and traffic found wrong ("observe") lowers
 * the count too but does not move the last change.
 */
export function isUnchecked(row: StatsRow): boolean {
  if (!row.state.checks || row.state.word === 'down') return false;
  if (row.check?.code === NOT_CHECKED) return true;
  const hasPassed = /^L[467]OK$/.test(row.check?.code ?? '');
  // What tracks another shows the count of that one without its check, which is told where that one stands.
  const isOfAnother = row.tracks !== null && row.check === null;
  return (
    (hasPassed || isOfAnother) && row.state.checks.count === 1 && (figure(row, 'lastChangeAgoSeconds') ?? Infinity) <= FIRST_CHECK_SECONDS
  );
}

function upWords(row: StatsRow): string {
  const warmth = figure(row, 'slowStartPercent');
  if (warmth !== null) return `in service, warming up: ${warmth} %`;
  return row.tracks ? `in service, as ${row.tracks} is` : 'in service';
}

function isWeightless(row: StatsRow): boolean {
  return figure(row, 'weight') === 0;
}

// The weight can be 0 because somebody set it, or because an agent's percentage of it was rounded down.
function judgeWeightless(row: StatsRow): Judged {
  const set = figure(row, 'setWeight');
  const lowered = set ? ` (set to ${set}, lowered by its agent or while it warms up)` : '';
  const checks = row.state.checks ? `; ${checkedWords(row)}` : '';
  return { status: 'maintenance', reason: `weight 0${lowered}: no new sessions${checks}`, since: null };
}

function judgeMaintenance({ state }: StatsRow, since: number | null): Judged {
  switch (state.by) {
    case 'resolution':
      return { status: 'warning', reason: 'out of service: no DNS answer for its name', since };
    case 'tracking':
      return { status: 'maintenance', reason: `in maintenance, as ${state.via ?? 'the server it tracks'} is`, since };
    case 'agent':
    case null:
      return { status: 'maintenance', reason: 'in maintenance', since };
  }
}

function downWords(row: StatsRow): string {
  const { by, checks } = row.state;
  if (checks) return `down, recovering: ${checks.count} of ${checks.of} checks passed`;
  if (by === 'agent') return `down by its agent${said(row.agentCheck)}`;
  return row.tracks ? `down, as ${row.tracks} is` : `down${said(row.check)}`;
}

function nolbWords(row: StatsRow): string {
  return `no new sessions, ${row.state.checks ? checkedWords(row) : `its check asks for none (NOLB)${said(row.check)}`}`;
}

function drainWords(row: StatsRow): string {
  const sessions = figure(row, 'sessions');
  const left = sessions === null ? '' : `, ${sessions} ${sessions === 1 ? 'session' : 'sessions'} left`;
  const by = row.state.by === 'agent' ? ' by its agent' : '';
  return `draining${by}${left}${row.state.checks ? `; ${checkedWords(row)}` : ''}`;
}

function checkedWords(row: StatsRow): string {
  return isUnchecked(row) ? 'not yet checked' : failingWords(row);
}

function failingWords({ state, check }: StatsRow): string {
  const more = state.checks?.count ?? 0;
  return `failing checks, ${more} more ${more === 1 ? 'takes' : 'take'} it down (${state.said})${said(check)}`;
}

function said(check: Check | null): string {
  if (!check) return '';
  return `: ${[check.code, check.status, check.text].filter((part) => part !== null && part !== '').join(' ')}`;
}
