import { pause } from '../../../io/pause.ts';
import type { TdsSets } from '../../../io/tds.ts';
import { type AnyQuestion, defineQuestion, type Question } from '../../../system.ts';
import type { SqlSettings } from '../config.ts';
import { askCommand, askSql, type SqlCommand, type SqlNode } from '../fetch.ts';
import type { SqlSets, SqlStatement } from '../statement.ts';
import { ERROR_LOG, TRACE_FLAGS } from './commands.ts';
import { parseClerks, parseConnections, parseCounters, parseRecentBackups, parseTempdb } from './parse-asked.ts';
import { parseErrorLog, parseTraceFlags } from './parse-commands.ts';
import {
  CLERK_STATEMENTS,
  CONNECTION_STATEMENTS,
  type RawSample,
  RECENT_BACKUP_STATEMENTS,
  SAMPLE_STATEMENTS,
  TEMPDB_STATEMENTS,
} from './statements-asked.ts';

/** A list of thousands may take longer than a poll; a page waits ten seconds. */
const DEADLINE_MS = { least: 5_000, most: 9_000 };
/** The time between two samples of the counters. */
const SAMPLE_MS = 1_000;

type Asked<Raw, Answer> = {
  name: string;
  question: string;
  isSensitive?: boolean;
  cacheMs?: number;
  fetch(node: SqlNode, signal: AbortSignal): Promise<Raw>;
  parse(raw: Raw): Answer;
};

/** A question that wants no input. */
function ask<Raw, Answer>({ name, question, isSensitive = false, cacheMs = 2_000, fetch, parse }: Asked<Raw, Answer>): AnyQuestion {
  const whole: Question<SqlSettings, SqlNode, null, Raw, Answer> = {
    ...{ name, question, isSensitive, cacheMs },
    timeoutMs: ({ timeoutMs }) => Math.min(Math.max(timeoutMs, DEADLINE_MS.least), DEADLINE_MS.most),
    read: (raw) => (raw === null ? { ok: true, input: null } : { ok: false, message: 'this question takes no input' }),
    unavailable: ({ read }) => (read === null ? 'nobody reads here: give sql.read a login' : null),
    fetch: (node, _, signal) => fetch(node, signal),
    parse: (raw) => ({ value: parse(raw), producedAt: null }),
  };
  return defineQuestion(whole);
}

/** What is asked of an instance when somebody looks. Who is connected from where, and what the log of the server says, needs the right to details. */
export const instanceQuestions: readonly AnyQuestion[] = [
  ask({ name: 'clerks', question: 'sys.dm_os_memory_clerks', fetch: asking('clerks', CLERK_STATEMENTS), parse: parseClerks }),
  ask({
    ...{ name: 'connections', question: 'sys.dm_exec_connections', isSensitive: true },
    fetch: asking('connections', CONNECTION_STATEMENTS),
    parse: parseConnections,
  }),
  ask({ name: 'counters', question: 'sys.dm_os_performance_counters, twice', fetch: sampled, parse: parseCounters }),
  ask({ name: 'tempdb', question: 'tempdb.sys.dm_db_file_space_usage', fetch: asking('tempdb', TEMPDB_STATEMENTS), parse: parseTempdb }),
  ask({ name: 'trace-flags', question: 'DBCC TRACESTATUS', fetch: giving(TRACE_FLAGS), parse: parseTraceFlags }),
  ask({
    ...{ name: 'error-log', question: 'xp_readerrorlog', isSensitive: true, cacheMs: 10_000 },
    fetch: giving(ERROR_LOG),
    parse: parseErrorLog,
  }),
  ask({
    ...{ name: 'recent-backups', question: 'msdb.dbo.backupset', cacheMs: 10_000 },
    fetch: asking('recent', RECENT_BACKUP_STATEMENTS),
    parse: parseRecentBackups,
  }),
];

type Fetch<Name extends string> = (node: SqlNode, signal: AbortSignal) => Promise<SqlSets<Name>>;

function asking<Name extends string>(probe: string, statements: readonly SqlStatement<Name>[]): Fetch<Name> {
  return (node, signal) => askSql(node.instance, { probe, statements, signal });
}

function giving(command: SqlCommand): (node: SqlNode, signal: AbortSignal) => Promise<TdsSets> {
  return (node, signal) => askCommand(node, command, signal);
}

/** Two samples of ours: nothing waits on the server between them. */
async function sampled(node: SqlNode, signal: AbortSignal): Promise<readonly [RawSample, RawSample]> {
  const sample = asking('counters', SAMPLE_STATEMENTS);
  const first = await sample(node, signal);
  await pause(SAMPLE_MS, signal);
  return [first, await sample(node, signal)];
}
