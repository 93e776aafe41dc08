import type { ReleaseYear } from '../catalog/release.ts';
import type { DatabaseSpec } from '../model/build-group.ts';
import type { Load } from '../model/estate.ts';
import { NETWORK_SITES } from './network-sites.ts';

export type DemoInstance = {
  name: string;
  year: ReleaseYear;
  zone: string;
  cpuCount: number;
  memoryGb: number;
  load: Partial<Load>;
  /** What it has outside of any group. */
  databases: readonly { name: string; dataBytes: number; writeRate: number }[];
};

/** The first replica is the primary. */
export type DemoGroup = {
  name: string;
  listener: { dnsName: string; ip: string };
  replicas: readonly [DemoReplica, ...DemoReplica[]];
  databases: readonly DatabaseSpec[];
};
export type DemoReplica = { instance: string; mode: 'sync' | 'async' };
/** `heartbeat`: the database that has the table of one. */
export type DemoCluster = { name: string; heartbeat?: string; instances: readonly DemoInstance[]; groups: readonly DemoGroup[] };

const GB = 1024 ** 3;
const NEW_YORK = 'America/New_York';
const COLORADO = 'America/Denver';
/** For what nobody writes, or nearly nobody. */
const SMALL = 2 * GB;

/** Two Windows clusters over both data centres, each a replica in synchrony and one far away. */
export const SQL_CLUSTERS: readonly DemoCluster[] = [
  {
    name: 'NY-SQL-CL1',
    heartbeat: 'Sites',
    instances: [
      machine('NY-SQL01', {
        year: '2022',
        zone: NEW_YORK,
        sized: [24, 384],
        load: { batchesPerSecond: 11_200, connections: 260, cpuPercent: 14 },
      }),
      machine('NY-SQL02', {
        year: '2022',
        zone: NEW_YORK,
        sized: [24, 384],
        load: { batchesPerSecond: 900, connections: 120, cpuPercent: 4 },
      }),
      machine('CO-SQL01', {
        year: '2022',
        zone: COLORADO,
        sized: [24, 384],
        load: { batchesPerSecond: 60, connections: 24, cpuPercent: 2 },
      }),
    ],
    groups: [
      {
        name: 'SO_AG',
        listener: { dnsName: 'SO-AG', ip: '10.7.2.50' },
        replicas: replicas('NY-SQL01', 'NY-SQL02', 'CO-SQL01'),
        databases: [
          { name: 'StackOverflow', writeRate: 1_010_000, dataBytes: 60 * GB },
          { name: 'Sites', writeRate: 90_000, dataBytes: 12 * GB, heartbeatMs: 5_000 },
          { name: 'StackOverflow.Mobile', writeRate: 20_000, dataBytes: 6 * GB },
          { name: 'PRIZM', writeRate: 10_000, dataBytes: 4 * GB },
        ],
      },
    ],
  },
  {
    name: 'NY-SQL-CL2',
    instances: [
      machine('NY-SQL03', {
        year: '2019',
        zone: NEW_YORK,
        sized: [16, 768],
        load: { batchesPerSecond: 6_300, connections: 220, cpuPercent: 11 },
      }),
      machine('NY-SQL04', {
        year: '2019',
        zone: NEW_YORK,
        sized: [16, 768],
        load: { batchesPerSecond: 2_100, connections: 160, cpuPercent: 6 },
      }),
      machine('CO-SQL02', {
        year: '2019',
        zone: COLORADO,
        sized: [16, 768],
        load: { batchesPerSecond: 40, connections: 20, cpuPercent: 2 },
      }),
    ],
    groups: [
      {
        name: 'SENetwork_AG',
        listener: { dnsName: 'SE-AG', ip: '10.7.2.51' },
        replicas: replicas('NY-SQL03', 'NY-SQL04', 'CO-SQL02'),
        databases: NETWORK_SITES.flatMap((site, index): DatabaseSpec[] => [
          { name: `StackExchange.${site}`, writeRate: Math.floor(600_000 / (index + 1)), dataBytes: SMALL * (index < 20 ? 16 : 4) },
          // Most of the metas are quiet.
          { name: `StackExchange.${site}.Meta`, writeRate: index % 4 === 0 ? 800 : 0, dataBytes: SMALL },
        ]),
      },
      {
        name: 'Careers_AG',
        listener: { dnsName: 'CAREERS-AG', ip: '10.7.2.52' },
        replicas: replicas('NY-SQL03', 'NY-SQL04', 'CO-SQL02'),
        databases: [
          { name: 'Careers', writeRate: 310_000, dataBytes: 80 * GB },
          { name: 'Careers.Search', writeRate: 90_000, dataBytes: 20 * GB },
          { name: 'Careers.Mail', writeRate: 40_000, dataBytes: 12 * GB },
          { name: 'Careers.Archive', writeRate: 0, dataBytes: 30 * GB },
        ],
      },
      {
        name: 'Chat_AG',
        listener: { dnsName: 'CHAT-AG', ip: '10.7.2.53' },
        replicas: replicas('NY-SQL04', 'NY-SQL03', 'CO-SQL02'),
        databases: [
          { name: 'Chat', writeRate: 90_000, dataBytes: 50 * GB },
          { name: 'Chat.Meta', writeRate: 20_000, dataBytes: 8 * GB },
          { name: 'Chat.Archive', writeRate: 10_000, dataBytes: 30 * GB },
        ],
      },
      {
        name: 'Exceptions_AG',
        listener: { dnsName: 'EXC-AG', ip: '10.7.2.54' },
        replicas: replicas('NY-SQL03', 'NY-SQL04', 'CO-SQL02'),
        databases: [
          { name: 'Exceptions', writeRate: 250_000, dataBytes: 30 * GB },
          { name: 'Exceptions.Careers', writeRate: 40_000, dataBytes: 8 * GB },
          { name: 'Exceptions.Network', writeRate: 20_000, dataBytes: 8 * GB },
          { name: 'OpenId', writeRate: 12_000, dataBytes: 16 * GB },
        ],
      },
    ],
  },
];

/** In no cluster, the oldest version there is, and half an hour beside everybody else's hours. */
export const SQL_ALONE: DemoInstance = {
  ...machine('IN-SQL01', {
    year: '2014',
    zone: 'Asia/Kolkata',
    sized: [8, 64],
    load: { batchesPerSecond: 120, connections: 31, cpuPercent: 22 },
  }),
  databases: [
    { name: 'HAProxyLogs', dataBytes: 400 * GB, writeRate: 240_000 },
    { name: 'Reports', dataBytes: 60 * GB, writeRate: 6_000 },
  ],
};

export const SQL_INSTANCES: readonly DemoInstance[] = [...SQL_CLUSTERS.flatMap(({ instances }) => instances), SQL_ALONE];

type Machine = { year: ReleaseYear; zone: string; sized: readonly [cpuCount: number, memoryGb: number]; load: Partial<Load> };

function machine(name: string, { year, zone, sized: [cpuCount, memoryGb], load }: Machine): DemoInstance {
  return { ...{ name, year, zone, cpuCount, memoryGb, load }, databases: [] };
}

function replicas(primary: string, sync: string, async: string): DemoGroup['replicas'] {
  return [
    { instance: primary, mode: 'sync' },
    { instance: sync, mode: 'sync' },
    { instance: async, mode: 'async' },
  ];
}
