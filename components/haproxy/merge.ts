import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import type { Moment } from '#lib/reading.ts';
import { isWorse, judgeProbe, judgeSubject, type Status, type Verdict, worst } from '#lib/status.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { oldestPart } from '../reading/arrange.ts';
import { viewOf } from './lines.ts';
import { sumViews } from './sum-views.ts';
import type { Part } from './summary.ts';
import { stateWord } from './words.ts';

/** A row as one instance of its tier has it. Without `row` it is not in the newest reading there, or, `isUnread`, nothing was ever read there. */
export type OnInstance = { probe: ProbeRow; row: LiveRow | null; view: RowView | null; status: Status; isUnread: boolean };

/**
 * One row of a tier over all its instances, `on` each of them in the order of the configuration. `view` holds the sums, as old as `oldest`; `status` is the worst that
 * any instance comes to, and one that was never read counts; `said` the worst that one of them says itself, whatever its age. `differs`: the instances that were read have it in different states.
 */
export type MergedRow = {
  id: string;
  view: RowView;
  status: Status;
  said: Status;
  reason: string;
  on: readonly OnInstance[];
  oldest: ProbeRow;
  differs: boolean;
};

/** Ages the verdict of a row by the reading that it came with. */
export type Judge = (verdict: Verdict, probe: ProbeRow) => Verdict;

/** Judges rows at a moment. What stands on an instance that was never read is unknown, and stale when its time is up, whatever came instead of a reading. */
export function judgeAt(moment: Moment): Judge {
  return (verdict, probe) => (probe.newest ? judgeSubject(verdict, probe, moment) : judgeProbe({ ...probe, attempt: null }, moment));
}

type Merged = Omit<MergedRow, 'on' | 'oldest'>;

/** What was made of rows that are the same still, by the first of them. */
const kept = new WeakMap<LiveRow, { on: readonly OnInstance[]; merged: Merged }>();

/** The rows of a tier, each once, in the order in which the readings have them. `parts` are its instances, one reading of each. */
export function mergeRows(parts: readonly Part[], judge: Judge): MergedRow[] {
  const readings = parts.map((part) => ({ ...readingOf(part, judge), rows: new Map(part.rows.map((row) => [row.id, row])) }));
  const oldest = oldestPart(parts.map(({ probe }) => probe));
  if (!oldest) return [];
  const ids = new Set(parts.flatMap(({ rows }) => rows.map(({ id }) => id)));
  return [...ids].map((id) => {
    const on = readings.map(({ probe, rows, without }) => {
      const row = rows.get(id);
      return row ? { probe, row, view: viewOf(row), status: judge(row.verdict, probe).status, isUnread: false } : without;
    });
    return { ...mergedOf(id, on), on, oldest };
  });
}

/** An instance as it is for every row that it does not have. */
function readingOf({ probe }: Part, judge: Judge): { probe: ProbeRow; without: OnInstance } {
  const verdict: Verdict = { status: 'unknown', reason: 'not in the reading', since: { at: 0, how: 'before' } };
  const { status } = judge(verdict, probe);
  return { probe, without: { probe, row: null, view: null, status, isUnread: probe.newest === null } };
}

function mergedOf(id: string, on: readonly OnInstance[]): Merged {
  const first = on.find(({ row }) => row !== null)?.row;
  const known = first ? kept.get(first) : undefined;
  if (known && isAlike(known.on, on)) return known.merged;
  const merged = merge(id, on);
  if (first) kept.set(first, { on, merged });
  return merged;
}

function isAlike(a: readonly OnInstance[], b: readonly OnInstance[]): boolean {
  return a.length === b.length && a.every((one, index) => isSame(one, b[index]));
}

function isSame(a: OnInstance, b: OnInstance | undefined): boolean {
  return a.row === b?.row && a.status === b.status && a.isUnread === b.isUnread && a.probe.source.node === b.probe.source.node;
}

function merge(id: string, on: readonly OnInstance[]): Merged {
  const having = on.flatMap((one) => (one.row && one.view ? [{ ...one, row: one.row, view: one.view }] : []));
  const [first, ...others] = having;
  if (!first) throw new Error(`${id} is a row of no instance`);
  const chief = others.reduce((found, one) => (isWorse(one.status, found.status) ? one : found), first);
  return {
    id,
    view: sumViews(
      having.map(({ view }) => view),
      chief.view,
    ),
    status: worst(on.filter(counts).map(({ status }) => status)),
    said: worst(having.map(({ row }) => row.verdict.status)),
    reason: reasonOf(on),
    differs: new Set(having.map(({ view }) => stateWord(view.state))).size > 1,
  };
}

// That a fresh reading does not hold a row is no state of the row; that nobody knows whether it does is one.
function counts({ row, isUnread, status }: OnInstance): boolean {
  return row !== null || isUnread || status === 'stale';
}

/** Who says what, those who say the same together: "lb05, lb06: draining; lb07: in service". Only what is said where there is one instance. */
function reasonOf(on: readonly OnInstance[]): string {
  const said = Map.groupBy(on, saidBy);
  if (said.size === 1) return [...said.keys()].join();
  return [...said].map(([words, alike]) => `${alike.map(({ probe }) => probe.source.node).join(', ')}: ${words}`).join('; ');
}

function saidBy({ row, isUnread }: OnInstance): string {
  if (row) return row.verdict.reason;
  return isUnread ? 'never read' : 'not there';
}
