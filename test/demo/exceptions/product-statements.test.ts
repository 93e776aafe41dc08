import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { SqlAsk } from '#lib/io/database.ts';
import { openDatabase } from '#lib/io/database-open.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { Secret } from '#lib/secret.ts';
import type { Reach } from '#lib/systems/exceptions/filter-clause.ts';
import { NO_FILTER, SEARCHED, SORTS } from '#lib/systems/exceptions/model-list.ts';
import * as change from '#lib/systems/exceptions/statements-change.ts';
import * as list from '#lib/systems/exceptions/statements-list.ts';
import * as poll from '#lib/systems/exceptions/statements-poll.ts';
import { rightsStatement } from '#lib/systems/exceptions/statements-rights.ts';
import { tableOf } from '#lib/systems/exceptions/table.ts';
import { grammarErrors } from '#test/demo/sqlserver/grammar.ts';
import { aStore, FIRST_AT, LOGINS, someErrors } from './a-store.ts';

const SETTINGS = { dialect: 'sqlserver', table: { schema: 'dbo', name: 'Exceptions' } } as const;
const TABLE = tableOf(SETTINGS);
const ALL: Reach = { filter: { ...NO_FILTER, deleted: 'any' }, apps: null, ids: null, fromId: 0, upToId: null, rollupMs: 600_000 };
const NARROW: Reach = {
  filter: {
    ...{
      ...NO_FILTER,
      app: 'Core',
      machine: 'WEB01',
      type: 'System.Exception',
      category: 'a',
      host: 'h',
      url: '/q*_[',
      search: "50% [it's]",
    },
    ...{ searchIn: SEARCHED, seenFrom: FIRST_AT, seenTo: FIRST_AT + 1, protected: 'none', deleted: 'none' },
  },
  ...{ apps: { names: ['Core', 'Chat'], isNot: false }, ids: [1, 2, 3], fromId: 1, upToId: 9, rollupMs: 600_000 },
};
const REST: Reach = { ...ALL, apps: { names: ['Core'], isNot: true }, filter: { ...NO_FILTER, deleted: 'only', protected: 'only' } };
const REACHES = [ALL, NARROW, REST];
const THREE = someErrors({ IsProtected: true }, { DeletionDate: FIRST_AT }, {});
const GUIDS = THREE.map(({ GUID }) => GUID);
const IDS = [1, 2, 3, 99];
const most = 10;
const at = FIRST_AT;

/** How often each is asked, with what differs. */
const SENT: Readonly<Record<string, SqlAsk[]>> = {
  protectStatement: [change.protectStatement(TABLE, GUIDS)],
  unprotectStatement: [change.unprotectStatement(TABLE, GUIDS)],
  deleteStatement: [change.deleteStatement(TABLE, GUIDS)],
  restoreStatement: [change.restoreStatement(TABLE, GUIDS)],
  purgeStatement: [change.purgeStatement(TABLE, GUIDS)],
  batchStatement: REACHES.map((reach) => change.batchStatement(TABLE, { reach, aboveId: 0, most })),
  clearStatement: REACHES.map((reach) => change.clearStatement(TABLE, { reach, ids: IDS, at })),
  clearedStatement: [change.clearedStatement(TABLE, { ids: IDS, at })],
  unclearStatement: [change.unclearStatement(TABLE, { ids: IDS, at })],
  listStatement: REACHES.flatMap((reach) =>
    SORTS.flatMap((by) =>
      [true, false].map((isDescending) => list.listStatement(TABLE, { reach, order: { by, isDescending }, offset: 0, most })),
    ),
  ),
  narrowStatement: REACHES.map((reach) => list.narrowStatement(TABLE, { reach, most })),
  rowsByIdStatement: [list.rowsByIdStatement(TABLE, IDS), list.rowsByIdStatement(TABLE, [])],
  rowsByGuidStatement: [list.rowsByGuidStatement(TABLE, GUIDS)],
  countStatement: REACHES.map((reach) => list.countStatement(TABLE, reach)),
  boundStatement: [list.boundStatement(TABLE)],
  facetStatement: REACHES.map((reach) => list.facetStatement(TABLE, { reach, of: 'Host', most })),
  trendStatement: (['minute', 'hour', 'day'] as const).map((step) => list.trendStatement(TABLE, { reach: ALL, step })),
  errorStatement: [list.errorStatement(TABLE, { guid: GUIDS[0] ?? '', length: 100 })],
  clockStatement: [poll.clockStatement(TABLE)],
  recentStatement: [poll.recentStatement(TABLE, { fromId: 0, sinceAt: at, recentFrom: at })],
  arrivalsStatement: [poll.arrivalsStatement(TABLE, { aboveId: 0, upToId: 9 })],
  totalsStatement: [poll.totalsStatement(TABLE)],
  deletedStatement: [poll.deletedStatement(TABLE)],
  zonesStatement: [poll.zonesStatement(TABLE, { fromId: 0, toId: 9, size: 2 })],
  ratesStatement: [poll.ratesStatement(TABLE, { fromId: 0, sinceAt: at })],
  rowsToSortStatement: [poll.rowsToSortStatement(TABLE, { ids: [1, 2], length: 100 })],
  unsortedStatement: [poll.unsortedStatement(TABLE, { aboveId: 0, most, length: 100 })],
  deletionsStatement: [poll.deletionsStatement(TABLE, IDS)],
  rightsStatement: [rightsStatement(SETTINGS)],
};
const CHANGES = new Set(Object.keys(change).filter((name) => name !== 'batchStatement' && name !== 'clearedStatement'));

test('every statement that the product has on errors is among them', async () => {
  const home = resolve(import.meta.dirname, '../../../lib/systems/exceptions');
  const files = globSync('statements-*.ts', { cwd: home });
  const names = (await Promise.all(files.map((file) => import(resolve(home, file))))).flatMap((exported: object) => Object.keys(exported));
  expect(names.filter((name) => name.endsWith('Statement')).toSorted()).toEqual(Object.keys(SENT).toSorted());
});

test.each(Object.entries(SENT))('%s is read by both parsers, and answered', async (name, asks) => {
  const store = await aStore();
  store.insert(THREE);
  const { user, password } = CHANGES.has(name) ? LOGINS.admin : LOGINS.reader;
  const database = openDatabase(
    {
      ...{ dialect: 'sqlserver', host: '127.0.0.1', port: store.port, database: store.database, user, password: new Secret(password) },
      ...{ tls: null, isReading: !CHANGES.has(name), lockMs: 1_000, maxBytes: 2 ** 24, most: 1 },
    },
    NO_METER,
  );
  let answered = 0;
  for (const asked of asks) {
    expect(grammarErrors(asked.text)).toEqual([]);
    const { rows, changed } = await database.ask(asked, AbortSignal.timeout(20_000));
    answered += rows.length + changed;
  }
  database.close();
  expect(answered).toBeGreaterThan(0);
});
