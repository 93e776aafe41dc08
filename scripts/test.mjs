// `npm test`: sets the machine up, runs every check there is, and closes with "N passed, N failed, N skipped". Plain JavaScript, for Node 20.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { environment, installPackages, installPrograms, root } from './setup.mjs';

const reports = join(root, 'test-results');

installPackages();
const env = environment();
const missing = installPrograms(['haproxy', 'chromium']);
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const total = { passed: 0, failed: 0, skipped: 0 };

/** Each stage is one command; `count` reads its report, and a stage without one counts as a single check. */
const stages = [
  { name: 'build', command: ['next', 'build'] },
  { name: 'types', command: ['npm', 'run', '--silent', 'types'] },
  { name: 'lint', command: ['npm', 'run', '--silent', 'lint'] },
  { name: 'unit', command: vitest('unit', ['--project', 'unit', '--project', 'dom']), count: () => vitestCounts('unit') },
  { name: 'live servers', command: vitest('live', ['--project', 'live']), count: () => vitestCounts('live') },
  { name: 'browser', command: ['playwright', 'test'], count: playwrightCounts, needs: 'chromium' },
];

for (const stage of stages) await runStage(stage);
if (missing.length > 0) console.log(`\nNot installed, so what needs it was skipped: ${missing.join(', ')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);

async function runStage({ name, command, count, needs }) {
  if (needs && missing.includes(needs)) {
    console.log(`\n== ${name}: skipped, ${needs} is not installed`);
    total.skipped += 1;
    return;
  }
  console.log(`\n== ${name}`);
  const started = Date.now();
  const code = await run(command);
  const counts = code === 0 || count ? read(count, code) : { passed: 0, failed: 1, skipped: 0 };
  // A command that ends badly without a failed test (a crash, a broken config) is a failure all the same.
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  for (const key of Object.keys(total)) total[key] += counts[key];
  console.log(
    `== ${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped in ${Math.round((Date.now() - started) / 1000)} s`,
  );
}

function read(count, code) {
  if (!count) return { passed: 1, failed: 0, skipped: 0 };
  try {
    return count();
  } catch (error) {
    console.error(`no report was written: ${error.message}`);
    return { passed: 0, failed: code === 0 ? 1 : 0, skipped: 0 };
  }
}

function run([program, ...args]) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

function vitest(name, projects) {
  return ['vitest', 'run', ...projects, '--reporter=default', '--reporter=json', `--outputFile.json=${join(reports, `${name}.json`)}`];
}

function vitestCounts(name) {
  const report = JSON.parse(readFileSync(join(reports, `${name}.json`), 'utf8'));
  // A file that fails to load has no tests of its own to fail.
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken, skipped: report.numPendingTests + report.numTodoTests };
}

function playwrightCounts() {
  const { stats } = JSON.parse(readFileSync(join(reports, 'browser.json'), 'utf8'));
  if (stats.flaky > 0) console.log(`${stats.flaky} of these passed only at the second try: they are listed above as flaky`);
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
}
