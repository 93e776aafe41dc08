import { describe, expect, test } from 'vitest';
import { addInstance, createEstate } from '#demo/sqlserver/model/build.ts';
import { instanceOf } from '#demo/sqlserver/model/estate.ts';
import { startInstance } from '#demo/sqlserver/model/orders-instance.ts';
import { serverProperty, versionText } from '#demo/sqlserver/views/server-property.ts';
import { ask, SECOND, START } from '../small-estate.ts';

const NAME = 'NY-SQL05\\REPORTS';

function estateOfOne() {
  const estate = createEstate();
  addInstance(estate, { address: NAME, year: '2017', edition: 'Standard', isHadrEnabled: false, cpuCount: 16, memoryGb: 64 }, START);
  return estate;
}

describe('SERVERPROPERTY', () => {
  test.each<[string, unknown]>([
    ['ServerName', NAME],
    ['MachineName', 'NY-SQL05'],
    ['InstanceName', 'REPORTS'],
    ['ProductVersion', '14.0.3456.2'],
    ['ProductMajorVersion', '14'],
    ['ProductLevel', 'RTM'],
    ['ProductUpdateLevel', 'CU31'],
    ['Edition', 'Standard Edition (64-bit)'],
    ['EngineEdition', 2],
    ['IsHadrEnabled', 0],
    ['isclustered', 0],
    ['NoSuchProperty', null],
  ])('%s of a named instance of 2017 Standard is %s', (name, value) => {
    expect(serverProperty(instanceOf(estateOfOne(), NAME), name)).toBe(value);
  });

  test('the version text begins with the product and holds its build', () => {
    expect(versionText(instanceOf(estateOfOne(), NAME))).toMatch(/^Microsoft SQL Server 2017 \(RTM-CU31\) - 14\.0\.3456\.2 \(X64\)\n/);
  });
});

describe('the server itself', () => {
  test('tells its processors, its memory in KB and when it started', () => {
    const [row] = ask(estateOfOne(), 'sys.dm_os_sys_info', { on: NAME, at: START });
    expect(row).toMatchObject({
      cpu_count: 16,
      physical_memory_kb: 64 * 1024 * 1024,
      sqlserver_start_time: new Date(START - 6 * 3600 * SECOND),
    });
    expect(Number(row?.ms_ticks) - Number(row?.sqlserver_start_time_ms_ticks)).toBe(6 * 3600 * SECOND);
  });

  test('started again it tells the new start, and its counters begin at 0', () => {
    const estate = estateOfOne();
    startInstance(estate, NAME, START);
    const [row] = ask(estate, 'sys.dm_os_sys_info', { on: NAME, at: START });
    expect(row?.sqlserver_start_time).toEqual(new Date(START));
    const batches = ask(estate, 'sys.dm_os_performance_counters', { on: NAME, at: START }).find(({ counter_name: name }) =>
      String(name).startsWith('Batch'),
    );
    expect(batches?.cntr_value).toBe(0);
    expect(ask(estate, 'sys.dm_os_ring_buffers', { on: NAME, at: START })).toEqual([]);
  });

  test('every session that is held has a connection, and the one that asks is among them', () => {
    const estate = estateOfOne();
    const users = ask(estate, 'sys.dm_exec_sessions', { on: NAME, at: START }).filter((row) => row.is_user_process);
    const connections = ask(estate, 'sys.dm_exec_connections', { on: NAME, at: START });
    expect(connections.map((row) => row.session_id)).toEqual(users.map((row) => row.session_id));
    expect(users.find((row) => row.session_id === 900)).toMatchObject({ program_name: 'Vigil', host_name: 'OPS01', login_name: 'vigil' });
    expect(users).toHaveLength(181);
  });

  test('settings are those that dashboards ask for, their values as sql_variant of int', () => {
    const memory = ask(estateOfOne(), 'sys.configurations', { on: NAME, at: START }).find((row) => row.name === 'max server memory (MB)');
    expect(memory?.value_in_use).toEqual({ type: { name: 'int' }, value: 58_982 });
  });
});
