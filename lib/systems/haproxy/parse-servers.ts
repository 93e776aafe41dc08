import { ParseError } from '../../failure.ts';
import type { AdminFlag, ServerState } from './model-socket.ts';
import { looksLike } from './other-answers.ts';

const COLUMNS = ['be_name', 'srv_name', 'srv_op_state', 'srv_admin_state', 'srv_uweight', 'srv_iweight', 'srv_agent_state'] as const;
type Column = (typeof COLUMNS)[number];

/** management.txt, "show servers state". */
const FORMAT = '1';
const OPERATIONS = ['stopped', 'starting', 'running', 'stopping'] as const;
const FLAGS: readonly [bit: number, flag: AdminFlag][] = [
  [1, 'maintenance'],
  [2, 'maintenance by tracking'],
  [4, 'disabled in the configuration'],
  [8, 'drain'],
  [16, 'drain by tracking'],
  [32, 'no DNS answer'],
  [64, 'name set by command'],
];
const KNOWN_BITS = FLAGS.reduce((sum, [bit]) => sum | bit, 0);

/** Of `srv_agent_state`: the check is enabled. */
const CHECK_ENABLED = 4;

/**
 * Reads `show servers state` of HAProxy 1.6 to 3.4 (management.txt 9.3), its columns by name. Throws ParseError for anything else, for another version of the format, and
 * for an answer that was cut. No servers at all is an answer: the table is there and empty.
 */
export function parseServers(text: string): ServerState[] {
  const [format = '', head = '', ...lines] = text.split('\n');
  if (!/^\d+$/.test(format)) throw new ParseError(`not the answer to "show servers state": ${looksLike(text)}`, text.slice(0, 400));
  if (format !== FORMAT)
    throw new ParseError(`"show servers state" is of format ${format}; Vigil reads format ${FORMAT}`, text.slice(0, 400));
  if (!text.endsWith('\n\n'))
    throw new ParseError('"show servers state" is cut off: the empty line at its end is missing', text.slice(-400));
  if (!head.startsWith('# ')) throw new ParseError('"show servers state" does not name its columns', text.slice(0, 400));
  const names = head.slice(2).trim().split(' ');
  const places = new Map(COLUMNS.map((column) => [column, names.indexOf(column)]));
  for (const [column, place] of places) if (place < 0) throw new ParseError(`"show servers state" has no column ${column}`, head);
  return lines.filter((line) => line !== '').map((line) => readLine(line, places));
}

function readLine(line: string, places: ReadonlyMap<Column, number>): ServerState {
  const cells = line.split(' ');
  const textOf = (column: Column): string => {
    const cell = cells[places.get(column) ?? -1];
    if (cell === undefined || cell === '') throw new ParseError(`a line of "show servers state" has no ${column}`, line);
    return cell;
  };
  const numberOf = (column: Column): number => {
    const cell = textOf(column);
    if (!/^\d+$/.test(cell)) throw new ParseError(`a line of "show servers state" has ${column} that is no number`, line);
    return Number(cell);
  };
  return {
    backend: textOf('be_name'),
    server: textOf('srv_name'),
    operation: OPERATIONS[numberOf('srv_op_state')] ?? 'unknown',
    flags: flagsOf(numberOf('srv_admin_state')),
    weight: numberOf('srv_uweight'),
    configuredWeight: numberOf('srv_iweight'),
    hasAgent: (numberOf('srv_agent_state') & CHECK_ENABLED) !== 0,
  };
}

function flagsOf(bits: number): AdminFlag[] {
  const flags = FLAGS.filter(([bit]) => (bits & bit) !== 0).map(([, flag]) => flag);
  return (bits & ~KNOWN_BITS) === 0 ? flags : [...flags, 'unknown'];
}
