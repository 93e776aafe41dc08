import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether FreeTDS's tsql is installed: a second client, of other authors than the driver. What only one of both takes is wrong. */
export const HAS_TSQL = spawnSync('tsql', ['-C']).error === undefined;

/** Settings of a server in freetds.conf: "host", "port", "tds version", "encryption" and the like. */
export type TsqlSettings = Record<string, string | number>;
/** Who asks, in which database, and further arguments of tsql. */
export type TsqlLogin = { user: string; password: string; database?: string; args?: readonly string[] };

/** Runs batches in tsql, one after another over one connection, and gives back all that it says. */
export async function tsql(settings: TsqlSettings, login: TsqlLogin, batches: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vigil-freetds-'));
  try {
    const file = join(folder, 'freetds.conf');
    const all = { host: '127.0.0.1', 'client charset': 'UTF-8', 'text size': 1_000_000, ...settings };
    await writeFile(file, ['[standin]', ...Object.entries(all).map(([name, value]) => `${name} = ${value}`), ''].join('\n'));
    return await run(file, folder, login, batches);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function run(file: string, folder: string, login: TsqlLogin, batches: readonly string[]): Promise<string> {
  const { user, password, database = 'master', args = [] } = login;
  const env = { PATH: process.env.PATH, FREETDSCONF: file, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', HOME: folder, NODE_ENV: 'test' as const };
  return new Promise((resolve) => {
    const whole = ['-S', 'standin', '-U', user, '-P', password, '-D', database, ...args];
    const child = execFile('tsql', whole, { env, timeout: 15_000, maxBuffer: 64 * 2 ** 20 }, (_error, out, errors) =>
      resolve(`${out}${errors}`),
    );
    child.stdin?.on('error', () => {});
    child.stdin?.end(batches.map((batch) => `${batch}\ngo\n`).join(''));
  });
}
