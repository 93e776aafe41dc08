import { expect, test } from 'vitest';
import { Aliases, type Identified } from '#lib/discovery/aliases.ts';

const own = (node: string, identity: string | null): Identified => ({ node, isFound: false, identity });
const found = (node: string, identity: string | null): Identified => ({ node, isFound: true, identity });

test('a found node that is a configured one by its own word is an alias of it', () => {
  const aliases = new Aliases();
  aliases.look([own('m1', 'id-1'), found('10.0.0.5:6379', 'id-1'), found('10.0.0.6:6379', 'id-2')]);
  expect([aliases.has('10.0.0.5:6379'), aliases.has('10.0.0.6:6379'), aliases.has('m1')]).toEqual([true, false, false]);
});

test.each<[string, Identified[], boolean]>([
  ['while the other cannot be heard', [own('m1', null)], true],
  ['while the other is the same', [own('m1', 'id-1')], true],
  ['not when the other has become another process', [own('m1', 'id-9')], false],
  ['not when the other is gone', [], false],
])('an alias is known %s', (_name, next, isKnown) => {
  const aliases = new Aliases();
  aliases.look([own('m1', 'id-1'), found('again', 'id-1')]);
  aliases.look(next);
  expect(aliases.has('again')).toBe(isKnown);
});

test('nodes that do not tell who they are are no aliases of one another', () => {
  const aliases = new Aliases();
  aliases.look([own('m1', null), found('10.0.0.5:6379', null)]);
  expect(aliases.has('10.0.0.5:6379')).toBe(false);
});
