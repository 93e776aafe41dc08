import type { CsvReader } from '../../text/csv.ts';
import { FIGURES } from './figures.ts';

/** Columns that hold text, by wire name. 2.8.0 prints `(null)` for `proto`. */
const TEXTS = {
  pxname: 'proxy',
  svname: 'name',
  status: 'status',
  tracked: 'tracks',
  check_status: 'checkStatus',
  last_chk: 'checkText',
  check_desc: 'checkDescription',
  agent_status: 'agentStatus',
  last_agt: 'agentText',
  agent_desc: 'agentDescription',
  hanafail: 'analysis',
  addr: 'address',
  cookie: 'cookie',
  mode: 'mode',
  algo: 'algorithm',
  proto: 'protocol',
  '(null)': 'protocol',
} as const;

type TextName = (typeof TEXTS)[keyof typeof TEXTS];

/** Ends the columns that every build has; module columns follow. */
const SEPARATOR = '-';

/** `last` is the text read before from this column: neighbours mostly say the same. `cell` is null where the version has no such column. */
export type TextColumn = { cell: number | null; last: string };

/**
 * Where to find what in a row of `width` cells. `figures` are the cells of all columns that are not text, by the name of the figure; `strict` those in which
 * Vigil knows that only integers can stand, with their wire names.
 */
export type Columns = { width: number; texts: Record<TextName, TextColumn>; figures: Map<string, number>; strict: Map<number, string> };

const NAMES: ReadonlyMap<string, string> = new Map(FIGURES.map(([wire, name]) => [wire, name]));

/** Reads the header at hand. Columns are found by name and never by place; a column that nobody knows is kept under its wire name. */
export function readHeader(csv: CsvReader): Columns {
  const columns: Columns = { width: csv.cells, texts: noTexts(), figures: new Map(), strict: new Map() };
  for (let cell = 0; cell < csv.cells; cell += 1) {
    const wire = cell === 0 ? csv.text(0).replace(/^# */, '') : csv.text(cell);
    if (wire === '' || wire === SEPARATOR) continue;
    if (isText(wire)) columns.texts[TEXTS[wire]] = { cell, last: '' };
    else addFigure(columns, cell, wire);
  }
  return columns;
}

/** The text in a cell of the row at hand, null where it is empty or there is no such column. */
export function readText(csv: CsvReader, column: TextColumn): string | null {
  if (column.cell === null || csv.isEmpty(column.cell)) return null;
  if (!csv.is(column.cell, column.last)) column.last = csv.text(column.cell);
  return column.last;
}

function isText(wire: string): wire is keyof typeof TEXTS {
  return Object.hasOwn(TEXTS, wire);
}

// A name that comes twice keeps its first column.
function addFigure({ figures, strict }: Columns, cell: number, wire: string): void {
  const name = NAMES.get(wire);
  if (figures.has(name ?? wire)) return;
  figures.set(name ?? wire, cell);
  if (name !== undefined) strict.set(cell, wire);
}

function noTexts(): Record<TextName, TextColumn> {
  const none = (): TextColumn => ({ cell: null, last: '' });
  return {
    ...{ proxy: none(), name: none(), status: none(), tracks: none(), address: none(), cookie: none(), mode: none(), algorithm: none() },
    ...{ checkStatus: none(), checkText: none(), checkDescription: none(), analysis: none(), protocol: none() },
    ...{ agentStatus: none(), agentText: none(), agentDescription: none() },
  };
}
