import type { ReleaseYear } from '../catalog/release.ts';
import type { DatabaseSpec } from '../model/build-group.ts';
import { NETWORK_SITES } from './network-sites.ts';

export type DemoInstance = {
  name: string;
  year: ReleaseYear;
  zone: string;
  cpuCount: number;
  memoryGb: number;
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
      machine('NY-SQL01', '2022', NEW_YORK, [24, 384]),
      machine('NY-SQL02', '2022', NEW_YORK, [24, 384]),
      machine('CO-SQL01', '2022', COLORADO, [24, 384]),
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
      machine('NY-SQL03', '2019', NEW_YORK, [16, 768]),
      machine('NY-SQL04', '2019', NEW_YORK, [16, 768]),
      machine('CO-SQL02', '2019', COLORADO, [16, 768]),
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
  ...machine('IN-SQL01', '2014', 'Asia/Kolkata', [8, 64]),
  databases: [
    { name: 'HAProxyLogs', dataBytes: 400 * GB, writeRate: 240_000 },
    { name: 'Reports', dataBytes: 60 * GB, writeRate: 6_000 },
  ],
};

export const SQL_INSTANCES: readonly DemoInstance[] = [...SQL_CLUSTERS.flatMap(({ instances }) => instances), SQL_ALONE];

function machine(name: string, year: ReleaseYear, zone: string, [cpuCount, memoryGb]: readonly [number, number]): DemoInstance {
  return { ...{ name, year, zone, cpuCount, memoryGb }, databases: [] };
}

function replicas(primary: string, sync: string, async: string): DemoGroup['replicas'] {
  return [
    { instance: primary, mode: 'sync' },
    { instance: sync, mode: 'sync' },
    { instance: async, mode: 'async' },
  ];
}
