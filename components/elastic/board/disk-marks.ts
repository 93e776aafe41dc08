import { roomNeeded, usedRatio } from '#lib/systems/elastic/disk.ts';
import type { HoldingView } from '#lib/systems/elastic/model.ts';

/** A watermark on the disk of a member: from which share of it on (0 to 1) it is beyond. */
export type DiskMark = { name: string; ratio: number };

/** How full a disk is (0 to 1, null where it is not told), and where its watermarks stand. None while they are off. */
export function disksOf(holding: HoldingView): { used: number | null; marks: readonly DiskMark[] } {
  const { watermarks, diskTotalBytes } = holding;
  const marks = (['low', 'high', 'floodStage'] as const).flatMap((key): DiskMark[] => {
    if (!watermarks.isEnabled || diskTotalBytes === null || diskTotalBytes <= 0) return [];
    const room = roomNeeded(watermarks[key], watermarks.headroom?.[key] ?? null, diskTotalBytes);
    if (room === null) return [];
    return [{ name: key === 'floodStage' ? 'flood stage' : key, ratio: Math.min(1, Math.max(0, 1 - room / diskTotalBytes)) }];
  });
  return { used: usedRatio(holding), marks };
}

/** "low 85 %, high 90 %, flood stage 95 %". */
export function markWords(marks: readonly DiskMark[]): string {
  return marks.map(({ name, ratio }) => `${name} ${Math.round(ratio * 100)} %`).join(', ');
}
