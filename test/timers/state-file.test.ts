import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { KeptTimer } from '#lib/timers/kept.ts';
import { openTimerFile } from '#lib/timers/state-file.ts';
import { NOW } from '../components/estate.ts';
import { temporaryFolder } from './running-keeper.ts';

const CLOCK = { now: () => NOW };
const TIMER: KeptTimer = {
  ...{ id: 't1', order: { system: 'haproxy', action: 'return', input: { server: 'web01' } }, title: 'Return web01', groups: ['web'] },
  ...{ dueAt: NOW + 1, by: 'ann', setAt: NOW, reason: null, state: { is: 'waiting' } },
  ...{ setter: { is: 'user', name: 'ann', address: '192.0.2.7' }, places: [{ group: 'web', node: 'lb1', row: 'be_web/server/web01' }] },
};

test('what is kept is there after a restart, for its owner alone', async () => {
  const folder = temporaryFolder();
  expect((await openTimerFile(folder, CLOCK)).kept).toEqual({ timers: [] });
  await (await (await openTimerFile(folder, CLOCK)).draft({ timers: [TIMER] })).commit();
  const opened = await openTimerFile(folder, CLOCK);
  expect([opened.kept, opened.setAside]).toEqual([{ timers: [TIMER] }, null]);
  expect(statSync(join(folder, 'timers.json')).mode & 0o777).toBe(0o600);
});

describe('a file that cannot be believed is set aside, in words, and never written over', () => {
  const text = (over: object) => JSON.stringify({ timers: [{ ...TIMER, ...over }] });
  test.each<[string, string, string]>([
    ['that is torn', text({}).slice(0, 90), 'it is not JSON, or not all of it'],
    ['of another kind', '[]', 'the whole: '],
    ['with a state that there is not', text({ state: { is: 'asleep' } }), 'timers.0.state'],
    ['of nobody', text({ setter: { is: 'vigil', name: 'x', address: '' } }), 'timers.0.setter.is: '],
    ['in no group', text({ groups: [] }), 'timers.0.groups: '],
  ])('%s', async (_name, content, why) => {
    const folder = temporaryFolder();
    const file = join(folder, 'timers.json');
    writeFileSync(file, content);
    const opened = await openTimerFile(folder, CLOCK);
    expect(opened.kept).toEqual({ timers: [] });
    const words = `The timers that were set are not known any more, and none of them will run: ${file} cannot be believed (${why}`;
    expect(opened.setAside).toContain(words);
    await (await opened.draft({ timers: [TIMER] })).commit();
    expect(readFileSync(`${file}.not-believed-${NOW}`, 'utf8')).toBe(content);
  });
});
