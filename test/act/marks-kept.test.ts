import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Audit } from '#lib/act/audit/audit.ts';
import type { Entry } from '#lib/act/audit/record.ts';
import type { Door } from '#lib/act/door.ts';
import { keepMarks } from '#lib/act/mark-keeping.ts';
import { openMarksFile } from '#lib/act/marks-file.ts';
import { until } from '../fakes/until.ts';
import { act, alice, closeDoors, drain, openActing, putBack } from './acting-door.ts';
import { ANNA, asked, ended, openTestAudit, SIGNED_IN, step, temporaryFolder } from './audit/entries.ts';

afterEach(closeDoors);

const CLOCK = { now: () => Date.now() };
const pair = () => ({ 'web/lb1': { web01: 'up', web02: 'up' }, 'web/lb2': { web01: 'up', web02: 'up' } }) as const;

/** A process over the folder of state: its audit, and a door whose marks are kept there. It is killed by being left alone. */
async function start(folder: string) {
  const audit = await openTestAudit(join(folder, 'audit'), { clock: CLOCK });
  const { door } = await openActing(pair());
  const clock = CLOCK;
  const errors: string[] = [];
  const file = await openMarksFile(folder, clock);
  const keeping = await keepMarks({ door, file, audit, clock, onError: (error) => void errors.push(String(error)) });
  await until('its marks are on disk, or cannot be', async () => errors.length > 0 || (await keptIn(folder)) === rowsOf(door));
  return { door, audit, file, keeping, errors };
}

const rowsOf = (door: Door): string =>
  door
    .marks()
    .map(({ node, row, by }) => `${node} ${row} by ${by}`)
    .join();
const keptIn = async (folder: string): Promise<string | null> => {
  const { kept } = (await openMarksFile(folder, { now: () => 0 })).kept;
  return kept === null ? null : kept.marks.map(({ node, row, by }) => `${node} ${row} by ${by}`).join();
};

const STOOD = 'lb1 be_web/web03 by anna,lb2 be_web/web03 by anna';
const ACTION = (id: string, action: string, wanted = 'drain'): Entry[] => {
  const steps = ['lb1', 'lb2'].map((node) => ({ ...step(node), wanted }));
  return [asked(id, { system: 'pretend', action, steps }), ended(id, 'pretend')];
};

/** So many lines more than were ever looked through for marks. */
async function write(audit: Audit, entries: readonly Entry[], lines = 0): Promise<void> {
  for (const entry of entries) await audit.append(ANNA, entry);
  await Promise.all(Array.from({ length: lines }, () => audit.append(ANNA, SIGNED_IN)));
}

/** What an older Vigil left, which kept no marks. */
async function leftAudit(folder: string, lines = 0): Promise<void> {
  const audit = await openTestAudit(join(folder, 'audit'), { clock: CLOCK });
  await write(audit, ACTION('a', 'drain'), lines);
  await audit.close();
}

describe('a mark survives as long as it stands', () => {
  test('also one that lies further back in the audit than 500 lines', async () => {
    const folder = temporaryFolder();
    await leftAudit(folder, 700);
    const first = await start(folder);
    expect(rowsOf(first.door)).toBe(STOOD);
    await first.audit.close();
    const second = await start(folder);
    expect(rowsOf(second.door)).toBe(STOOD);
  });

  test('also when the audit of that time is not there any more', async () => {
    const folder = temporaryFolder();
    await leftAudit(folder);
    await (await start(folder)).audit.close();
    rmSync(join(folder, 'audit'), { recursive: true });
    expect(rowsOf((await start(folder)).door)).toBe(STOOD);
  });

  test('over a kill -9 between the line of the audit and the writing of the marks, set or taken away', async () => {
    const folder = temporaryFolder();
    const first = await start(folder);
    await write(first.audit, ACTION('a', 'drain'));
    await first.audit.close();
    const second = await start(folder);
    expect(rowsOf(second.door)).toBe(STOOD);
    await write(second.audit, ACTION('b', 'return', 'up'), 600);
    await second.audit.close();
    expect(rowsOf((await start(folder)).door)).toBe('');
  });

  test('and is written when it is set, and when it is taken away', async () => {
    const folder = temporaryFolder();
    const { door } = await start(folder);
    await act(door, drain('web01'), alice, { reason: 'kernel' });
    await until('it is on disk', async () => (await keptIn(folder)) === 'lb1 be/server/web01 by alice,lb2 be/server/web01 by alice');
    await act(door, putBack('web01'), alice);
    await until('it is gone from the disk', async () => (await keptIn(folder)) === '');
  });
});

test('a file that cannot be believed is set aside, and the whole audit read instead', async () => {
  const folder = temporaryFolder();
  await leftAudit(folder, 700);
  writeFileSync(join(folder, 'marks.json'), '{"kept": {"at": 1');
  const { door, file } = await start(folder);
  expect(file.setAside).toContain('Who took what out of service is read from the whole audit');
  expect(rowsOf(door)).toBe(STOOD);
});

test('where it cannot be written the marks stand, it is said, and the next start reads the audit', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'marks.json.new'), { recursive: true });
  await leftAudit(folder, 700);
  const first = await start(folder);
  expect([rowsOf(first.door), first.errors]).toEqual([STOOD, [expect.stringContaining('is read from the audit at the next start')]]);
  expect(first.file.unkept()).toMatchObject({ words: expect.stringContaining('marks.json in the folder of state cannot be written') });
  await first.audit.close();
  expect(rowsOf((await start(folder)).door)).toBe(STOOD);
});
