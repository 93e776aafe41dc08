import { type Cluster, isActive, membersOf, shardBytes } from '#demo/elastic/model/cluster.ts';
import { healthOf } from '#demo/elastic/model/health.ts';
import { sidesOf } from '#demo/elastic/model/state-version.ts';
import { tally } from '#demo/elastic/model/tally.ts';

/** What must be so at any moment, of both sides where masters are split: the list of what is not. */
export function wrongOf(cluster: Cluster): string[] {
  return sidesOf(cluster).flatMap((side) => [...wrongCopies(side), ...wrongCounts(side), ...wrongDisks(side)]);
}

function wrongCopies(cluster: Cluster): string[] {
  const wrong: string[] = [];
  for (const { name, shards, primaries, replicas } of cluster.indices.values()) {
    if (shards.length !== primaries) wrong.push(`${name} has ${shards.length} shards`);
    for (const { number, copies, dormant } of shards) {
      const at = `${name}[${number}]`;
      if (copies.length !== replicas + 1) wrong.push(`${at} has ${copies.length} copies`);
      if (copies.filter(({ isPrimary }) => isPrimary).length !== 1 || !copies[0]?.isPrimary) wrong.push(`${at}: primaries`);
      const places = copies.flatMap(({ nodeId, recovery }) => [...new Set([nodeId, recovery?.toId ?? null])].filter((id) => id !== null));
      if (new Set(places).size !== places.length) wrong.push(`${at} is twice on a node`);
      const stored = dormant.map(({ nodeId }) => nodeId);
      if (new Set([...places, ...stored]).size !== places.length + stored.length) wrong.push(`${at} lies twice on a disk`);
      const isWhole = copies.every(isActive) && cluster.masterId !== null && cluster.queueStuckAt === null;
      if (isWhole && stored.some((id) => cluster.nodes.get(id)?.isMember)) wrong.push(`${at} lies where nobody needs it`);
      for (const copy of copies) {
        if ((copy.state === 'UNASSIGNED') !== (copy.nodeId === null)) wrong.push(`${at} ${copy.state} at ${copy.nodeId}`);
        if ((copy.recovery !== null) !== (copy.state === 'INITIALIZING' || copy.state === 'RELOCATING'))
          wrong.push(`${at} recovery while ${copy.state}`);
        if (isActive(copy) === (copy.unassigned !== null)) wrong.push(`${at} ${copy.state} with unassigned info, or without`);
        const r = copy.recovery;
        if (r && r.recoveredBytes + r.reusedBytes > r.totalBytes) wrong.push(`${at} recovered more than there is`);
        if (cluster.masterId === null || cluster.queueStuckAt !== null) continue;
        for (const id of [copy.nodeId, r?.toId ?? null, r?.fromId ?? null]) {
          if (id !== null && !cluster.nodes.get(id)?.isMember) wrong.push(`${at} is at a node that is no member`);
        }
      }
    }
  }
  return wrong;
}

function wrongCounts(cluster: Cluster): string[] {
  const { color, counts } = healthOf(cluster);
  const all = [...cluster.indices.values()].reduce((sum, { primaries, replicas }) => sum + primaries * (replicas + 1), 0);
  const wrong: string[] = [];
  if (counts.active + counts.initializing + counts.unassigned !== all) wrong.push(`${all} copies, counted ${JSON.stringify(counts)}`);
  const isGreen = counts.unassigned + counts.initializing === 0 && cluster.masterId !== null;
  if ((color === 'green') !== isGreen) wrong.push(`${color} with ${JSON.stringify(counts)}`);
  if (cluster.masterId !== null && cluster.queueStuckAt === null) {
    const held = [...tally(cluster).holdings.values()].reduce((sum, { shards }) => sum + shards, 0);
    if (held !== all - counts.unassigned + counts.relocating) wrong.push(`nodes hold ${held} of ${all}`);
    if (!membersOf(cluster).some(({ id }) => id === cluster.masterId)) wrong.push('the master is no member');
  }
  return wrong;
}

/** Every byte of a copy lies on the disk of one member, and what a disk has adds up. */
function wrongDisks(cluster: Cluster): string[] {
  const wrong: string[] = [];
  const { holdings } = tally(cluster);
  for (const [id, holding] of holdings) {
    const node = cluster.nodes.get(id);
    if (!node) continue;
    if (holding.diskUsedBytes + holding.diskAvailableBytes !== node.diskBytes) wrong.push(`the disk of ${node.name} does not add up`);
    if (holding.diskAvailableBytes < 0 || holding.indicesBytes < 0) wrong.push(`the disk of ${node.name} has less than nothing`);
    const own = holding.placed.reduce((sum, { index }) => sum + shardBytes(index), 0);
    if (own > holding.indicesBytes) wrong.push(`${node.name} holds more than lies there`);
  }
  return wrong;
}
