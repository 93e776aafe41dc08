import { formatBytes } from '../../format/bytes.ts';
import { formatCount } from '../../format/number.ts';
import type { Reading } from '../../reading.ts';
import type { Judged } from '../../status.ts';
import type { ProbeJudgement, Row } from '../../system.ts';
import type { IndexHealth, IndexView, IndicesInfo, VolumeView } from './model-data.ts';
import type { VolumeWindow } from './past.ts';
import { totalOf, volumeRates } from './rates-volume.ts';
import { indexRow, TOTAL_ROW } from './rows.ts';
import { counted, say, summarise } from './status-words.ts';

/** Judges every index by its health, in the newest reading. */
export function judgeIndices([newest]: readonly [Reading<IndicesInfo>, ...unknown[]]): ProbeJudgement {
  const { indices } = newest.value;
  const named = indices.map((index) => ({ name: index.name, judged: judgeIndex(index), index }));
  const rows = named.map(({ name, judged, index }): Row => {
    const value: IndexView = { kind: 'index', ...index };
    return { id: indexRow(name), judged, value };
  });
  return { judged: summarise(named, ['index', 'indices'], `${counted(indices.length, 'index', 'indices')}, all green`), rows };
}

function judgeIndex({ color, primaries, shards }: IndexHealth): Judged {
  switch (color) {
    case 'green':
      return say('ok', 'green');
    case 'yellow': {
      const missing = shards.unassigned + shards.initializing;
      return say('warning', `yellow: ${counted(missing, 'replica')} not active`);
    }
    case 'red':
      return say('critical', `red: ${formatCount(primaries - shards.activePrimary)} of ${counted(primaries, 'primary shard')} not active`);
  }
}

/** How much is in every index, by the newest reading, and what came and went since the one before it. */
export function judgeVolume(window: VolumeWindow): ProbeJudgement {
  const { indices, failedShards } = window[0].value;
  const rateOf = volumeRates(window);
  const rates = indices.map(rateOf);
  const rows = indices.map((index, place): Row => {
    const value: VolumeView = { kind: 'volume', ...index, ...(rates[place] ?? { searchesPerSecond: null, indexedPerSecond: null }) };
    return { id: indexRow(index.name), judged: say('ok', volumeWords(index.docs, index.totalBytes)), value };
  });
  const total = totalOf(window[0].value, rates);
  const judged = failedShards
    ? say('warning', `${counted(failedShards, 'copy of a shard', 'copies of shards')} did not answer: what is in them is in no sum`)
    : say('ok', `${counted(indices.length, 'index', 'indices')}, ${volumeWords(total.docs, total.totalBytes)}`);
  return { judged, rows: [{ id: TOTAL_ROW, judged, value: total }, ...rows] };
}

function volumeWords(docs: number | null, bytes: number | null): string {
  return `${docs === null ? 'documents not told' : counted(docs, 'document')}, ${bytes === null ? 'size not told' : formatBytes(bytes)}`;
}
