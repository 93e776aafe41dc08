import type { Reading } from '#lib/reading.ts';
import type { ProcessInfo } from '#lib/systems/haproxy/model-socket.ts';
import { AT } from './hand-made.ts';

const INFO: ProcessInfo = {
  ...{ pid: 10, version: '2.6.12', name: 'lb1', processes: 1, uptimeSeconds: 600, startedAt: null },
  ...{ connections: 1, maxConnections: 100, idlePercent: 99, isStopping: false },
};

/** What a socket said of its process so long before AT. */
export function processOf(said: Partial<ProcessInfo>, agoMs: number): Reading<ProcessInfo> {
  const source = { system: 'haproxy', group: 'lb', node: 'lb1', probe: 'info' };
  return { value: { ...INFO, ...said }, observedAt: AT - agoMs, producedAt: null, source };
}
