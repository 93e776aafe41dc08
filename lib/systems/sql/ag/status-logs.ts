import { formatAge } from '../../../format/age.ts';
import { formatBytes } from '../../../format/bytes.ts';
import { formatFigure } from '../../../format/number.ts';
import type { Reading } from '../../../reading.ts';
import type { Judged } from '../../../status.ts';
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
  const rows = newest.value.files.map((file): Row => {
    const volume = newest.value.volumes.find(({ mount }) => mount === file.volume) ?? null;
    const bytesPerSecond = rateOf(file.database, past, 'writtenBytes');
    const together = newest.value.files.filter((one) => one.volume === file.volume).map(({ database }) => growth.get(database) ?? null);
    const fullInSeconds = volume === null ? null : fullIn(file, volume.freeBytes, { own: growth.get(file.database) ?? null, together });
    const wroteBytes = wroteOf(file, window[1]?.value.files ?? []);
    const value: LogView = { kind: 'log', file, volume, bytesPerSecond, wroteBytes, fullInSeconds };
    return { id: logRow(file.database), judged: judgeLog(value, limits), value };
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

type Growth = { own: number | null; together: readonly (number | null)[] };

/**
 * Seconds until the log and its volume are full if all logs on it go on filling as they do: what is free inside the file and on the volume, at the rate of all of them together. Null where
 * it is not filling or that is not known.
 */
function fullIn({ sizeBytes, usedBytes }: LogFile, freeBytes: number | null, { own, together }: Growth): number | null {
  if (freeBytes === null || sizeBytes === null || usedBytes === null || own === null || own <= 0) return null;
  const rate = together.reduce<number>((sum, one) => sum + Math.max(0, one ?? 0), 0);
  return (Math.max(0, sizeBytes - usedBytes) + freeBytes) / rate;
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
