import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from '#demo/child.ts';
import { freePorts } from '#demo/free-ports.ts';
import { until } from '#test/fakes/until.ts';
import { REDIS } from './redis-process.ts';

/** A real Sentinel, alone, of the set "main": with a quorum of more than it is it never fails over by itself. */
export async function startSentinel(masterPort: number, quorum = 2): Promise<{ port: number; stop(): Promise<void> }> {
  if (REDIS === null) throw new Error('no redis-server program');
  const [port = 0] = await freePorts(1);
  const folder = mkdtempSync(join(tmpdir(), 'vigil-sentinel-'));
  const file = join(folder, 'sentinel.conf');
  const lines = [`port ${port}`, 'bind 127.0.0.1', `dir ${folder}`, `sentinel monitor main 127.0.0.1 ${masterPort} ${quorum}`];
  writeFileSync(file, `${lines.join('\n')}\n`);
  const said: string[] = [];
  const child = await startChild(REDIS, [file, '--sentinel'], {
    ...{ cwd: folder, env: { NODE_ENV: 'test', PATH: process.env.PATH }, withUs: 'SIGKILL' },
    onLine: (line) => said.push(line),
  });
  // It has named its connections and found the replica by the time it tells of it.
  await until('the Sentinel watches', () => said.some((line) => line.includes('+slave')), 15_000);
  return {
    port,
    async stop() {
      await child.stop(2_000);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
