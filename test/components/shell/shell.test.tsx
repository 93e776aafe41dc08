import { render, screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { Link } from '#components/feed/client.ts';
import { Announcer } from '#components/shell/announcer.tsx';
import { BoardBanner, LinkBanner } from '#components/shell/banners.tsx';
import { NothingYet } from '#components/shell/nothing-yet.tsx';
import { pageStates } from '#components/shell/page-states.ts';
import { TopBar } from '#components/shell/top-bar.tsx';
import type { Viewer } from '#lib/access/viewer.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import type { Moment } from '#lib/reading.ts';
import { boardMoment, boardTrouble } from '#lib/roll-up.ts';
import { draw, shapes, words } from '../draw.tsx';
import { failing, MOMENT, NOW, ownProbe, probe, readAgo, SILENT } from '../estate.ts';

const PAGES = [
  { path: '/haproxy', title: 'HAProxy', system: 'haproxy' },
  { path: '/pollers', title: 'Pollers', system: null },
];
const VIEWER: Viewer = {
  ...{ is: 'user', name: 'ann', key: 's1', isAdmin: true, expiresAt: NOW + 3_600_000, hadSession: false },
  systems: { view: ['haproxy'], act: ['haproxy'], details: [] },
};
const LIVE: Link = { state: 'live' };
const QUIET = {
  state: 'silent',
  why: 'not heard',
  silentMs: 34_000,
  retryInMs: 4_000,
  reason: 'the connection was closed',
  remedy: null,
} as const;

const states = (probes: readonly ProbeRow[], moment: Moment = MOMENT) =>
  pageStates(PAGES, probes, [], { own: moment, board: boardMoment(probes, moment) });
const bar = (probes: readonly ProbeRow[], link: Link = LIVE, moment: Moment = MOMENT) =>
  draw(<TopBar environment="prod" viewer={VIEWER} pages={states(probes, moment)} path="/haproxy" link={link} now={NOW} />).container;

describe('the bar', () => {
  test('names the environment and the server time', () => {
    expect(words(bar([probe()]))).toContain('Vigil PROD');
    expect(words(bar([probe()]))).toContain('Live 14:11:12 UTC');
  });

  test('counts the nodes that are not ok, and marks the page one is on', () => {
    bar([probe(), probe(readAgo(60_000), 'lb06'), probe(failing('refused', 5_000), 'lb07')]);
    const tab = screen.getByRole('link', { current: 'page' });
    expect(words(tab)).toBe('HAProxy2not ok, worst critical');
  });

  test('a system of which nothing is known is unknown and not ok', () => {
    // The tab of the system, and the button of the issues.
    expect(shapes(bar([]), 'unknown')).toBe(2);
    expect(shapes(bar([]), 'ok')).toBe(0);
  });

  test('says silent, and when it heard last', () => expect(words(bar([probe()], QUIET))).toContain('Silent, last heard 14:10:38 UTC'));

  test('no tab is ok while the feed is silent', () => expect(shapes(bar([probe(), ownProbe()], QUIET, SILENT), 'ok')).toBe(0));

  test('the pollers tab speaks up only for trouble of Vigil itself', () => {
    expect(states([probe(failing('refused', 5_000)), ownProbe()])[1]).toMatchObject({ status: null, notOk: 0 });
    expect(states([probe(), ownProbe(readAgo(60_000))])).toMatchObject([
      { status: 'stale', notOk: 1 },
      { status: 'stale', notOk: 1 },
    ]);
  });
});

describe('the tab of the overview', () => {
  const whole = (probes: readonly ProbeRow[]) =>
    pageStates([{ path: '/', title: 'Overview', system: null }], probes, [], { own: MOMENT, board: boardMoment(probes, MOMENT) })[0];

  test.each<[name: string, probes: ProbeRow[], status: string, notOk: number]>([
    ['all well', [probe(), ownProbe()], 'ok', 0],
    ['the worst of all nodes', [probe(), probe(failing('refused', 5_000), 'lb06'), ownProbe()], 'critical', 1],
    ['trouble of Vigil itself, which makes every node stale', [probe(), ownProbe(readAgo(60_000))], 'stale', 2],
    ['nothing known', [], 'unknown', 0],
  ])('says how everything is: %s', (_name, probes, status, notOk) => expect(whole(probes)).toMatchObject({ status, notOk }));
});

describe('a red bar over the page', () => {
  test('says how long Vigil was not heard and when it is tried again', () => {
    expect(words(draw(<LinkBanner link={QUIET} />).container)).toBe(
      'Nothing heard from Vigil for 34sEverything below is as old as it says. Trying again in 4s. (the connection was closed)',
    );
  });

  test('says that nothing was ever heard', () => {
    expect(words(draw(<LinkBanner link={{ ...QUIET, silentMs: 0 }} />).container)).toContain('Nothing heard from Vigil yet');
  });

  test.each([
    ['clocks disagree', 'Clocks disagree', 'cannot be told until Vigil has been asked again'],
    ['missed', 'A change was missed', 'in doubt until Vigil has been asked again'],
    ['other viewer', 'This page is for somebody else', 'Nothing of what follows'],
  ] as const)('says why nothing is believed though something comes: %s', (why, title, said) => {
    const text = words(draw(<LinkBanner link={{ ...QUIET, why, retryInMs: null }} />).container);
    expect(text).toContain(title);
    expect(text).toContain(said);
    expect(text).not.toContain('Nothing heard');
  });

  test('says which probe of its own Vigil does not trust, and why', () => {
    const own = ownProbe({ verdict: { status: 'critical', reason: 'a tick 9s late', since: { at: NOW, how: 'seen' } } });
    expect(words(draw(<BoardBanner troubles={boardTrouble([own], MOMENT)} />).container)).toContain('event loop: a tick 9s late.');
  });

  test('is not there while Vigil is well', () => {
    expect(words(draw(<BoardBanner troubles={boardTrouble([probe(), ownProbe()], MOMENT)} />).container)).toBe('');
  });
});

describe('an empty page', () => {
  test.each<[string, Link, string, string]>([
    ['is connecting', { state: 'connecting' }, 'Connecting…', 'unknown'],
    ['was told nothing', QUIET, 'Nothing is known', 'stale'],
    ['has nothing configured', LIVE, 'No HAProxy instance is configured', 'unknown'],
  ])('says that it %s', (_name, link, title, shape) => {
    const { container } = draw(<NothingYet title="HAProxy" what="HAProxy instance" link={link} />);
    expect(words(container)).toContain(title);
    expect(shapes(container, shape)).toBe(1);
  });
});

test('what is read out does not tick', () => {
  const { container, rerender } = render(<Announcer link={QUIET} pages={states([probe()])} />);
  const before = words(container);
  rerender(<Announcer link={{ ...QUIET, silentMs: 35_000, retryInMs: 3_000 }} pages={states([probe()])} />);
  expect(words(container)).toBe(before);
});

test('each system is read out once, and not again as the overview', () => {
  const pages = pageStates([{ path: '/', title: 'Overview', system: null }, ...PAGES], [probe()], [], {
    own: MOMENT,
    board: boardMoment([probe()], MOMENT),
  });
  const { container } = render(<Announcer link={LIVE} pages={pages} />);
  expect(words(container)).toBe('HAProxy ok.');
});
