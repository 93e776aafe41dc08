import { formatCount } from '../../format/number.ts';
import type { Reading } from '../../reading.ts';
import type { Judged } from '../../status.ts';
import type { ProbeJudgement, Row } from '../../system.ts';
import type { Shard, ShardsInfo, ShardView, TableView } from './model-data.ts';
import { shardRow, TABLE_ROW } from './rows.ts';
import { counted, say, summed } from './status-words.ts';

/** Judges the copies of shards that are not started, by the newest reading. */
export function judgeShards([newest]: readonly [Reading<ShardsInfo>, ...unknown[]]): ProbeJudgement {
  const { troubled, held: _, ...table } = newest.value;
  const rows = rowsOf(troubled);
  const judged = judgeTable(newest.value);
  const value: TableView = { kind: 'table', ...table };
  return { judged, rows: [{ id: TABLE_ROW, judged, value }, ...rows] };
}

function rowsOf(troubled: readonly Shard[]): Row[] {
  const turns = new Map<string, number>();
  return troubled.map((shard) => {
    const first = shardRow(shard);
    const turn = turns.get(first) ?? 0;
    turns.set(first, turn + 1);
    const value: ShardView = { kind: 'shard', ...shard };
    return { id: shardRow(shard, turn), judged: judgeShard(shard), value };
  });
}

function judgeTable({ troubled, troubledCount, count }: ShardsInfo): Judged {
  const well = `${counted(count, 'copy of a shard', 'copies of shards')}, ${troubledCount === 0 ? 'all started' : `all but ${formatCount(troubledCount)} started`}`;
  const primaries = troubled.filter((shard) => shard.isPrimary && judgeShard(shard).status === 'critical').length;
  const others = troubled.filter((shard) => judgeShard(shard).status === 'warning').length;
  // What is beyond those that are kept is no worse than the last of them.
  const more = troubledCount > troubled.length ? ' or more' : '';
  return summed(
    [
      ...(primaries === 0 ? [] : [say('critical', `${counted(primaries, 'primary shard')} not active`)]),
      ...(others === 0 ? [] : [say('warning', `${counted(others, 'copy', 'copies')}${more} not active`)]),
    ],
    well,
  );
}

/** A copy that relocates answers meanwhile. A primary of a new index that is being made has nothing yet that could be missed. */
function judgeShard(shard: Shard): Judged {
  const { state, isPrimary, unassigned, node, to } = shard;
  const since = unassigned?.since ?? null;
  const what = isPrimary ? 'primary' : 'replica';
  switch (state) {
    case 'UNASSIGNED':
      return say(isPrimary ? 'critical' : 'warning', `${what} not assigned${whyWords(unassigned)}`, since);
    case 'INITIALIZING': {
      const status = isPrimary && unassigned?.reason !== 'INDEX_CREATED' ? 'critical' : 'warning';
      return say(status, `${what} is being made on ${node ?? 'a member that is not told'}${whyWords(unassigned)}`, since);
    }
    case 'RELOCATING':
      return say('ok', `${what} moves from ${node ?? 'a member that is not told'} to ${to ?? 'one that is not told'}`);
    case 'STARTED':
      return say('ok', `${what} started`);
  }
}

function whyWords(unassigned: Shard['unassigned']): string {
  if (unassigned === null) return '';
  const failed =
    unassigned.failedTimes === null || unassigned.failedTimes === 0 ? '' : `, failed ${counted(unassigned.failedTimes, 'time')}`;
  const delayed = unassigned.isDelayed === true ? ', waits for its member to come back' : '';
  return ` (${unassigned.reason}${failed}${delayed})`;
}
