import type { SqlSets, SqlStatement } from '../statement.ts';

export type ConfigurationSetName = 'identity' | 'host' | 'settings';
export type ServiceSetName = 'services';

/** What these probes are told, each set by its name; columns as they are aliased in the statements. */
export type RawConfiguration = SqlSets<ConfigurationSetName>;
export type RawServices = SqlSets<ServiceSetName>;

/** What is asked of a node on how it is set up. Of its machine a Windows server before 2017 tells less. */
export const CONFIGURATION_STATEMENTS: readonly SqlStatement<ConfigurationSetName>[] = [
  {
    ...{ name: 'identity', since: 12, editions: null, right: null },
    text: `SELECT CAST(SERVERPROPERTY('Collation') AS nvarchar(128)) AS collation_name,
  CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128)) AS product_version`,
  },
  {
    ...{ name: 'host', since: 12, editions: null, right: null },
    text: `SELECT CAST('Windows' AS nvarchar(256)) AS host_platform, CAST(NULL AS nvarchar(256)) AS host_distribution,
  w.windows_release AS host_release, w.windows_service_pack_level AS host_service_pack_level
FROM sys.dm_os_windows_info AS w`,
  },
  {
    ...{ name: 'host', since: 14, editions: null, right: null },
    text: `SELECT h.host_platform AS host_platform, h.host_distribution AS host_distribution, h.host_release AS host_release,
  h.host_service_pack_level AS host_service_pack_level
FROM sys.dm_os_host_info AS h`,
  },
  {
    ...{ name: 'settings', since: 12, editions: null, right: null },
    text: `SELECT c.configuration_id AS configuration_id, c.name AS name, c.description AS description,
  CAST(c.value AS bigint) AS configured, CAST(c.value_in_use AS bigint) AS in_use, CAST(c.minimum AS bigint) AS minimum,
  CAST(c.maximum AS bigint) AS maximum, c.is_dynamic AS is_dynamic, c.is_advanced AS is_advanced
FROM sys.configurations AS c`,
  },
];

/** The services of a node. */
export const SERVICE_STATEMENTS: readonly SqlStatement<ServiceSetName>[] = [
  {
    ...{ name: 'services', since: 12, editions: null },
    right: { before2022: 'VIEW SERVER STATE', from2022: 'VIEW SERVER SECURITY STATE' },
    text: `SELECT s.servicename AS name, s.startup_type_desc AS startup_type_desc, s.status_desc AS status_desc, s.process_id AS process_id,
  s.last_startup_time AS started_at, s.service_account AS service_account, s.is_clustered AS is_clustered
FROM sys.dm_server_services AS s`,
  },
];
