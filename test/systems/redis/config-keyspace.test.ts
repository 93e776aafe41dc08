import { describe, expect, test } from 'vitest';
import { Secret } from '#lib/secret.ts';
import { formatPath } from '#lib/section.ts';
import { type RedisSettings, redisSection } from '#lib/systems/redis/config.ts';

function read(node: object, group: object = {}, system: object = {}) {
  const nodes = [{ name: 'r1', address: 'cache1.example.net:6379', ...node }];
  return redisSection.read({ groups: [{ name: 'sessions', nodes, ...group }], ...system });
}

function settingsOf(...written: Parameters<typeof read>): RedisSettings {
  const found = read(...written);
  if (!found.ok) throw new Error(found.misfits.map(({ message }) => message).join('; '));
  return found.groups[0]?.nodes[0]?.settings as RedisSettings;
}

function misfitsOf(node: object): string[] {
  const found = read(node);
  return found.ok ? [] : found.misfits.map(({ path, message }) => `${formatPath(path)} ${message}`);
}

describe('titles of databases', () => {
  test('of all levels are merged by number, and come in the order of the numbers', () => {
    const { databases } = settingsOf(
      { databases: { 1: 'Jobs of r1' } },
      { databases: { 12: 'Old', 1: 'Jobs' } },
      { databases: { 2: 'Rest', 0: 'Core' } },
    );
    expect(databases).toEqual([
      { index: 0, title: 'Core' },
      { index: 1, title: 'Jobs of r1' },
      { index: 2, title: 'Rest' },
      { index: 12, title: 'Old' },
    ]);
  });

  test('are cleared by none, and may begin anew below it', () => {
    expect(settingsOf({}, { databases: 'none' }, { databases: { 0: 'Core' } }).databases).toEqual([]);
    expect(settingsOf({ databases: { 3: 'Own' } }, { databases: 'none' }, { databases: { 0: 'Core' } }).databases).toEqual([
      { index: 3, title: 'Own' },
    ]);
  });

  test.each<[what: string, written: unknown, words: string]>([
    ['a list', ['Core'], 'databases is not a mapping: write a line for each database below it, like 0: Core'],
    ['a number', 3, 'databases is not a mapping: write a line for each database below it, like 0: Core'],
    ['a name for a number', { core: 'Core' }, 'databases.core is not the number of a database: write it like 0, as SELECT takes it'],
    ['a number below 0', { '-1': 'Core' }, 'databases.-1 is not the number of a database: write it like 0, as SELECT takes it'],
    [
      'one number in two spellings',
      { 0: 'Core', '00': 'Jobs' },
      'databases.00 is not the number of a database: write it like 0, as SELECT takes it',
    ],
    ['a half', { '1.5': 'Core' }, 'databases."…" is not the number of a database: write it like 0, as SELECT takes it'],
    ['no title', { 0: null }, 'databases.0 is empty: give it a value (Core) or take the line out'],
    ['an empty title', { 0: '' }, 'databases.0 is empty: give it a text or take the line out'],
    ['a title that is a number', { 0: 7 }, 'databases.0 is not a text: put it in quotes'],
  ])('%s is refused', (_, databases, words) => expect(misfitsOf({ databases })).toEqual([`redis.groups[0].nodes[0].${words}`]));
});

describe('patterns of keys', () => {
  test('of all levels are merged by name and stay in the order in which they are written', () => {
    const { keyPatterns } = settingsOf(
      { keyPatterns: { locks: 'lock:*' } },
      {},
      { keyPatterns: { sessions: 'session:*', locks: '*:lock' } },
    );
    expect(keyPatterns).toEqual([
      { name: 'sessions', pattern: 'session:*' },
      { name: 'locks', pattern: 'lock:*' },
    ]);
  });

  test.each<[what: string, written: unknown, words: string]>([
    ['a list', [{ name: 'sessions' }], ' is not a mapping: write a line for each pattern below it, like sessions: "session:*"'],
    ['an empty pattern', { sessions: '' }, '.sessions is empty: give it a text or take the line out'],
    ['no pattern', { sessions: null }, '.sessions is empty: give it a value ("session:*") or take the line out'],
    ['a line break', { sessions: 'a\nb' }, '.sessions holds a line break or another control character: take it out'],
    [
      'one pattern twice',
      { a: 'x:*', b: 'x:*' },
      ' has one pattern under two names, where its keys would be counted once: take one of the two out',
    ],
    [
      'a name that the loader would look up',
      { secret: new Secret('') },
      '.secret is not the name of a pattern: use letters, digits and . _ : - only, at most 60, and none of password, secret, connectionString, apiKey, token, ca, passwordHash, tokenHash',
    ],
  ])('%s: refused', (_, keyPatterns, words) => expect(misfitsOf({ keyPatterns })[0]).toBe(`redis.groups[0].nodes[0].keyPatterns${words}`));
});

describe('whom keys are analysed as', () => {
  const analyse = { user: 'vigil-keys', password: new Secret('hunter2') };

  test('is never taken from whom Vigil asks or commands as', () => {
    expect(settingsOf({}, {}, { read: analyse, act: analyse }).analyse).toBeNull();
  });

  test('is inherited whole, and cleared by none', () => {
    expect(settingsOf({}, {}, { analyse }).analyse?.user).toBe('vigil-keys');
    expect(settingsOf({ analyse: { password: 'none' } }, {}, { analyse }).analyse).toEqual({ user: null, password: null });
    expect(settingsOf({}, { analyse: 'none' }, { analyse }).analyse).toBeNull();
  });

  test('is no user without a password: nobody could sign in as that', () => {
    expect(misfitsOf({ analyse: { user: 'vigil-keys', password: 'none' } })).toEqual([
      'redis.groups[0].nodes[0].analyse names a user without a password, as whom nobody can sign in: give it a password, or take user: out to come without one',
    ]);
  });

  test('is told back without its secrets, with the databases and the patterns', () => {
    const written = { analyse, databases: { 0: 'Core', 1: 'Jobs' }, keyPatterns: { sessions: 'session:*' } };
    const lines = redisSection.describe(settingsOf(written));
    expect(lines).toContain('analyses keys as vigil-keys / ***');
    expect(lines).toContain('calls its databases 0 Core, 1 Jobs');
    expect(lines).toContain('counts keys by sessions (session:*)');
    expect(redisSection.describe(settingsOf({}))).toContain('analyses keys as nobody: no analysis of keys can be started');
  });
});
