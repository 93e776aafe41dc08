import { ParseError } from '../../failure.ts';
import { CsvReader } from '../../text/csv.ts';
import { type Columns, readHeader, readText } from './columns.ts';
import { type FigureName, figure } from './figures.ts';
import type { Check, Figures, FigureTable, RowKind, RowState, Stats, StatsRow } from './model.ts';
import { looksLike } from './other-answers.ts';
import { parseState } from './parse-status.ts';

const HEADER = '# pxname,';

/** By the `type` column. */
const KINDS: readonly RowKind[] = ['frontend', 'backend', 'server', 'listener'];

type CheckFigures = readonly [status: FigureName, duration: FigureName];
const HEALTH: CheckFigures = ['checkCode', 'checkDurationMs'];
const AGENT: CheckFigures = ['agentCode', 'agentDurationMs'];

/** In seconds; HAProxy writes -1 where there was no session yet. */
const NEVER: FigureName = 'lastSessionAgoSeconds';

/** What is shared by the rows of one answer while it is read. */
type Sheet = { columns: Columns; table: FigureTable; states: Map<string, RowState>; ids: Set<string> };

/**
 * Reads the statistics CSV of HAProxy 1.4 to 3.4 (management.txt 9.1), given as latin1 text. An empty cell and a missing column are null, never 0.
 * Throws ParseError for anything else, for a row cut short, for text where a known figure belongs, and for a table without rows: HAProxy lists at least itself.
 */
export function parseStats(text: string): Stats {
  if (!text.startsWith(HEADER)) throw new ParseError(`not HAProxy statistics: ${looksLike(text)}`, text.slice(0, 400));
  const csv = new CsvReader(text);
  // A line has at most as many cells as characters, and one more.
  csv.next(new Float64Array(text.search(/\n|$/) + 1), 0);
  const columns = readHeader(csv);
  const { width } = columns;
  const table: FigureTable = { width, columns: columns.figures, values: new Float64Array(countLines(text) * width) };
  const sheet: Sheet = { columns, table, states: new Map(), ids: new Set() };
  const rows: StatsRow[] = [];
  while (csv.next(table.values, rows.length * width)) rows.push(readRow(whole(csv, sheet, rows.length), sheet, rows.length));
  if (rows.length === 0)
    throw new ParseError('HAProxy statistics without a single row: the columns are named and nothing follows', text.slice(0, 400));
  return { rows };
}

function readRow(csv: CsvReader, sheet: Sheet, row: number): StatsRow {
  const { texts } = sheet.columns;
  checkFigures(csv, sheet.columns, row);
  forgetNever(sheet.table, row);
  const figures: Figures = { table: sheet.table, row };
  const proxy = readText(csv, texts.proxy) ?? '';
  const name = readText(csv, texts.name) ?? '';
  const kind = kindOf({ figures }, name);
  const checkDescription = readText(csv, texts.checkDescription);
  const agentDescription = readText(csv, texts.agentDescription);
  const code = readText(csv, texts.checkStatus);
  const agentCode = readText(csv, texts.agentStatus);
  return {
    id: uniqueId(`${proxy}/${kind}/${name}`, sheet.ids),
    kind,
    proxy,
    name,
    state: stateOf(readText(csv, texts.status) ?? '', sheet.states),
    check: code === null ? null : checkOf({ code, text: readText(csv, texts.checkText) ?? checkDescription }, figures, HEALTH),
    agentCheck:
      agentCode === null ? null : checkOf({ code: agentCode, text: readText(csv, texts.agentText) ?? agentDescription }, figures, AGENT),
    checkDescription,
    agentDescription,
    process: figure({ figures }, 'process'),
    proxyId: figure({ figures }, 'proxyId'),
    address: readText(csv, texts.address),
    cookie: readText(csv, texts.cookie),
    mode: readText(csv, texts.mode),
    algorithm: readText(csv, texts.algorithm),
    tracks: readText(csv, texts.tracks),
    protocol: readText(csv, texts.protocol),
    analysis: readText(csv, texts.analysis),
    figures,
  };
}

// The header is row 1.
function checkFigures(csv: CsvReader, { strict }: Columns, row: number): void {
  for (const cell of csv.texts) {
    const wire = strict.get(cell);
    if (wire)
      throw new ParseError(
        `row ${row + 2}: column ${wire} holds ${JSON.stringify(csv.text(cell).slice(0, 60))}, not an integer`,
        csv.written(),
      );
  }
}

function forgetNever({ columns, values, width }: FigureTable, row: number): void {
  const column = columns.get(NEVER);
  if (column !== undefined && values[row * width + column] === -1) values[row * width + column] = Number.NaN;
}

/** The row at hand if it has all its cells. 1.6.0 leaves out the comma between `DRAIN (agent)` and the weight, which is put back. */
function whole(csv: CsvReader, { columns: { width, texts }, table }: Sheet, row: number): CsvReader {
  if (csv.cells === width) return csv;
  if (csv.cells === width - 1 && /^DRAIN \(agent\)\d+$/.test(readText(csv, texts.status) ?? '')) {
    const mended = new CsvReader(csv.written().replace(',DRAIN (agent)', ',DRAIN (agent),'));
    mended.next(table.values, row * width);
    if (mended.cells === width) return mended;
  }
  const count = `${csv.cells} of ${width} cells`;
  throw new ParseError(csv.cells < width ? `cut off in row ${csv.row}: ${count}` : `row ${csv.row} has ${count}`, csv.written());
}

// `type` decides; a row without it is told by the two names that HAProxy reserves.
function kindOf(row: { figures: Figures }, name: string): RowKind {
  const kind = KINDS[figure(row, 'type') ?? -1];
  if (kind) return kind;
  return name === 'FRONTEND' ? 'frontend' : name === 'BACKEND' ? 'backend' : 'server';
}

function stateOf(said: string, states: Map<string, RowState>): RowState {
  const known = states.get(said);
  if (known) return known;
  const state = parseState(said);
  states.set(said, state);
  return state;
}

// A star before the code says that a check is under way just now; it would make the page flicker.
function checkOf(said: { code: string; text: string | null }, figures: Figures, [status, duration]: CheckFigures): Check {
  const code = said.code.startsWith('* ') ? said.code.slice(2) : said.code;
  return { code, status: figure({ figures }, status), durationMs: figure({ figures }, duration), text: said.text ?? '' };
}

function uniqueId(id: string, taken: Set<string>): string {
  let unique = id;
  for (let count = 2; isTaken(unique, taken); count += 1) unique = `${id}#${count}`;
  return unique;
}

// Adding and looking at the size hashes the id once and not twice.
function isTaken(id: string, taken: Set<string>): boolean {
  const before = taken.size;
  return taken.add(id).size === before;
}

function countLines(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
