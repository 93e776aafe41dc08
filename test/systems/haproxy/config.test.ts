import { describe, expect, test } from 'vitest';
import { Secret } from '#lib/secret.ts';
import { type HAProxySettings, haproxySection } from '#lib/systems/haproxy/config.ts';

type Levels = { system?: object; group?: object; node?: object };

const url = 'http://10.0.0.1:7001/haproxy';
const as = (user: string) => ({ user, password: new Secret('hunter2') });

function read({ system = {}, group = {}, node = {} }: Levels) {
  return haproxySection.read({ groups: [{ name: 'web', nodes: [{ name: 'lb1', url, ...node }], ...group }], ...system });
}

function settingsOf(levels: Levels): HAProxySettings {
  const section = read(levels);
  if (!section.ok) throw new Error(section.misfits.map(({ message }) => message).join('; '));
  return section.groups[0]?.nodes[0]?.settings as HAProxySettings;
}

describe('whom commands are sent as', () => {
  test.each<[string, Levels, string | null]>([
    ['nobody, where nothing is said', {}, null],
    ['nobody, whoever reads', { system: { read: as('vigil') } }, null],
    ['that of the system', { system: { act: as('ann') } }, 'ann'],
    ['that of the group', { system: { act: as('ann') }, group: { act: as('web') } }, 'web'],
    ['that of the node', { system: { act: as('ann') }, group: { act: as('web') }, node: { act: as('lb1') } }, 'lb1'],
    ['nobody, where none clears it', { system: { act: as('ann') }, node: { act: 'none' } }, null],
    ['nobody, where null clears it', { system: { act: as('ann') }, group: { act: null } }, null],
    ['a node of its own again after none', { group: { act: 'none' }, node: { act: as('lb1') } }, 'lb1'],
  ])('%s', (_, levels, user) => {
    expect(settingsOf(levels).act?.user ?? null).toBe(user);
  });

  test('is told apart from who reads, and its password is never shown', () => {
    const lines = haproxySection.describe(settingsOf({ system: { read: as('vigil'), act: as('ann') } }));
    expect(lines).toContain('reads as vigil / ***');
    expect(lines).toContain('acts as ann / ***');
    expect(haproxySection.describe(settingsOf({}))).toContain('acts as nobody: drain and maintenance are off');
  });

  test.each<[string, unknown, RegExp]>([
    ['without a password', { user: 'ann' }, /^is missing: add it \(\{ env: NAME \}/],
    ['with a password written out', { user: 'ann', password: 'hunter2' }, /^is not a secret that Vigil can read/],
    ['with a colon in the user', { user: 'ann:x', password: new Secret('p') }, /^holds a colon/],
    ['that is a text', 'ann', /^is not a mapping/],
    ['with another key', { ...as('ann'), realm: 'x' }, /^is not a known key/],
  ])('%s is refused', (_, act, message) => {
    const section = read({ system: { act } });
    expect(section).toMatchObject({ ok: false, misfits: [{ message: expect.stringMatching(message) }] });
    expect(JSON.stringify(section)).not.toContain('hunter2');
  });
});
