import { expect, test } from 'vitest';
import { startChild } from '#demo/child.ts';
import { until } from '#test/fakes/until.ts';

const root = new URL('../../', import.meta.url).pathname;

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

// Whoever changes its account is forgotten by the kernel as one that ends with us.
test.runIf(process.platform === 'linux')('databases end with the process that started them, even where that is killed', async () => {
  const told = Promise.withResolvers<number[]>();
  const onLine = (line: string): void => {
    if (line.startsWith('[')) told.resolve(JSON.parse(line));
  };
  const env = { ...process.env };
  const child = await startChild(process.execPath, ['test/live/database-alone.ts'], { cwd: root, env, withUs: 'SIGKILL', onLine });
  const pids = await Promise.race([told.promise, child.ended.then((how) => Promise.reject(new Error(how)))]);
  expect(pids.filter(isThere)).toEqual(pids);
  child.signal('SIGKILL');
  await until('all of them are gone', () => !pids.some(isThere));
});
