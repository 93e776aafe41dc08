import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { openShapes } from '#lib/systems/exceptions/shapes/open-shapes.ts';
import { ANNA, openTestAudit, SIGNED_IN } from '#test/act/audit/entries.ts';
import { START_AT } from './history/open-for-test.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const WRITING = fileURLToPath(new URL('./history/writing-process.ts', import.meta.url));

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-state-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs a command as npm does, and gives what it said and ended with. */
function run(command: string, args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(ROOT, command), ...args], (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

/** A folder in which a process writes without an end, with an audit and what people did. */
async function livingFolder(folder = temporaryFolder()): Promise<{ folder: string; kill(): Promise<void> }> {
  const audit = await openTestAudit(join(folder, 'audit'));
  await audit.append(ANNA, SIGNED_IN);
  await audit.close();
  writeFileSync(join(folder, 'attention.json'), JSON.stringify({ acknowledgements: [], maintenances: [] }));
  writeFileSync(join(folder, 'preferences.json'), JSON.stringify({ users: [] }));
  writeFileSync(join(folder, 'timers.json.not-believed-1'), 'what is this');
  const child = spawn(process.execPath, [WRITING, folder, '0', String(START_AT)], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  child.stdout.resume();
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await once(child, 'close');
  };
  return { folder, kill };
}

/** One that a process wrote in and that was copied, made once. */
let copied: Promise<string> | null = null;

async function copiedFolder(): Promise<string> {
  copied ??= (async () => {
    const { folder, kill } = await livingFolder(mkdtempSync(join(tmpdir(), 'vigil-state-')));
    await kill();
    return folder;
  })();
  const copy = join(temporaryFolder(), 'copy');
  cpSync(await copied, copy, { recursive: true });
  rmSync(join(copy, 'timers.json.not-believed-1'));
  return copy;
}

afterAll(async () => rmSync((await copied) ?? '', { recursive: true, force: true }));

describe('backup-state', () => {
  test('copies all of a folder in which Vigil writes, for nobody else to read, and the copy is whole', async () => {
    const { folder } = await livingFolder();
    const to = join(temporaryFolder(), 'copy');
    const { code, out, err } = await run('backup-state.ts', ['--folder', folder, to]);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).toMatch(/history: 100 %\n4 files copied\n/);
    expect(out).toMatch(/the copy was checked: nothing is wrong in/);
    expect(readdirSync(to).sort()).toEqual(expect.arrayContaining(['attention.json', 'audit', 'history.sqlite', 'preferences.json']));
    expect(existsSync(join(to, 'lock'))).toBe(false);
    expect(existsSync(join(to, 'timers.json.not-believed-1'))).toBe(false);
    expect(statSync(join(to, 'history.sqlite')).mode & 0o777).toBe(0o600);
    expect(statSync(to).mode & 0o777).toBe(0o700);
  });

  test('copies what a system keeps in a database of its own as it is at one moment, with what is only in its log', async () => {
    const folder = temporaryFolder();
    const index = openShapes({ folder: join(folder, 'exceptions'), store: 'Main', rule: 'rule', now: 0 });
    onTestFinished(() => index.close());
    const row = { app: 'Core', type: 'T', message: null, place: null, firstAt: 1, lastAt: 1, count: 1 };
    await index.add([{ ...row, id: 7, shape: 'a' }], { toId: 7, sinceAt: 0, at: 0, isAll: true });
    const to = join(temporaryFolder(), 'copy');
    const { code, err } = await run('backup-state.ts', ['--folder', folder, to]);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(readdirSync(join(to, 'exceptions'))).toEqual([expect.stringMatching(/^main-[0-9a-f]{16}\.sqlite$/)]);
    const copy = openShapes({ folder: join(to, 'exceptions'), store: 'Main', rule: 'rule', now: 0 });
    onTestFinished(() => copy.close());
    expect(copy.idsOf('a', { fromId: 0, most: 9 })).toEqual([7]);
  });

  test.each<[string, (folder: string) => string[], number, RegExp]>([
    ['without a place to copy to', (folder) => ['--folder', folder], 2, /^Name one folder to copy to/],
    [
      'to a folder that holds something',
      (folder) => ['--folder', folder, folder],
      1,
      /is not empty: name a folder that is, or that is not there yet/,
    ],
    [
      'of a folder that is not there',
      (folder) => ['--folder', join(folder, 'none'), join(folder, 'to')],
      1,
      /none cannot be read \(ENOENT\)/,
    ],
    ['without a configuration', (folder) => ['--config', join(folder, 'none.yaml'), join(folder, 'to')], 2, /--folder FOLDER/],
  ])('%s it says so and copies nothing', async (_name, args, expected, words) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'x.json'), '{}');
    const { code, err } = await run('backup-state.ts', args(folder));
    expect(err).toMatch(words);
    expect(code).toBe(expected);
    expect(readdirSync(folder)).toEqual(['x.json']);
  });
});

describe('check-state', () => {
  test('finds a living folder in order and says what it looked at', async () => {
    const { code, out, err } = await run('check-state.ts', [(await livingFolder()).folder]);
    expect(err).toBe('');
    expect(code).toBe(0);
    for (const words of [
      'history: ',
      ' events, ',
      ' boards',
      'attention.json: by what it may hold',
      'preferences.json: by what it may hold',
      'audit: 2 records',
      'was set aside',
      'nothing is wrong',
    ])
      expect(out).toContain(words);
  });

  test.each<[string, (copy: string) => void, RegExp]>([
    [
      'a file that does not hold what it may',
      (copy) => writeFileSync(join(copy, 'attention.json'), '{"acknowledgements": 1}'),
      /attention\.json cannot be believed \(acknowledgements: .*\): stop Vigil and repair/,
    ],
    [
      'a file that is no JSON',
      (copy) => writeFileSync(join(copy, 'preferences.json'), '{'),
      /preferences\.json cannot be believed \(it is not JSON, or not all of it\)/,
    ],
    [
      'a database of a system that is none',
      (copy) => writeFileSync(join(copy, 'shapes.sqlite'), 'x'.repeat(9_000)),
      /shapes\.sqlite cannot be believed \(file is not a database\): stop Vigil and rename it/,
    ],
    [
      'a history that is none',
      (copy) => writeFileSync(join(copy, 'history.sqlite'), 'x'.repeat(9_000)),
      /history\.sqlite cannot be read \(file is not a database\)\. What can be read/,
    ],
    ['an event that makes no sense', (copy) => spoil(copy, `UPDATE event SET kind = 'x' WHERE id = 3`), /history\.sqlite: Event 3: kind: /],
    ['readings that cannot be unpacked', (copy) => spoil(copy, 'UPDATE series_flush SET data = zeroblob(20)'), /history\.sqlite: /],
    [
      'boards that cannot be unpacked',
      (copy) => spoil(copy, 'UPDATE board_flush SET data = zeroblob(20)'),
      /history\.sqlite: The boards from /,
    ],
    ['a history of a newer Vigil', (copy) => spoil(copy, 'PRAGMA user_version = 999'), /A newer Vigil wrote .*its schema is 999/],
    [
      'a record of the audit that was changed',
      (copy) => tamper(join(copy, 'audit', 'audit-000001.jsonl')),
      /audit-000001\.jsonl:\d+ {2}.*\n(.*\n)*.*The audit is never repaired/,
    ],
  ])('finds %s, says what to do, and changes nothing', async (_name, harm, words) => {
    const copy = await copiedFolder();
    harm(copy);
    const before = readFileSync(join(copy, 'attention.json'), 'utf8');
    const { code, err } = await run('check-state.ts', ['--folder', copy]);
    expect(err).toMatch(words);
    expect(code).toBe(1);
    expect(readFileSync(join(copy, 'attention.json'), 'utf8')).toBe(before);
    expect(readdirSync(copy).filter((name) => name.includes('not-believed'))).toEqual([]);
  });
});

function spoil(copy: string, sql: string): void {
  const database = new DatabaseSync(join(copy, 'history.sqlite'));
  database.exec(sql);
  database.close();
}

function tamper(file: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replace('anna', 'bert'));
}
