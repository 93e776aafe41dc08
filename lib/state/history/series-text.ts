import { Block, type Sample, samplesOf } from './series-block.ts';
import { Column, cellOf, NOT_READ, NOT_TOLD } from './series-column.ts';

/**
 * A block as JSON that a person can read: `at` in ms after the beginning of its hour, a column as a list or, where all are the same, as one value; null was not told, false was not read.
 * Each row stands on a line of its own, so that one is found without reading the others.
 */
export function blockText(block: Block, hourAt: number, isChosen: (row: string) => boolean = () => true): string {
  const length = block.times.length;
  const head = `{"at":${JSON.stringify(block.times.map((at) => at - hourAt))},"intervalMs":${columnText(block.intervals, length)},"figures":${JSON.stringify(block.figures)},"rows":{`;
  const lines: string[] = [];
  for (const [row, columns] of block.rows)
    if (isChosen(row)) lines.push(`${JSON.stringify(row)}:[${columns.map((column) => columnText(column, length)).join()}]`);
  return `${head}\n${lines.join(',\n')}\n}}`;
}

/** The block that was written as this text. Throws where it is none. */
export function parseBlock(text: string, hourAt: number): Block {
  return blockFrom(JSON.parse(text), hourAt);
}

/** The blocks of several sources as one text. */
export function flushText(blocks: ReadonlyMap<string, Block>, hourAt: number): string {
  return `{${[...blocks].map(([source, block]) => `${JSON.stringify(source)}:${blockText(block, hourAt)}`).join(',\n')}}`;
}

/** The blocks of the sources that were written as this text. Throws where it is none. */
export function parseFlush(text: string, hourAt: number): [source: string, block: Block][] {
  return entriesOf(JSON.parse(text)).map(([source, value]) => [source, blockFrom(value, hourAt)]);
}

/** What the text of a block holds of one series, read from its own line. Throws where the text is none of a block. */
export function samplesIn(text: string, hourAt: number, row: string, figure: string): Sample[] {
  const { times, intervals, figures } = headOf(JSON.parse(`${text.slice(0, text.indexOf('\n'))}}}`), hourAt);
  const mark = `\n${JSON.stringify(row)}:`;
  const start = text.indexOf(mark);
  const place = figures.indexOf(figure);
  if (start === -1 || place === -1) return [];
  const line = text.slice(start + mark.length, text.indexOf('\n', start + mark.length)).replace(/,$/, '');
  const column = listOf(JSON.parse(line))[place];
  return column === undefined ? [] : samplesOf(times, intervals, cellsFrom(column, times.length));
}

/** A column of so many cells as JSON text. */
export function columnText(column: Column, length: number): string {
  const constant = column.constant(length);
  return JSON.stringify(constant === null ? column.cells(length).map(jsonOf) : jsonOf(constant));
}

/** The cells of a column of so many, from what JSON told of it. Throws where it is none. */
export function cellsFrom(value: unknown, length: number): number[] {
  if (!Array.isArray(value)) return new Array<number>(length).fill(cellFrom(value));
  if (value.length !== length) throw new Error(`a column has ${value.length} values for ${length} times`);
  return value.map(cellFrom);
}

/** What JSON told, as an object's entries; `__proto__` is a name like any other. Throws where it is no object. */
export function entriesOf(value: unknown): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('an object was expected');
  return Object.entries(value);
}

function blockFrom(value: unknown, hourAt: number): Block {
  const { times, intervals, figures, rows } = headOf(value, hourAt);
  const columns = entriesOf(rows).map(([row, list]): [string, Column[]] => [
    row,
    listOf(list).map((column) => Column.of(cellsFrom(column, times.length))),
  ]);
  return Block.of(times, Column.of(intervals), figures, columns);
}

function headOf(value: unknown, hourAt: number): { times: number[]; intervals: number[]; figures: string[]; rows: unknown } {
  const fields = new Map(entriesOf(value));
  const times = listOf(fields.get('at')).map((offset) => hourAt + numberOf(offset));
  if (times.some((at, index) => index > 0 && at <= (times[index - 1] ?? at))) throw new Error('the times do not rise');
  return {
    times,
    intervals: cellsFrom(fields.get('intervalMs'), times.length),
    figures: listOf(fields.get('figures')).map(String),
    rows: fields.get('rows'),
  };
}

function listOf(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new Error('a list was expected');
  return value;
}

function numberOf(value: unknown): number {
  if (typeof value !== 'number') throw new Error('a number was expected');
  return value;
}

function cellFrom(value: unknown): number {
  if (value === false) return NOT_READ;
  return value === null ? NOT_TOLD : cellOf(numberOf(value));
}

function jsonOf(cell: number): number | null | false {
  if (cell === NOT_READ) return false;
  return Number.isNaN(cell) ? null : cell;
}
