import { act, screen } from '@testing-library/react';
import { SWRConfig } from 'swr';
import { describe, expect, test } from 'vitest';
import { AboutPage } from '#components/about/about-page.tsx';
import { mayWords, perSecond, signedInWords } from '#components/about/about-words.ts';
import type { Answer } from '#components/access/ask-vigil.ts';
import type { Viewer } from '#lib/access/viewer.ts';
import type { AboutAnswer } from '#lib/http/about.ts';
import type { Moment } from '#lib/reading.ts';
import { draw, shapes, words } from '../draw.tsx';
import { MOMENT, NOW, SILENT } from '../estate.ts';

const VIEWER: Viewer = {
  ...{ is: 'user', name: 'ann', key: 's1', isAdmin: true, expiresAt: NOW + 3_600_000, hadSession: false },
  systems: { view: ['haproxy'], act: ['haproxy'], details: [] },
};
const COUNTS = { polls: 240, requests: 250, sentBytes: 51_000, receivedBytes: 1_200_000 };
const ABOUT: AboutAnswer = {
  ...{
    version: '0.1.0',
    build: 'build-1',
    boot: 'b-1',
    node: 'v24.21.0',
    pid: 4711,
    configFile: 'vigil.yaml',
    browsers: 1,
    viewer: VIEWER,
    kept: [
      { kind: 'Sessions', place: 'sessions.json', count: 3, since: NOW - 7_200_000, trouble: null, cost: 'a restart signs everybody out' },
      { kind: 'Timers', place: 'timers.json', count: 0, since: null, trouble: 'the disk is full', cost: 'no timer can be set' },
    ],
  },
  ...{ at: NOW - 1_000, startedAt: NOW - 7_200_000, overMs: 60_000 },
  own: {
    ...{ cpuShare: 0.032, cpuOverMs: 60_000, rssBytes: 182_000_000, heapUsedBytes: 60_000_000, heapTotalBytes: 90_000_000 },
    eventLoop: { observedAt: NOW - 3_000, value: { probe: 'event loop', longestMs: 12, p99Ms: 3 } },
    schedule: null,
  },
  polls: { total: 9_000, lastMinute: 240, plannedPerSecond: 4 },
  systems: [
    {
      ...{ name: 'haproxy', title: 'HAProxy', groups: 2, nodes: 20, probes: 20, plannedPerSecond: 4 },
      ...{ total: { ...COUNTS, polls: 9_000, requests: 9_100 }, lastMinute: COUNTS },
      byGroup: [],
    },
  ],
};

async function page(answers: Answer<AboutAnswer>[], moment: Moment = MOMENT) {
  let turn = 0;
  const read = async (): Promise<Answer<AboutAnswer>> => answers[Math.min(turn++, answers.length - 1)] ?? { ok: false, message: 'none' };
  const drawn = draw(
    <SWRConfig value={{ provider: () => new Map(), dedupingInterval: 0 }}>
      <AboutPage read={read} />
    </SWRConfig>,
    { moment },
  );
  await act(async () => undefined);
  return drawn.container;
}

describe('the page about Vigil', () => {
  test('names version, build, run and start, who looks, and until when', async () => {
    const text = words(await page([{ ok: true, value: ABOUT }]));
    for (const said of ['0.1.0', 'build-1', 'b-1', 'pid 4711, Node v24.21.0', 'vigil.yaml', '12:11:12 UTC', '2h 00m'])
      expect(text).toContain(said);
    expect(text).toContain('ann, admin');
    expect(text).toContain('look at it and change it; what is marked sensitive stays hidden');
    expect(text).toContain('read 1s ago');
  });

  test('says of each kind what is kept and where, and of what is not why and what that costs', async () => {
    const container = await page([{ ok: true, value: ABOUT }]);
    expect(words(container)).toContain('Sessions3 kept in sessions.jsonsince 12:11:12 UTC');
    expect(words(container)).toContain('Not kept: no timer can be set. The disk is full. 0 to be kept in timers.json');
  });

  test('says what the process takes and what is asked of each system', async () => {
    const container = await page([{ ok: true, value: ABOUT }]);
    expect(words(container)).toContain('3.2 % of one coreover the last 1m 00s');
    expect(words(container)).toContain('182 MB; heap 60 MB of 90 MB');
    expect(words(container)).toContain('4/s, planned 4/s9,000 since the start');
    expect(words(container)).toContain('1 browser listening');
    const row = screen.getByRole('row', { name: /HAProxy/ });
    expect(words(row)).toBe('HAProxy220204/s4/s4.2/s51kB1.2MB9,0009,10051kB1.2MB');
  });

  test('says what was not read yet instead of a zero', async () => {
    const own = { ...ABOUT.own, cpuShare: null, eventLoop: null };
    const text = words(await page([{ ok: true, value: { ...ABOUT, own, overMs: 400 } }]));
    expect(text).toContain('not known yet');
    expect(text.match(/not read yet/g)).toHaveLength(2);
    expect(words(screen.getByRole('row', { name: /HAProxy/ }))).toContain('4/s––51kB');
  });

  test('dims what is old and says how old, also while the feed is silent', async () => {
    const old = await page([{ ok: true, value: { ...ABOUT, at: NOW - 20_000 } }]);
    expect(words(old)).toContain('stale 20s');
    expect(old.querySelector('.about.old')).not.toBeNull();
    const silent = await page([{ ok: true, value: ABOUT }], SILENT);
    expect(shapes(silent, 'stale')).toBe(1);
  });

  test('says why Vigil did not say anything', async () => {
    const container = await page([{ ok: false, message: 'Vigil did not answer: nothing came for 3 s' }]);
    expect(words(container)).toContain('Vigil did not sayVigil did not answer: nothing came for 3 s.');
    expect(shapes(container, 'critical')).toBe(1);
  });
});

test.each<[Viewer['is'], RegExp]>([
  ['user', /name and password/],
  ['anonymous', /not signed in/],
  ['token', /token/],
])('how somebody is known: %s', (is, said) => expect(signedInWords({ is })).toMatch(said));

test.each<[string, Viewer['systems'], string]>([
  ['a viewer', { view: ['redis'], act: [], details: [] }, 'look at it; what is marked sensitive stays hidden'],
  ['with details', { view: ['redis'], act: ['redis'], details: ['redis'] }, 'look at it, change it and see what is marked sensitive'],
  ['viewing details', { view: ['redis'], act: [], details: ['redis'] }, 'look at it and see what is marked sensitive'],
  ['nobody', { view: [], act: [], details: [] }, 'nothing'],
])('what one may do: %s', (_name, systems, said) => expect(mayWords({ systems }, 'redis')).toBe(said));

test('a rate is not told of less than a second', () => expect([perSecond(3, 999), perSecond(3, 1_500)]).toEqual([null, 2]));
