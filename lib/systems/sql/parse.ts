import { ParseError } from '../../failure.ts';
import { type RowReader, rowsOf } from './ag/parse-row.ts';
import type { ServerInfo } from './model.ts';
import type { RawServer } from './statements.ts';

const HOUR_MS = 3_600_000;

/** Reads who a server is (SERVERPROPERTY, sys.dm_os_sys_info). Its start is told by its own clock, which is read in the same batch. Throws ParseError. */
export function parseServer(raw: RawServer): ServerInfo {
  const [server, ...others] = rowsOf(raw, 'server');
  const [start] = rowsOf(raw, 'start');
  if (!server || others.length > 0)
    throw new ParseError(`the server tells of itself in ${others.length + (server ? 1 : 0)} rows and not in one`);
  const offsetMinutes = server.number('offset_minutes');
  const engineEdition = server.number('engine_edition');
  if (offsetMinutes === null || engineEdition === null)
    throw new ParseError('the server does not tell its offset from UTC, or its edition');
  const flag = (column: string): boolean | null => {
    const value = server.number(column);
    return value === null ? null : value === 1;
  };
  const saidAt = server.moment('said_at');
  return {
    name: server.needed('server_name'),
    machine: server.text('machine_name'),
    instance: server.text('instance_name'),
    version: server.needed('product_version'),
    level: server.text('product_level'),
    update: server.text('product_update_level'),
    edition: server.needed('edition'),
    engineEdition,
    isAlwaysOn: flag('is_hadr_enabled'),
    isFailoverCluster: flag('is_clustered'),
    saidAt,
    offsetMinutes,
    startedAt: start ? startOf(start, saidAt, offsetMinutes) : null,
  };
}

/**
 * When it was started, epoch ms. The local time tells it exactly, but by the offset of that day, which a change to summer time made another; the ticks of the machine, which know no time of day,
 * tell by how many hours. They drift, and so are not taken for the rest. Without them it is not told.
 */
function startOf(start: RowReader, saidAt: number, offsetMinutes: number): number | null {
  const local = start.local('started_at', offsetMinutes);
  const [now, then] = [start.number('ms_ticks'), start.number('start_ms_ticks')];
  if (local === null || now === null || then === null) return null;
  return local + Math.round((saidAt - (now - then) - local) / HOUR_MS) * HOUR_MS;
}
