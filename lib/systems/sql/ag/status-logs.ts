import { formatAge } from '../../../format/age.ts';
import { formatBytes } from '../../../format/bytes.ts';
import { formatFigure } from '../../../format/number.ts';
import type { Reading } from '../../../reading.ts';
import { isWorse, type Judged } from '../../../status.ts';
import type { ProbeJudgement, Row } from '../../../system.ts';
import type { AgLimits } from './limits.ts';
import type { LogFile, LogInfo, LogView } from './model.ts';
import { logRow, rowWords } from './rows.ts';
import { say, summed, worstFirst } from './status-words.ts';
import { transportRows } from './transport.ts';

/** Judges the logs of a node by the readings that are kept (newest first): a row for each database, with what is written to it and when its volume is full at the rate at which its logs fill. */
export function judgeLogs(window: readonly Reading<LogInfo>[], limits: AgLimits): ProbeJudgement {
  const [newest] = window;
  if (!newest) return { judged: say('unknown', 'nothing was read'), rows: [] };
  const past = window.map(({ value, observedAt: at }) => ({ at, files: new Map(value.files.map((file) => [file.database, file])) }));
  const growth = new Map(newest.value.files.map((file) => [file.database, growthOf(file, past)]));
  const together = growthByVolume(newest.value.files, growth);
  const rows = newest.value.files.map((file): Row => {
    const volume = newest.value.volumes.find(({ mount }) => mount === file.volume) ?? null;
    const bytesPerSecond = rateOf(file.database, past, 'writtenBytes');
    const rates = { own: growth.get(file.database) ?? null, together: together.get(file.volume) ?? 0 };
    const fullInSeconds = volume === null ? null : fullIn(file, volume.freeBytes, rates);
    const wroteBytes = wroteOf(file, window[1]?.value.files ?? []);
    const otherVolumes = newest.value.volumes.filter(({ mount }) => file.otherVolumes.includes(mount));
    const value: LogView = { kind: 'log', file, volume, otherVolumes, bytesPerSecond, wroteBytes, fullInSeconds };
    const judged = judgeLog(value, limits);
    const held = isWorse('warning', judged.status) ? judgeHeld(file.database, past) : null;
    return { id: logRow(file.database), judged: held ?? judged, value };
  });
  const troubles = rows
    .filter(({ judged }) => judged.status !== 'ok')
    .map(({ id, judged }) => ({ ...judged, reason: `${rowWords(id)}: ${judged.reason}` }));
  if (rows.length === 0) return { judged: say('unknown', 'tells of no log at all'), rows: transportRows(window) };
  return {
    judged: summed(worstFirst(troubles).slice(0, 3)) ?? say('ok', `${rows.length} logs`),
    rows: [...rows, ...transportRows(window)],
  };
}

/** What is kept for a replica is not emptied by a backup: there two readings are enough. What else fills a log for a moment is emptied again, and has to last. */
const LASTS_MS = 60_000;

function growthOf({ database, reuseWait }: LogFile, past: Past): number | null {
  if (reuseWait === 'availability replica') return rateOf(database, past, 'usedBytes');
  const [newest, oldest] = [past[0], past.at(-1)];
  if (!newest || !oldest || newest.at - oldest.at < LASTS_MS || runOf(database, past, 'usedBytes').length < past.length) return null;
  return rateOf(database, past, 'usedBytes');
}

/** How fast all logs of each volume fill that are known to, bytes a second. A server may have hundreds of them on one. */
function growthByVolume(files: readonly LogFile[], growth: ReadonlyMap<string, number | null>): Map<string | null, number> {
  const rates = new Map<string | null, number>();
  for (const { database, volume } of files) rates.set(volume, (rates.get(volume) ?? 0) + Math.max(0, growth.get(database) ?? 0));
  return rates;
}

/** A counter that fell began anew: what was written between the two is not known. */
function wroteOf({ database, writtenBytes }: LogFile, before: readonly LogFile[]): number | null {
  const earlier = before.find((file) => file.database === database)?.writtenBytes ?? null;
  return writtenBytes === null || earlier === null || writtenBytes < earlier ? null : writtenBytes - earlier;
}

type Past = readonly { at: number; files: ReadonlyMap<string, LogFile> }[];

/**
 * How fast a figure grows, per second, over the newest readings in which it did not fall; null with fewer than two of them. Bytes written fall to 0 when the server is restarted, and what
 * is used when the log is backed up: what was before says nothing of what comes.
 */
function rateOf(database: string, past: Past, name: 'writtenBytes' | 'usedBytes'): number | null {
  const run = runOf(database, past, name);
  const [newest, oldest] = [run[0], run.at(-1)];
  if (!newest || !oldest || newest.at <= oldest.at) return null;
  return (newest.value - oldest.value) / ((newest.at - oldest.at) / 1_000);
}

/** The newest readings in which a figure did not fall, newest first. */
function runOf(database: string, past: Past, name: 'writtenBytes' | 'usedBytes'): { at: number; value: number }[] {
  const run: { at: number; value: number }[] = [];
  for (const { at, files } of past) {
    const value = files.get(database)?.[name] ?? null;
    const later = run.at(-1);
    if (value === null || (later && value > later.value)) break;
    run.push({ at, value });
  }
  return run;
}

/** How much of a log is used where it is nearly full. */
const NEARLY_FULL = 0.9;

/** A log that is nearly full, is kept for a replica and does not get any larger: how large it may become is not read, and where that is reached nothing can be written any more. */
function judgeHeld(database: string, past: Past): Judged | null {
  const files = past.map((one) => one.files.get(database));
  const [newest, oldest] = [past[0], past.at(-1)];
  if (!newest || !oldest || newest.at - oldest.at < LASTS_MS || !files.every(isHeld)) return null;
  const [now, then] = [files[0], files.at(-1)];
  if (!now || !then || now.sizeBytes === null || then.sizeBytes === null || now.sizeBytes > then.sizeBytes) return null;
  const percent = formatFigure(Math.floor(((now.usedBytes ?? 0) / now.sizeBytes) * 100));
  return say(
    'warning',
    `${percent} % of its log are used and kept for ${now.reuseWait}, for at least ${formatAge(LASTS_MS)}, and it does not grow: where it may not, nothing can be written once it is full. Which replica does not get it?`,
  );
}

function isHeld(file: LogFile | undefined): boolean {
  if (file?.reuseWait !== 'availability replica' || file.usedBytes === null || !file.sizeBytes) return false;
  return file.usedBytes / file.sizeBytes >= NEARLY_FULL;
}

type Growth = { own: number | null; together: number };

/**
 * Seconds until the log and its volume are full if all logs on it go on filling as they do: what is free inside the file and on the volume, at the rate of all of them together. Null where
 * it is not filling or that is not known.
 */
function fullIn({ sizeBytes, usedBytes }: LogFile, freeBytes: number | null, { own, together }: Growth): number | null {
  if (freeBytes === null || sizeBytes === null || usedBytes === null || own === null || own <= 0) return null;
  return (Math.max(0, sizeBytes - usedBytes) + freeBytes) / together;
}

function judgeLog({ file, volume, fullInSeconds, bytesPerSecond }: LogView, limits: AgLimits): Judged {
  if (file.groupDatabaseId !== null && file.writtenBytes === null) return say('unknown', 'does not tell what is written to its log');
  const { logFullWarningSeconds: warning, logFullCriticalSeconds: critical } = limits;
  const wait = file.reuseWait === null || file.reuseWait === 'nothing' ? '' : `; what is in it is kept for ${file.reuseWait}`;
  if (volume?.freeBytes === 0) return say('critical', `the volume ${volume.mount} of its log is full${wait}`);
  const full = (status: 'warning' | 'critical', limit: number, seconds: number): Judged =>
    say(
      status,
      `its log and the volume ${volume?.mount} are full in ${formatAge(seconds * 1_000)} at the rate of the last readings, ${formatBytes(volume?.freeBytes ?? null)} free: ` +
        `the ${status} limit is ${formatAge(limit * 1_000)}${wait}`,
    );
  if (fullInSeconds !== null && critical !== null && fullInSeconds <= critical) return full('critical', critical, fullInSeconds);
  if (fullInSeconds !== null && warning !== null && fullInSeconds <= warning) return full('warning', warning, fullInSeconds);
  const untold = file.groupDatabaseId === null ? [] : untoldOf(file, volume);
  if (untold.length > 0) return say('unknown', `does not tell ${untold.join(' or ')}: whether its log will be full is not known`);
  const rate = bytesPerSecond === null ? 'how fast it is written is not known yet' : `${formatBytes(bytesPerSecond)}/s written`;
  const used =
    file.usedBytes === null || !file.sizeBytes ? '' : `, ${formatFigure(Math.round((file.usedBytes / file.sizeBytes) * 100))} % used`;
  return say('ok', `${rate}${used}`);
}

function untoldOf({ usedBytes, sizeBytes }: LogFile, volume: LogView['volume']): string[] {
  return [
    ...(usedBytes === null || sizeBytes === null ? ['how much of its log is used'] : []),
    ...(volume === null || volume.freeBytes === null ? ['the room on the volume of its log'] : []),
  ];
}
