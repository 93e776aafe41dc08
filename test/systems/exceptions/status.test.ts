import { describe, expect, test } from 'vitest';
import type { ProbeJudgement } from '#lib/system.ts';
import {
  type AppView,
  type ClockGap,
  type CountLimits,
  RATES,
  RECENT,
  type RecentReading,
  SHAPES,
  type ShapesReading,
  type StoreView,
  TOTALS,
  type TotalsReading,
} from '#lib/systems/exceptions/model.ts';
import type { ExceptionsSettings } from '#lib/systems/exceptions/settings.ts';
import { judgeStore } from '#lib/systems/exceptions/status.ts';
import { recentApp, recentReading, STORE_AT, settingsOf } from './store-scene.ts';

const LIMITS: CountLimits = { totalWarning: 100, totalCritical: 200, recentWarning: 10, recentCritical: 20 };
const OFF: CountLimits = { totalWarning: null, totalCritical: null, recentWarning: null, recentCritical: null };
const QA = { name: 'qa', title: 'Q&A', applications: ['Core', 'Chat'] };

function judged(probe: string, value: unknown, settings: Partial<ExceptionsSettings> = {}): ProbeJudgement {
  const source = { system: 'exceptions', group: 'ny', node: 'ny', probe };
  const window = [{ value, observedAt: STORE_AT, producedAt: null, source }];
  return judgeStore({ probe, window, settings: settingsOf(settings), now: STORE_AT } as never);
}

const rowOf = ({ rows }: ProbeJudgement, id: string) => rows.find((row) => row.id === id);
const toldOf = (judgement: ProbeJudgement, id: string): string => {
  const { status, reason } = rowOf(judgement, id)?.judged ?? { status: 'none', reason: '' };
  return `${status}: ${reason}`;
};
const recent = (counts: Readonly<Record<string, number>>, over: Partial<RecentReading> = {}): RecentReading =>
  recentReading(
    Object.entries(counts).map(([app, count]) => recentApp(app, { recent: count })),
    over,
  );
const totals = (counts: Readonly<Record<string, number>>): TotalsReading => ({
  deletedRows: 5,
  apps: Object.entries(counts).map(([app, errors]) => ({ app, errors, rows: 1, protectedRows: 1, newestAt: STORE_AT, oldestAt: 0 })),
});

describe('limits', () => {
  test.each([
    [9, 'ok: 9 errors in 10m 00s'],
    [10, 'warning: 10 errors in 10m 00s, warning from 10 on'],
    [19, 'warning: 19 errors in 10m 00s, warning from 10 on'],
    [20, 'critical: 20 errors in 10m 00s, critical from 20 on'],
  ])('of what came lately in a store: %d', (count, told) => {
    expect(toldOf(judged(RECENT, recent({ Core: count }), { limits: LIMITS }), 'store')).toBe(told);
  });

  test.each([
    [99, 'ok: 99 errors in all'],
    [100, 'warning: 100 errors in all, warning from 100 on'],
    [200, 'critical: 200 errors in all, critical from 200 on'],
  ])('of all of a store: %d', (count, told) => {
    expect(toldOf(judged(TOTALS, totals({ Core: count }), { limits: LIMITS }), 'store')).toBe(told);
  });

  test('that are off say nothing, whatever came', () => {
    expect(toldOf(judged(RECENT, recent({ Core: 1_000_000 })), 'store')).toMatch(/^ok: 1,000,000 errors/);
    expect(toldOf(judged(TOTALS, totals({ Core: 1_000_000 })), 'store')).toMatch(/^ok/);
  });

  test('of a group are held against the sum of its applications, and of an application against its own, whatever its case', () => {
    const settings = {
      teams: [QA],
      teamLimits: { qa: LIMITS },
      apps: { core: { quietHours: [], watchSilence: true, limits: { ...OFF, recentCritical: 6, totalWarning: 60 } } },
    };
    const lately = judged(RECENT, recent({ Core: 6, Chat: 5, Mailer: 500 }), settings);
    expect(toldOf(lately, 'team:qa')).toBe('warning: 11 errors in 10m 00s, warning from 10 on');
    expect(toldOf(lately, 'app:Core')).toMatch(/^critical: 6 errors/);
    expect(toldOf(lately, 'app:Chat')).toMatch(/^ok/);
    expect(toldOf(lately, 'app:Mailer')).toMatch(/^ok/);
    const all = judged(TOTALS, totals({ Core: 60, Chat: 39 }), settings);
    expect(toldOf(all, 'team:qa')).toBe('ok: 99 errors in all');
    expect(toldOf(all, 'app:Core')).toMatch(/^warning: 60 errors/);
  });
});

describe('the groups of a store', () => {
  const titles = (settings: Partial<ExceptionsSettings>, apps: Readonly<Record<string, number>>): string[] => {
    const view = rowOf(judged(RECENT, recent(apps), settings), 'store')?.value as StoreView | undefined;
    return (view?.teams ?? []).map(({ title, applications }) => `${title}: ${applications.join(', ')}`);
  };
  test.each<[string, Partial<ExceptionsSettings>, Readonly<Record<string, number>>, string[]]>([
    ['none is configured', {}, { Core: 1, Chat: 1 }, ['Applications: Chat, Core']],
    ['all stand in one', { teams: [QA] }, { Core: 1 }, ['Q&A: Core, Chat']],
    ['some stand in none', { teams: [QA] }, { Core: 1, Mailer: 1 }, ['Q&A: Core, Chat', 'In no group: Mailer']],
    ['an application in two', { teams: [QA, { ...QA, name: 'b', title: 'B' }] }, { Core: 1 }, ['Q&A: Core, Chat', 'B: Core, Chat']],
    ['nothing has errors', {}, {}, []],
  ])('%s', (_name, settings, apps, expected) => expect(titles(settings, apps)).toEqual(expected));

  test('an application in two groups counts in both and once in the store', () => {
    const reading = judged(RECENT, recent({ Core: 7 }), { teams: [QA, { ...QA, name: 'b' }] });
    expect(['team:qa', 'team:b', 'store'].map((id) => toldOf(reading, id))).toEqual(Array(3).fill('ok: 7 errors in 10m 00s'));
    expect((rowOf(reading, 'app:Core')?.value as AppView | undefined)?.groups).toEqual(['qa', 'b']);
  });
});

describe('clocks', () => {
  const machine = (over: Partial<ClockGap>): ClockGap => ({ machine: 'NY-WEB01', rows: 3, leastMs: 0, mostMs: 0, ...over });
  test.each<[string, Partial<RecentReading>, RegExp]>([
    ['that are right are no trouble', { clocks: [machine({ leastMs: -59_000, mostMs: 59_000 })] }, /^ok/],
    ['a store a minute ahead', { storeAt: STORE_AT + 60_000 }, /^warning: the clock of the store is 1m 00s ahead of that of Vigil$/],
    ['a store a minute behind', { storeAt: STORE_AT - 60_000 }, /behind that of Vigil$/],
    ['a store nearly a minute ahead is none', { storeAt: STORE_AT + 59_999 }, /^ok/],
    [
      'a machine that is ahead',
      { clocks: [machine({ leastMs: 60_000, mostMs: 90_000 })] },
      /NY-WEB01 is 1m 00s ahead of the store or more/,
    ],
    ['a machine whose errors come late', { clocks: [machine({ leastMs: -90_000, mostMs: -60_000 })] }, /NY-WEB01 come 1m 00s late or more/],
    ['two rows that came late are no clock', { clocks: [machine({ rows: 2, leastMs: -90_000, mostMs: -60_000 })] }, /^ok/],
    ['both', { storeAt: STORE_AT + 60_000, clocks: [machine({ leastMs: 60_000 })] }, /of Vigil; the clock of NY-WEB01/],
  ])('%s', (_name, over, words) => expect(toldOf(judged(RECENT, recent({ Core: 1 }, over)), 'store')).toMatch(words));

  test('stand beside what is crossed, and the worse one says how it is', () => {
    const late = { clocks: [machine({ leastMs: 60_000 })] };
    expect(toldOf(judged(RECENT, recent({ Core: 20 }, late), { limits: LIMITS }), 'store')).toMatch(
      /^critical: 20 errors.*; the clock of NY/,
    );
  });
});

describe('shapes', () => {
  const reading: ShapesReading = { rows: 9, shapes: 3, sinceAt: 0, behind: 0, fresh: [], top: [], kept: null, trouble: null };
  test.each<[string, Partial<ShapesReading>, string]>([
    ['that are kept', {}, 'ok: 3 shapes'],
    [
      'that nobody keeps',
      { kept: 'the folder cannot be written' },
      'warning: what is new cannot be told after a restart: the folder cannot be written',
    ],
  ])('%s', (_name, over, told) => expect(toldOf(judged(SHAPES, { ...reading, ...over }), 'store')).toBe(told));
});

test('the hours of an application are for the page, and of every one of them', () => {
  const value = { fromAt: 0, storeAt: STORE_AT, apps: ['Core', 'Chat'].map((app) => ({ app, hours: [1], rows: [1] })) };
  expect(judged(RATES, value).rows.map(({ id }) => id)).toEqual(['app:Core', 'app:Chat']);
});

test('a probe that nobody knows is no reading that is well', () => {
  expect(() => judged('other', {})).toThrow('no rules for the probe other');
});
