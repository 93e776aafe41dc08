import { spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, startChild } from '../child.ts';
import { freePorts } from '../free-ports.ts';

/** A database server that was started for us, on a loopback port, with an administrator whose name and password are known. */
export type DatabaseProcess = {
  pid: number;
  port: number;
  user: string;
  password: string;
  ended: Child['ended'];
  signal(name: NodeJS.Signals): void;
  stop(): Promise<void>;
};

/** A certificate to listen with TLS too, as PEM. */
export type ServerCertificate = { key: string; cert: string };

/** The files of a certificate in a folder; the key is for the server alone. */
export function writeCertificate(folder: string, { key, cert }: ServerCertificate): { key: string; cert: string } {
  const files = { key: join(folder, 'key.pem'), cert: join(folder, 'cert.pem') };
  writeFileSync(files.key, key, { mode: 0o600 });
  writeFileSync(files.cert, cert);
  return files;
}

/** How a product is set up and run. Servers of databases do not run as root: `account` is who they run as then. */
export type DatabaseProduct = {
  title: string;
  account: string;
  /** Writes what is needed into the folder, and gives the command lines that make an empty estate there; each entry is one. */
  prepare(folder: string): readonly (readonly [string, ...string[]])[];
  command(folder: string, port: number): readonly [string, ...string[]];
  /** The line by which it says that it takes connections. */
  isReady(line: string): boolean;
  user: string;
  password: string;
};

const GRACE_MS = 3_000;
const READY_MS = 30_000;

/** Starts a server in a folder of its own below the temporary one, and waits until it takes connections. Throws with its own words when it does not. */
export async function startDatabase(product: DatabaseProduct): Promise<DatabaseProcess> {
  const [port] = await freePorts(1);
  if (port === undefined) throw new Error('no free port');
  const folder = mkdtempSync(join(tmpdir(), 'vigil-database-'));
  const as = accountOf(product.account);
  if (as) chownSync(folder, as.uid, as.gid);
  const forget = (): void => rmSync(folder, { recursive: true, force: true });
  const said: string[] = [];
  try {
    const commands = product.prepare(folder);
    if (as) for (const name of readdirSync(folder)) chownSync(join(folder, name), as.uid, as.gid);
    for (const command of commands) prepareBy(command, { folder, as, title: product.title });
    const [program, ...args] = asAccount(product.command(folder, port), as);
    const ready = Promise.withResolvers<void>();
    const onLine = (line: string): void => {
      said.push(line);
      if (product.isReady(line)) ready.resolve();
    };
    const env = { NODE_ENV: 'test' as const, PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' };
    const child = await startChild(program, args, { cwd: folder, env, withUs: 'SIGKILL', onLine });
    const late = setTimeout(() => ready.reject(new Error(`${product.title} did not come up: ${said.slice(-3).join(' | ')}`)), READY_MS);
    await Promise.race([
      ready.promise,
      child.ended.then((how) => {
        throw new Error(`${product.title} does not start: ${how}: ${said.slice(-3).join(' | ')}`);
      }),
    ]).finally(() => clearTimeout(late));
    const stop = async (): Promise<void> => {
      await child.stop(GRACE_MS);
      forget();
    };
    return { pid: child.pid, port, user: product.user, password: product.password, ended: child.ended, signal: child.signal, stop };
  } catch (error) {
    forget();
    throw error;
  }
}

type Account = { name: string; uid: number; gid: number } | null;

/** Null where we are no root ourselves: the server then runs as we do. */
function accountOf(name: string): Account {
  if (process.getuid?.() !== 0) return null;
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout));
  if (!Number.isInteger(uid) || !Number.isInteger(gid) || uid === undefined || gid === undefined)
    throw new Error(`there is no account ${name} to run a server as`);
  return { name, uid, gid };
}

/** Who becomes another account is no longer told by the kernel that we died: it is asked for that anew. */
function asAccount(command: readonly [string, ...string[]], as: Account): [string, ...string[]] {
  if (as === null) return [...command];
  return ['setpriv', `--reuid=${as.uid}`, `--regid=${as.gid}`, '--clear-groups', '--pdeathsig', 'KILL', '--', ...command];
}

function prepareBy(command: readonly [string, ...string[]], { folder, as, title }: { folder: string; as: Account; title: string }): void {
  const [program, ...args] = asAccount(command, as);
  const done = spawnSync(program, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { NODE_ENV: 'test', PATH: process.env.PATH, LC_ALL: 'C.UTF-8' },
  });
  if (done.status !== 0)
    throw new Error(`${title} cannot be set up: ${done.error?.message ?? done.stderr.trim().split('\n').at(-1) ?? ''}`);
}
