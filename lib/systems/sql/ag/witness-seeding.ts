import type { Found } from '../../../finding.ts';
import type { Seeding } from './model-seeding.ts';
import { rowIdOf } from './status-seeding.ts';
import { type Party, SEEDING } from './witness-parties.ts';
import { foundOf } from './witness-words.ts';

/** A seeding that one end tells, and who that is. */
type Told = { party: Party; seeding: Seeding };

/** Seedings that failed and whose database did not join in another way: one finding for each, whichever of its two ends tell it. A database that joined by the word of either end is there. */
export function findSeedings(parties: readonly Party[]): Found[] {
  const told = parties.flatMap((party) => (party.seeding[0]?.value.seedings ?? []).map((seeding): Told => ({ party, seeding })));
  return [...Map.groupBy(told, ({ seeding }) => rowIdOf(seeding))].flatMap(([id, ends]) => {
    const failed = ends.filter(({ seeding }) => seeding.outcome === 'failed');
    const [first] = failed.toSorted((a, b) => wordsOf(b.seeding).length - wordsOf(a.seeding).length);
    // What the other end tells of a newer try is not held against what failed before.
    if (!first || ends.some(({ seeding }) => seeding.isJoined === true || isNewer(seeding, first.seeding))) return [];
    return [toFound(id, first.seeding, failed)];
  });
}

function isNewer(one: Seeding, failed: Seeding): boolean {
  return one.outcome !== 'failed' && one.startedAt !== null && failed.startedAt !== null && one.startedAt > failed.startedAt;
}

function toFound(id: string, seeding: Seeding, ends: readonly Told[]): Found {
  const isGone = ends.some(({ seeding: { isJoined } }) => isJoined === false);
  const subject = seeding.to ?? 'a replica';
  return foundOf({
    ...{ id: `failed ${id}`, kind: 'seeding failed', title: 'Seeding failed', place: seeding.group ?? '', probe: SEEDING, subject },
    ...{ status: isGone ? 'critical' : 'warning', since: seeding.failure?.at ?? null, followsRows: true },
    // Who is silent says nothing of it: it is as old as what its ends told.
    about: [],
    by: ends.map(({ party }) => party),
    rows: ends.map(({ party, seeding: own }) => ({ node: party.node, row: rowIdOf(own) })),
    told: [
      `${seeding.database ?? 'a database'} could not be seeded from ${seeding.from ?? 'its primary'}: ${wordsOf(seeding) || 'nobody tells why'}. ` +
        `${isGone ? 'It gets nothing' : 'Unless it has joined in another way it gets nothing'} until it is seeded anew, or restored and joined. Look at the error logs of both`,
    ],
  });
}

function wordsOf({ failure }: Seeding): string {
  return failure?.words ?? '';
}
