import { ParseError } from '../../../failure.ts';
import { rowsOf } from '../ag/parse-row.ts';
import type { ConfigurationInfo, HostInfo, ServiceInfo, Setting } from './model.ts';
import { needed, only } from './parse-load.ts';
import { usualOf } from './setting-defaults.ts';
import type { RawConfiguration, RawServices } from './statements-configuration.ts';

/** Reads the settings of a server and what it runs on (sys.configurations, sys.dm_os_host_info or sys.dm_os_windows_info). Throws ParseError. */
export function parseConfiguration(raw: RawConfiguration): ConfigurationInfo {
  const identity = only(rowsOf(raw, 'identity'), 'identity');
  const major = Number.parseInt(identity.needed('product_version'), 10);
  if (!Number.isInteger(major)) throw new ParseError('the server does not tell its version', identity.needed('product_version'));
  return { settings: settingsOf(raw, major), host: hostOf(raw), collation: identity.text('collation_name'), major };
}

/** Reads the services of a server (sys.dm_server_services). Throws ParseError. */
export function parseServices(raw: RawServices): readonly ServiceInfo[] {
  return rowsOf(raw, 'services').map((row) => ({
    name: row.needed('name'),
    status: row.word('status_desc'),
    startup: row.word('startup_type_desc'),
    account: row.text('service_account'),
    processId: row.number('process_id'),
    // A moment with its own offset: no clock of the server is needed.
    startedAt: row.local('started_at', 0),
    isClustered: clusteredOf(row.text('is_clustered')),
  }));
}

function settingsOf(raw: RawConfiguration, major: number): Setting[] {
  return rowsOf(raw, 'settings').map((row) => {
    const name = row.needed('name');
    return {
      id: needed(row, 'configuration_id'),
      name,
      description: row.text('description'),
      configured: row.number('configured'),
      inUse: row.number('in_use'),
      minimum: row.number('minimum'),
      maximum: row.number('maximum'),
      isDynamic: row.flag('is_dynamic'),
      isAdvanced: row.flag('is_advanced'),
      usual: usualOf(name, major),
    };
  });
}

function hostOf(raw: RawConfiguration): HostInfo | null {
  const [row] = rowsOf(raw, 'host');
  if (!row) return null;
  return {
    platform: row.text('host_platform'),
    distribution: row.text('host_distribution'),
    release: row.text('host_release'),
    servicePack: row.text('host_service_pack_level') || null,
  };
}

function clusteredOf(said: string | null): boolean | null {
  return said === null ? null : said === 'Y';
}
