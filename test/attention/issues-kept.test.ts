import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Acknowledgement } from '#lib/attention/attention.ts';
import type { ClosedIssue } from '#lib/attention/closed.ts';
import { openIssueFiles } from '#lib/attention/issue-files.ts';
import { IssueKeeping } from '#lib/attention/issue-keeping.ts';
import { takeUp, withGap } from '#lib/attention/take-up.ts';
import { Watch } from '#lib/attention/watch.ts';
import type { Part } from '#lib/issues/issue.ts';
import { failing, NOW, readAgo } from '../components/estate.ts';
import { backend, part, server, subjectOf } from '../issues/finding.ts';
import { acknowledgement } from './following.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const KEY = 'row haproxy/public/stats server web2';

/** What is read at a time. */
type Read = (at: number) => readonly Part[];
const DOWN: Read = (at) => [part('lb05', [backend(), server('web2', 'critical')], readAgo(NOW - at))];
const UP: Read = (at) => [part('lb05', [backend(), server('web2')], readAgo(NOW - at))];
const SILENT: Read = (at) => [part('lb05', [], { ...readAgo(NOW - at + 60_000), ...failing('timeout', NOW - at + 55_000) })];
const OTHER: Read = (at) => [part('lb06', [backend(), server('web2')], readAgo(NOW - at))];
const NOTHING: Read = () => [];

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-issues-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A watch over the folder, as the process starts it: what is kept is only what is on disk when it is killed. */
async function start(at: number) {
  const clock = { at, now: () => clock.at };
  const files = await openIssueFiles(folder, clock);
  let parts: readonly Part[] = [];
  const watch = new Watch({
    ...{ parts: () => parts, findings: () => [], moment: () => ({ now: clock.at, doubtBefore: 0 }), subjectOf, systems: ['haproxy'] },
    known: takeUp({ open: files.open.kept, closed: files.closed.kept }, at),
  });
  const errors: string[] = [];
  const keeping = new IssueKeeping({ files, watch, onError: (error) => void errors.push(String(error)) });
  const see = (read: Read, ms = 0, said: Acknowledgement[] = []): void => {
    clock.at += ms;
    parts = read(clock.at);
    watch.tick();
    watch.look(said);
    keeping.looked();
  };
  return { watch, keeping, see, clock, errors, files };
}

/** What is told of the one issue that is looked for: a node that is silent is another. */
const overOf = (watch: Watch) => watch.closed().filter(({ key }) => key === KEY);

describe('over a restart', () => {
  test('an issue that goes on is not new: it keeps since when, its worst, its first words and who acknowledged it', async () => {
    const said = acknowledgement({ key: KEY, systems: ['haproxy'] });
    const before = await start(NOW);
    before.see(DOWN, 0, [said]);
    await before.keeping.stop();
    const was = before.watch.find(KEY);
    const after = await start(NOW + 10 * MINUTE);
    expect(after.watch.find(KEY)).toEqual({ ...was, unseenFrom: NOW });
    after.see(SILENT, 1_000);
    after.see(DOWN, 1_000);
    expect(after.watch.find(KEY)).toEqual({ ...was, unseenFrom: null });
    after.see(UP, 1_000);
    expect(overOf(after.watch)).toMatchObject([
      { key: KEY, seenAt: NOW, closedAt: NOW + 10 * MINUTE + 3_000, unseen: null, acknowledged: said },
    ]);
  });

  test('one that is not found once its sources were read afresh went while Vigil did not look, and not before they were', async () => {
    const before = await start(NOW);
    before.see(DOWN);
    before.see(DOWN, 5_000);
    await before.keeping.stop();
    const startedAt = NOW + 10 * MINUTE;
    const after = await start(startedAt);
    after.see(NOTHING);
    after.see(SILENT, 1_000);
    expect([after.watch.find(KEY)?.key, overOf(after.watch)]).toEqual([KEY, []]);
    after.see(UP, 1_000);
    expect(after.watch.find(KEY)).toBeNull();
    expect(overOf(after.watch)).toMatchObject([
      { key: KEY, seenAt: NOW, unseen: { from: NOW + 5_000, to: startedAt + 2_000, why: 'did not look' } },
    ]);
  });

  test('one that was never found again in between is told from when Vigil saw it last, over two restarts too', async () => {
    const before = await start(NOW);
    before.see(DOWN);
    await before.keeping.stop();
    const between = await start(NOW + MINUTE);
    between.see(SILENT, 1_000);
    await between.keeping.stop();
    const after = await start(NOW + 2 * MINUTE);
    after.see(UP, 1_000);
    expect(overOf(after.watch)).toMatchObject([{ unseen: { from: NOW, to: NOW + 2 * MINUTE + 1_000, why: 'did not look' } }]);
  });

  test('one whose source is not configured any more is told to be not watched, when all that was discovered is known again', async () => {
    const before = await start(NOW);
    before.see(DOWN);
    await before.keeping.stop();
    const after = await start(NOW + MINUTE);
    after.see(OTHER, 60_000);
    expect(overOf(after.watch)).toEqual([]);
    after.see(OTHER, 59_999);
    expect(overOf(after.watch)).toEqual([]);
    after.see(OTHER, 1);
    expect(overOf(after.watch)).toMatchObject([{ key: KEY, unseen: { from: NOW, to: NOW + 3 * MINUTE, why: 'not watched' } }]);
  });

  test('what was over stays known, and what stands as over and as open, because Vigil was killed in between, is over', async () => {
    const before = await start(NOW);
    before.see(DOWN);
    await before.keeping.stop();
    const open = readFileSync(join(folder, 'issues.json'), 'utf8');
    before.see(UP, 1_000);
    await before.keeping.stop();
    const closed = overOf(before.watch);
    writeFileSync(join(folder, 'issues.json'), open);
    const after = await start(NOW + MINUTE);
    expect([overOf(after.watch), after.watch.find(KEY)]).toEqual([closed, null]);
    after.see(UP, 1_000);
    expect(overOf(after.watch)).toEqual(closed);
    after.see(DOWN, 1_000);
    expect(after.watch.find(KEY)).toMatchObject({ seenAt: NOW + MINUTE + 2_000 });
  });

  test('the time in which Vigil did not look is told, and so is one in which its process was held', async () => {
    const before = await start(NOW);
    before.see(UP);
    before.see(UP, 30_000);
    before.see(UP, 5 * MINUTE);
    await before.keeping.stop();
    const [first, end, startedAt] = [NOW + 30_000, NOW + 30_000 + 5 * MINUTE, NOW + 20 * MINUTE];
    const after = await start(startedAt);
    const gaps = [
      { from: first, to: end },
      { from: end, to: startedAt },
    ];
    expect(after.watch.watched()).toEqual({ since: NOW, gaps });
  });

  test('after a clock that was set back no time is made up', async () => {
    const before = await start(NOW);
    before.see(DOWN);
    await before.keeping.stop();
    const after = await start(NOW - MINUTE);
    after.see(DOWN);
    expect([after.watch.watched(), after.watch.find(KEY)?.seenAt]).toEqual([{ since: NOW, gaps: [] }, NOW]);
  });
});

test('killed at any moment, Vigil loses at most what came in the last seconds, and never an issue between open and closed', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  try {
    const before = await start(NOW);
    before.see(DOWN);
    await vi.advanceTimersByTimeAsync(5_000);
    await vi.waitFor(() => expect(readdirSync(folder)).toEqual(['issues.json']), { interval: 1 });
    before.see(UP, 1_000);
    await vi.advanceTimersByTimeAsync(1_000);
    await vi.waitFor(() => expect(readdirSync(folder)).toContain('closed-issues.json'), { interval: 1 });
    const after = await start(NOW + MINUTE);
    expect([after.watch.find(KEY), after.watch.closed().length]).toEqual([null, 1]);
    expect(statSync(join(folder, 'issues.json')).mode & 0o777).toBe(0o600);
  } finally {
    vi.useRealTimers();
  }
});

describe('what is kept has an end', () => {
  const closed = (closedAt: number): ClosedIssue => ({
    ...{ key: KEY, is: 'row', systems: ['haproxy'], subject: 'web2', place: 'HAProxy', worst: 'critical', reason: 'down', symptoms: 1 },
    ...{ since: { at: closedAt - 1, how: 'seen' }, seenAt: closedAt - 1, closedAt, acknowledged: null, unseen: null },
  });
  const kept = (over: object) => ({
    open: { watched: { since: NOW - 30 * DAY, gaps: [] }, lookedAt: NOW - 1, open: [] },
    closed: { closed: [] },
    ...over,
  });

  test.each<[string, number, number]>([
    ['what is over for 14 days is there', NOW - 14 * DAY, 1],
    ['what is over for longer is not', NOW - 14 * DAY - 1, 0],
  ])('%s', (_name, closedAt, count) => {
    expect(takeUp(kept({ closed: { closed: [closed(closedAt)] } }), NOW).closed).toHaveLength(count);
  });

  test('nothing before 14 days is told to have been watched', () => {
    expect(takeUp(kept({}), NOW).watched).toEqual({ since: NOW - 14 * DAY, gaps: [{ from: NOW - 1, to: NOW }] });
  });

  test('after more than 14 days all begins anew', () => {
    const open = { watched: { since: NOW - 30 * DAY, gaps: [] }, lookedAt: NOW - 15 * DAY, open: [] };
    expect(takeUp(kept({ open }), NOW)).toEqual({ open: [], closed: [], watched: { since: NOW, gaps: [] } });
  });

  test('of more than 100 times in which Vigil did not look the watch begins after the oldest', () => {
    const gaps = Array.from({ length: 100 }, (_, n) => ({ from: NOW + n * 10, to: NOW + n * 10 + 5 }));
    const watched = withGap({ since: NOW - 1, gaps }, { from: NOW + 1_000, to: NOW + 1_005 });
    expect([watched.since, watched.gaps.length, watched.gaps.at(-1)?.to]).toEqual([NOW + 5, 100, NOW + 1_005]);
  });
});

test('files that cannot be believed are set aside and said, and the other one counts', async () => {
  const before = await start(NOW);
  before.see(DOWN);
  before.see(UP, 1_000);
  await before.keeping.stop();
  writeFileSync(join(folder, 'issues.json'), '{"watched": {"since": "soon"');
  const { files, watch } = await start(NOW + MINUTE);
  expect(files.open.setAside).toContain('Since when issues are open is not known any more');
  expect([files.closed.setAside, watch.closed().length, watch.watched().since]).toEqual([null, 1, NOW + MINUTE]);
});
