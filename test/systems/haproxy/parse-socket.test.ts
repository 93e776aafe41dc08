import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { AdminFlag } from '#lib/systems/haproxy/model-socket.ts';
import { parseStats } from '#lib/systems/haproxy/parse.ts';
import { parseInfo } from '#lib/systems/haproxy/parse-info.ts';
import { parseServers } from '#lib/systems/haproxy/parse-servers.ts';
import { parseSessions } from '#lib/systems/haproxy/parse-sessions.ts';

const FOLDER = fileURLToPath(new URL('captures', import.meta.url));

function capture(name: string): string {
  return readFileSync(`${FOLDER}/${name}`, 'latin1');
}

function filesOf(kind: string): string[] {
  return globSync(`*/${kind}.txt`, { cwd: FOLDER }).sort();
}

describe('show info', () => {
  test.each<[string, Partial<ReturnType<typeof parseInfo>>]>([
    ['1.4.6', { pid: 4787, version: '1.4.6', uptimeSeconds: 27, startedAt: null, maxConnections: 500, isStopping: false }],
    ['1.9.0', { pid: 5249, uptimeSeconds: 23, startedAt: null }],
    ['2.2.0', { startedAt: null }],
    ['2.6.12', { startedAt: 1_795_282_031_000 }],
    ['3.4.0', { pid: 5084, uptimeSeconds: 24, idlePercent: 100 }],
    ['all-states', { pid: 13091, uptimeSeconds: 118, connections: 6, maxConnections: 2_000, idlePercent: 99, name: 'lab-node-1' }],
  ])('of %s is read', (version, expected) => {
    expect(parseInfo(capture(`${version}/show-info.txt`))).toMatchObject(expected);
  });

  test.each<[string, string]>([
    ['nothing', ''],
    ['another answer', '1\n# be_id\n\n'],
    ['no pid', 'Name: HAProxy\nUptime_sec: 1\n\n'],
    ['a pid that is a word', 'Name: HAProxy\nPid: many\nUptime_sec: 1\n\n'],
    ['an end that is missing', 'Name: HAProxy\nPid: 1\nUptime_sec: 1\n'],
    ['a web page', '<html></html>\n\n'],
  ])('is not read from %s', (_, text) => {
    expect(() => parseInfo(text)).toThrow(expect.objectContaining({ kind: 'parse' }));
  });
});

describe('show servers state', () => {
  test.each(filesOf('show-servers-state'))('%s is read, its columns by name', (file) => {
    const servers = parseServers(capture(file));
    expect(servers.length).toBeGreaterThan(0);
    for (const { operation, flags } of servers) expect([operation, ...flags]).not.toContain('unknown');
  });

  test.each<[server: string, flags: AdminFlag[], operation: string]>([
    ['be_web/web1', [], 'running'],
    ['be_web/web3', [], 'stopped'],
    ['be_web/web4', ['drain'], 'running'],
    ['be_api/api2', [], 'stopping'],
    ['be_api/api4', ['maintenance'], 'stopped'],
    ['be_api/api5', ['maintenance by tracking'], 'stopped'],
    ['be_dyn/dyn2', ['no DNS answer'], 'stopped'],
    ['be_dyn/dyn4', ['maintenance', 'disabled in the configuration'], 'stopped'],
  ])('of %s tells what is set on it', (name, flags, operation) => {
    const found = parseServers(capture('all-states/show-servers-state.txt')).find(({ backend, server }) => `${backend}/${server}` === name);
    expect(found).toMatchObject({ flags, operation });
  });

  test('tells that a server which is down is also drained', () => {
    const found = parseServers(capture('drained-and-down/show-servers-state.txt')).find(({ server }) => server === 'web2');
    expect(found).toMatchObject({ operation: 'stopped', flags: ['drain'] });
  });

  test.each(filesOf('show-servers-state'))('%s names each server as the statistics of the same process do', (file) => {
    const servers = parseStats(capture(file.replace('show-servers-state.txt', 'stats.csv'))).rows.filter(({ kind }) => kind === 'server');
    const told = new Set(parseServers(capture(file)).map(({ backend, server }) => `${backend}/server/${server}`));
    expect(servers.map(({ id }) => id).filter((id) => !told.has(id))).toEqual([]);
  });

  const HEAD = '# be_id be_name srv_op_state srv_name srv_admin_state srv_uweight srv_iweight srv_agent_state';
  test('takes columns in any order, no servers at all, and a flag that is newer than Vigil', () => {
    expect(parseServers(`1\n${HEAD}\n\n`)).toEqual([]);
    expect(parseServers(`1\n${HEAD}\n4 be 2 s1 136 5 10 6\n\n`)).toEqual([
      { backend: 'be', server: 's1', operation: 'running', flags: ['drain', 'unknown'], weight: 5, configuredWeight: 10, hasAgent: true },
    ]);
  });

  test.each<[string, string]>([
    ['another version of the format', `2\n${HEAD}\n\n`],
    ['a table without heads', '1\n\n'],
    ['a table without a column', '1\n# be_name srv_name\n\n'],
    ['a line that is cut', `1\n${HEAD}\n4 be 2\n\n`],
    ['a state that is a word', `1\n${HEAD}\n4 be up s1 0 5 10 6\n\n`],
    ['an end that is missing', `1\n${HEAD}\n4 be 2 s1 0 5 10 6\n`],
    ['a refusal', "Can't find backend.\n\n"],
  ])('is not read from %s', (_, text) => {
    expect(() => parseServers(text)).toThrow(expect.objectContaining({ kind: 'parse' }));
  });
});

describe('show sess', () => {
  test('gives the sessions of a server, the oldest first, and from how many sources they come', () => {
    const text = capture('all-states/show-sess.txt');
    const { count, sources, sessions } = parseSessions(text, { backend: 'be_web', server: 'web1' });
    expect({ count, sources }).toEqual({ count: 2, sources: 1 });
    expect(sessions[0]).toMatchObject({ source: '127.0.0.1:39106', frontend: 'fe_web', server: 'web1', age: '2s', ageSeconds: 2 });
    expect(parseSessions(text, { backend: 'be_web', server: null }).count).toBe(3);
    expect(parseSessions(text, { backend: 'be_nothing', server: null })).toEqual({ count: 0, sources: 0, sessions: [] });
  });

  const line = (age: string) => `0x1: proto=tcpv4 src=10.0.0.1:1 fe=f be=b srv=s ts=00 age=${age} calls=1`;
  test.each<[string, number]>([
    ['0s', 0],
    ['1m2s', 62],
    ['3h', 10_800],
    ['2d4h', 187_200],
  ])('knows an age of %s', (age, seconds) => {
    expect(parseSessions(`${line(age)}\n\n`, { backend: 'b', server: null }).sessions[0]?.ageSeconds).toBe(seconds);
  });

  test('tells the oldest two hundred of many one by one, and counts all', () => {
    const text = Array.from({ length: 500 }, (_, index) => line(`${index}s`)).join('\n');
    const { count, sessions } = parseSessions(`${text}\n\n`, { backend: 'b', server: 's' });
    expect([count, sessions.length, sessions[0]?.age]).toEqual([500, 200, '499s']);
  });

  test.each<[string, string]>([
    ['a web page', '<html></html>\n\n'],
    ['a line without an age', '0x1: proto=tcpv4 be=b srv=s\n\n'],
    ['an age without a unit', `${line('12')}\n\n`],
    ['an end that is missing', `${line('1s')}\n`],
    ['nothing', ''],
  ])('is not read from %s', (_, text) => {
    expect(() => parseSessions(text, { backend: 'b', server: null })).toThrow(expect.objectContaining({ kind: 'parse' }));
  });

  test.each(filesOf('show-sess').filter((file) => !file.startsWith('1.4')))('%s is read', (file) => {
    expect(parseSessions(capture(file), { backend: '<NONE>', server: null }).count).toBeGreaterThan(0);
  });
});
