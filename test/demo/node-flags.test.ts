import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { NODE_FLAGS } from '#demo/node-flags.ts';

test('Vigil is started by the demo and by tests with the flags of npm start', () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(
    /exec node (.*)server\.ts$/
      .exec(scripts.start ?? '')?.[1]
      ?.trim()
      .split(' '),
  ).toEqual(NODE_FLAGS);
});
