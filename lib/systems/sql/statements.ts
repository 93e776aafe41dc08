import { SERVER_STATE, type SqlSets, type SqlStatement } from './statement.ts';

export type ServerSetName = 'server' | 'start';

/** What the probe "server" is told, each set by its name; columns as they are aliased in the statements. */
export type RawServer = SqlSets<ServerSetName>;

const text = (property: string, alias: string): string => `CAST(SERVERPROPERTY('${property}') AS nvarchar(128)) AS ${alias}`;
const number = (property: string, alias: string): string => `CAST(SERVERPROPERTY('${property}') AS int) AS ${alias}`;

/** Who a server is, and since when it runs. `offset_minutes` is how far its clock, in which local datetimes are told, is ahead of UTC. */
export const SERVER_STATEMENTS: readonly SqlStatement<ServerSetName>[] = [
  {
    ...{ name: 'server', since: 12, editions: null, right: null },
    text: `SELECT ${text('ServerName', 'server_name')}, ${text('ComputerNamePhysicalNetBIOS', 'machine_name')},
  ${text('InstanceName', 'instance_name')}, ${text('ProductVersion', 'product_version')},
  ${text('ProductLevel', 'product_level')}, ${text('ProductUpdateLevel', 'product_update_level')},
  ${text('Edition', 'edition')}, ${number('EngineEdition', 'engine_edition')},
  ${number('IsHadrEnabled', 'is_hadr_enabled')}, ${number('IsClustered', 'is_clustered')},
  SYSDATETIMEOFFSET() AS said_at, DATEPART(TZOFFSET, SYSDATETIMEOFFSET()) AS offset_minutes`,
  },
  {
    ...{ name: 'start', since: 12, editions: null, right: SERVER_STATE },
    text: `SELECT i.sqlserver_start_time AS started_at, i.ms_ticks AS ms_ticks, i.sqlserver_start_time_ms_ticks AS start_ms_ticks
FROM sys.dm_os_sys_info AS i`,
  },
];
