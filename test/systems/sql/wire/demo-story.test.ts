import { expect, test } from 'vitest';
import { buildDemoEstate } from '#demo/sqlserver/estate-demo/build.ts';
import { SQL_CLUSTERS } from '#demo/sqlserver/estate-demo/layout.ts';
import { endOf, obey, type SqlOrder } from '#demo/sqlserver/estate-demo/orders.ts';
import { type Watch, watch } from './watch.ts';

const START = Date.UTC(2026, 6, 1, 12);

/** The cluster of the demo that has this group, read until it is known how everything moves. */
async function watched(group: string): Promise<Watch> {
  const cluster = SQL_CLUSTERS.find(({ groups }) => groups.some(({ name }) => name === group));
  const nodes = cluster?.instances.map(({ name }) => name) ?? [];
  const watching = await watch(buildDemoEstate(START), START, { nodes });
  await watching.rounds(4);
  return watching;
}

const found = (watching: Watch): string[] => watching.troubles().filter((one) => !one.startsWith('unknown'));

test.each<[group: string, told: SqlOrder, trouble: string]>([
  ['SO_AG', { order: 'stick', group: 'SO_AG', instance: 'CO-SQL01' }, 'critical CO-SQL01: stuck'],
  ['Chat_AG', { order: 'suspend', group: 'Chat_AG', instance: 'CO-SQL02', database: 'Chat' }, 'warning CO-SQL02: suspended'],
  ['SO_AG', { order: 'freeze views', instance: 'NY-SQL02' }, 'critical NY-SQL02: frozen'],
])(
  'in %s of the demo nothing is wrong until %j, which is told within two intervals and gone after it',
  async (group, told, trouble) => {
    const watching = await watched(group);
    expect(watching.troubles()).toEqual([]);
    obey(watching.estate, told, watching.now);
    await watching.rounds(2);
    expect(found(watching)).toContain(trouble);
    obey(watching.estate, endOf(told), watching.now);
    await watching.rounds(4);
    expect(found(watching)).toEqual([]);
  },
  120_000,
);
