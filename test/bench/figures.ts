import { readFileSync } from 'node:fs';

/** Ticks a second in which Linux counts the time of a process for user space. */
const TICKS = 100;

/** The value below which that part of the values lies, by the nearest rank: of 40 values the 0.95 is the 38th. NaN of none. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;
}

/** "p50 31 ms, p95 48 ms, max 60 ms". */
export function spread(values: readonly number[], parts: readonly number[]): string {
  const words = parts.map((part) => `p${Math.round(part * 100)} ${percentile(values, part).toFixed(0)} ms`);
  return [...words, `max ${Math.max(...values).toFixed(0)} ms`].join(', ');
}

/** Seconds of processor time that a process has used since it began, its own and the kernel's for it (proc_pid_stat(5), fields 14 and 15). */
export function processorSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // The name of the program may hold spaces; what follows its bracket begins with field 3.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** Bytes of memory that a process holds (resident set; proc_pid_status(5), VmRSS, in kB). */
export function memoryBytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
  if (kilobytes === undefined) throw new Error(`process ${pid} tells no memory`);
  return Number(kilobytes) * 1_024;
}
