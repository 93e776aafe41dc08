import { describe, expect, test } from 'vitest';
import { suspend } from '#demo/sqlserver/model/orders-data.ts';
import { losePrimary } from '#demo/sqlserver/model/orders-roles.ts';
import { sql } from '#lib/systems/sql/index.ts';
import { AG, START, smallEstate } from '#test/demo/sqlserver/small-estate.ts';
import { type Watch, watch } from './watch.ts';

const NODE = 'NY-SQL02';
const PROBES = sql.probes.map(({ name }) => name);
/** In what the connection is greeted with, and then in the answer itself: in its columns, and in the rows or the next statement. */
const HEARTBEAT = { database: 'Sites', table: 'dbo.heartbeat', column: 'beat_utc' };
const CUTS = [0, 5, 60, 300, 700];
/** How many of these are within the answer of a probe that tells little. */
const SHORT: Readonly<Record<string, number>> = { heartbeat: 3, services: 4 };

/** Asks one probe of the node over a fresh connection, and says what its failure is. */
async function kindOf(watching: Watch, probe: string, deadlineMs = 10_000): Promise<string> {
  const { settings } = watching.node(NODE);
  const own = sql.probes.find(({ name }) => name === probe);
  if (!own) throw new Error(`no probe ${probe}`);
  const connection = sql.connect(settings, { request: () => undefined });
  try {
    await own.fetch(connection, AbortSignal.timeout(deadlineMs));
    return 'none';
  } catch (error) {
    return typeof error === 'object' && error !== null && 'kind' in error ? String(error.kind) : String(error);
  } finally {
    sql.close(connection);
  }
}

describe.each(PROBES)('the probe %s of a stand-in', (probe) => {
  test('is never read from an answer that is cut, and is read again when it is whole', async () => {
    const watching = await watch(smallEstate(), START, { settings: { heartbeat: HEARTBEAT } });
    const server = watching.standIns.server(NODE);
    // The answers of these are whole before the later cuts.
    for (const afterBytes of CUTS.slice(0, SHORT[probe])) {
      server.spoil({ kind: 'cut', of: 'request', afterBytes });
      expect([afterBytes, await kindOf(watching, probe)]).toEqual([afterBytes, 'protocol']);
    }
    server.spoil({ kind: 'garbage', of: 'request', bytes: Buffer.alloc(600, 0xa5) });
    expect(['protocol', 'timeout']).toContain(await kindOf(watching, probe, 300));
    server.spoil(null);
    expect(await kindOf(watching, probe)).toBe('none');
  });

  test('ends with its deadline while the server says nothing', async () => {
    const watching = await watch(smallEstate(), START, { settings: { heartbeat: HEARTBEAT } });
    watching.standIns.server(NODE).freeze();
    expect(await kindOf(watching, probe, 150)).toBe('timeout');
    watching.standIns.server(NODE).thaw();
    expect(await kindOf(watching, probe)).toBe('none');
  });
});

test.each([
  ['well', () => undefined],
  ['suspended', ({ estate, now }: Watch) => suspend(estate, { group: AG, instance: NODE }, 'SUSPEND_FROM_PARTNER', now)],
  ['without a primary', ({ estate, now }: Watch) => losePrimary(estate, AG, now)],
])('every row of a group that is %s is one of its own, and what is not ok says why', async (_, order) => {
  const watching = await watch(smallEstate(), START, { settings: { heartbeat: HEARTBEAT } });
  order(watching);
  await watching.rounds(3);
  for (const node of watching.standIns.ports.keys())
    for (const probe of ['server', 'ag', 'logs', 'cluster'] as const) {
      const judgement = watching.node(node).judge(probe, watching.now);
      const rows = judgement?.rows ?? [];
      expect(rows.length).toBeGreaterThan(0);
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      const all = [...(judgement ? [judgement.judged] : []), ...rows.map(({ judged }) => judged)];
      expect(all.filter(({ status, reason }) => status !== 'ok' && reason === '')).toEqual([]);
    }
});
