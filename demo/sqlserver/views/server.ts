import { type Asked, here, type Row } from './asked.ts';

/** How long the host ran before its SQL Server was started, ms. */
const HOST_BEFORE_MS = 900_000;
/** What Windows calls itself under the releases. */
export const WINDOWS_RELEASES = { 2014: '6.3', 2016: '10.0', 2017: '10.0', 2019: '10.0', 2022: '10.0' };

const MACHINE: Row = {
  softnuma_configuration: 0,
  softnuma_configuration_desc: 'OFF',
  process_physical_affinity: '{{0,FFFFFF}}',
  sql_memory_model: 1,
  sql_memory_model_desc: 'CONVENTIONAL',
  socket_count: 2,
  numa_node_count: 2,
  container_type: 0,
  container_type_desc: 'NONE',
};

/** ms since the host started, as ms_ticks and ring buffers count. */
export function hostTicks({ instance }: Asked, at: number): number {
  return at - instance.startedAt + HOST_BEFORE_MS;
}

/** sys.dm_os_sys_info: one row. */
export function sysInfo(asked: Asked): Row[] {
  const { instance, now } = asked;
  const { cpuCount, memoryKb } = instance;
  const ticks = hostTicks(asked, now);
  const committed = Math.floor(memoryKb * 0.9);
  const busyMs = (now - instance.startedAt) * cpuCount * (instance.load.cpuPercent / 100);
  return [
    {
      cpu_ticks: ticks * 2_600_000,
      ms_ticks: ticks,
      cpu_count: cpuCount,
      hyperthread_ratio: Math.max(1, cpuCount / 2),
      physical_memory_kb: memoryKb,
      virtual_memory_kb: 137_438_953_344,
      committed_kb: committed,
      committed_target_kb: committed,
      // An int: what is more than it can hold is cut off at its end, as on large servers.
      visible_target_kb: Math.min(2_147_483_647, committed),
      stack_size_in_bytes: 2_093_056,
      os_quantum: 4,
      os_error_mode: 5,
      os_priority_class: 32,
      max_workers_count: 512 + Math.max(0, cpuCount - 4) * 16,
      scheduler_count: cpuCount,
      scheduler_total_count: cpuCount + 12,
      deadlock_monitor_serial_number: Math.floor((now - instance.startedAt) / 5000),
      sqlserver_start_time_ms_ticks: HOST_BEFORE_MS,
      sqlserver_start_time: here(asked, instance.startedAt),
      affinity_type: 2,
      affinity_type_desc: 'AUTO',
      process_kernel_time_ms: Math.floor(busyMs * 0.1),
      process_user_time_ms: Math.floor(busyMs * 0.9),
      time_source: 0,
      time_source_desc: 'QUERY_PERFORMANCE_COUNTER',
      virtual_machine_type: 0,
      virtual_machine_type_desc: 'NONE',
      ...MACHINE,
      cores_per_socket: Math.max(1, cpuCount / 2),
    },
  ];
}

/** sys.dm_os_sys_memory: one row, of the host. */
export function sysMemory({ instance }: Asked): Row[] {
  const { memoryKb } = instance;
  return [
    {
      total_physical_memory_kb: memoryKb,
      available_physical_memory_kb: Math.floor(memoryKb * 0.07),
      total_page_file_kb: memoryKb + 4_194_304,
      available_page_file_kb: Math.floor(memoryKb * 0.08),
      system_cache_kb: Math.floor(memoryKb * 0.02),
      kernel_paged_pool_kb: 640_000,
      kernel_nonpaged_pool_kb: 410_000,
      system_high_memory_signal_state: true,
      system_low_memory_signal_state: false,
      system_memory_state_desc: 'Available physical memory is high',
    },
  ];
}

/** sys.dm_os_process_memory: one row, of the server's process. */
export function processMemory({ instance }: Asked): Row[] {
  const { memoryKb } = instance;
  const used = Math.floor(memoryKb * 0.91);
  return [
    {
      physical_memory_in_use_kb: used,
      large_page_allocations_kb: 0,
      locked_page_allocations_kb: Math.floor(used * 0.98),
      total_virtual_address_space_kb: 137_438_953_344,
      virtual_address_space_reserved_kb: memoryKb * 2,
      virtual_address_space_committed_kb: used,
      virtual_address_space_available_kb: 137_438_953_344 - memoryKb * 2,
      page_fault_count: 8_412_000,
      memory_utilization_percentage: 100,
      available_commit_limit_kb: Math.floor(memoryKb * 0.1),
      process_physical_memory_low: false,
      process_virtual_memory_low: false,
    },
  ];
}

/** sys.dm_os_host_info (2017 and later): one row. */
export function hostInfo({ instance }: Asked): Row[] {
  const isWindows = instance.platform === 'Windows';
  return [
    {
      host_platform: instance.platform,
      host_distribution: isWindows ? 'Windows Server 2019 Datacenter' : 'Ubuntu',
      host_release: isWindows ? WINDOWS_RELEASES[instance.release.year] : '22.04',
      host_service_pack_level: '',
      host_sku: isWindows ? 8 : null,
      os_language_version: isWindows ? 1033 : 0,
    },
  ];
}

/** sys.configurations: the settings that dashboards ask for. */
export function configurations({ instance }: Asked): Row[] {
  const settings: [number, string, number, number, number][] = [
    [503, 'max worker threads', 0, 128, 65_535],
    [1538, 'cost threshold for parallelism', 50, 0, 32_767],
    [1539, 'max degree of parallelism', 8, 0, 32_767],
    [1543, 'min server memory (MB)', 0, 0, 2_147_483_647],
    [1544, 'max server memory (MB)', Math.floor((instance.memoryKb * 0.9) / 1024), 128, 2_147_483_647],
    [1579, 'backup compression default', 1, 0, 1],
    [1581, 'optimize for ad hoc workloads', 1, 0, 1],
    [16_390, 'xp_cmdshell', 0, 0, 1],
  ];
  return settings.map(([id, name, value, minimum, maximum]) => ({
    configuration_id: id,
    name,
    ...Object.fromEntries(
      Object.entries({ value, minimum, maximum, value_in_use: value }).map(([column, each]) => [column, variant(each)]),
    ),
    description: name,
    is_dynamic: true,
    is_advanced: true,
  }));
}

function variant(value: number) {
  return { type: { name: 'int' as const }, value };
}
