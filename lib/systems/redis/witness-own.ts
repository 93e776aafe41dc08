import type { Found } from '../../finding.ts';
import { formatBytes } from '../../format/bytes.ts';
import type { Reading } from '../../reading.ts';
import type { Party, Said } from './witness-parties.ts';
import { chainOf, treeAt } from './witness-tree.ts';
import { follow, foundOf } from './witness-words.ts';

/** Fewer readings than this tell no rate that is worth a warning. */
const FEWEST_READINGS = 3;

/** What stands has to become so much better before it is gone: a rate is never steady. */
const MARGIN = 1.25;

/** Replicas that take writes of their own. */
export function findWritable(parties: readonly Party[]): Found[] {
  return parties
    .filter(({ readings: [newest] }) => newest?.value.isWritable === true)
    .map((party) =>
      foundOf({
        ...{ id: `writable ${party.node}`, kind: 'writable', title: 'Writable replica', status: 'warning', about: [party] },
        told: [
          'takes writes of its own (replica-read-only no): what is written to it is nowhere else, and is lost when it copies all data again',
        ],
      }),
    );
}

/** Masters whose backlog does not last for as long as a replica may be away. */
export function findBacklogs(parties: readonly Party[], standing: ReadonlySet<string>): Found[] {
  const tree = treeAt(parties, 0);
  return parties.flatMap((party) => {
    const id = `backlog of ${party.node}`;
    const followers = parties.filter((one) => one !== party && tree.get(party)?.is === 'none' && chainOf(one, tree).end === party);
    const limit = party.settings.limits.backlogWarningSeconds;
    const bytes = party.readings[0]?.value.backlogBytes ?? null;
    const rate = writtenPerSecond(party.readings);
    if (followers.length === 0 || limit === null || bytes === null || rate === null || rate === 0) return [];
    if (bytes / rate >= limit * (standing.has(id) ? MARGIN : 1)) return [];
    const found = foundOf({
      ...{ id, kind: 'backlog', title: 'Small backlog', status: 'warning', about: [party] },
      told: [
        `keeps ${formatBytes(bytes)} of what it is sent (repl-backlog-size), at ${formatBytes(rate)}/s less than ${limit} s of it, which is the warning limit: ` +
          `${follow(followers)} it, and a replica that is away for longer copies all data again`,
      ],
    });
    return [found];
  });
}

/** How fast its history grows over the readings that are kept, bytes per second; null where that is not known. */
function writtenPerSecond(readings: readonly Reading<Said>[]): number | null {
  const [newest] = readings;
  const oldest = readings.findLast(({ value }) => value.replicationId === newest?.value.replicationId);
  if (!newest || !oldest || readings.indexOf(oldest) < FEWEST_READINGS - 1) return null;
  const [from, to] = [oldest.value.offset, newest.value.offset];
  const overMs = newest.observedAt - oldest.observedAt;
  return from === null || to === null || to < from || overMs <= 0 ? null : (to - from) / (overMs / 1_000);
}
