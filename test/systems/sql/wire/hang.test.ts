import { expect, test } from 'vitest';
import { ail } from '#demo/sqlserver/model/orders-instance.ts';
import { AG, START, smallEstate } from '#test/demo/sqlserver/small-estate.ts';
import { until } from '#test/fakes/until.ts';
import { watch } from './watch.ts';

const [PRIMARY, SYNC] = ['NY-SQL01', 'NY-SQL02'];
const VOLUMES = 'sys.master_files';
const STATES = 'sys.dm_hadr_database_replica_states';
const SOON_MS = 150;

test('a view that hangs is given up at its deadline and cancelled on the server, and the other probes of the node go on', async () => {
  const watching = await watch(smallEstate(), START);
  await watching.rounds(3);
  for (const probe of ['logs', 'volumes', 'databases']) watching.deadlines.set(`${SYNC} ${probe}`, SOON_MS);
  ail(watching.estate, SYNC, VOLUMES, { kind: 'hangs' });
  await watching.rounds(3);
  const seen = watching.node(SYNC);
  expect(seen.failure('logs')?.kind).toBe('timeout');
  for (const probe of ['server', 'ag'] as const) {
    expect(seen.failure(probe)).toBeNull();
    expect(seen.windows.get(probe)?.[0]?.observedAt).toBeGreaterThan(watching.now - 1_000);
  }
  const { counts } = watching.standIns.server(SYNC);
  await until('the server hears of the cancel', () => counts.attentions >= 3);
  expect(counts.open).toBeLessThanOrEqual(5);
  expect(watching.words('moving', SYNC)).toMatch(/StackOverflow/);
  ail(watching.estate, SYNC, VOLUMES, null);
  watching.deadlines.clear();
  await watching.rounds(2);
  expect(seen.failure('logs')).toBeNull();
});

test('the view of the databases that hangs leaves nothing well that it told', async () => {
  const watching = await watch(smallEstate(), START);
  await watching.rounds(3);
  watching.deadlines.set(`${PRIMARY} ag`, SOON_MS);
  ail(watching.estate, PRIMARY, STATES, { kind: 'hangs' });
  await watching.rounds(3);
  expect(watching.node(PRIMARY).failure('ag')?.kind).toBe('timeout');
  expect(watching.node(PRIMARY).failure('logs')).toBeNull();
  for (const database of ['StackOverflow', 'Sites', 'Archive'])
    for (const node of [PRIMARY, SYNC]) expect(watching.shown(node, AG, database)).not.toBe('ok');
  expect(watching.words('silent primary')).toMatch(/the primary NY-SQL01 is not read/);
});
