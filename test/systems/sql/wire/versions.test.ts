import { expect, test } from 'vitest';
import type { ReleaseYear } from '#demo/sqlserver/catalog/release.ts';
import { stickSilently } from '#demo/sqlserver/model/orders-data.ts';
import { freezeHadrViews } from '#demo/sqlserver/model/orders-instance.ts';
import { AG, START, smallEstate } from '#test/demo/sqlserver/small-estate.ts';
import { Truth } from './truth.ts';
import { watch } from './watch.ts';

const YEARS: readonly ReleaseYear[] = ['2014', '2016', '2017', '2019', '2022'];

test.each(YEARS)('SQL Server %s is read whole, and a replica that is stuck and a view that is frozen are found there', async (year) => {
  const watching = await watch(smallEstate({ year }), START);
  const truth = new Truth(watching);
  await watching.rounds(4, truth.hold);
  for (const node of ['NY-SQL01', 'NY-SQL02', 'CO-SQL01'])
    expect([...watching.node(node).failures.values()].filter((one) => one !== null)).toEqual([]);
  expect(watching.node('NY-SQL01').rows('server', watching.now)[0]?.judged.reason).toContain(`SQL Server ${year}`);
  expect(watching.troubles()).toEqual([]);
  stickSilently(watching.estate, { group: AG, instance: 'NY-SQL02' }, watching.now);
  freezeHadrViews(watching.estate, 'CO-SQL01', watching.now);
  await watching.rounds(3, truth.hold);
  expect(watching.troubles()).toEqual(expect.arrayContaining(['critical NY-SQL02: stuck', 'critical CO-SQL01: frozen']));
  expect(watching.standIns.readNotModelled()).toEqual([]);
});
