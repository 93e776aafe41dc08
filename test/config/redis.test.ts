import { expect, test } from 'vitest';
import type { RedisSettings } from '#lib/systems/redis/config.ts';
import { load, printed } from './written.ts';

const YAML = (sender: string) => `
redis:
  read: { user: vigil, password: { env: LOOK } }
  act: ${sender}
  analyse: { user: vigil-keys, password: { env: KEYS } }
  databases: { 0: Core }
  instances:
    - { name: sessions, port: 6379 }
  servers: [redis1, redis2]
access: { secret: { env: VIGIL_SECRET }, anonymous: [redis] }
`;

/** The settings of the first node of a file. */
async function first(yaml: string): Promise<RedisSettings> {
  const loaded = await load(yaml, {}, { LOOK: 'hunter2', KEYS: 'hunter3' });
  if (!loaded.ok) throw new Error(printed(loaded));
  const [group] = loaded.config.systems.redis ?? [];
  expect(group?.nodes.map(({ name }) => name)).toEqual(['redis1', 'redis2']);
  return group?.nodes[0]?.settings as RedisSettings;
}

test('a file with servers gives each its users, passwords looked up', async () => {
  const { read, act, analyse, databases } = await first(YAML('none'));
  expect([read?.password.reveal(), act, analyse?.user, analyse?.password?.reveal()]).toEqual(['hunter2', null, 'vigil-keys', 'hunter3']);
  expect(databases).toEqual([{ index: 0, title: 'Core' }]);
});

test('that commands are sent without a password can be said in a file, and is never so by itself', async () => {
  expect((await first(YAML('{ password: none }'))).act).toEqual({ user: null, password: null });
  expect(printed(await load(YAML('{}'), {}, { LOOK: 'hunter2', KEYS: 'hunter3' }))).toContain('redis.act.password  is missing');
  expect(printed(await load(YAML('{ password: "" }'), {}, { LOOK: 'hunter2', KEYS: 'hunter3' }))).toContain('is written out in the file');
});
