import type { Asked, Row } from './asked.ts';
import { hostTicks } from './server.ts';

const MINUTE_MS = 60_000;
/** The server keeps the last 256 records. */
const KEPT = 256;

/** sys.dm_os_ring_buffers: of the scheduler monitor one record a minute since the start, in which the use of the processors is told. */
export function ringBuffers(asked: Asked): Row[] {
  const { instance, now } = asked;
  const made = Math.floor((now - instance.startedAt) / MINUTE_MS);
  const first = Math.max(1, made - KEPT + 1);
  return Array.from({ length: Math.max(0, made - first + 1) }, (_, index) => {
    const id = first + index;
    const ticks = hostTicks(asked, instance.startedAt + id * MINUTE_MS);
    return {
      ring_buffer_address: Uint8Array.of(0, 0, 1, 125, 64, 32, 16, 96),
      ring_buffer_type: 'RING_BUFFER_SCHEDULER_MONITOR',
      timestamp: ticks,
      record: recordOf(id, ticks, healthAt(asked, id)),
    };
  });
}

/** On Linux nothing is recorded of the rest of the machine: 0 stands for what was idle. */
function healthAt({ instance }: Asked, id: number): { busy: number; idle: number } {
  const busy = busyAt(instance.load.cpuPercent, id);
  return { busy, idle: instance.platform === 'Linux' ? 0 : Math.max(0, 98 - busy) };
}

/** Around what the server is said to do, a little more in one minute and less in the next, and in waves of two hours. */
function busyAt(percent: number, minute: number): number {
  return Math.max(0, Math.min(100, Math.round(percent * (1 + 0.2 * Math.sin(minute) + 0.3 * Math.sin(minute / 19)))));
}

function recordOf(id: number, ticks: number, { busy, idle }: { busy: number; idle: number }): string {
  const health = [
    `<ProcessUtilization>${busy}</ProcessUtilization>`,
    `<SystemIdle>${idle}</SystemIdle>`,
    '<UserModeTime>0</UserModeTime><KernelModeTime>0</KernelModeTime><PageFaults>0</PageFaults>',
    '<WorkingSetDelta>0</WorkingSetDelta><MemoryUtilization>100</MemoryUtilization>',
  ].join('');
  const event = `<SchedulerMonitorEvent><SystemHealth>${health}</SystemHealth></SchedulerMonitorEvent>`;
  return `<Record id="${id}" type="RING_BUFFER_SCHEDULER_MONITOR" time="${ticks}">${event}</Record>`;
}
