import type { LiveRow } from '../../feed/events.ts';
import type { Finding } from '../../finding.ts';
import { type Board, type KeptSource, keyOfFinding, keyOfRow, keyOfSource } from './board.ts';
import { applyColumns, type Columns, ColumnWriter } from './columns.ts';
import { Differ } from './differ.ts';
import { keptValue } from './kept-value.ts';
import { applyEdit, editList, type ListEdit, placesBefore } from './list-edit.ts';

/**
 * What of a board is otherwise than before. The things of a board stand in one list: each source and after it its rows, then the findings, then what stands beside. First the things become what
 * they are (`columns`), then lists what they are: `rows` by the place of their source before. `after` is the moment of the board before (epoch ms).
 */
type BoardDifference = {
  after: number;
  columns: Columns;
  rows: readonly (readonly [source: number, edit: ListEdit])[];
  sources: ListEdit | null;
  findings: ListEdit | null;
};

/** Rows that are worked through before a pause. */
const ROWS_AT_ONCE = 100;

/** The text of a whole board. Pauses (yields) now and then: what it is given must not change meanwhile. */
export function* wholeText({ sources, findings, beside }: Board): Generator<void, string> {
  const pieces: string[] = [];
  for (const { probe, rows } of sources) {
    const texts: string[] = [];
    for (const [i, row] of rows.entries()) {
      texts.push(JSON.stringify(keptValue(row)));
      if (i % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) yield;
    }
    pieces.push(`{"probe":${JSON.stringify(keptValue(probe))},"rows":[${texts.join(',')}]}`);
    yield;
  }
  const rest = JSON.stringify(keptValue({ findings, beside }));
  return `{"sources":[${pieces.join(',')}],${rest.slice(1)}`;
}

/** The text of what a board differs in from one before, which was at that moment (epoch ms). Pauses (yields) now and then: what it is given must not change meanwhile. */
export function* differenceText(before: Board, after: Board, beforeAt: number): Generator<void, string> {
  const differ = new Differ();
  const columns = new ColumnWriter();
  const places = placesBefore(before.sources, after.sources, keyOfSource);
  const nowAt = new Map(places.map((place, i) => [place, after.sources[i]]));
  const rows: [number, ListEdit][] = [];
  let at = 0;
  for (const [i, source] of before.sources.entries()) {
    const now = nowAt.get(i);
    if (now) {
      columns.add(at, differ.differences(source.probe, now.probe));
      const edit = yield* rowsDiffer({ before: source.rows, after: now.rows, at: at + 1 }, differ, columns);
      if (edit) rows.push([i, edit]);
    }
    at += 1 + source.rows.length;
  }
  const sources = editList(before.sources.length, places, (i) => keptValue(after.sources[i]));
  const findings = listDiffers({ before: before.findings, after: after.findings, at, keyOf: keyOfFinding }, differ, columns);
  columns.add(at + before.findings.length, differ.differences(before.beside, after.beside));
  yield;
  return yield* written({ after: beforeAt, columns: columns.columns(differ.paths), rows, sources, findings });
}

/** The board that a text tells whole. Throws where it is no such text. */
export function readWhole(text: string): Board {
  return JSON.parse(text) as Board;
}

/** The board that a text makes of the one before, at that moment (epoch ms), which is used up. Throws where the text was not made from that one. */
export function applyDifference(before: Board, text: string, beforeAt: number): Board {
  const { after, columns, rows, sources, findings } = JSON.parse(text) as BoardDifference;
  if (after !== beforeAt) throw new Error('what is kept is the difference from another board');
  const things: unknown[] = [];
  for (const { probe, rows } of before.sources) {
    things.push(probe);
    for (const row of rows) things.push(row);
  }
  things.push(...before.findings, before.beside);
  applyColumns(things, columns);
  const edits = new Map(rows);
  let at = 0;
  const become = before.sources.map(({ rows }, i): KeptSource => {
    const [probe, ...own] = things.slice(at, at + 1 + rows.length);
    at += 1 + rows.length;
    return { probe: probe as KeptSource['probe'], rows: edited(own as LiveRow[], edits.get(i) ?? null) };
  });
  const found = edited(things.slice(at, at + before.findings.length) as Finding[], findings);
  return { sources: edited(become, sources), findings: found, beside: things.at(-1) as Board['beside'] };
}

/** The moment of the board that a text is the difference from (epoch ms), without reading all of it; null where it is no such text. */
export function afterOf(text: string): number | null {
  const found = /^\{"after":(\d+),/.exec(text)?.[1];
  return found === undefined ? null : Number(found);
}

function edited<Item>(list: Item[], edit: ListEdit | null): Item[] {
  return edit ? applyEdit(list, edit) : list;
}

type Lists<Item> = { before: readonly Item[]; after: readonly Item[]; at: number; keyOf: (item: Item) => string };

function listDiffers<Item>({ before, after, at, keyOf }: Lists<Item>, differ: Differ, columns: ColumnWriter): ListEdit | null {
  const places = placesBefore(before, after, keyOf);
  const nowAt = new Map(places.map((place, i) => [place, i]));
  before.forEach((one, i) => {
    const now = nowAt.get(i);
    if (now !== undefined) columns.add(at + i, differ.differences(one, after[now]));
  });
  return editList(before.length, places, (i) => keptValue(after[i]));
}

type RowLists = { before: readonly LiveRow[]; after: readonly LiveRow[]; at: number };

function* rowsDiffer({ before, after, at }: RowLists, differ: Differ, columns: ColumnWriter): Generator<void, ListEdit | null> {
  if (before === after) return null;
  const places = placesBefore(before, after, keyOfRow);
  const nowAt = new Map(places.map((place, i) => [place, i]));
  yield;
  for (const [i, row] of before.entries()) {
    const now = nowAt.get(i);
    if (now !== undefined) columns.add(at + i, differ.differences(row, after[now]));
    if (i % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) yield;
  }
  return editList(before.length, places, (i) => keptValue(after[i]));
}

function* written({ after, columns: { paths, groups }, ...lists }: BoardDifference): Generator<void, string> {
  const pieces: string[] = [];
  for (const group of groups) {
    pieces.push(JSON.stringify(group));
    yield;
  }
  const rest = JSON.stringify(lists);
  return `{"after":${after},"columns":{"paths":${JSON.stringify(paths)},"groups":[${pieces.join(',')}]},${rest.slice(1)}`;
}
