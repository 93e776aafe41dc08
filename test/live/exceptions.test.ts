import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NO_METER } from '#lib/io/meter.ts';
import type { JobRun } from '#lib/job.ts';
import type { AnyQuestion } from '#lib/system.ts';
import { runClear } from '#lib/systems/exceptions/clear/run-clear.ts';
import { runRestore } from '#lib/systems/exceptions/clear/run-restore.ts';
import { exceptions } from '#lib/systems/exceptions/index.ts';
import type { RecentReading, ShapesReading, TotalsReading } from '#lib/systems/exceptions/model.ts';
import type { ClearInput, ClearingAnswer } from '#lib/systems/exceptions/model-clear.ts';
import type { ErrorAnswer } from '#lib/systems/exceptions/model-detail.ts';
import { type CountAnswer, type ErrorFilter, type ListAnswer, NO_FILTER, type ShapesAnswer } from '#lib/systems/exceptions/model-list.ts';
import { errorsOf, openShop, type Shop, STORE_PRODUCTS } from './exceptions-store.ts';

const ASK_MS = 20_000;
const MINUTE_MS = 60_000;

for (const { title } of STORE_PRODUCTS.filter(({ isHere }) => !isHere)) console.warn(`skipped: ${title} is not installed`);

describe.each(STORE_PRODUCTS.filter(({ isHere }) => isHere).map((product) => [product.title, product] as const))(
  'a store in %s',
  (_, product) => {
    let shop: Shop;
    // Whole seconds: MySQL keeps no parts of one.
    const now = Math.floor(Date.now() / 1_000) * 1_000;

    beforeAll(async () => {
      shop = await openShop(product);
      await shop.table.insert([
        ...errorsOf('Chat', 20, { until: now - 2 * MINUTE_MS, everyMs: 1_000 }),
        ...errorsOf('Chat', 2, { until: now - 2 * MINUTE_MS, IsProtected: true }),
        ...errorsOf('Careers', 5, { until: now - 40 * MINUTE_MS, DuplicateCount: 3, LastLogDate: now - MINUTE_MS }),
        ...errorsOf('Careers', 3, { until: now - 5 * 3_600_000, DeletionDate: now - 3_600_000 }),
        ...errorsOf('Q&A', 1, { until: now - MINUTE_MS, Message: `100%_done! [a-z] 'quoted' שלום 😀 <b>x</b>`, FullJson: '{"broken' }),
        ...errorsOf('Q&A', 1, {
          until: now - MINUTE_MS,
          Detail: `System.Exception: long\n${'   at A.B.C() in x.cs:line 1\n'.repeat(180_000)}`,
        }),
      ]);
    });
    afterAll(() => shop.stop());

    async function ask<Answer>(name: string, input: unknown): Promise<Answer> {
      const question = exceptions.questions?.find((one) => one.name === name) as AnyQuestion;
      const read = question.read(input);
      if (!read.ok) throw new Error(read.message);
      return (await question.fetch(shop.node, read.input, AbortSignal.timeout(ASK_MS))) as Answer;
    }
    async function poll<Value>(name: string): Promise<Value> {
      const probe = exceptions.probes.find((one) => one.name === name);
      if (!probe) throw new Error(`no probe ${name}`);
      return probe.parse(await probe.fetch(shop.node, AbortSignal.timeout(ASK_MS))).value as Value;
    }
    const count = (filter: Partial<ErrorFilter>): Promise<CountAnswer> =>
      ask('count', { filter: { ...NO_FILTER, ...filter }, upToId: null });
    const list = (filter: Partial<ErrorFilter>, page = 0): Promise<ListAnswer> =>
      ask('list', { filter: { ...NO_FILTER, ...filter }, order: { by: 'firstSeen', isDescending: false }, page, upToId: null });
    const running = <Input>(input: Input, signal = new AbortController().signal): JobRun<Shop['settings'], Input> => ({
      ...{ settings: shop.settings, input, by: 'ann', signal, meter: NO_METER, now: Date.now, tell: () => undefined },
    });
    async function clearing(filter: Partial<ErrorFilter>): Promise<ClearInput> {
      const whole = { ...NO_FILTER, ...filter };
      const { upToId, asOf, rows } = await ask<ClearingAnswer>('clearing', { filter: whole });
      return { filter: whole, upToId, asOf, rows };
    }

    test('what is recent is counted by when it was last seen, and what is deleted is not', async () => {
      const { apps } = await poll<RecentReading>('recent');
      expect(Object.fromEntries(apps.map(({ app, recent }) => [app, recent]))).toMatchObject({ Chat: 22, Careers: 15, 'Q&A': 2 });
    });

    test('totals are sums of duplicates of what is not deleted', async () => {
      const { apps, deletedRows } = await poll<TotalsReading>('totals');
      expect(apps.find(({ app }) => app === 'Careers')).toMatchObject({ errors: 15, rows: 5, newestAt: now - MINUTE_MS });
      expect(apps.find(({ app }) => app === 'Chat')).toMatchObject({ errors: 22, protectedRows: 2 });
      expect(deletedRows).toBe(3);
    });

    const kinds = async (): Promise<[number[], number]> => {
      const order = { by: 'count', isDescending: true };
      const { rows, unsorted } = await ask<ShapesAnswer>('shapes', { filter: { ...NO_FILTER, app: 'Chat' }, order, page: 0, upToId: null });
      return [rows.map((row) => row.count), unsorted];
    };

    test('who asks before rows are sorted for all is told of kinds all the same', async () => expect(await kinds()).toEqual([[22], 0]));

    test('rows are sorted into shapes: as many as there are kinds, whatever their numbers', async () => {
      const { behind, kept } = await poll<ShapesReading>('shapes');
      expect([behind, kept !== null]).toEqual([0, true]);
      expect(await kinds()).toEqual([[22], 0]);
    });

    test.each<[string, Partial<ErrorFilter>, number]>([
      ['an application', { app: 'Chat' }, 22],
      ['a group', { team: 'qa' }, 2],
      ['those in no group', { team: '' }, 27],
      ['a group that is not configured', { team: 'nobody' }, 0],
      ['a type', { type: 'System.Net.Http.HttpRequestException' }, 5],
      ['protected ones', { protected: 'only' }, 2],
      ['deleted ones', { deleted: 'only' }, 3],
      ['deleted ones too', { deleted: 'any', app: 'Careers' }, 8],
      ['a text in any case', { search: 'BAD GATEWAY' }, 5],
      ['a text that is a pattern elsewhere', { search: '100%_done! [a-z]' }, 1],
      ['a text with quotes, from right to left, and emoji', { search: `'quoted' שלום 😀` }, 1],
      ['a text that is nowhere', { search: '%xxx' }, 0],
      ['a text in the stack', { search: 'GitHubImport', searchIn: ['detail'] }, 5],
      ['a path with a star', { url: '/jobs/*/apply' }, 5],
      ['a time by last seen', { seenFrom: now - 90_000 }, 7],
      ['a time up to', { seenTo: now - 90_000, app: 'Chat' }, 22],
    ])('a list is of %s', async (_what, filter, rows) => {
      expect((await count(filter)).rows).toBe(rows);
      expect((await list(filter)).rows).toHaveLength(rows);
    });

    test('pages of what was seen last hold every row once, in that order, wherever they are looked for', async () => {
      const old = await openShop(product);
      try {
        await old.table.insert([...errorsOf('Chat', 150, { until: now - 20 * 86_400_000 }), ...errorsOf('Chat', 120, { until: now })]);
        const question = exceptions.questions?.find(({ name }) => name === 'list') as AnyQuestion;
        const pages = await Promise.all(
          [0, 1, 2, 3].map((page) => {
            const input = { filter: NO_FILTER, order: { by: 'lastSeen', isDescending: true }, page, upToId: 270 };
            return question.fetch(old.node, input, AbortSignal.timeout(ASK_MS)) as Promise<ListAnswer>;
          }),
        );
        const seen = pages.flatMap(({ rows }) => rows.map(({ lastAt }) => lastAt));
        expect([seen.length, new Set(pages.flatMap(({ rows }) => rows.map(({ guid }) => guid))).size]).toEqual([270, 270]);
        expect(seen).toEqual(seen.toSorted((a, b) => b - a));
        expect(pages.map(({ rows, hasMore }) => [rows.length, hasMore])).toEqual([
          [100, true],
          [100, true],
          [70, false],
          [0, false],
        ]);
      } finally {
        await old.stop();
      }
    });

    test('one error is told whole with its stack of five million characters, or with what of it cannot be read', async () => {
      const [broken, long] = (await list({ team: 'qa' })).rows;
      const first = await ask<ErrorAnswer>('error', { guid: broken?.guid });
      expect([first.trouble !== null, first.isMasked, first.row.message]).toEqual([true, true, expect.stringContaining('😀')]);
      const second = await ask<ErrorAnswer>('error-details', { guid: long?.guid });
      expect(second.text.length).toBeGreaterThan(5_000_000);
      await expect(ask('error', { guid: '00000000-0000-4000-8000-000000000000' })).rejects.toMatchObject({ kind: 'unsupported' });
    });

    test('exactly what was counted is cleared: neither what is protected, nor what came or was seen again since; and all of it comes back', async () => {
      const order = await clearing({ app: 'Chat' });
      expect(order.rows).toBe(20);
      const later = Math.max(Date.now(), order.asOf) + 5_000;
      const [again] = (await list({ app: 'Chat', protected: 'none' })).rows;
      await shop.table.repeat(again?.guid ?? '', later);
      await shop.table.insert(errorsOf('Chat', 3, { until: later }));
      const { result, isWhole } = await runClear(running(order));
      expect([isWhole, result.cleared, result.left.map(({ rows }) => rows)]).toEqual([true, 19, [1]]);
      expect((await count({ app: 'Chat' })).rows).toBe(2 + 1 + 3);
      const undone = await runRestore(running({ clearId: result.clearId ?? '' }));
      expect(undone.result).toMatchObject({ restored: 19, gone: 0 });
      expect((await count({ app: 'Chat' })).rows).toBe(25);
    });

    test('two who clear the same at once clear each row once', async () => {
      const orders = [await clearing({ app: 'Careers' }), await clearing({ app: 'Careers' })];
      const ends = await Promise.all(orders.map((order) => runClear(running(order))));
      expect(ends.reduce((sum, { result }) => sum + result.cleared, 0)).toBeGreaterThanOrEqual(5);
      expect((await count({ app: 'Careers' })).rows).toBe(0);
      const restored = await Promise.all(
        ends.map(({ result }) => (result.clearId === null ? null : runRestore(running({ clearId: result.clearId })))),
      );
      expect(restored.some((end) => (end?.result.restored ?? 0) > 0)).toBe(true);
      expect((await count({ app: 'Careers' })).rows).toBe(5);
    });

    test('a clearing that is cancelled before it began changes nothing', async () => {
      const stop = new AbortController();
      stop.abort();
      await expect(runClear(running(await clearing({ app: 'Chat' }), stop.signal))).rejects.toThrow();
      expect((await count({ app: 'Chat' })).rows).toBe(25);
    });

    test.skipIf(product.hasOneLogin)('who may only look changes nothing: the database refuses it, in words', async () => {
      const { act: _, ...rest } = shop.settings;
      const order = await clearing({ app: 'Chat' });
      await expect(runClear({ ...running(order), settings: { ...rest, act: shop.settings.read } })).rejects.toMatchObject({
        kind: 'permission',
      });
    });
  },
);
