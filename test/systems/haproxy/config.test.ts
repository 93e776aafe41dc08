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

describe('what people call a proxy', () => {
  test.each<[string, Levels, Record<string, string>]>([
    ['nothing, where nothing is said', {}, {}],
    ['as the system says', { system: { aliases: { be_web: 'Web shop' } } }, { be_web: 'Web shop' }],
    [
      'as the group says too',
      { system: { aliases: { be_web: 'Web' } }, group: { aliases: { be_api: 'API' } } },
      { be_web: 'Web', be_api: 'API' },
    ],
    ['as the group says first', { system: { aliases: { be_web: 'Web' } }, group: { aliases: { be_web: 'Shop' } } }, { be_web: 'Shop' }],
  ])('%s', (_, levels, aliases) => {
    expect(settingsOf(levels).aliases).toEqual(aliases);
  });

  test('is counted where the settings are told', () => {
    expect(haproxySection.describe(settingsOf({ system: { aliases: { be_web: 'Web' } } }))).toContain('1 proxy has an alias');
    expect(haproxySection.describe(settingsOf({})).join()).not.toContain('alias');
  });
});

describe('the runtime socket of a node', () => {
  test.each<[string, object, object | null]>([
    ['there is none by default', {}, null],
    ['a path', { socket: '/run/haproxy/vigil.sock' }, { is: 'unix', path: '/run/haproxy/vigil.sock' }],
    ['a port', { socket: 'tcp://127.0.0.1:9999' }, { is: 'tcp', host: '127.0.0.1', port: 9_999 }],
    ['a port of IPv6', { socket: 'tcp://[::1]:9999' }, { is: 'tcp', host: '::1', port: 9_999 }],
  ])('%s', (_, node, socket) => {
    expect(settingsOf({ node })).toMatchObject({ socket, actSocket: null });
  });

  test('to act by is never that to read by, nor the other way round', () => {
    expect(settingsOf({ node: { actSocket: '/run/a.sock' } })).toMatchObject({
      socket: null,
      actSocket: { is: 'unix', path: '/run/a.sock' },
    });
  });

  test.each<[string, unknown]>([
    ['a path that does not begin with a slash', 'run/haproxy.sock'],
    ['a path that is too long', `/${'a'.repeat(107)}`],
    ['a port without a host', 'tcp://:9999'],
    ['a host without a port', 'tcp://127.0.0.1'],
    ['a port that is none', 'tcp://127.0.0.1:70000'],
    ['an address of the web', 'http://127.0.0.1:9999'],
    ['a user in it', 'tcp://vigil:secret@127.0.0.1:9999'],
  ])('is refused with %s, and its text is not repeated', (_, socket) => {
    const section = read({ node: { socket } });
    expect(section).toMatchObject({
      ok: false,
      misfits: [{ message: expect.stringMatching(/^is neither the absolute path .* write it like/) }],
    });
    expect(JSON.stringify(section)).not.toContain('secret');
  });

  test.each<[string, Levels]>([
    ['the system', { system: { socket: '/run/a.sock' } }],
    ['a group', { group: { socket: '/run/a.sock' } }],
  ])('is no key of %s: no two processes have one', (_, levels) => {
    expect(read(levels)).toMatchObject({ ok: false, misfits: [{ message: expect.stringMatching(/^is not a known key/) }] });
  });

  test('is described where it is configured, with a warning where others reach it', () => {
    expect(haproxySection.describe(settingsOf({})).join()).not.toContain('socket');
    const lines = haproxySection.describe(settingsOf({ node: { socket: 'tcp://10.0.0.1:9999', actSocket: '/run/a.sock' } }));
    expect(lines).toEqual(
      expect.arrayContaining([
        'asks the runtime socket tcp://10.0.0.1:9999, NOT on this machine: whoever reaches it may do there what its level allows',
        'connections warn at 0.8 of maxconn, idle time below 10 %',
        'sets weights and pauses frontends by /run/a.sock',
      ]),
    );
  });
});
