import type { JudgedRow } from '../../judge/judge.ts';
import { type Source, sourceId } from '../../reading.ts';
import type { Status } from '../../status.ts';
import type { RowSubject } from '../../system.ts';
import type { NewEvent } from '../history/history.ts';
import { commonPlace, eventAt } from './event.ts';

/** A row that became another status, at `at` (epoch ms). `alike` is the same for the same thing on another node of its group. */
export type RowTurn = { source: Source; row: string; alike: string; name: string; status: Status; words: string; at: number };

/** More things of one group that become the same at once are told in one line. */
const MOST_LINES = 3;

/** The rows of a source that have another status in its newest reading than in the one before; a row that came or went is none. */
export function turnedRows(
  source: Source,
  { before, after }: { before: ReadonlyMap<string, JudgedRow>; after: ReadonlyMap<string, JudgedRow> },
  told: { at: number; subjectOf: (row: JudgedRow) => RowSubject },
): RowTurn[] {
  return [...after.values()].flatMap((row): RowTurn[] => {
    const was = before.get(row.id)?.verdict.status;
    const { status, reason: words } = row.verdict;
    if (was === undefined || was === status) return [];
    const { name, alike } = told.subjectOf(row);
    return [{ source, row: row.id, alike, name, status, words, at: Math.round(told.at) }];
  });
}

/** The turns as lines: the same thing on several nodes is one, and many things of a group that become the same are one. */
export function rowEvents(turns: readonly RowTurn[]): NewEvent[] {
  const groups = Map.groupBy(turns, ({ source, status }) => `${source.system}/${source.group}/${status}`);
  return [...groups.values()].flatMap((own) => {
    const things = [...Map.groupBy(own, ({ alike }) => alike).values()];
    return things.length > MOST_LINES ? [lineOf(own, things.length)] : things.map((thing) => lineOf(thing, 1));
  });
}

/** By what a row is called in the grounds of an issue. */
export function groundOfRow({ source, row }: RowTurn): string {
  return `${sourceId(source)}\n${row}`;
}

function lineOf(turns: readonly RowTurn[], things: number): NewEvent {
  const [first] = turns;
  if (!first) throw new Error('a line of nothing');
  const times = turns.map(({ at }) => at);
  const subject = things > 1 ? `${first.name} and ${things - 1} more` : first.name;
  const words = turns.every((turn) => turn.words === first.words)
    ? first.words
    : `${first.words}${things > 1 ? ' (the first of them)' : ''}`;
  const span = { at: Math.min(...times), until: Math.max(...times) };
  return eventAt(commonPlace(turns.map(({ source }) => source)), { ...span, kind: 'status', subject, status: first.status, words });
}
