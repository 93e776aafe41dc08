import { ParseError } from '../../failure.ts';
import { rowsOf } from './ag/parse-row.ts';
import type { ServerInfo } from './model.ts';
import type { RawServer } from './statements.ts';

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
    saidAt: server.moment('said_at'),
    offsetMinutes,
    startedAt: start?.local('started_at', offsetMinutes) ?? null,
  };
}
