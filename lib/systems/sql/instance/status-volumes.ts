import { formatBytes } from '../../../format/bytes.ts';
import { formatFigure } from '../../../format/number.ts';
import type { Reading } from '../../../reading.ts';
import type { Judged } from '../../../status.ts';
import type { ProbeJudgement, Row } from '../../../system.ts';
import { say, summed } from '../ag/status-words.ts';
import type { InstanceLimits } from './limits.ts';
import type { DatabaseFile, FileIo, FileView, Latency, Volume, VolumeInfo, VolumeView } from './model.ts';
import { volumeRow } from './rows.ts';
import { msEach, type Run, runOf } from './runs.ts';

/** An average of fewer reads or writes says little. */
const FEWEST = 20;
/** Stands for the volume of files of which the server does not tell it. */
const NOT_TOLD = 'not told';

const NO_LATENCY: Latency = {
  ...{ readMs: null, writeMs: null, readsPerSecond: null, writesPerSecond: null, readBytesPerSecond: null, writtenBytesPerSecond: null },
};

type Own = { node: string; limits: InstanceLimits };

/** Judges the volumes of a node by the readings that are kept (newest first): a row for each with the files on it, and what a read and a write took between the readings. */
export function judgeVolumes(window: readonly Reading<VolumeInfo>[], { node, limits }: Own): ProbeJudgement {
  const [newest] = window;
  if (!newest) return { judged: say('unknown', 'nothing was read'), rows: [] };
  const run = runOf(window);
  const byVolume = Map.groupBy(newest.value.files, ({ volume }) => volume ?? NOT_TOLD);
  const untold: Volume = { mount: NOT_TOLD, name: null, fileSystem: null, totalBytes: null, freeBytes: null, isReadOnly: null };
  const volumes = byVolume.has(NOT_TOLD) ? [...newest.value.volumes, untold] : newest.value.volumes;
  const rows = volumes.map((volume): Row => {
    const own = byVolume.get(volume.mount) ?? [];
    const files = own.map((file): FileView => viewOf(file, run));
    const value: VolumeView = { kind: 'volume', node, volume, files, latency: latencyOf(own, run), overMs: run?.overMs ?? null };
    return { id: volumeRow(volume.mount), judged: judgeVolume(value, limits), value };
  });
  if (rows.length === 0) return { judged: say('unknown', 'tells of no volume at all'), rows };
  const troubles = rows.filter(({ judged }) => judged.status !== 'ok').map(({ judged }) => judged);
  return { judged: summed(troubles) ?? say('ok', `${rows.length} ${rows.length === 1 ? 'volume' : 'volumes'}`), rows };
}

function viewOf(file: DatabaseFile, run: Run<VolumeInfo> | null): FileView {
  const { io: _, ...same } = file;
  return { ...same, latency: latencyOf([file], run) };
}

function judgeVolume({ volume, latency, overMs }: VolumeView, limits: InstanceLimits): Judged {
  const { mount, totalBytes, freeBytes } = volume;
  if (totalBytes === null || freeBytes === null || totalBytes <= 0) return say('unknown', `how much room ${mount} has is not told`);
  const percent = (freeBytes / totalBytes) * 100;
  const free = `${formatBytes(freeBytes)} of ${formatBytes(totalBytes)} free (${formatFigure(Math.floor(percent * 10) / 10)} %)`;
  const { volumeFreeWarningPercent: warning, volumeFreeCriticalPercent: critical } = limits;
  const low = (status: 'warning' | 'critical', limit: number): Judged =>
    say(status, `${mount} has ${free}: the ${status} limit is ${limit} %`);
  const room = critical !== null && percent <= critical ? [low('critical', critical)] : [];
  if (room.length === 0 && warning !== null && percent <= warning) room.push(low('warning', warning));
  return summed([...room, ...judgeLatency(mount, { latency, overMs }, limits)]) ?? say('ok', free);
}

type Timed = { latency: Latency; overMs: number | null };

function judgeLatency(mount: string, { latency, overMs }: Timed, { latencyWarningMs: limit }: InstanceLimits): Judged[] {
  if (limit === null || overMs === null) return [];
  const slow = (what: string, ms: number | null, rate: number | null): Judged[] => {
    if (ms === null || rate === null || ms < limit || (rate * overMs) / 1_000 < FEWEST) return [];
    return [say('warning', `a ${what} on ${mount} takes ${formatFigure(Math.round(ms))} ms on average: the warning limit is ${limit} ms`)];
  };
  return [...slow('read', latency.readMs, latency.readsPerSecond), ...slow('write', latency.writeMs, latency.writesPerSecond)];
}

/** Of the files that are there at both ends, and whose counts did not fall in between: one that is detached and attached begins anew. */
function latencyOf(files: readonly DatabaseFile[], run: Run<VolumeInfo> | null): Latency {
  if (run === null) return NO_LATENCY;
  const before = beforeOf(run);
  const pairs = files.flatMap((file) => {
    const [now, then] = [file.io, before.get(keyOf(file)) ?? null];
    return now === null || then === null || now.reads < then.reads || now.writes < then.writes ? [] : [{ now, then }];
  });
  if (pairs.length === 0) return NO_LATENCY;
  const grown = (name: keyof FileIo): number => pairs.reduce((sum, { now, then }) => sum + Math.max(0, now[name] - then[name]), 0);
  const rate = (name: keyof FileIo): number => (grown(name) * 1_000) / run.overMs;
  return {
    readMs: msEach(grown('readStallMs'), grown('reads')),
    writeMs: msEach(grown('writeStallMs'), grown('writes')),
    readsPerSecond: rate('reads'),
    writesPerSecond: rate('writes'),
    readBytesPerSecond: rate('readBytes'),
    writtenBytesPerSecond: rate('writtenBytes'),
  };
}

/** Made once for a reading: a server may have hundreds of files. */
const indexed = new WeakMap<VolumeInfo, ReadonlyMap<string, FileIo | null>>();

function beforeOf({ oldest }: Run<VolumeInfo>): ReadonlyMap<string, FileIo | null> {
  const known = indexed.get(oldest) ?? new Map(oldest.files.map((file) => [keyOf(file), file.io]));
  indexed.set(oldest, known);
  return known;
}

function keyOf({ databaseId, fileId, database }: DatabaseFile): string {
  return `${databaseId}/${fileId}/${database}`;
}
