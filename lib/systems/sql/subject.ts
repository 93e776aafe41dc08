import type { RowSubject } from '../../system.ts';

/** What names a row of any probe: of the fields that its view has. */
type AnyView = {
  kind?: unknown;
  node?: unknown;
  address?: unknown;
  server?: unknown;
  group?: unknown;
  own?: unknown;
  file?: unknown;
  replica?: unknown;
  cluster?: unknown;
  volume?: unknown;
  database?: unknown;
  backup?: unknown;
  service?: unknown;
  seeding?: unknown;
};

/** What a row is about: the instance, a group there, a database, its log or its backups, a volume, a service, the Windows cluster. The machine is known by the node already. */
export function subjectOf(view: object): RowSubject {
  const { kind, node, address, server, group, own, file, replica, cluster, volume, database, backup, service, seeding }: AnyView = view;
  const none = { heads: null, under: null, host: null };
  switch (kind) {
    case 'server':
      return { name: textOf(node), alike: textOf(address), ...none };
    case 'ag':
      return { name: nameOf(group), alike: `ag ${nameOf(group)}`, ...none, heads: nameOf(group) };
    case 'ag database':
      return { name: nameOf(own), alike: `ag ${textOf(group)} ${nameOf(own)}`, ...none, under: textOf(group) };
    case 'log':
      return { name: `log of ${fieldOf(file, 'database')}`, alike: `log ${fieldOf(file, 'database')}`, ...none };
    case 'load':
    case 'cpu':
    case 'waits':
    case 'configuration':
      return { name: String(kind), alike: `${kind} ${textOf(node)}`, ...none };
    case 'volume':
      return { name: `volume ${fieldOf(volume, 'mount')}`, alike: `volume ${textOf(node)} ${fieldOf(volume, 'mount')}`, ...none };
    case 'database':
      return { name: nameOf(database), alike: `database ${textOf(node)} ${nameOf(database)}`, ...none };
    case 'backup':
      return { name: `backups of ${fieldOf(backup, 'database')}`, alike: `backup ${textOf(node)} ${fieldOf(backup, 'database')}`, ...none };
    case 'service':
      return { name: nameOf(service), alike: `service ${textOf(node)} ${nameOf(service)}`, ...none };
    case 'transport':
      return {
        name: `transport to ${textOf(replica)}`,
        alike: `transport ${textOf(group)} ${textOf(replica)}`,
        ...none,
        under: textOf(group),
      };
    case 'seeding': {
      const [of, to] = [fieldOf(seeding, 'database') || 'a database', fieldOf(seeding, 'to') || 'a replica'];
      return { name: `seeding of ${of} to ${to}`, alike: `seeding ${of} ${to}`, ...none, under: fieldOf(seeding, 'group') || null };
    }
    case 'heartbeat':
      return { name: `heartbeat of ${textOf(database)}`, alike: `heartbeat ${textOf(database)}`, ...none };
    default:
      return { name: nameOf(cluster) || textOf(server) || 'cluster', alike: `cluster ${nameOf(cluster)}`, ...none };
  }
}

function nameOf(value: unknown): string {
  return fieldOf(value, 'name');
}

function fieldOf(value: unknown, field: string): string {
  return typeof value === 'object' && value !== null ? textOf(Reflect.get(value, field)) : '';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
