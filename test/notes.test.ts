import { describe, expect, test } from 'vitest';
import { type Note, type NotePlace, notesOf } from '#lib/notes.ts';
import { haproxySection } from '#lib/systems/haproxy/config.ts';

const at = (group: string | null, node: string | null, text: string): Note => ({ system: 'haproxy', group, node, text });
const place = (group: string | null, node: string | null): NotePlace => ({ system: 'haproxy', group, node });
const NOTES = [at(null, null, 'all'), at('web', null, 'tier'), at('web', 'lb1', 'one'), at('internal', 'lb1', 'another')];

describe('the notes of a place', () => {
  test.each<[string, NotePlace, string[]]>([
    ['of a node: its own, then those of its group and its system', place('web', 'lb1'), ['one', 'tier', 'all']],
    ['of a node without any: those of its group and its system', place('web', 'lb2'), ['tier', 'all']],
    ['of a node of that name in another group: never those of the first', place('internal', 'lb1'), ['another', 'all']],
    ['of a group: not those of its nodes', place('web', null), ['tier', 'all']],
    ['of a system: its own', place(null, null), ['all']],
    ['of another system: none', { system: 'redis', group: 'web', node: 'lb1' }, []],
  ])('%s', (_name, where, texts) => expect(notesOf(NOTES, where).map(({ text }) => text)).toEqual(texts));
});

test('every level of the configuration may have notes, which are not inherited as settings are', () => {
  const url = 'http://10.0.0.1:7001/haproxy';
  const read = haproxySection.read({
    notes: 'all',
    groups: [
      { name: 'web', notes: 'tier', nodes: [{ name: 'lb1', url, notes: 'one' }] },
      { name: 'internal', nodes: [{ name: 'lb2', url: `${url}2` }] },
    ],
  });
  expect(read).toMatchObject({ ok: true, notes: NOTES.slice(0, 3) });
});
