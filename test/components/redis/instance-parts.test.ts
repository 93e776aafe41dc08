import { describe, expect, test } from 'vitest';
import { filterClients, sumClients } from '#components/redis/instance/client-sums.ts';
import { settingsText } from '#components/redis/instance/settings-text.ts';
import type { Client } from '#lib/systems/redis/model-asked.ts';

const client = (id: number, over: Partial<Client> = {}): Client => ({
  ...{ id, address: '10.0.0.1:5', ip: '10.0.0.1', name: 'web', user: 'app', ageSeconds: 9, idleSeconds: id, flags: 'N', db: 2 },
  ...{ command: 'client|list', queryBytes: 0, outputBytes: 5, totalBytes: null, ...over },
});
const ALL = [client(1), client(2, { ip: '10.0.0.2', address: '10.0.0.2:5', name: null }), client(3, { outputBytes: null })];

describe('clients', () => {
  test.each([
    ['ip:10.0.0.2', [2]],
    ['name:web', [1, 3]],
    ['cmd:"client list"', [1, 2, 3]],
    ['db:1', []],
    ['', [1, 2, 3]],
  ])('that pass %s', (text, ids) => {
    expect(filterClients(text, ALL).map(({ id }) => id)).toEqual(ids);
  });

  test('are counted by what they have in common, those without a name too; a sum with an unknown part is unknown', () => {
    expect(sumClients(ALL, 'name')).toEqual([
      { key: 'web', count: 2, idleSeconds: 1, outputBytes: null },
      { key: '', count: 1, idleSeconds: 2, outputBytes: 5 },
    ]);
  });
});

test('settings as text stand one a line, and a secret is a remark', () => {
  const text = settingsText(
    [
      { name: 'hz', value: '10', isSecret: false, fallback: '10' },
      { name: 'requirepass', value: '***', isSecret: true, fallback: null },
      { name: 'save', value: '60 1', isSecret: false, fallback: null },
      { name: 'dir', value: 'a\nb', isSecret: false, fallback: null },
    ],
    { group: 'sessions', node: 'a', at: '2026-01-01' },
  );
  expect(text).toBe('# sessions/a, as CONFIG GET told it on 2026-01-01\nhz 10\n# masked: requirepass ***\nsave 60 1\ndir "a\\nb"\n');
});
