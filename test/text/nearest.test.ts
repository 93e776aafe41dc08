import { expect, test } from 'vitest';
import { nearest } from '#lib/text/nearest.ts';

const KEYS = ['interval', 'timeout', 'nodes', 'name', 'url', 'tls', 'sessionsWarningRatio'];

test.each([
  ['a letter left out', 'timout', 'timeout'],
  ['a letter too many', 'intervall', 'interval'],
  ['another letter', 'nodas', 'nodes'],
  ['two letters swapped', 'tiemout', 'timeout'],
  ['other case', 'URL', 'url'],
  ['a singular', 'node', 'nodes'],
  ['a long key with several slips', 'sessionWarnRatio', 'sessionsWarningRatio'],
  ['nothing near', 'act', null],
  ['nothing at all', '', null],
  ['a whole sentence', 'x'.repeat(10_000), null],
])('%s: %s', (_name, word, expected) => {
  expect(nearest(word, KEYS)).toBe(expected);
});
