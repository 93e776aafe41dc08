import { unpackText } from './blob.ts';
import type { Block } from './series-block.ts';
import { partOf } from './series-parts.ts';
import { bytesIn, numberIn, type Row } from './series-rows.ts';
import type { Statements } from './series-statements.ts';
import { parseSteps } from './series-steps.ts';
import { parseBlock, parseFlush } from './series-text.ts';
import { HOUR_MS } from './series-time.ts';
import type { Checked } from './table.ts';

const MOST_WORDS = 100;

/** Reads every row of the tables of series and holds it to its bounds. */
export function checkSeries(statements: Statements): Checked {
  const wrong: string[] = [];
  const look = (what: string, sql: string, check: (row: Row) => string | null): readonly [string, number] => {
    let count = 0;
    for (const row of statements.sql(sql).iterate()) {
      count += 1;
      const words = wordsOf(() => check(row));
      if (words !== null && wrong.length < MOST_WORDS) wrong.push(`${what} from ${timeOf(row)} (number ${numberIn(row, 'id')}): ${words}.`);
    }
    return [what, count];
  };
  const counts = [
    look('flushes of readings', 'SELECT id, at, bytes, data FROM series_flush', checkFlush),
    look('hours of readings', 'SELECT id, at, part, parts, bytes, data FROM series_hour', checkHour),
    look('days of steps', 'SELECT id, at, bytes, data FROM series_day', checkDay),
  ];
  return { counts, wrong };
}

function checkFlush(row: Row): string | null {
  const at = numberIn(row, 'at');
  const blocks = parseFlush(textOf(row), at);
  return blocks.map(([, block]) => outsideWords(block, at)).find((words) => words !== null) ?? null;
}

function checkHour(row: Row): string | null {
  const at = numberIn(row, 'at');
  const block = parseBlock(textOf(row), at);
  const isElsewhere = [...block.rows.keys()].some((name) => partOf(name, numberIn(row, 'parts')) !== numberIn(row, 'part'));
  return isElsewhere ? 'it holds rows of another part' : outsideWords(block, at);
}

function checkDay(row: Row): string | null {
  const steps = parseSteps(textOf(row), numberIn(row, 'at'));
  const isOrdered = steps.every(({ mean, low, high }) => mean === null || (low !== null && high !== null && low <= mean && mean <= high));
  return isOrdered ? null : 'a mean is not between the lowest and the highest';
}

function textOf(row: Row): string {
  const data = bytesIn(row, 'data');
  if (data.length !== numberIn(row, 'bytes')) throw new Error(`it is ${data.length} bytes long, not ${numberIn(row, 'bytes')}`);
  return unpackText(data);
}

function outsideWords(block: Block, at: number): string | null {
  return block.times.every((time) => time >= at && time < at + HOUR_MS) ? null : 'it holds readings of another hour';
}

function timeOf(row: Row): string {
  return new Date(numberIn(row, 'at')).toISOString();
}

function wordsOf(check: () => string | null): string | null {
  try {
    return check();
  } catch (error) {
    return `it cannot be read (${error instanceof Error ? error.message : String(error)})`;
  }
}
