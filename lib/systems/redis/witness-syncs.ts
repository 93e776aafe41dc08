import type { Found } from '../../finding.ts';
import { formatAge } from '../../format/age.ts';
import type { Party } from './witness-parties.ts';
import { treeAt } from './witness-tree.ts';
import { follow, foundOf } from './witness-words.ts';

/** How often all data is sent before it is told, for each replica: one may come back twice in a minute for good reasons. */
const MOST_FOR_EACH = 2;

/**
 * Nodes that send all their data again and again, as each counts it itself (`sync_full`, Redis INFO): a replica that is cut off during the copy begins anew and never gets it.
 * It is told until none is begun over the readings that are kept.
 */
export function findSyncLoops(parties: readonly Party[], standing: ReadonlySet<string>): Found[] {
  const tree = treeAt(parties, 0);
  return parties.flatMap((party) => {
    const id = `full syncs of ${party.node}`;
    const followers = parties.filter((one) => {
      const upward = tree.get(one);
      return one !== party && upward?.is === 'node' && upward.party === party;
    });
    const { count, overMs } = sentBy(party);
    const most = standing.has(id) ? 0 : MOST_FOR_EACH * Math.max(1, followers.length);
    if (count <= most) return [];
    const whom = followers.length === 0 ? 'no node of this group follows it' : `${follow(followers)} it`;
    const found = foundOf({
      ...{ id, kind: 'full syncs', title: 'Full syncs again and again', status: 'warning', about: [party], by: followers },
      told: [
        `sends all its data again and again: ${count} full ${count === 1 ? 'copy' : 'copies'} in the last ${formatAge(overMs)}; ${whom}. ` +
          'A replica that is cut off during the copy begins anew: raise client-output-buffer-limit of replicas and repl-backlog-size; the log of the master says why it cuts them off',
      ],
    });
    return [found];
  });
}

/** How many full copies it began over the readings that are of one run of it, and over what time. */
function sentBy({ readings }: Party): { count: number; overMs: number } {
  let [count, overMs] = [0, 0];
  for (const [index, later] of readings.entries()) {
    const earlier = readings[index + 1];
    if (!earlier || earlier.value.runId !== later.value.runId) break;
    const grown = (later.value.fullSyncsTotal ?? 0) - (earlier.value.fullSyncsTotal ?? 0);
    if (grown < 0 || later.value.fullSyncsTotal === null || earlier.value.fullSyncsTotal === null) break;
    count += grown;
    overMs += later.observedAt - earlier.observedAt;
  }
  return { count, overMs };
}
