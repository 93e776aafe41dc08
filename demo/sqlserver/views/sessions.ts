import { madeId, madeNumber } from '../model/made-id.ts';
import { type Asked, here, localCopies, type Row } from './asked.ts';

/** A session as the model has it: what asks, or one that the web servers hold open. */
type Session = {
  id: number;
  login: string;
  host: string | null;
  program: string | null;
  database: number;
  isUser: boolean;
  isRunning: boolean;
  startedAt: number;
};

const FIRST_USER_SESSION = 51;
/** More sessions are not told one by one. */
const MOST = 500;
const SYSTEM = ['LOG WRITER', 'LAZY WRITER', 'RECOVERY WRITER', 'LOCK MONITOR', 'XE TIMER', 'HADR_NOTIFICATION'];
const SET_OPTIONS: Row = {
  ...{ text_size: 2_147_483_647, language: 'us_english', date_format: 'mdy', date_first: 7, quoted_identifier: true, arithabort: true },
  ...{
    ansi_null_dflt_on: true,
    ansi_defaults: false,
    ansi_warnings: true,
    ansi_padding: true,
    ansi_nulls: true,
    concat_null_yields_null: true,
  },
  ...{ transaction_isolation_level: 2, lock_timeout: -1, deadlock_priority: 0, prev_error: 0 },
};

/** sys.dm_exec_sessions: without the permission of server views only the session that asks. */
export function execSessions(asked: Asked): Row[] {
  return visible(asked).map((session) => ({
    ...SET_OPTIONS,
    session_id: session.id,
    login_time: here(asked, session.startedAt),
    host_name: session.host,
    program_name: session.program,
    host_process_id: session.isUser ? 4000 + session.id : null,
    client_version: session.isUser ? 7 : null,
    client_interface_name: session.isUser ? '.Net SqlClient Data Provider' : null,
    security_id: Uint8Array.of(1),
    login_name: session.login,
    nt_domain: session.isUser ? '' : null,
    nt_user_name: session.isUser ? '' : null,
    status: session.isRunning ? 'running' : 'sleeping',
    context_info: null,
    ...figures(asked, session),
    memory_usage: 2 + (session.id % 4),
    total_scheduled_time: Math.floor(elapsedMs(asked.now, session.startedAt) / 2),
    endpoint_id: session.isUser ? 4 : 0,
    last_request_start_time: here(asked, asked.now - (session.isRunning ? 0 : session.id * 7)),
    last_request_end_time: session.isRunning ? null : here(asked, asked.now - session.id * 6),
    is_user_process: session.isUser,
    row_count: 1,
    original_security_id: Uint8Array.of(1),
    original_login_name: session.login,
    group_id: session.isUser ? 2 : 1,
    database_id: session.database,
    authenticating_database_id: session.isUser ? 1 : null,
    open_transaction_count: 0,
  }));
}

/** sys.dm_exec_connections: of every user session the connection that it came by. */
export function execConnections(asked: Asked): Row[] {
  const { instance, now } = asked;
  return sessionsOf(asked)
    .filter(({ isUser }) => isUser)
    .map((session) => ({
      session_id: session.id,
      most_recent_session_id: session.id,
      connect_time: here(asked, session.startedAt),
      net_transport: 'TCP',
      protocol_type: 'TSQL',
      protocol_version: 1_946_157_060,
      endpoint_id: 4,
      encrypt_option: 'TRUE',
      auth_scheme: 'SQL',
      node_affinity: session.id % 2,
      num_reads: Math.floor((now - session.startedAt) / 900),
      num_writes: Math.floor((now - session.startedAt) / 900),
      last_read: here(asked, now - session.id * 7),
      last_write: here(asked, now - session.id * 6),
      net_packet_size: 8000,
      client_net_address: `10.7.3.${session.id % 250}`,
      client_tcp_port: 49_152 + session.id,
      local_net_address: '10.7.2.11',
      local_tcp_port: instance.port,
      connection_id: madeId('connection', instance.name, String(session.id), String(session.startedAt)),
    }));
}

/** sys.dm_exec_requests: what runs at this moment; without the permission of server views only the request that asks. */
export function execRequests(asked: Asked): Row[] {
  return visible(asked)
    .filter(({ isRunning }) => isRunning)
    .map((session) => ({
      ...SET_OPTIONS,
      session_id: session.id,
      request_id: 0,
      start_time: here(asked, session.isUser ? asked.now : session.startedAt),
      status: session.isUser ? 'running' : 'background',
      command: session.isUser ? 'SELECT' : (SYSTEM[session.id - 1] ?? 'TASK MANAGER'),
      database_id: session.database,
      user_id: 1,
      blocking_session_id: 0,
      wait_type: null,
      wait_time: 0,
      last_wait_type: 'MISCELLANEOUS',
      wait_resource: '',
      open_transaction_count: 0,
      open_resultset_count: 1,
      transaction_id: 8_000_000 + session.id,
      percent_complete: 0,
      estimated_completion_time: 0,
      ...figures(asked, session),
      scheduler_id: session.id % asked.instance.cpuCount,
      row_count: 1,
      nest_level: 0,
      granted_query_memory: 0,
      executing_managed_code: false,
      group_id: session.isUser ? 2 : 1,
      dop: 1,
      dist_statement_id: '00000000-0000-0000-0000-000000000000',
    }));
}

function visible(asked: Asked): Session[] {
  const needed = Number(asked.instance.release.year) >= 2022 ? 'VIEW SERVER PERFORMANCE STATE' : 'VIEW SERVER STATE';
  const all = sessionsOf(asked);
  return asked.hasPermission(needed) ? all : all.filter(({ id }) => id === asked.sessionId);
}

function sessionsOf(asked: Asked): Session[] {
  const { instance, now, sessionId } = asked;
  const ids = localCopies(asked).map(({ copy }) => copy.localId);
  const users = ids.filter((id) => id > 4);
  const system = SYSTEM.map((_, index) => ({
    ...{ id: index + 1, login: 'sa', host: null, program: null, database: 1 },
    ...{ isUser: false, isRunning: true, startedAt: instance.startedAt },
  }));
  const held = Array.from({ length: Math.min(MOST, instance.load.connections) }, (_, index): Session => {
    const id = FIRST_USER_SESSION + index;
    const database = users[madeNumber(Math.max(1, users.length), 'session', String(id))] ?? 1;
    const web = `NY-WEB${String(1 + (id % 9)).padStart(2, '0')}`;
    const startedAt = now - ((now + id * 9000) % 240_000);
    return { id, login: 'web', host: web, program: 'StackOverflow', database, isUser: true, isRunning: id % 37 === 0, startedAt };
  });
  const own: Session = {
    ...{ id: sessionId, login: asked.login, host: asked.hostName, program: asked.appName },
    ...{ database: databaseId(asked), isUser: true, isRunning: true, startedAt: now - 60_000 },
  };
  return [...system, ...held.filter(({ id }) => id !== sessionId), own];
}

function databaseId(asked: Asked): number {
  return localCopies(asked).find(({ copy }) => copy.name.toLowerCase() === asked.database.toLowerCase())?.copy.localId ?? 1;
}

/** The work of a session so far; times in ms. */
function figures({ now }: Asked, { id, startedAt }: Session): Row {
  const elapsed = elapsedMs(now, startedAt);
  return { cpu_time: Math.floor(elapsed / 3), total_elapsed_time: elapsed, reads: id % 90, writes: id % 11, logical_reads: elapsed * 4 };
}

function elapsedMs(now: number, startedAt: number): number {
  return Math.min(2_000_000_000, Math.floor((now - startedAt) / 50));
}
