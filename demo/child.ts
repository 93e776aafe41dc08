import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A process we started. `ended` says in words how it went, and never rejects. */
export type Child = {
  pid: number;
  isRunning(): boolean;
  signal(name: NodeJS.Signals): void;
  ended: Promise<string>;
  /** Wakes it, asks it to end, and ends it by force after the grace time (ms). Resolves when the process is gone. */
  stop(graceMs: number): Promise<void>;
};

/** `withWorkers`: signals reach the processes it forked too. `withUs`: the signal that the kernel sends the child should we die without having stopped it (Linux only). `cwd` and `env` are whole, not added to ours. */
export type ChildOptions = {
  env: NodeJS.ProcessEnv;
  cwd: string;
  withUs: 'SIGTERM' | 'SIGKILL';
  withWorkers?: boolean;
  onLine(line: string): void;
};

/** Starts a program in a process group of its own, so that Ctrl-C reaches us alone and we choose the order of stopping. Rejects when it cannot be started. */
export async function startChild(program: string, args: string[], options: ChildOptions): Promise<Child> {
  const [command, ...rest] = tethered(options.withUs, [program, ...args]);
  const child = spawn(command, rest, { cwd: options.cwd, env: options.env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const ended = endOf(child, program);
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', options.onLine);
  const { pid } = child;
  if (pid === undefined) throw new Error(await ended);
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  const signal = (name: NodeJS.Signals): void => {
    if (isRunning()) process.kill(options.withWorkers === true ? -pid : pid, name);
  };
  return { pid, isRunning, signal, ended, stop: (graceMs) => stop({ signal, ended }, graceMs) };
}

async function stop({ signal, ended }: Pick<Child, 'signal' | 'ended'>, graceMs: number): Promise<void> {
  signal('SIGCONT');
  signal('SIGTERM');
  const force = setTimeout(() => signal('SIGKILL'), graceMs);
  await ended;
  clearTimeout(force);
}

function endOf(child: ChildProcess, program: string): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`${program} could not be started: ${error.message}`));
    child.once('exit', (code, signal) => resolve(signal === null ? `it ended with exit code ${code}` : `it was ended by ${signal}`));
  });
}

let canTether: boolean | null = null;

/** setpriv becomes the program itself, so the pid is the program's. */
function tethered(signal: string, command: [string, ...string[]]): [string, ...string[]] {
  const name = signal.replace('SIG', '');
  canTether ??= process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig', name, 'true'], { stdio: 'ignore' }).status === 0;
  return canTether ? ['setpriv', '--pdeathsig', name, '--', ...command] : command;
}
