import type { Node } from '../../model/cluster.ts';
import type { Gauges } from '../../model/node-state.ts';
import type { Ask } from '../ask.ts';

export function osStats({ now }: Ask, { memoryBytes }: Node, gauges: Gauges): unknown {
  const { memoryUsedBytes: used, load1, load5, load15, cpuPercent } = gauges;
  const usedPercent = Math.round((used / memoryBytes) * 100);
  return {
    timestamp: now,
    cpu: { percent: Math.round(cpuPercent), load_average: { '1m': load1, '5m': load5, '15m': load15 } },
    mem: {
      ...{ total_in_bytes: memoryBytes, free_in_bytes: memoryBytes - used, used_in_bytes: used },
      ...{ free_percent: 100 - usedPercent, used_percent: usedPercent },
    },
    swap: { total_in_bytes: 0, free_in_bytes: 0, used_in_bytes: 0 },
  };
}

export function processStats({ now }: Ask, { counters }: Node, { openFiles, maxFiles, cpuPercent }: Gauges): unknown {
  return {
    ...{ timestamp: now, open_file_descriptors: openFiles, max_file_descriptors: maxFiles },
    ...{
      cpu: { percent: Math.round(cpuPercent), total_in_millis: Math.round(counters.cpuMs) },
      mem: { total_virtual_in_bytes: 4_961_767_424 },
    },
  };
}

export function jvmStats({ now }: Ask, { startedAt, heapMaxBytes: max, counters }: Node, { heapUsedBytes: used }: Gauges): unknown {
  const pool = (part: number): unknown => {
    const own = Math.round(used * part);
    return { used_in_bytes: own, max_in_bytes: part > 0.5 ? max : 0, peak_used_in_bytes: own, peak_max_in_bytes: part > 0.5 ? max : 0 };
  };
  const buffer = { count: 0, used_in_bytes: 0, total_capacity_in_bytes: 0 };
  const collector = ({ runs, ms }: { runs: number; ms: number }): unknown => ({
    ...{ collection_count: Math.floor(runs), collection_time_in_millis: Math.floor(ms) },
  });
  return {
    ...{ timestamp: now, uptime_in_millis: now - startedAt },
    mem: {
      ...{
        heap_used_in_bytes: used,
        heap_used_percent: Math.round((used / max) * 100),
        heap_committed_in_bytes: max,
        heap_max_in_bytes: max,
      },
      ...{ non_heap_used_in_bytes: 128_825_192, non_heap_committed_in_bytes: 131_792_896 },
      pools: { young: pool(0.3), old: pool(0.68), survivor: pool(0.02) },
    },
    threads: { count: 96, peak_count: 110 },
    gc: { collectors: { young: collector(counters.young), old: collector(counters.old) } },
    buffer_pools: { mapped: buffer, direct: buffer, "mapped - 'non-volatile memory'": buffer },
    classes: { current_loaded_count: 20_695, total_loaded_count: 20_695, total_unloaded_count: 0 },
  };
}
