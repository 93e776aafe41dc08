import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type FoundConfig, findConfig, noConfigText } from '#config/find.ts';
import { folderOf } from './written.ts';

const FULL = folderOf({ 'vigil.yaml': '' });
const EMPTY = folderOf({});

const NOWHERE = ['--config FILE: not given', 'VIGIL_CONFIG: not set', `${join(EMPTY, 'vigil.yaml')}: not there`];
const NO_NAME = ['--config: no file is named after it'];
const SET = { VIGIL_CONFIG: 'b.yaml' };

test.each<[string, { args?: string[]; env?: Record<string, string>; cwd?: string }, FoundConfig]>([
  ['--config comes first', { args: ['--config', 'a.yaml'], env: SET }, { found: true, file: 'a.yaml' }],
  ['--config= is the same', { args: ['--dev', '--config=a.yaml'] }, { found: true, file: 'a.yaml' }],
  ['then VIGIL_CONFIG', { args: ['--dev'], env: SET }, { found: true, file: 'b.yaml' }],
  ['then vigil.yaml in the working folder', { env: { VIGIL_CONFIG: '' } }, { found: true, file: join(FULL, 'vigil.yaml') }],
  ['then nothing', { cwd: EMPTY }, { found: false, looked: NOWHERE }],
  ['--config without a file finds nothing', { args: ['--config'], env: SET }, { found: false, looked: NO_NAME }],
  ['--config= without a file neither', { args: ['--config='] }, { found: false, looked: NO_NAME }],
])('%s', (_name, { args = [], env = {}, cwd = FULL }, expected) => {
  expect(findConfig(args, env, cwd)).toEqual(expected);
});

test('whoever has no configuration is told where it was looked for, how to begin, and of the demo', () => {
  const text = noConfigText(['VIGIL_CONFIG: not set']);
  for (const words of ['  VIGIL_CONFIG: not set\n', 'cp config/example.yaml vigil.yaml', 'npm run check-config', 'npm run demo'])
    expect(text).toContain(words);
});
