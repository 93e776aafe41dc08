import { formatAge } from '#lib/format/age.ts';
import { formatBytes } from '#lib/format/bytes.ts';
import { RECOVERIES, SHARDS } from '#lib/systems/elastic/model.ts';
import type { RecoveryView, ShardView } from '#lib/systems/elastic/model-data.ts';
import { type ClusterLine, rowsIn } from '../lines.ts';
import { unassignedWords } from './reason-words.ts';

/** A copy that is not where it should be, or on its way. `recovery` is how its making goes, null where nothing tells; `since` in epoch ms. */
export type TroubleLine = {
  key: string;
  index: string;
  number: number;
  isPrimary: boolean;
  state: ShardView['state'];
  member: string | null;
  since: number | null;
  doing: string;
  recovery: RecoveryView | null;
};

/** The copies that are not started, the worst first as they were read, each with how its making goes; then what is made of which the table of shards does not tell yet. */
export function toTroubles({ told }: Pick<ClusterLine, 'told'>): TroubleLine[] {
  const recoveries = rowsIn(told.get(RECOVERIES), 'recovery').map(({ view }) => view);
  const left = new Set(recoveries);
  const byPlace = Map.groupBy(recoveries, (one) => placeOf(one));
  const lines = rowsIn(told.get(SHARDS), 'shard').map(({ row, view }): TroubleLine => {
    const target = view.state === 'RELOCATING' ? view.to : view.node;
    const recovery = byPlace.get(placeOf({ ...view, to: target }))?.[0] ?? null;
    if (recovery !== null) left.delete(recovery);
    const { index, number, isPrimary, state, node, unassigned } = view;
    const since = unassigned?.since ?? recovery?.startedAt ?? null;
    return { key: row.id, ...{ index, number, isPrimary, state, member: node, since, doing: doingWords(view, recovery), recovery } };
  });
  return [...lines, ...[...left].map(madeLine)];
}

function madeLine(recovery: RecoveryView): TroubleLine {
  const { index, number, isPrimary, to, startedAt, from } = recovery;
  const doing = `is made on ${to ?? 'a member that is not told'}${from === null ? '' : ` from ${from}`}${progressWords(recovery)}`;
  return {
    key: `made ${placeOf(recovery)}`,
    ...{ index, number, isPrimary, state: 'INITIALIZING', member: to, since: startedAt, doing, recovery },
  };
}

function placeOf({ index, number, to }: { index: string; number: number; to: string | null }): string {
  return `${index} ${number} ${to ?? ''}`;
}

function doingWords(shard: ShardView, recovery: RecoveryView | null): string {
  const { state, node, to } = shard;
  switch (state) {
    case 'UNASSIGNED':
      return `is nowhere${because(shard)}`;
    case 'INITIALIZING':
      return `is made on ${node ?? 'a member that is not told'}${fromWords(shard, recovery)}${progressWords(recovery)}${because(shard)}`;
    case 'RELOCATING':
      return `moves from ${node ?? 'a member that is not told'} to ${to ?? 'one that is not told'}${progressWords(recovery)}`;
    case 'STARTED':
      return 'is started';
  }
}

function because(shard: ShardView): string {
  const why = unassignedWords(shard);
  return why === '' ? '' : `, because ${why}`;
}

const SOURCES: Readonly<Record<string, string>> = {
  PEER: 'from its primary',
  EXISTING_STORE: 'from its own disk',
  EMPTY_STORE: 'empty',
  SNAPSHOT: 'from a snapshot',
  LOCAL_SHARDS: 'from another index there',
};

function fromWords({ recoversFrom }: ShardView, recovery: RecoveryView | null): string {
  if (recovery?.from) return ` from ${recovery.from}`;
  return recoversFrom === null ? '' : ` ${SOURCES[recoversFrom] ?? `from ${recoversFrom.toLowerCase().replaceAll('_', ' ')}`}`;
}

/** "62 % of 4.1 GB, 1.6 GB left, about 3m 20s". */
function progressWords(recovery: RecoveryView | null): string {
  if (recovery === null) return '';
  const { percent, totalBytes, recoveredBytes, leftMs, stage } = recovery;
  if (percent === null || totalBytes === null || recoveredBytes === null) return `, at the stage ${stage.toLowerCase()}`;
  if (stage !== 'INDEX' && percent >= 100) return `, files copied, at the stage ${stage.toLowerCase().replaceAll('_', ' ')}`;
  const left = Math.max(0, totalBytes - recoveredBytes);
  const about = leftMs === null ? '' : `, about ${formatAge(leftMs)} at this pace`;
  return `: ${Math.floor(percent)} % of ${formatBytes(totalBytes)}, ${formatBytes(left)} left${about}`;
}
