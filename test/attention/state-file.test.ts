import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Kept, openStateFile } from '#lib/attention/state-file.ts';
import { NOW } from '../components/estate.ts';
import { acknowledgement } from './following.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-attention-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const CLOCK = { now: () => NOW };
const KEPT: Kept = {
  acknowledgements: [{ ...acknowledgement(), sources: ['haproxy/public/lb05/stats'] }],
  maintenances: [
    {
      ...{ id: 'm1', target: { is: 'host', host: 'web01' }, systems: ['haproxy'], startAt: NOW, endAt: NOW + 1 },
      ...{ reason: 'disks', by: 'ann', at: NOW },
    },
  ],
};
const file = () => join(folder, 'attention.json');
const text = (kept: object) => JSON.stringify(kept);

async function keep(kept: Kept, at = folder): Promise<void> {
  await (await (await openStateFile(at, CLOCK)).draft(kept)).commit();
}

test('a file that is not there holds nothing, and no folder is made for it', async () => {
  const opened = await openStateFile(join(folder, 'state'), CLOCK);
  expect([opened.kept, opened.setAside]).toEqual([{ acknowledgements: [], maintenances: [] }, null]);
  expect(readdirSync(folder)).toEqual([]);
});

test('what is kept is there after a restart, for its owner alone', async () => {
  await keep(KEPT, join(folder, 'state'));
  expect((await openStateFile(join(folder, 'state'), CLOCK)).kept).toEqual(KEPT);
  expect(statSync(join(folder, 'state', 'attention.json')).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(folder, 'state'))).toEqual(['attention.json']);
});

test('a draft that was never put in its place, as when Vigil died, changes nothing', async () => {
  await keep(KEPT);
  const opened = await openStateFile(folder, CLOCK);
  await opened.draft({ acknowledgements: [], maintenances: [] });
  expect((await openStateFile(folder, CLOCK)).kept).toEqual(KEPT);
});

test('a draft that is discarded leaves nothing behind', async () => {
  await (await (await openStateFile(folder, CLOCK)).draft(KEPT)).discard();
  expect(readdirSync(folder)).toEqual([]);
});

describe('a file that cannot be believed is set aside, and never written over', () => {
  const [ack] = KEPT.acknowledgements;
  test.each<[string, string, string]>([
    ['that is torn', text(KEPT).slice(0, 200), 'it is not JSON, or not all of it'],
    ['of garbage', '\u0000\u0001x', 'it is not JSON, or not all of it'],
    ['of nothing', '', 'it is not JSON, or not all of it'],
    ['of another kind', '[]', 'the whole: '],
    ['without a part', text({ acknowledgements: [] }), 'maintenances: '],
    ['with a status that there is not', text({ ...KEPT, acknowledgements: [{ ...ack, status: 'fine' }] }), 'acknowledgements.0.status: '],
    ['of which anybody might see a part', text({ ...KEPT, acknowledgements: [{ ...ack, systems: [] }] }), 'acknowledgements.0.systems: '],
    ['with a time that is none', text({ ...KEPT, acknowledgements: [{ ...ack, until: 'soon' }] }), 'acknowledgements.0.until: '],
  ])('%s', async (_name, content, why) => {
    writeFileSync(file(), content);
    const opened = await openStateFile(folder, CLOCK);
    const aside = `${file()}.not-believed-${NOW}`;
    expect(opened.kept).toEqual({ acknowledgements: [], maintenances: [] });
    expect(opened.setAside).toContain(`${file()} cannot be believed (${why}`);
    expect(opened.setAside).toContain(`It lies in ${aside} now`);
    await (await opened.draft(KEPT)).commit();
    expect(readFileSync(aside, 'utf8')).toBe(content);
    expect((await openStateFile(folder, CLOCK)).kept).toEqual(KEPT);
  });

  test('also one that cannot even be read', async () => {
    mkdirSync(file());
    const opened = await openStateFile(folder, CLOCK);
    expect(opened.setAside).toContain('cannot be believed (it cannot be read (EISDIR))');
    await (await opened.draft(KEPT)).commit();
    expect((await openStateFile(folder, CLOCK)).kept).toEqual(KEPT);
  });

  test('where it cannot be renamed, nothing is written before it can', async () => {
    writeFileSync(file(), 'garbage');
    const aside = `${file()}.not-believed-${NOW}`;
    mkdirSync(aside);
    const opened = await openStateFile(folder, CLOCK);
    expect(opened.setAside).toContain('It cannot be renamed either');
    await expect(opened.draft(KEPT)).rejects.toMatchObject({ kind: 'unwritten' });
    expect(readFileSync(file(), 'utf8')).toBe('garbage');
    rmSync(aside, { recursive: true });
    await (await opened.draft(KEPT)).commit();
    expect(readFileSync(aside, 'utf8')).toBe('garbage');
  });
});

describe('what cannot be written', () => {
  test('is refused in words, and what was kept stays', async () => {
    await keep(KEPT);
    const opened = await openStateFile(folder, CLOCK);
    mkdirSync(`${file()}.new`);
    const words = `Nothing was changed: ${file()} cannot be written (EISDIR). See that there is space, and that Vigil may write there.`;
    await expect(opened.draft({ acknowledgements: [], maintenances: [] })).rejects.toMatchObject({ kind: 'unwritten', message: words });
    expect((await openStateFile(folder, CLOCK)).kept).toEqual(KEPT);
  });

  test('is refused where no folder can be made', async () => {
    writeFileSync(join(folder, 'state'), 'a file in the way');
    const opened = await openStateFile(join(folder, 'state'), CLOCK);
    await expect(opened.draft(KEPT)).rejects.toMatchObject({ kind: 'unwritten' });
  });

  test('is refused where it cannot take its place', async () => {
    const opened = await openStateFile(folder, CLOCK);
    const draft = await opened.draft(KEPT);
    mkdirSync(file());
    await expect(draft.commit()).rejects.toMatchObject({ kind: 'unwritten' });
  });
});
