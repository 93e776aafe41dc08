import type { Found } from '../../finding.ts';
import { formatAge } from '../../format/age.ts';
import type { Reading } from '../../reading.ts';
import { figure } from './figures.ts';
import type { PastRow, PastStats } from './model.ts';
import { type Party, rowIn, STATS } from './witness-parties.ts';
import { listed } from './witness-words.ts';

/** Fewer readings than this prove no quiet. */
const FEWEST_READINGS = 3;

/** The instances, each with whether it is on standby: nothing went through it over all its readings, while something did go through another. */
export function withStandby(parties: readonly Party[]): Party[] {
  const isServing = parties.some((party) => hasTraffic(party.readings));
  return parties.map((party) => ({ ...party, isStandby: isServing && isQuiet(party.readings) }));
}

/** One remark for each instance on standby. It is nothing wrong. */
export function findStandby(parties: readonly Party[]): Found[] {
  const serving = parties.filter(({ readings }) => hasTraffic(readings)).map(({ node }) => node);
  return parties
    .filter(({ isStandby }) => isStandby)
    .map((party): Found => {
      const [newest] = party.readings;
      // To the nearest second: readings come a few ms early or late, and the words should not change with each.
      const span = formatAge(Math.round(((newest?.observedAt ?? 0) - (party.readings.at(-1)?.observedAt ?? 0)) / 1_000) * 1_000);
      return {
        ...{ id: `standby of ${party.node}`, kind: 'standby', title: 'On standby', subject: party.node, place: '', host: null },
        judged: { status: 'ok', since: null },
        told: [`no session in the last ${span}, while ${listed(serving)} ${serving.length === 1 ? 'serves' : 'serve'}`],
        ...{ nodes: [party.node], probe: STATS, rows: [], followsRows: false },
      };
    });
}

function isQuiet(readings: readonly Reading<PastStats>[]): boolean {
  return readings.length >= FEWEST_READINGS && !hasTraffic(readings);
}

/** True where anything went to a server, or through a frontend that does more than answer for HAProxy itself. */
function hasTraffic(readings: readonly Reading<PastStats>[]): boolean {
  const [newest] = readings;
  const oldest = readings.at(-1);
  if (!newest || !oldest) return false;
  return newest.value.rows.some((row) => {
    if (row.kind !== 'server' && row.kind !== 'frontend') return false;
    const before = rowIn(oldest, row.id);
    if (row.kind === 'frontend' && answersItself(row, before)) return false;
    return (figure(row, 'sessions') ?? 0) > 0 || grown(row, before, 'sessionsTotal') > 0 || grown(row, before, 'balancedTotal') > 0;
  });
}

/**
 * True for a frontend all of whose requests HAProxy answered itself: the statistics page that was just read, and the addresses that monitors ask. Where that is not
 * counted (before 1.7, TCP), the servers alone tell.
 */
function answersItself(row: PastRow, before: PastRow | undefined): boolean {
  if (figure(row, 'requestsIntercepted') === null) return true;
  const intercepted = grown(row, before, 'requestsIntercepted');
  return intercepted > 0 && intercepted >= grown(row, before, 'requestsTotal') - 1;
}

function grown(
  row: PastRow,
  before: PastRow | undefined,
  name: 'sessionsTotal' | 'balancedTotal' | 'requestsIntercepted' | 'requestsTotal',
): number {
  const now = figure(row, name) ?? 0;
  // After a restart it counts from 0.
  const then = (before && figure(before, name)) ?? 0;
  return now >= then ? now - then : now;
}
