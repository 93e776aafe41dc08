import { describe, expect, test } from 'vitest';
import { Secret } from '#lib/secret.ts';
import { redisSection } from '#lib/systems/redis/config.ts';

const NODE = { name: 'a', address: 'a:1' };
const SENTINELS = { master: 'main', nodes: [{ name: 's1', address: 's:1' }] };

/** What is said of a group that is written so, or the discovery that it comes to. */
function read(group: object, section: object = {}) {
  const read = redisSection.read({ ...section, groups: [{ name: 'g', nodes: [NODE], ...group }] });
  return read.ok
    ? (read.groups[0]?.discovery ?? null)
    : read.misfits.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
}

describe('the discovery of a group', () => {
  test.each<[what: string, discovery: unknown, says: RegExp]>([
    ['a network that is none', { networks: ['10.0.0.0/33'] }, /discovery\.networks\.0/],
    ['a host name', { networks: ['cache.example'] }, /discovery\.networks\.0/],
    ['an address that is cut off', { networks: ['10.0.0/8'] }, /discovery\.networks\.0/],
    ['no network', { networks: [] }, /discovery\.networks/],
    ['networks that are left out', {}, /discovery\.networks/],
    ['the whole Internet', { networks: ['0.0.0.0/0'] }, /discovery\.networks\.0.*passwords/],
    ['a time that is too short to be seen', { networks: ['10.0.0.0/8'], forgetAfter: '1s' }, /discovery\.forgetAfter/],
    ['a word that is not none', 'off', /discovery/],
  ])('refuses %s', (_, discovery, says) => {
    expect(read({ discovery })).toMatch(says);
  });

  test('is inherited from the section, and none clears that', () => {
    const section = { discovery: { networks: ['10.0.0.0/8'] } };
    expect(read({}, section)).toMatchObject({ networks: ['10.0.0.0/8'], forgetAfterMs: 2 * 86_400_000 });
    expect(read({ discovery: 'none' }, section)).toBeNull();
    expect(read({ discovery: { networks: ['fd00::/8'], forgetAfter: '24h' } }, section)).toMatchObject({
      networks: ['fd00::/8'],
      forgetAfterMs: 86_400_000,
    });
    expect(read({})).toBeNull();
  });

  test('lets a group begin with its Sentinels alone, and with nobody in no group', () => {
    const discovery = { networks: ['10.0.0.0/8'] };
    expect(read({ nodes: [], sentinels: SENTINELS, discovery })).toMatchObject(discovery);
    expect(read({ nodes: [], sentinels: SENTINELS })).toMatch(/holds no node.*or discovery: \{ networks/);
    expect(read({ nodes: [], discovery })).toMatch(/holds no node: add at least one/);
    expect(read({ nodes: [], sentinels: SENTINELS, discovery: 'none' }, { discovery })).toMatch(/holds no node/);
  });
});

describe('the settings of a node that was discovered', () => {
  const READ = { user: 'vigil', password: new Secret('reader') };
  const settingsOf = (kind: 'data' | 'sentinel', ip: string | null, group: object = {}) => {
    const found = read({
      discovery: { networks: ['10.0.0.0/8'] },
      act: { user: 'doer', password: new Secret('actor') },
      read: READ,
      ...group,
    });
    if (found === null || typeof found === 'string') throw new Error(String(found));
    return found.settingsOf({ name: 'x', host: 'h', port: 6, kind, ip });
  };

  test('are those of its group, and it may be acted on like the others', () => {
    expect(settingsOf('data', '10.0.0.9')).toMatchObject({
      address: { host: 'h', port: 6, ip: '10.0.0.9' },
      read: { user: 'vigil' },
      act: { user: 'doer' },
    });
  });

  test('hold no password where it is not to be asked: it can be neither read nor acted on', () => {
    expect(settingsOf('data', null)).toMatchObject({ read: null, act: null, analyse: null });
  });

  test("are those of the Sentinels for one of them, and nobody's where none are configured", () => {
    expect(settingsOf('sentinel', '10.0.0.9', { sentinels: SENTINELS })).toMatchObject({
      kind: 'sentinel',
      read: null,
      set: { name: 'main', isDiscovering: true },
    });
    expect(settingsOf('sentinel', '10.0.0.9')).toMatchObject({ read: null, act: null });
  });
});
