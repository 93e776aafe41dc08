import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { holdFolder } from '#lib/state/hold-folder.ts';

const PROCESS = fileURLToPath(new URL('./holding-process.ts', import.meta.url));

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-held-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A process that takes the folder, and what it said first. */
async function startHolder(folder: string): Promise<{ pid: number | undefined; words: string; kill(): Promise<void> }> {
  const child = spawn(process.execPath, [PROCESS, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [words] = await once(child.stdout, 'data');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await once(child, 'close');
  };
  return { pid: child.pid, words: String(words).trim(), kill };
}

/** A lock as one in another container leaves it. */
function writeForeignLock(folder: string): string {
  const path = join(folder, 'lock');
  writeFileSync(path, JSON.stringify({ pid: process.pid, born: 'another boot 1', place: 'other-host pid:[1]', id: 'x' }));
  return path;
}

describe('two processes on one state folder', () => {
  test('the second is told who has it and what to do, and the first keeps it', async () => {
    const folder = temporaryFolder();
    const first = await startHolder(folder);
    const second = await startHolder(folder);
    expect(first.words).toBe('held');
    expect(second.words).toMatch(new RegExp(`^Another Vigil \\(process ${first.pid} on .*\\) has the state folder .*: stop it, or give`));
    await expect(holdFolder(folder)).rejects.toMatchObject({ name: 'FolderHeldError' });
  });

  test('one that was killed leaves it to the next at once', async () => {
    const folder = temporaryFolder();
    const first = await startHolder(folder);
    await first.kill();
    expect(existsSync(join(folder, 'lock'))).toBe(true);
    expect((await startHolder(folder)).words).toBe('held');
  });

  test('of many that start at once after one was killed, one alone has it', async () => {
    const folder = temporaryFolder();
    await (await startHolder(folder)).kill();
    const all = await Promise.all(Array.from({ length: 5 }, () => startHolder(folder)));
    expect(all.filter(({ words }) => words === 'held')).toHaveLength(1);
  });

  test('one in another container is seen by the stamps that it makes, although a process of its number lives here too', async () => {
    const folder = temporaryFolder();
    const path = writeForeignLock(folder);
    const beat = setInterval(() => utimesSync(path, new Date(), new Date()), 50);
    onTestFinished(() => clearInterval(beat));
    await expect(holdFolder(folder, 300)).rejects.toThrow(`Another Vigil (process ${process.pid} on other-host) has`);
    expect(readFileSync(path, 'utf8')).toContain('other-host');
  });

  test('one in another container that shows no life is dead', async () => {
    const folder = temporaryFolder();
    const path = writeForeignLock(folder);
    const held = await holdFolder(folder, 100);
    expect(held.trouble).toBeNull();
    expect(readFileSync(path, 'utf8')).toContain(`"pid":${process.pid}`);
    await held.release();
    expect(existsSync(path)).toBe(false);
  });
});

describe('a folder that cannot be written', () => {
  test('is no reason not to start, and it is said what is lost', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    const held = await holdFolder(join(folder, 'file', 'state'));
    expect(held.trouble).toMatch(/^Nothing can be written in the state folder .* \(ENOTDIR\): no history, .* See that/);
    await held.release();
  });
});
