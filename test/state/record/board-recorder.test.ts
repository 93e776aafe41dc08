import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Finding } from '#lib/finding.ts';
import type { Status } from '#lib/status.ts';
import { boardOf, EVERY_MS, startRecorder } from './running-recorder.ts';

const STALE_AFTER = 9_000;

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] }));
afterEach(() => void vi.useRealTimers());

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

function finding(status: Status, told = 'they differ'): Finding {
  return {
    ...{
      id: 'f1',
      kind: 'states',
      title: 'Disagreement',
      subject: 'web01',
      place: '',
      host: null,
      told: [told],
      nodes: ['a'],
      probe: 'stats',
    },
    ...{ rows: [], followsRows: false, system: 'pretend', group: 'web', verdict: { status, reason: told, since: { at: 0, how: 'seen' } } },
  };
}

test('the first frame is whole and at once; then one comes every so often, also when nothing changed', async () => {
  const { frames, kinds } = startRecorder();
  await pass(0);
  expect(kinds()).toEqual(['whole']);
  await pass(3 * EVERY_MS);
  expect(frames.map(({ at }) => at - (frames[0]?.at ?? 0))).toEqual([0, 10_000, 20_000, 30_000]);
  expect(kinds().slice(2)).toEqual(['rest', 'rest']);
});

test('whatever happens, the frames make the board that is shown', async () => {
  const { says, fails, frames, shownNow, find } = startRecorder();
  await pass(0);
  const steps = [
    () => says('a', { status: 'ok', rows: { web1: 'ok', web2: 'ok' } }),
    () => says('b', { status: 'ok', rows: { web1: 'warning' } }),
    () => says('a', { status: 'critical', rows: { web2: 'critical', web3: 'ok' } }),
    () => find(finding('warning')),
    () => fails('b', 'timeout'),
    () => says('a', { status: 'ok', rows: { web3: 'ok', web2: 'ok' } }),
  ];
  for (const step of steps) {
    step();
    await pass(EVERY_MS);
    const before = frames.length;
    await pass(EVERY_MS);
    expect(frames.length).toBeGreaterThan(before);
    expect(boardOf(frames)).toBe(shownNow());
  }
});

test.each<[string, (on: ReturnType<typeof startRecorder>) => void]>([
  ['a source', ({ says }) => says('a', { status: 'warning', rows: { web1: 'ok', web9: 'warning' } })],
  ['a row', ({ says }) => says('a', { status: 'ok', rows: { web1: 'critical', web9: 'warning' } })],
  ['a row that comes in trouble', ({ says }) => says('a', { status: 'ok', rows: { web1: 'ok', web2: 'warning', web9: 'warning' } })],
  ['a row that was in trouble and is gone', ({ says }) => says('a', { status: 'ok', rows: { web1: 'ok' } })],
  ['a refused source', ({ fails }) => fails('a', 'refused')],
  ['a finding that is new', ({ find }) => find(finding('warning'))],
])('%s that turns is on a frame within a second', async (_name, happen) => {
  const on = startRecorder();
  on.says('a', { status: 'ok', rows: { web1: 'ok', web9: 'warning' } });
  await pass(1_500);
  const before = on.frames.length;
  happen(on);
  await pass(1_000);
  expect(on.kinds().slice(before)).toEqual(['rest turned']);
  await pass(3_000);
  expect(on.frames).toHaveLength(before + 1);
});

test.each<[string, (on: ReturnType<typeof startRecorder>) => void]>([
  ['figures are others', ({ says }) => says('a', { status: 'ok', rows: { web1: 'ok' } })],
  ['a row that is ok comes', ({ says }) => says('a', { status: 'ok', rows: { web1: 'ok', web2: 'ok' } })],
  ['a row that was ok is gone', ({ says }) => says('a', { status: 'ok', rows: {} })],
  ['a finding has other words', ({ find }) => find(finding('warning', 'they still differ'))],
])('where %s nothing has turned', async (_name, happen) => {
  const on = startRecorder();
  on.says('a', { status: 'ok', rows: { web1: 'ok' } });
  on.find(finding('warning'));
  await pass(1_500);
  const before = on.frames.length;
  happen(on);
  await pass(3_000);
  expect(on.frames).toHaveLength(before);
});

test('a source that goes stale by itself is on a frame that says so', async () => {
  const on = startRecorder();
  on.says('a', { status: 'ok' });
  await pass(STALE_AFTER - 500);
  const before = on.frames.length;
  await pass(1_600);
  expect(on.kinds().slice(before)).toEqual(['rest turned']);
});

test.each<[string, (on: ReturnType<typeof startRecorder>) => void, number]>([
  ['ten minutes', () => {}, 600_000],
  ['a source came', ({ comes }) => comes('c'), EVERY_MS],
  ['a frame was lost', ({ loses }) => loses(), EVERY_MS],
  ['the clock jumped', ({ setWall }) => setWall(60_000), EVERY_MS],
])('a frame is whole after %s', async (_name, happen, withinMs) => {
  const on = startRecorder();
  await pass(EVERY_MS + 500);
  expect(on.kinds().at(-1)).not.toContain('whole');
  const before = on.frames.length;
  happen(on);
  await pass(withinMs);
  expect(
    on
      .kinds()
      .slice(before)
      .filter((kind) => kind.startsWith('whole')),
  ).toHaveLength(1);
  expect(boardOf(on.frames.slice(on.frames.findLastIndex(({ isWhole }) => isWhole)))).toBe(on.shownNow());
});

test('a frame is whole where what differs since the last one would be longer to read', async () => {
  const on = startRecorder();
  await pass(0);
  for (let i = 0; i < 20; i += 1) {
    on.says('a', { status: i % 2 ? 'ok' : 'warning', rows: { [`${'x'.repeat(15_000)}${i}`]: 'ok' } });
    await pass(1_000);
  }
  const wholes = on.frames.flatMap(({ isWhole }, i) => (isWhole ? [i] : []));
  const between = on.frames.slice(1, wholes[1]).reduce((sum, { text }) => sum + text.length, 0);
  expect(wholes.length).toBeGreaterThan(1);
  expect(between).toBeGreaterThan(250_000);
  expect(between).toBeLessThan(350_000);
});

test('stopping writes a last frame, and no other after it', async () => {
  const { recorder, says, frames, shownNow } = startRecorder();
  await pass(2_000);
  says('a', { status: 'critical' });
  await recorder.stop();
  expect(boardOf(frames)).toBe(shownNow());
  const written = frames.length;
  await pass(60_000);
  expect(frames).toHaveLength(written);
});

test('nothing is thrown where nothing goes wrong', async () => {
  const { errors, says } = startRecorder();
  says('a', { status: 'ok' });
  await pass(30_000);
  expect(errors).toEqual([]);
});
