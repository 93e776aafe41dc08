import type { Plain } from '../engine/catalog.ts';
import type { Instance } from '../model/estate.ts';
import { madeNumber } from '../model/made-id.ts';
import { COLLATION } from './databases.ts';

const EDITION_IDS = { Enterprise: 1_804_890_536, Developer: -2_117_995_310, Standard: -1_534_726_760, Express: -1_592_396_055 };

/** SERVERPROPERTY of a name in any case; NULL for one that is not known, as on the real server. */
export function serverProperty(instance: Instance, name: string): Plain {
  return properties(instance)[name.toLowerCase()] ?? null;
}

/** @@VERSION: a few lines that begin with the product and its build. */
export function versionText({ release, edition, platform }: Instance): string {
  const kind = release.updateLevel ? `${release.level}-${release.updateLevel}` : release.level;
  return `Microsoft SQL Server ${release.year} (${kind}) - ${release.productVersion} (X64)\n\t${edition} on ${platform}\n`;
}

function properties(instance: Instance): Readonly<Record<string, Plain>> {
  const { release, edition, host, platform, isHadrEnabled } = instance;
  const [major = '', minor = '', build = ''] = release.productVersion.split('.');
  const kind = Object.entries(EDITION_IDS).find(([name]) => edition.startsWith(name));
  return {
    servername: instance.name,
    machinename: host,
    computernamephysicalnetbios: host,
    instancename: instance.name.split('\\')[1] ?? null,
    productversion: release.productVersion,
    productlevel: release.level,
    productupdatelevel: release.updateLevel,
    productmajorversion: major,
    productminorversion: minor,
    productbuild: build,
    edition,
    editionid: BigInt(kind?.[1] ?? 0),
    engineedition: instance.engineEdition,
    ishadrenabled: isHadrEnabled ? 1 : 0,
    hadrmanagerstatus: isHadrEnabled ? 1 : 0,
    collation: COLLATION,
    isclustered: 0,
    issingleuser: 0,
    isintegratedsecurityonly: 0,
    isfulltextinstalled: 1,
    islocaldb: 0,
    isxtpsupported: 1,
    processid: 1000 + madeNumber(20_000, instance.name),
    pathseparator: platform === 'Windows' ? '\\' : '/',
    instancedefaultdatapath: `${instance.volumes.data.mount}MSSQL\\`,
    instancedefaultlogpath: `${instance.volumes.log.mount}MSSQL\\`,
  };
}
