// The demo from a fresh checkout: installs, builds when needed, and goes on under Node 24. Plain JavaScript for Node 20.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { environment, installPackages, installPrograms, root } from './setup.mjs';

const SOURCES = ['app', 'components', 'lib', 'config', 'package.json', 'next.config.ts'];

installPackages();
const env = environment();
if (installPrograms(['haproxy']).length > 0) console.log('The demo goes on with a stand-in for HAProxy.');
if (needsBuild()) await build();
process.exit(await run('node', [join('demo', 'run.ts'), ...process.argv.slice(2)], ['ipc']));

async function build() {
  console.log('Building the pages (about a minute, only after a change).');
  const code = await run('next', ['build']);
  if (code === 0) return;
  console.error('The pages could not be built, the reason is above. Nothing was started.');
  process.exit(code);
}

/** The build is missing, or a source is newer than it. */
function needsBuild() {
  const built = join(root, '.next', 'BUILD_ID');
  if (!existsSync(built)) return true;
  const builtAt = statSync(built).mtimeMs;
  return SOURCES.some((source) => newest(join(root, source)) > builtAt);
}

function newest(path) {
  if (!existsSync(path)) return 0;
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  // A folder's own time tells of files that were removed.
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** Runs a program to its end with our signals passed on. The demo has a channel besides: its end tells that we are gone, whatever ended us. */
function run(command, args, channels = []) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['inherit', 'inherit', 'inherit', ...channels] });
    const forward = (signal) => child.kill(signal);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, forward);
    child.on('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve(1);
    });
    child.on('exit', (code, signal) => {
      for (const name of signals) process.off(name, forward);
      resolve(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 130 : 1));
    });
  });
}
