import { ParseError } from '../../../failure.ts';
import type { TdsSets } from '../../../io/tds.ts';
import { readRow } from '../ag/parse-row.ts';
import type { ErrorLogAnswer, TraceFlagsAnswer } from './model-asked.ts';
import { needed } from './parse-load.ts';

/** More entries are not told. */
const MOST = 500;

/** Reads the trace flags that are on for everybody (DBCC TRACESTATUS); no set at all is none of them. Throws ParseError. */
export function parseTraceFlags(sets: TdsSets): TraceFlagsAnswer {
  const rows = sets.flat().map((row) => readRow('flags', row));
  const flags = rows.map((row) => ({
    flag: needed(row, 'TraceFlag'),
    isOn: row.flag('Status') === true,
    isGlobal: row.flag('Global') === true,
  }));
  return { flags: flags.toSorted((a, b) => a.flag - b.flag) };
}

/** Reads the newest lines of the server's log, newest first (xp_readerrorlog): those of one moment and process are one entry, in the order in which they were written. Throws ParseError. */
export function parseErrorLog([clock, ...logs]: TdsSets): ErrorLogAnswer {
  const [first] = clock ?? [];
  if (!first) throw new ParseError('the server does not tell its offset from UTC');
  const offset = needed(readRow('clock', first), 'offset_minutes');
  const entries: { at: number; process: string; text: string }[] = [];
  for (const row of logs.flat().map((one) => readRow('log', one))) {
    const at = row.local('LogDate', offset);
    if (at === null) continue;
    const [process, text] = [row.text('ProcessInfo') ?? '', row.text('Text') ?? ''];
    const last = entries.at(-1);
    // The newest line comes first: what was written before it goes before it.
    if (last?.at === at && last.process === process) last.text = `${text}\n${last.text}`;
    else if (entries.push({ at, process, text }) > MOST) return { entries: entries.slice(0, MOST), isCut: true };
  }
  return { entries, isCut: false };
}
