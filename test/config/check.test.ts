import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ACCESS, ACCESS_ENV, folderOf } from './written.ts';

const COMMAND = join(import.meta.dirname, '../../config/check.ts');
const EMPTY = folderOf({});
const WEB = "haproxy: { groups: [{ name: web, nodes: [{ name: lb1, url: 'http://10.0.0.1/' }] }] }";

function check(args: string[], env: Record<string, string> = {}) {
  return spawnSync(process.execPath, [COMMAND, ...args], {
    cwd: EMPTY,
    env: { NODE_ENV: 'test', ...ACCESS_ENV, ...env },
    encoding: 'utf8',
  });
}

test('a configuration in order is told back, without its secrets, and exits 0', () => {
  const { status, stdout, stderr } = check([join(import.meta.dirname, '../../config/example.yaml')], {
    HAPROXY_PASSWORD: 'hunter2',
    REDIS_PASSWORD: 'hunter2',
    SQL_PASSWORD: 'hunter2',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).not.toContain('hunter2');
  expect(stdout.slice(stdout.indexOf('hosts  '))).toMatchInlineSnapshot(`
    "hosts  2 hosts
      lb1, also lb1.example.net, 192.0.2.11, tagged rack-a
      web03, also 192.0.2.33, tagged rack-b, canary

    haproxy  2 groups, 4 nodes
      web (Public web)
        notes of 197 characters
        lb1  http://192.0.2.11:7001/haproxy  on lb1, tagged edge, public, rack-a
          every 5s, timeout 3s, stale after 10s
          reads as vigil / ***
          acts as nobody: drain and maintenance are off
          asks the runtime socket /run/haproxy/vigil.sock
          connections warn at 0.8 of maxconn, idle time below 10 %
          answers up to 64MiB
          sessions warn at 0.8, critical at 0.95 of their limit
          queue warns at 1, critical at 100
          2 proxies have an alias
        lb2  http://192.0.2.12:7001/haproxy  on lb2, tagged edge, public
          every 5s, timeout 3s, stale after 10s
          reads as vigil / ***
          acts as nobody: drain and maintenance are off
          answers up to 64MiB
          sessions warn at 0.8, critical at 0.95 of their limit
          queue warns at 1, critical at 100
          2 proxies have an alias
      internal (Internal services)
        lb3  https://lb3.example.net:7443/stats  on lb3.example.net, tagged edge
          every 15s, timeout 3s, stale after 20s
          reads as vigil / ***
          acts as nobody: drain and maintenance are off
          answers up to 64MiB, certificates checked
          sessions warn at 0.8, critical at 0.95 of their limit
          queue warns at 10, critical at 100
          2 proxies have an alias
        lb4  http://192.0.2.14:7001/stats  on 192.0.2.14, tagged edge
          every 15s, timeout 3s, stale after 20s
          reads as nobody (no user)
          acts as nobody: drain and maintenance are off
          answers up to 64MiB
          sessions warn at 0.8, critical at 0.95 of their limit
          queue warns at 10, critical at 100
          2 proxies have an alias

    redis  5 groups, 13 nodes
      search (Search)
        discovers members and asks those in 192.0.2.0/24, 198.51.100.7; one that nobody names any more is let go after 2d unless it answers
        redis3  redis3.example.net:6379  on redis3
          every 5s, timeout 3s, stale after 10s
          reads as vigil / ***
          acts as nobody: no command can be sent
          analyses keys as nobody: no analysis of keys can be started
          answers up to 1MiB, without TLS
          memory warns at 0.9, critical at 0.98 of maxmemory where nothing is evicted
          clients warn at 0.9 of maxclients, blocked ones at off, rejected ones at 1
          a silent link warns at 15s, critical at 60s
          a replica that is behind warns at 30s, a backlog that lasts less than 15s warns
          calls its databases 0 Core
          counts keys by locks (lock:*)
          watched by 3 Sentinels as search
        redis4  redis4.example.net:6379  on redis4.example.net
          every 5s, timeout 3s, stale after 10s
          reads as vigil / ***
          acts as nobody: no command can be sent
          analyses keys as nobody: no analysis of keys can be started
          answers up to 1MiB, without TLS
          memory warns at 0.9, critical at 0.98 of maxmemory where nothing is evicted
          clients warn at 0.9 of maxclients, blocked ones at off, rejected ones at 1
          a silent link warns at 15s, critical at 60s
          a replica that is behind warns at 30s, a backlog that lasts less than 15s warns
          calls its databases 0 Core
          counts keys by locks (lock:*)
          watched by 3 Sentinels as search
        sentinel1  redis3.example.net:26379  on redis3
          every 5s, timeout 3s, stale after 10s
          reads as vigil / ***
          acts as nobody: no command can be sent
          answers up to 1MiB, without TLS
          a Sentinel, asked about search; 3 are configured
          commands of it that wait for its master warn at 20
        sentinel2  redis4.example.net:26379  on redis4.example.net
          every 5s, timeout 3s, stale after 10s
          reads as vigil / ***
          acts as nobody: no command can be sent
          answers up to 1MiB, without TLS
          a Sentinel, asked about search; 3 are configured
          commands of it that wait for its master warn at 20
        sentinel3  redis5.example.net:26379  on redis5.example.net
          every 5s, timeout 3s, stale after 10s
          reads as vigil / ***
          acts as nobody: no command can be sent
          answers up to 1MiB, without TLS
          a Sentinel, asked about search; 3 are configured
          commands of it that wait for its master warn at 20
      orders (Orders)
        orders1  192.0.2.61:6379  on 192.0.2.61
          every 5s, timeout 3s, stale after 10s
          reads as vigil / ***
          acts as nobody: no command can be sent
          analyses keys as nobody: no analysis of keys can be started
          answers up to 1MiB, without TLS
          memory warns at 0.9, critical at 0.98 of maxmemory where nothing is evicted
          clients warn at 0.9 of maxclients, blocked ones at off, rejected ones at 1
          a silent link warns at 15s, critical at 60s
          a replica that is behind warns at 30s, a backlog that lasts less than 15s warns
          calls its databases 0 Core
          counts keys by locks (lock:*)
          part of a Redis Cluster, asked for its slots too
        orders2  192.0.2.62:6379  on 192.0.2.62
          every 5s, timeout 3s, stale after 10s
          reads as vigil / ***
          acts as nobody: no command can be sent
          analyses keys as nobody: no analysis of keys can be started
          answers up to 1MiB, without TLS
          memory warns at 0.9, critical at 0.98 of maxmemory where nothing is evicted
          clients warn at 0.9 of maxclients, blocked ones at off, rejected ones at 1
          a silent link warns at 15s, critical at 60s
          a replica that is behind warns at 30s, a backlog that lasts less than 15s warns
          calls its databases 0 Core
          counts keys by locks (lock:*)
          part of a Redis Cluster, asked for its slots too
        orders3  192.0.2.63:6379  on 192.0.2.63
          every 5s, timeout 3s, stale after 10s
          reads as vigil / ***
          acts as nobody: no command can be sent
          analyses keys as nobody: no analysis of keys can be started
          answers up to 1MiB, without TLS
          memory warns at 0.9, critical at 0.98 of maxmemory where nothing is evicted
          clients warn at 0.9 of maxclients, blocked ones at off, rejected ones at 1
          a silent link warns at 15s, critical at 60s
          a replica that is behind warns at 30s, a backlog that lasts less than 15s warns
          calls its databases 0 Core
          counts keys by locks (lock:*)
          part of a Redis Cluster, asked for its slots too
      sessions (Sessions)
        redis1  redis1.example.net:6379  on redis1, tagged rack-a
          every 5s, timeout 3s, stale after 10s
          reads as vigil / ***
          acts as nobody: no command can be sent
          analyses keys as nobody: no analysis of keys can be started
          answers up to 1MiB, without TLS
          memory warns at 0.9, critical at 0.98 of maxmemory where nothing is evicted
          clients warn at 0.9 of maxclients, blocked ones at off, rejected ones at 1
          a silent link warns at 15s, critical at 60s
          a replica that is behind warns at 30s, a backlog that lasts less than 15s warns
          calls its databases 0 Core
          counts keys by locks (lock:*), sessions (session:*)
        redis2  redis2:6379  on redis2
          every 5s, timeout 3s, stale after 10s
          reads as vigil / ***
          acts as nobody: no command can be sent
          analyses keys as nobody: no analysis of keys can be started
          answers up to 1MiB, without TLS
          memory warns at 0.9, critical at 0.98 of maxmemory where nothing is evicted
          clients warn at 0.9 of maxclients, blocked ones at off, rejected ones at 1
          a silent link warns at 15s, critical at 60s
          a replica that is behind warns at 30s, a backlog that lasts less than 15s warns
          calls its databases 0 Core
          counts keys by locks (lock:*), sessions (session:*)
      cache (Cache)
        redis1  redis1.example.net:6380  on redis1, tagged rack-a
          every 5s, timeout 3s, stale after 10s
          reads as vigil / ***
          acts as nobody: no command can be sent
          analyses keys as nobody: no analysis of keys can be started
          answers up to 1MiB, without TLS
          memory warns at 0.9, critical at 0.98 of maxmemory where nothing is evicted
          clients warn at 0.9 of maxclients, blocked ones at off, rejected ones at 1
          a silent link warns at 15s, critical at 60s
          a replica that is behind warns at 30s, a backlog that lasts less than 15s warns
          calls its databases 0 Core, 1 Pages
          counts keys by locks (lock:*)
        redis2  redis2:7380  on redis2
          every 5s, timeout 3s, stale after 10s
          reads as vigil / ***
          acts as nobody: no command can be sent
          analyses keys as nobody: no analysis of keys can be started
          answers up to 1MiB, without TLS
          memory warns at 0.9, critical at 0.98 of maxmemory where nothing is evicted
          clients warn at 0.9 of maxclients, blocked ones at off, rejected ones at 1
          a silent link warns at 15s, critical at 60s
          a replica that is behind warns at 30s, a backlog that lasts less than 15s warns
          calls its databases 0 Core, 1 Pages
          counts keys by locks (lock:*)
      jobs (Jobs)
        redis2  redis2:6400  on redis2
          every 5s, timeout 3s, stale after 10s
          reads as vigil / ***
          acts as nobody: no command can be sent
          analyses keys as nobody: no analysis of keys can be started
          answers up to 1MiB, without TLS
          memory warns at 0.9, critical at 0.98 of maxmemory where nothing is evicted
          clients warn at 0.9 of maxclients, blocked ones at 500, rejected ones at 1
          a silent link warns at 15s, critical at 60s
          a replica that is behind warns at 30s, a backlog that lasts less than 15s warns
          calls its databases 0 Core
          counts keys by locks (lock:*)

    sql  2 groups, 4 nodes
      shop (Shop databases)
        sql1  sql1.example.net:1433  on sql1
          every 10s, timeout 5s, stale after 17s
          reads as vigil / ***
          acts as nobody: no command can be sent
          answers up to 16MiB, encrypted, certificates checked
          a replica that is behind warns at 30s, critical at 120s
          a send queue warns at 102400 KB, critical at 1048576 KB; a redo queue at 102400 KB, critical at 1048576 KB
          a log volume warns when full in 14400s, critical in 3600s; any volume warns with 10%, critical at 4% free, and slow at 100ms
          processors warn at 85%, critical at 97%; workers at 90%; a start is told for 600s
          a backup warns when 691200s, critical at 1209600s old; one of a log when 14400s, critical at 86400s old
        sql2  sql2.example.net:1433  on sql2.example.net
          every 10s, timeout 5s, stale after 17s
          reads as vigil / ***
          acts as nobody: no command can be sent
          answers up to 16MiB, encrypted, certificates checked
          a replica that is behind warns at 30s, critical at 120s
          a send queue warns at 102400 KB, critical at 1048576 KB; a redo queue at 102400 KB, critical at 1048576 KB
          a log volume warns when full in 14400s, critical in 3600s; any volume warns with 10%, critical at 4% free, and slow at 100ms
          processors warn at 85%, critical at 97%; workers at 90%; a start is told for 600s
          a backup warns when 691200s, critical at 1209600s old; one of a log when 14400s, critical at 86400s old
        sql3  sql3.example.net\\SHOP  on sql3.example.net
          every 10s, timeout 5s, stale after 17s
          its port by the SQL Browser of sql3.example.net (UDP 1434)
          reads as vigil / ***
          acts as nobody: no command can be sent
          answers up to 16MiB, encrypted, certificates checked
          asks for a read-only replica (ApplicationIntent=ReadOnly)
          a replica that is behind warns at 30s, critical at 120s
          a send queue warns at 102400 KB, critical at 1048576 KB; a redo queue at 102400 KB, critical at 1048576 KB
          a log volume warns when full in 14400s, critical in 3600s; any volume warns with 10%, critical at 4% free, and slow at 100ms
          processors warn at 85%, critical at 97%; workers at 90%; a start is told for 600s
          a backup warns when 691200s, critical at 1209600s old; one of a log when 14400s, critical at 86400s old
      instances (Instances)
        reports  sql9.example.net\\REPORTS  on sql9.example.net
          every 10s, timeout 5s, stale after 17s
          its port by the SQL Browser of sql9.example.net (UDP 1434)
          reads as vigil / ***
          acts as nobody: no command can be sent
          answers up to 16MiB, encrypted, certificates checked
          a replica that is behind warns at 30s, critical at 120s
          a send queue warns at 102400 KB, critical at 1048576 KB; a redo queue at 102400 KB, critical at 1048576 KB
          a log volume warns when full in 14400s, critical in 3600s; any volume warns with 10%, critical at 4% free, and slow at 100ms
          processors warn at 85%, critical at 97%; workers at 90%; a start is told for 600s
          a backup warns when 691200s, critical at 1209600s old; one of a log when 14400s, critical at 86400s old
    "
  `);
});

test('problems go to stderr and exit 1', () => {
  const { status, stdout, stderr } = check([join(import.meta.dirname, 'bad/password-written-out.yaml')]);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain('password-written-out.yaml:4  haproxy.read.password  is written out in the file');
  expect(stderr).not.toContain('hunter2');
});

test.each<[string, string[], string]>([
  ['no file anywhere', [], 'Vigil has no configuration'],
  ['a file that is not there', ['nowhere.yaml'], 'nowhere.yaml  is not there'],
  ['--config without a file', ['--config'], '--config: no file is named after it'],
  ['more than one file', ['a.yaml', 'b.yaml'], 'More was given than one file'],
])('%s exits 2', (_name, args, words) => {
  const { status, stdout, stderr } = check(args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(words);
});

test('VIGIL_CONFIG names the file where no argument does', () => {
  const folder = folderOf({ 'mine.yaml': `${ACCESS}\n${WEB}` });
  const { status, stdout } = check([], { VIGIL_CONFIG: join(folder, 'mine.yaml') });
  expect(status).toBe(0);
  expect(stdout).toContain('lb1  http://10.0.0.1/  on 10.0.0.1');
});
