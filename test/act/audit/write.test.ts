import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkAudit } from '#lib/act/audit/check-files.ts';
import type { OpenFile } from '#lib/act/audit/place.ts';
import type { Entry } from '#lib/act/audit/record.ts';
import { Secret } from '#lib/secret.ts';
import { ANNA, answered, asked, ended, openTestAudit, SIGNED_IN, temporaryFolder, writtenAudit } from './entries.ts';

const EVERYTHING = () => true;
const ALL = { before: null, limit: 1_000 };

type Disk = { openFile: OpenFile; syncs: number; room: number; syncFails: boolean };

/** A disk with so much room: a write that does not fit is written in part. Counts what is made sure of. */
function smallDisk(room: number): Disk {
  const disk: Disk = { openFile, syncs: 0, room, syncFails: false };
  async function openFile(path: string, flags: string, mode: number) {
    const handle: FileHandle = await open(path, flags, mode);
    return {
      async appendFile(text: string | Uint8Array) {
        const bytes = Buffer.from(text);
        const fits = bytes.subarray(0, disk.room);
        disk.room -= fits.length;
        await handle.appendFile(fits);
        if (fits.length < bytes.length) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
      },
      async sync() {
        disk.syncs += 1;
        await handle.sync();
        if (disk.syncFails) throw Object.assign(new Error('EIO: i/o error, fsync'), { code: 'EIO' });
      },
      close: () => handle.close(),
    };
  }
  return disk;
}

function auditFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort();
}

async function entriesOf(folder: string): Promise<Entry[]> {
  const lines = auditFiles(folder).flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1));
  return lines.map((line) => (JSON.parse(line) as { entry: Entry }).entry);
}

describe('appending', () => {
  test('gives the record that is then on disk, for nobody else to read', async () => {
    const folder = join(temporaryFolder(), 'state', 'audit');
    const audit = await openTestAudit(folder);
    const record = await audit.append(ANNA, SIGNED_IN);
    const line = readFileSync(join(folder, 'audit-000001.jsonl'), 'utf8').split('\n')[1] ?? '';
    expect(JSON.parse(line)).toEqual(record);
    expect(record).toMatchObject({ seq: 2, by: ANNA, entry: SIGNED_IN });
    expect(audit.head()).toEqual({ seq: 2, hash: record.hash });
    expect([folder, join(folder, 'audit-000001.jsonl')].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o600]);
  });

  test('tells of a record once it is on disk, in the order of the disk, and of none that could not be written', async () => {
    const folder = temporaryFolder();
    const disk = smallDisk(1e9);
    const audit = await openTestAudit(folder, { openFile: disk.openFile });
    const told: string[] = [];
    const leave = audit.onRecord(({ seq, hash }) => {
      const text = readFileSync(join(folder, 'audit-000001.jsonl'), 'utf8');
      told.push(`${seq} ${text.includes(hash) ? 'on disk' : 'lost'}`);
    });
    await Promise.all([audit.append(ANNA, SIGNED_IN), audit.append(ANNA, SIGNED_IN)]);
    disk.room = 10;
    await expect(audit.append(ANNA, SIGNED_IN)).rejects.toThrow();
    leave();
    disk.room = 1e9;
    await audit.append(ANNA, SIGNED_IN);
    expect(told).toEqual(['2 on disk', '3 on disk']);
  });

  test('many at once keeps their order and makes sure of them together', async () => {
    const disk = smallDisk(1e9);
    const audit = await openTestAudit(temporaryFolder(), { openFile: disk.openFile });
    const before = disk.syncs;
    const words = Array.from({ length: 200 }, (_, index) => `try ${index}`);
    const records = await Promise.all(
      words.map((words) => audit.append(ANNA, { kind: 'access', what: 'sign-in failed', words, times: 1 })),
    );
    expect(records.map(({ entry }) => 'words' in entry && entry.words)).toEqual(words);
    expect(records.map(({ seq }) => seq)).toEqual(words.map((_, index) => index + 2));
    expect(disk.syncs - before).toBeGreaterThan(0);
    expect(disk.syncs - before).toBeLessThan(4);
  });

  test('begins a new file when one is full, and the chain goes through', async () => {
    const folder = await writtenAudit(
      Array.from({ length: 12 }, () => SIGNED_IN),
      { maxFileBytes: 1_000 },
    );
    expect(auditFiles(folder).length).toBeGreaterThan(3);
    expect(Math.max(...auditFiles(folder).map((name) => statSync(join(folder, name)).size))).toBeLessThan(2_000);
    expect(await checkAudit(folder)).toMatchObject({ faults: [], head: { seq: 13 } });
  });

  test('writes no secret, and only what can be read again', async () => {
    const folder = temporaryFolder();
    const audit = await openTestAudit(folder);
    await audit.append(ANNA, asked('a', { input: { password: new Secret('hunter2'), nothing: undefined } }));
    await expect(audit.append(ANNA, { ...asked('b'), steps: undefined } as unknown as Entry)).rejects.toThrow("Vigil's own error");
    await expect(audit.append(ANNA, asked('c', { input: 1n }))).rejects.toThrow('BigInt');
    await audit.append(ANNA, SIGNED_IN);
    expect((await entriesOf(folder)).map(({ kind }) => kind)).toEqual(['started', 'asked', 'access']);
    expect((await entriesOf(folder))[1]).toMatchObject({ input: { password: '***' } });
  });

  test('after the end is refused in words', async () => {
    const audit = await openTestAudit(temporaryFolder());
    await audit.close();
    await expect(audit.append(ANNA, SIGNED_IN)).rejects.toThrow('being stopped');
  });
});

describe('a disk that is full', () => {
  test.each([0, 1, 200, 600, 1_399])(
    'with room for %i more bytes: nothing is promised that is not there, and writing goes on when there is room',
    async (room) => {
      const folder = temporaryFolder();
      const disk = smallDisk(1e9);
      const errors: unknown[] = [];
      const audit = await openTestAudit(folder, { openFile: disk.openFile, onError: (error) => void errors.push(error) });
      await audit.append(ANNA, SIGNED_IN);
      disk.room = room;
      const tries = await Promise.allSettled([audit.append(ANNA, asked('a')), audit.append(ANNA, asked('b'))]);
      expect(tries.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
      expect(audit.trouble()).toMatch(
        /^Nothing can be written in the audit since 20.* UTC\. No space is left for the audit in .*: free some there\.$/,
      );
      await expect(audit.append(ANNA, SIGNED_IN)).rejects.toThrow('No space is left');
      expect(errors).toHaveLength(1);
      expect((await audit.read({}, EVERYTHING, ALL)).rows.length).toBeGreaterThanOrEqual(2);
      disk.room = 1e9;
      await audit.append(ANNA, SIGNED_IN);
      expect(audit.trouble()).toBeNull();
      await audit.close();
      expect((await checkAudit(folder)).faults).toEqual([]);
      const { rows } = await audit.read({ action: 'drain' }, EVERYTHING, ALL);
      expect(rows.filter(({ result }) => result !== 'refused')).toEqual([]);
    },
  );

  test('from the beginning opens an audit that says so, and is written from when there is room', async () => {
    const folder = temporaryFolder();
    const disk = smallDisk(100);
    const audit = await openTestAudit(folder, { openFile: disk.openFile });
    expect(audit.trouble()).toContain('No space is left');
    expect(audit.head()).toBeNull();
    disk.room = 1e9;
    expect((await audit.append(ANNA, SIGNED_IN)).seq).toBe(2);
    await audit.close();
    expect((await checkAudit(folder)).faults).toEqual([]);
  });
});

test('an action that reached the disk though Vigil could not be sure of it is written down as never sent', async () => {
  const folder = temporaryFolder();
  const disk = smallDisk(1e9);
  const audit = await openTestAudit(folder, { openFile: disk.openFile });
  disk.syncFails = true;
  await expect(audit.append(ANNA, asked('a'))).rejects.toThrow('i/o error');
  disk.syncFails = false;
  await audit.append(ANNA, SIGNED_IN);
  const { rows } = await audit.read({ action: 'drain' }, EVERYTHING, ALL);
  expect(rows).toMatchObject([{ id: 'a', result: 'refused', words: expect.stringContaining('Nothing was sent') }]);
  await audit.close();
  expect((await checkAudit(folder)).faults).toEqual([]);
});

describe('a folder that cannot be written', () => {
  test('because a file has its name: opens, says so, reads nothing, and works once the file is gone', async () => {
    const folder = join(temporaryFolder(), 'audit');
    writeFileSync(folder, 'in the way');
    const audit = await openTestAudit(folder);
    expect(audit.trouble()).toContain('A file stands in the way');
    await expect(audit.append(ANNA, SIGNED_IN)).rejects.toThrow('A file stands in the way');
    expect(await audit.read({}, EVERYTHING, ALL)).toEqual({ rows: [], next: null, unreadable: 0, head: null });
    rmSync(folder);
    expect((await audit.append(ANNA, SIGNED_IN)).seq).toBe(2);
    expect(audit.trouble()).toBeNull();
  });

  test('because each file is refused: what is there can be read', async () => {
    const folder = await writtenAudit([SIGNED_IN]);
    const openFile: OpenFile = () => Promise.reject(Object.assign(new Error('EROFS: read-only file system, open'), { code: 'EROFS' }));
    const audit = await openTestAudit(folder, { openFile });
    expect(audit.trouble()).toContain('read-only');
    await expect(audit.append(ANNA, SIGNED_IN)).rejects.toThrow('mount it writable');
    expect((await audit.read({}, EVERYTHING, ALL)).rows).toHaveLength(2);
  });
});

describe('what happens to the files meanwhile', () => {
  test.each<[string, (file: string) => void]>([
    ['is moved away', (file) => renameSync(file, `${file}.old`)],
    ['is removed', (file) => rmSync(file)],
  ])('a file that %s does not take new records with it', async (_name, change) => {
    const folder = temporaryFolder();
    const audit = await openTestAudit(folder);
    await audit.append(ANNA, SIGNED_IN);
    change(join(folder, 'audit-000001.jsonl'));
    const record = await audit.append(ANNA, SIGNED_IN);
    expect(await entriesOf(folder)).toContainEqual(record.entry);
  });
});

describe('an action that Vigil did not live to end', () => {
  test('is written down as lost at the next start, with what is known of each step, once', async () => {
    const folder = await writtenAudit([asked('a'), asked('b'), answered('a', 'lb1', { is: 'taken', answer: 'Done.' }), ended('b')], {
      maxFileBytes: 1_200,
    });
    await (await openTestAudit(folder)).close();
    await (await openTestAudit(folder)).close();
    const lost = (await entriesOf(folder)).filter(({ kind }) => kind === 'lost');
    expect(lost).toEqual([
      {
        kind: 'lost',
        id: 'a',
        system: 'haproxy',
        words:
          'Vigil was stopped before this ended. be_web/web03 on lb1: taken (Done.). be_web/web03 on lb2: not known. What is not known may have been sent. Look at the state as it is now.',
      },
    ]);
  });

  test('is lost, and not refused, where it was of a process that had taken the folder over meanwhile', async () => {
    const folder = temporaryFolder();
    const audit = await openTestAudit(folder);
    rmSync(join(folder, 'lock'));
    const other = await openTestAudit(folder);
    await other.append(ANNA, asked('b'));
    await other.close();
    await audit.append(ANNA, SIGNED_IN);
    expect((await entriesOf(folder)).filter(({ kind }) => kind === 'lost' || kind === 'ended')).toMatchObject([{ kind: 'lost', id: 'b' }]);
  });

  test('is under way while its process lives, even after the writing failed for a while', async () => {
    const disk = smallDisk(1e9);
    const audit = await openTestAudit(temporaryFolder(), { openFile: disk.openFile });
    await audit.append(ANNA, asked('a'));
    await audit.append(ANNA, answered('a', 'lb1'));
    disk.room = 50;
    await expect(audit.append(ANNA, SIGNED_IN)).rejects.toThrow('No space');
    disk.room = 1e9;
    await audit.append(ANNA, SIGNED_IN);
    const { rows } = await audit.read({ action: 'drain' }, EVERYTHING, ALL);
    expect(rows).toMatchObject([{ id: 'a', result: 'under way', words: '1 of 2 steps answered.', endedAt: null }]);
  });
});
