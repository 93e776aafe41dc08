import type { Holding, Watermark, Watermarks } from './model.ts';
import { readBytes } from './size.ts';

/** The worst first. */
const MARKS = [
  { mark: 'flood stage', key: 'floodStage' },
  { mark: 'high', key: 'high' },
  { mark: 'low', key: 'low' },
] as const;

type Disk = { availableBytes: number; totalBytes: number };

/** How much room a disk must have left by a watermark; null where that cannot be told. Percent and ratios are of what is used, sizes of what is left (DiskThresholdSettings). */
export function roomNeeded(watermark: string | null, headroom: string | null, totalBytes: number): number | null {
  if (watermark === null) return null;
  const ratio = readRatio(watermark);
  if (ratio === null) return readBytes(watermark);
  const most = headroom === null ? null : readBytes(headroom);
  const room = Math.round((1 - ratio) * totalBytes);
  return most === null ? room : Math.min(room, most);
}

/** Beyond which watermark the disk of a holding is; null where it is below all, where they are off, and where that cannot be told. */
export function beyondOf(holding: Holding, watermarks: Watermarks): Watermark | null {
  const disk = diskOf(holding);
  if (disk === null || !watermarks.isEnabled || isFrozenAlone(holding)) return null;
  const found = MARKS.find(({ key }) => {
    const room = roomNeeded(watermarks[key], watermarks.headroom?.[key] ?? null, disk.totalBytes);
    return room !== null && disk.availableBytes < room;
  });
  return found?.mark ?? null;
}

/** How full the disk of a holding is, 0 to 1; null where that cannot be told. */
export function usedRatio(holding: Holding): number | null {
  const disk = diskOf(holding);
  return disk === null ? null : 1 - disk.availableBytes / disk.totalBytes;
}

function diskOf({ diskAvailableBytes, diskTotalBytes }: Holding): Disk | null {
  if (diskAvailableBytes === null || diskTotalBytes === null || diskTotalBytes <= 0) return null;
  return { availableBytes: diskAvailableBytes, totalBytes: diskTotalBytes };
}

/** One that holds nothing but parts of snapshots fills its disk with them as it should, and has a watermark of its own. */
function isFrozenAlone({ roles }: Holding): boolean {
  return roles?.includes('f') === true && !/[cdhsw]/.test(roles);
}

/** "85%" and "0.85" are 0.85. */
function readRatio(watermark: string): number | null {
  const [, digits, sign] = /^\s*(\d+(?:\.\d+)?)\s*(%?)\s*$/.exec(watermark) ?? [];
  if (digits === undefined) return null;
  const ratio = sign === '%' ? Number(digits) / 100 : Number(digits);
  return ratio <= 1 ? ratio : null;
}
