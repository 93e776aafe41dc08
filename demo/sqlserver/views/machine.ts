import { type Asked, momentHere, type Row } from './asked.ts';
import { WINDOWS_RELEASES } from './server.ts';

/** Schedulers that no user's query runs on: of background tasks, and the one of the dedicated administrator's connection. */
const HIDDEN = 11;
const WORKERS_AT_REST = 3;

/** sys.dm_os_schedulers: one for each processor, the hidden ones, and the one of the administrator's connection. */
export function schedulers(asked: Asked): Row[] {
  const { cpuCount } = asked.instance;
  const visible = Array.from({ length: cpuCount }, (_, id) => scheduler(asked, id, 'VISIBLE ONLINE'));
  const hidden = Array.from({ length: HIDDEN }, (_, index) => scheduler(asked, 1_048_576 + index, 'HIDDEN ONLINE'));
  return [...visible, ...hidden, scheduler(asked, 1_048_576 + HIDDEN, 'VISIBLE ONLINE (DAC)')];
}

function scheduler({ instance, now }: Asked, id: number, status: string): Row {
  const { cpuCount, load, startedAt } = instance;
  const isVisible = status === 'VISIBLE ONLINE';
  const workers = WORKERS_AT_REST + (isVisible ? Math.ceil(load.connections / 10 / cpuCount) : 0);
  const upMs = Math.max(0, now - startedAt);
  const waiting = isVisible && load.cpuPercent > 80 ? Math.ceil((load.cpuPercent - 80) / 5) : 0;
  const address = (kind: number) => Uint8Array.of(0, 0, 2, kind, (id >> 8) % 256, id % 256, 1, 96);
  return {
    scheduler_address: address(1),
    parent_node_id: isVisible && id >= cpuCount / 2 ? 1 : 0,
    scheduler_id: id,
    cpu_id: isVisible ? id : 255,
    status,
    is_online: true,
    is_idle: load.cpuPercent < 50,
    preemptive_switches_count: Math.floor(upMs / 1000) % 2_000_000_000,
    context_switches_count: Math.floor(upMs / 10) % 2_000_000_000,
    idle_switches_count: Math.floor(upMs / 20) % 2_000_000_000,
    current_tasks_count: workers + waiting,
    runnable_tasks_count: waiting,
    current_workers_count: workers + 2,
    active_workers_count: workers,
    work_queue_count: 0,
    pending_disk_io_count: 0,
    load_factor: workers,
    yield_count: Math.floor(upMs / 5) % 2_000_000_000,
    last_timer_activity: upMs,
    failed_to_create_worker: false,
    active_worker_address: null,
    memory_object_address: address(2),
    task_memory_object_address: address(3),
    quantum_length_us: 4000,
    total_cpu_usage_ms: isVisible ? Math.floor((upMs * load.cpuPercent) / 100) : 0,
    total_cpu_idle_capped_ms: 0,
    total_scheduler_delay_ms: waiting * 1000,
    ideal_workers_limit: 512,
  };
}

/** sys.dm_os_windows_info: one row of Windows; none of anything else. */
export function windowsInfo({ instance }: Asked): Row[] {
  if (instance.platform !== 'Windows') return [];
  return [
    {
      windows_release: WINDOWS_RELEASES[instance.release.year],
      windows_service_pack_level: '',
      windows_sku: 8,
      os_language_version: 1033,
    },
  ];
}

/** sys.dm_server_services: the engine and its Agent, by the names that Windows has for them. */
export function serverServices(asked: Asked): Row[] {
  const { instance } = asked;
  const named = instance.name.split('\\')[1] ?? 'MSSQLSERVER';
  const isWindows = instance.platform === 'Windows';
  const common = (file: string, afterMs: number): Row => ({
    startup_type: 2,
    startup_type_desc: 'Automatic',
    status: 4,
    status_desc: 'Running',
    process_id: 1800 + afterMs,
    last_startup_time: momentHere(asked, instance.startedAt + afterMs),
    service_account: isWindows ? 'ESTATE\\svc-sql' : 'mssql',
    filename: isWindows ? `"C:\\Program Files\\Microsoft SQL Server\\${file}"` : `/opt/mssql/bin/${file}`,
    is_clustered: 'N',
    cluster_nodename: null,
    instant_file_initialization_enabled: null,
  });
  return [
    { servicename: `SQL Server (${named})`, ...common('sqlservr.exe', 0), instant_file_initialization_enabled: 'Y' },
    { servicename: `SQL Server Agent (${named})`, ...common('SQLAGENT.EXE', 4000) },
  ];
}
