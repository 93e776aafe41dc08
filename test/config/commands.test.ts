import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { SYSTEM_NAMES } from '#config/schema.ts';
import { verifyPassword } from '#lib/access/password.ts';
import { tokenHashOf } from '#lib/access/tokens.ts';
import { until } from '#test/fakes/until.ts';
import { load, printed } from './written.ts';

const CONFIG = join(import.meta.dirname, '../../config');
const HASH_PASSWORD = join(CONFIG, 'hash-password.ts');
const MAKE_TOKEN = join(CONFIG, 'make-token.ts');
/** The script of util-linux gives a program a terminal. */
const HAS_TERMINALS = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') ?? false;

function run(command: string, args: string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], { input, encoding: 'utf8' });
  return { status, stdout, stderr };
}

/** What is to be pasted into the configuration loads, beside a secret. */
async function expectToLoad(stdout: string) {
  const pasted = stdout.slice(stdout.indexOf('access:'));
  const haproxy = "haproxy: { groups: [{ name: web, nodes: [{ name: lb1, url: 'http://10.0.0.1/' }] }] }";
  expect(printed(await load(`${pasted}  secret: { env: VIGIL_SECRET }\n${haproxy}`))).toBe('');
}

describe('hash-password, given one line', () => {
  test.each([
    ['a line', 'hunter2 hunter2\n'],
    ['a line that does not end', 'hunter2 hunter2'],
    ['a line of another system', 'hunter2 hunter2\r\n'],
  ])('prints the hash of %s and what to paste', async (_name, input) => {
    const { status, stdout, stderr } = run(HASH_PASSWORD, [], input);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).not.toContain('hunter2');
    expect(await verifyPassword('hunter2 hunter2', stdout.split('\n')[0] ?? '')).toBe(true);
    await expectToLoad(stdout);
  });

  test.each([
    ['nothing', '', 'No password came in'],
    ['an empty line', '\n', 'No password came in'],
    ['seven characters', 'hunter2\n', 'The password is too short: take at least 8 characters.'],
    ['seven characters of two units each', '\u{1f600}'.repeat(7), 'The password is too short'],
    ['more than a password can have', 'x'.repeat(1_025), 'The password is too long: take at most 1024 bytes.'],
    ['two lines', 'hunter2 one\nhunter2 two\n', 'More than one line came in'],
  ])('refuses %s', (_name, input, words) => {
    const { status, stdout, stderr } = run(HASH_PASSWORD, [], input);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr).not.toContain('hunter2');
  });

  test('refuses a password as an argument, and does not repeat it', () => {
    const { status, stdout, stderr } = run(HASH_PASSWORD, ['hunter2 hunter2']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('A password is not given as an argument');
    expect(stderr).not.toContain('hunter2');
  });
});

describe.skipIf(!HAS_TERMINALS)('hash-password, on a terminal', () => {
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  /** Types each answer when its question is there. */
  async function typed(answers: readonly [string, string][]) {
    const child = spawn('script', ['-qec', `"${process.execPath}" "${HASH_PASSWORD}"`, '/dev/null']);
    children.push(child);
    let shown = '';
    child.stdout.on('data', (chunk) => {
      shown += chunk;
    });
    for (const [question, answer] of answers) {
      await until(`it asks: ${question}`, () => shown.includes(question));
      child.stdin.write(answer);
    }
    await until('it ends', () => child.exitCode !== null);
    return { status: child.exitCode, shown };
  }

  test('asks twice, shows nothing of what is typed, and prints the hash', async () => {
    const { status, shown } = await typed([
      ['Password: ', 'hunter3\x7f2 hunter2\r'],
      ['Once more: ', 'hunter2 hunter2\r'],
    ]);
    expect({ status, isShown: shown.includes('hunter') }).toEqual({ status: 0, isShown: false });
    expect(await verifyPassword('hunter2 hunter2', /\$scrypt\S+/.exec(shown)?.[0] ?? '')).toBe(true);
  });

  test.each<[string, [string, string][], string]>([
    [
      'two that differ',
      [
        ['Password: ', 'hunter2 hunter2\r'],
        ['Once more: ', 'hunter2 hunter3\r'],
      ],
      'The two are not the same: nothing was made.',
    ],
    ['an interruption', [['Password: ', 'hunter2 hunter2\x03']], 'No password came in'],
    ['the end of the input', [['Password: ', '\x04']], 'No password came in'],
  ])('makes nothing of %s', async (_name, answers, words) => {
    const { status, shown } = await typed(answers);
    expect(status).toBe(1);
    expect(shown).toContain(words);
    expect(shown).not.toMatch(/hunter|\$scrypt/);
  });
});

describe('make-token', () => {
  test('prints a token, its hash alone in what to paste, and never the same twice', async () => {
    const args = ['--name', '1e5', '--system', 'haproxy', '--may', 'act'];
    const { status, stdout, stderr } = run(MAKE_TOKEN, args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const token = stdout.split('\n')[0] ?? '';
    expect(token).toMatch(/^vigil_[\w-]{43}$/);
    const pasted = stdout.slice(stdout.indexOf('access:'));
    expect(pasted).toContain(tokenHashOf(token));
    expect(pasted).not.toContain(token);
    await expectToLoad(stdout);
    expect(run(MAKE_TOKEN, args).stdout).not.toContain(token);
  });

  test('prints one that may view everything, for a wall, and how a wall is let in', async () => {
    const { status, stdout } = run(MAKE_TOKEN, ['--name', 'wall', '--system', 'all', '--may', 'view']);
    expect(status).toBe(0);
    expect(stdout).toContain('/tv?token=');
    await expectToLoad(stdout);
  });

  test('prints one that may mark deploys on all systems, and how one is marked', async () => {
    const { status, stdout } = run(MAKE_TOKEN, ['--name', 'ci', '--system', 'all', '--may', 'mark']);
    expect(status).toBe(0);
    expect(stdout).toContain('/live/v1/deploys');
    await expectToLoad(stdout);
  });

  test.each([
    [
      'nothing',
      [],
      `--name is missing: add it (lb1)\n--system is missing: add it (${SYSTEM_NAMES.join(', ')}, all)\n--may is missing: add it (view, act, mark)`,
    ],
    ['a name that is none', ['--name', 'a b', '--system', 'haproxy', '--may', 'act'], '--name is not a name'],
    [
      'a system that is not known',
      ['--name', 'a', '--system', 'postgres', '--may', 'act'],
      `--system is none of ${SYSTEM_NAMES.join(', ')}, all: write one of them`,
    ],
    ['acting on all systems', ['--name', 'a', '--system', 'all', '--may', 'act'], '--may cannot be act for all systems'],
    ['another right', ['--name', 'a', '--system', 'haproxy', '--may', 'all'], '--may is none of view, act, mark: write one of them'],
    ['an unknown option', ['--nmae', 'a'], "Unknown option '--nmae'"],
    ['a loose word', ['deploy'], "Unexpected argument 'deploy'"],
  ])('refuses %s, and says how it is used', (_name, args, words) => {
    const { status, stdout, stderr } = run(MAKE_TOKEN, args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr).toContain(`npm run make-token -- --name NAME --system ${SYSTEM_NAMES.join('|')}|all --may view|act|mark`);
  });
});
