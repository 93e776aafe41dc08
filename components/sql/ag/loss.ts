import { dataLossSeconds, isAcross } from '#lib/systems/sql/ag/estimate.ts';
import type { Side } from './figures.ts';
import type { Ag } from './groups.ts';

/** How much time a failover would lose, in ms, and how that is known; null where it cannot be told. */
export type Loss = { ms: number | null; words: string };

/**
 * What would be lost by the word of the primary. Where nothing arrives it is at least as long as that lasts, whatever the primary says, up to `until` (epoch ms): its word on the secondary may be as old as the fault.
 */
export function lossOf(ag: Ag, { claim, movement }: Pick<Side, 'claim' | 'movement'>, id: string, until: number): Loss {
  const primary = ag.primary?.rows?.databases.get(id)?.view.own ?? null;
  const changes = ag.primary?.rows?.view.clockChanges ?? [];
  const seconds = primary === null || claim === null ? null : dataLossSeconds(primary, claim, changes);
  const isOff = primary !== null && claim !== null && seconds !== 0 && isAcross(primary, claim, changes);
  const inCommits = `In commits, as the primary tells them${isOff ? ', and at most: its clock may have been changed in between, so that it may be up to two hours less' : ''}`;
  const said = seconds === null ? null : seconds * 1_000;
  switch (movement?.kind) {
    case undefined:
    case 'not known':
    case 'seeding':
      return { ms: null, words: 'What arrives is not known: nothing is told of what would be lost' };
    case 'frozen':
      return { ms: null, words: 'Its view is frozen: what it has, and what would be lost, is not known' };
    case 'stuck':
    case 'suspended':
    case 'standing still':
      return {
        ms: Math.max(said ?? 0, until - movement.verdict.since.at),
        words: 'At least what was written since it last moved',
      };
    case 'behind':
      // Who lacks what was written before is not ready, whatever the primary says.
      return said === 0
        ? { ms: null, words: 'It is behind, and the primary says that nothing would be lost: one of the two is wrong' }
        : { ms: said, words: said === null ? 'The primary does not tell enough' : inCommits };
    default:
      return { ms: said, words: said === null ? 'The primary does not tell enough' : inCommits };
  }
}
