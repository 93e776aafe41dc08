import { expect, test } from 'vitest';
import { AG, START, smallEstate } from '#test/demo/sqlserver/small-estate.ts';
import { watch } from './watch.ts';

const [PRIMARY, SYNC, ASYNC] = ['NY-SQL01', 'NY-SQL02', 'CO-SQL01'];
const DATABASES = ['StackOverflow', 'Sites', 'Archive'];

test.each([
  ['2019', 'VIEW SERVER STATE'],
  ['2022', 'VIEW SERVER PERFORMANCE STATE'],
] as const)(
  'without the right to the states of the server nothing of a node of %s is well, and the right is named',
  async (year, right) => {
    const watching = await watch(smallEstate({ year }), START, { rights: { [SYNC]: ['VIEW ANY DEFINITION'] } });
    await watching.rounds(4);
    const seen = watching.node(SYNC);
    for (const probe of ['server', 'ag', 'logs'] as const) {
      expect(seen.failure(probe)?.kind).toBe('permission');
      expect(seen.failure(probe)?.message).toContain(right);
    }
    // What takes no right is told, and nothing else.
    expect([...seen.windows.keys()]).toEqual(['configuration']);
    for (const database of DATABASES) expect(watching.shown(SYNC, AG, database)).not.toBe('ok');
    expect(watching.words('not read', SYNC)).toMatch(
      /NY-SQL02 is not read now. NY-SQL01 says that it is secondary, connected, healthy, which is hearsay/,
    );
    expect(watching.shown(ASYNC, AG, 'StackOverflow')).toBe('ok');
  },
);

test.each(['2014', '2022'] as const)('without VIEW ANY DEFINITION a node of %s is not taken for one without groups', async (year) => {
  const watching = await watch(smallEstate({ year }), START, { rights: { [PRIMARY]: ['VIEW SERVER STATE'] } });
  await watching.rounds(4);
  expect(watching.node(PRIMARY).failure('ag')).toMatchObject({
    kind: 'permission',
    message: expect.stringContaining('VIEW ANY DEFINITION'),
  });
  expect(watching.node(PRIMARY).failure('server')).toBeNull();
  for (const node of [PRIMARY, SYNC, ASYNC]) for (const database of DATABASES) expect(watching.shown(node, AG, database)).not.toBe('ok');
  expect(watching.words('silent primary')).toMatch(/the primary NY-SQL01 is not read/);
});

test('a login with neither right is told both', async () => {
  const watching = await watch(smallEstate(), START, { rights: { [PRIMARY]: [] } });
  await watching.rounds(2);
  expect(watching.node(PRIMARY).failure('ag')?.message).toMatch(/grant it .*VIEW SERVER PERFORMANCE STATE/);
  expect(watching.node(PRIMARY).windows.has('ag')).toBe(false);
});
