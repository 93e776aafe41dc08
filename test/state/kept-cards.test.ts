import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { AboutAnswer } from '#lib/http/about.ts';
import { type NativeServer, startNativeServer } from '../http/native-server.ts';

let server: NativeServer | null = null;
afterEach(() => server?.close());

const FILES = [
  'issues.json',
  'closed-issues.json',
  'attention.json',
  'timers.json',
  'marks.json',
  'sessions.json',
  'preferences.json',
  'discovered.json',
];

test('where nothing can be written Vigil runs, and says of what is known to be lost, without the name of its folder', async () => {
  server = await startNativeServer({
    access: { users: [] },
    prepare: async (folder) => {
      for (const file of FILES) await mkdir(join(folder, `${file}.new`));
      await writeFile(join(folder, 'jobs'), '');
    },
  });
  const { kept } = JSON.parse((await server.ask('/live/v1/about')).body) as AboutAnswer;
  const jobs = kept.find(({ place }) => place === 'jobs/');
  expect(jobs).toMatchObject({ cost: 'a restart loses it', trouble: expect.stringContaining('cannot be') });
  expect(kept.find(({ kind }) => kind === 'Discovered nodes')?.trouble).toBeNull();
  const history = kept.find(({ kind }) => kind === 'History');
  expect(history?.trouble === null ? 'kept' : history?.trouble).not.toBe('kept');
  expect(kept.every(({ cost, place }) => cost !== '' && place !== '')).toBe(true);
  expect(JSON.stringify(kept)).not.toContain(server.folder);
});
