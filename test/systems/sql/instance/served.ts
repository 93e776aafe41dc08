import { onTestFinished } from 'vitest';
import { granted } from '#demo/sqlserver/catalog/permissions.ts';
import { engineBackend } from '#demo/sqlserver/engine/engine-backend.ts';
import type { Estate } from '#demo/sqlserver/model/estate.ts';
import { startTdsServer } from '#demo/sqlserver/tds/server.ts';
import { serveInstance } from '#demo/sqlserver/views/serve.ts';
import { NO_METER } from '#lib/io/meter.ts';
import type { Reading } from '#lib/reading.ts';
import { Secret } from '#lib/secret.ts';
import type { ProbeJudgement } from '#lib/system.ts';
import { type SqlSettings, sqlSection } from '#lib/systems/sql/config.ts';
import { closeSql, connectSql, type SqlNode } from '#lib/systems/sql/fetch.ts';
import { sql } from '#lib/systems/sql/index.ts';

const MAY = [
  'VIEW SERVER STATE',
  'VIEW ANY DEFINITION',
  'CONNECT ANY DATABASE',
  'SELECT on msdb.dbo.backupset',
  'SELECT on msdb.dbo.backupmediafamily',
];

/** One instance of an estate that is asked by the product over the wire. `now` is the clock of the estate, epoch ms. */
export type ServedNode = {
  node: SqlNode;
  settings: SqlSettings;
  readNotModelled: ReadonlySet<string>;
  read(probe: string): Promise<Reading<unknown>>;
  judge(probe: string, window: readonly Reading<unknown>[]): ProbeJudgement;
  ask(question: string): Promise<unknown>;
};

export async function serveNode(
  estate: Estate,
  name: string,
  { now, may = MAY }: { now: () => number; may?: readonly string[] },
): Promise<ServedNode> {
  const { served, readNotModelled } = serveInstance(estate, name, now);
  served.logins.set('vigil', { password: 'hunter2', permissions: granted(may) });
  const server = await startTdsServer({ backend: engineBackend(served) });
  onTestFinished(() => server.close());
  const settings = settingsAt(server.port);
  const node = connectSql(settings, NO_METER);
  onTestFinished(() => closeSql(node));
  const found = <T extends { name: string }>(all: readonly T[], wanted: string): T => {
    const one = all.find((each) => each.name === wanted);
    if (!one) throw new Error(`no ${wanted}`);
    return one;
  };
  return {
    ...{ node, settings, readNotModelled },
    read: async (wanted) => {
      const probe = found(sql.probes, wanted);
      const observedAt = now();
      const { value, producedAt } = probe.parse(await probe.fetch(node, AbortSignal.timeout(8_000)));
      return { value, producedAt, observedAt, source: { system: 'sql', group: 'shop', node: 'sql1', probe: wanted } };
    },
    judge: (probe, window) => sql.status({ probe, window, settings, now: now() }),
    ask: async (wanted) => {
      const question = found(sql.questions ?? [], wanted);
      return question.parse(await question.fetch(node, null, AbortSignal.timeout(9_000)), null).value;
    },
  };
}

function settingsAt(port: number): SqlSettings {
  const read = { user: 'vigil', password: new Secret('hunter2') };
  const section = sqlSection.read({
    clusters: [{ name: 'shop', nodes: [{ name: 'sql1', address: `127.0.0.1:${port}`, encrypt: false, read }] }],
  });
  const settings = section.ok ? section.groups[0]?.nodes[0]?.settings : null;
  if (!settings) throw new Error('the section was refused');
  // The section made it, for this very system.
  return settings as SqlSettings;
}
