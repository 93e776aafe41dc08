import { randomBytes } from 'node:crypto';
import type { Instance } from './layout.ts';

const SLOTS = 16_384;

/** Where a node of a cluster listens: for clients, and for the other nodes. */
type Doors = { port: number; bus: number };

/** What each node of a cluster knows when it starts (nodes.conf, redis/src/cluster.c): all of them, and who has which slots. So nobody has to meet anybody first. */
export function nodesFiles(instances: readonly Instance[], doorsOf: ReadonlyMap<string, Doors>): Map<string, string> {
  const idOf = new Map(instances.map(({ name }) => [name, randomBytes(20).toString('hex')]));
  const masters = instances.filter(({ follows }) => follows === null);
  const line = ({ name, follows }: Instance, self: string): string => {
    const { port, bus } = doorsOf.get(name) ?? { port: 0, bus: 0 };
    const place = masters.findIndex((one) => one.name === (follows ?? name));
    const flags = [...(name === self ? ['myself'] : []), follows === null ? 'master' : 'slave'].join(',');
    const master = follows === null ? '-' : (idOf.get(follows) ?? '-');
    const slots = follows === null ? ` ${slotsOf(place, masters.length).join('-')}` : '';
    return `${idOf.get(name)} 127.0.0.1:${port}@${bus} ${flags} ${master} 0 0 ${place + 1} connected${slots}`;
  };
  const text = (self: string): string =>
    [...instances.map((one) => line(one, self)), `vars currentEpoch ${masters.length} lastVoteEpoch 0`, ''].join('\n');
  return new Map(instances.map(({ name }) => [name, text(name)]));
}

/** The first and the last slot of a master, by its place among all of them. */
function slotsOf(place: number, masters: number): [number, number] {
  return [Math.ceil((place * SLOTS) / masters), Math.ceil(((place + 1) * SLOTS) / masters) - 1];
}

/** The place of the master that has a key, among so many. */
export function ownerOf(key: string, masters: number): number {
  return Math.floor((slotOf(key) * masters) / SLOTS);
}

/** CRC16 of the key, polynomial 0x1021, as the cluster has it (redis/src/crc16.c); keys with a tag in braces are not made here. */
function slotOf(key: string): number {
  let crc = 0;
  for (const byte of Buffer.from(key)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ 0x1021;
    crc &= 0xffff;
  }
  return crc % SLOTS;
}
