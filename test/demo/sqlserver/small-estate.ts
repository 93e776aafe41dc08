import type { ReleaseYear } from '#demo/sqlserver/catalog/release.ts';
import { addCluster, addInstance, createEstate } from '#demo/sqlserver/model/build.ts';
import { addGroup, type DatabaseSpec } from '#demo/sqlserver/model/build-group.ts';
import { type Estate, instanceOf } from '#demo/sqlserver/model/estate.ts';
import type { Asked, Row } from '#demo/sqlserver/views/asked.ts';
import { SYSTEM_VIEWS } from '#demo/sqlserver/views/system-views.ts';

/** When the small estate is made: noon in London, eight in the morning in New York. */
export const START = Date.UTC(2026, 6, 1, 12, 0, 0);
export const SECOND = 1000;
export const AG = 'SO-AG';

const DATABASES: DatabaseSpec[] = [
  { name: 'StackOverflow', writeRate: 3_000_000 },
  { name: 'Sites', writeRate: 200_000, heartbeatMs: 1000 },
  { name: 'Archive', writeRate: 0 },
];

/** Two synchronous replicas in New York and an asynchronous one in Colorado in one Windows cluster with a witness. */
export function smallEstate({ year = '2022', databases = DATABASES }: { year?: ReleaseYear; databases?: DatabaseSpec[] } = {}): Estate {
  const estate = createEstate();
  addCluster(estate, { name: 'NYC', nodes: ['NY-SQL01', 'NY-SQL02', 'CO-SQL01'], witness: 'FILE_SHARE_WITNESS' });
  for (const address of ['NY-SQL01', 'NY-SQL02']) addInstance(estate, { address, year, zone: 'America/New_York' }, START);
  addInstance(estate, { address: 'CO-SQL01', year, zone: 'America/Denver' }, START);
  const replicas = [
    { instance: 'NY-SQL01', mode: 'sync' },
    { instance: 'NY-SQL02', mode: 'sync' },
    { instance: 'CO-SQL01', mode: 'async' },
  ] as const;
  addGroup(estate, { name: AG, cluster: 'NYC', listener: { dnsName: 'so-ag', ip: '10.7.2.50' }, replicas, databases }, START);
  return estate;
}

/** Who is asked, when, by a login that may do what (left out: everything), with what arguments of a function. */
export type Question = { on: string; at: number; may?: readonly string[]; args?: (number | null)[] };

/** The rows that a view of an instance of the estate answers with. */
export function ask(estate: Estate, view: string, { on, at, may, args }: Question): Row[] {
  const rows = SYSTEM_VIEWS[view];
  if (!rows) throw new Error(`no rows for ${view}`);
  const asked: Asked = {
    ...{
      estate,
      instance: instanceOf(estate, on),
      now: at,
      login: 'vigil',
      database: 'master',
      sessionId: 900,
      hostName: 'OPS01',
      appName: 'Vigil',
    },
    hasPermission: (permission) => may?.includes(permission) ?? true,
  };
  return [...rows(asked, args ?? [])];
}

/** The rows of sys.dm_hadr_database_replica_states of one database, by the replica's server. */
export function states(estate: Estate, instance: string, at: number, database = 'StackOverflow'): Record<string, Row> {
  const group = estate.groups[0];
  const id = group?.replicas[0]?.copies.find(({ name }) => name === database)?.groupDatabaseId;
  const rows = ask(estate, 'sys.dm_hadr_database_replica_states', { on: instance, at }).filter((row) => row.group_database_id === id);
  return Object.fromEntries(rows.map((row) => [group?.replicas.find((replica) => replica.id === row.replica_id)?.instance ?? '', row]));
}

/** The bytes written to the log file of a database of an instance, as the file system's side has them. */
export function logBytes(estate: Estate, instance: string, at: number, database = 'StackOverflow'): number {
  const id = ask(estate, 'sys.databases', { on: instance, at }).find(({ name }) => name === database)?.database_id;
  const [row] = ask(estate, 'sys.dm_io_virtual_file_stats', { on: instance, at, args: [Number(id), 2] });
  return Number(row?.num_of_bytes_written);
}
