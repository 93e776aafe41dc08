import { expect, test } from 'vitest';
import { parseAg } from '#lib/systems/sql/ag/parse.ts';
import { agSets } from './wire.ts';

test('a database that does not tell whether it is local is refused, and not taken for one of another node', () => {
  const databases = agSets().databases.map((row) => ({ ...row, is_local: null }));
  expect(() => parseAg(agSets({ databases }))).toThrow('databases.is_local is NULL');
});

test('a node that has groups and does not tell whether Always On is enabled is refused, and not taken for one without', () => {
  const node = [{ ...agSets().node[0], is_hadr_enabled: null }];
  expect(() => parseAg(agSets({ node }))).toThrow('does not tell whether Always On is enabled');
});
