// `npm test`: sets the machine up, runs every check there is, and closes with "N passed, N failed, N skipped". Plain JavaScript, for Node 20.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { environment, installPackages, installPrograms, root } from './setup.mjs';

const reports = join(root, 'test-results');

installPackages();
const env = environment();
const missing = installPrograms(['haproxy', 'chromium']);
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const total = { passed: 0, failed: 0, skipped: 0 };
/** What failed, and what passed only at the second try: said again at the end, where nobody overlooks it. */
const failed = [];
const retried = [];

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
if (retried.length > 0) console.log(`\nPassed only at the second try:\n${retried.map((line) => `  ${line}\n`).join('')}`);
if (failed.length > 0) console.log(`\nFailed:\n${failed.map((line) => `  ${line}\n`).join('')}`);
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
  failed.push(...(counts.failures ?? []));
  if (counts.failed > (counts.failures ?? []).length) failed.push(`${name}: ended with code ${code}, see above`);
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

/** A test that fails is tried once more: two cores hold this run and whatever the machine does besides. Which ones needed that is said. */
function vitest(name, projects) {
  const reporters = [
    '--reporter=default',
    '--reporter=json',
    '--reporter=./scripts/retried-reporter.mjs',
    `--outputFile.json=${reportOf(name)}`,
  ];
  return ['vitest', 'run', '--retry=1', ...projects, ...reporters];
}

function reportOf(name) {
  return join(reports, `${name}.json`);
}

function vitestCounts(name) {
  const report = JSON.parse(readFileSync(reportOf(name), 'utf8'));
  // A file that fails to load has no tests of its own to fail.
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const tests = report.testResults.flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: relative(root, file.name) })));
  const failures = [
    ...broken.map((file) => `${relative(root, file.name)}: ${firstLine(file.message)}`),
    ...tests
      .filter(({ status }) => status === 'failed')
      .map(({ file, fullName, failureMessages }) => `${file} › ${fullName}: ${firstLine(failureMessages[0])}`),
  ];
  // The reporter has no name of the stage: it writes one file, which is taken away here.
  const second = join(reports, 'retried.json');
  if (existsSync(second)) retried.push(...JSON.parse(readFileSync(second, 'utf8')));
  rmSync(second, { force: true });
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures,
  };
}

function playwrightCounts() {
  const { stats, suites } = JSON.parse(readFileSync(reportOf('browser'), 'utf8'));
  const ended = (status) => suites.flatMap((suite) => endedSo(suite, status)).map(({ file, title }) => `test/e2e/${file} › ${title}`);
  retried.push(...ended('flaky'));
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped, failures: ended('unexpected') };
}

/** The specs below a suite of Playwright's report that ended so. */
function endedSo({ suites = [], specs = [] }, status) {
  const own = specs.filter(({ tests }) => tests.some((test) => test.status === status));
  return [...own, ...suites.flatMap((suite) => endedSo(suite, status))];
}

function firstLine(message) {
  return (message ?? '').split('\n')[0].slice(0, 300);
}
