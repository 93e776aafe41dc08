import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { openIssues } from '#components/issues/open-issues.ts';
import { OverviewBoard } from '#components/overview/overview-board.tsx';
import type { Mark } from '#lib/act/outcome.ts';
import { type Attention, NO_ATTENTION } from '#lib/attention/attention.ts';
import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import type { Finding } from '#lib/finding.ts';
import { hostNames } from '#lib/hosts.ts';
import type { Part } from '#lib/issues/issue.ts';
import type { Moment } from '#lib/reading.ts';
import { boardMoment } from '#lib/roll-up.ts';
import { countStatuses } from '#lib/status.ts';
import { finding } from '../../issues/finding.ts';
import { draw, shapes, words } from '../draw.tsx';
import { failing, MOMENT, NEVER_READ, NOW, ownProbe, probe, readAgo, row, SILENT, state } from '../estate.ts';
import { acknowledgement } from '../issues/made-up.ts';

const up = (name: string) => row({ name });
const down = (name: string) => row({ name, state: state({ word: 'down', said: 'DOWN' }) }, 'critical', 'down: L7STS 503');
const head = (status: 'ok' | 'critical' = 'ok') =>
  row({ kind: 'backend', name: 'BACKEND' }, status, status === 'ok' ? '2 active servers usable' : 'no server can take traffic: 2 down');
const WELL = [head(), up('web01'), up('web02')];
const ONE_DOWN = [head(), up('web01'), down('web02')];
const FIGURES = [
  { name: 'Requests', unit: '/s', value: 1_200.4, trend: [[NOW - 2_000, 1_200.4]] as const },
  { name: '5xx', unit: '/min', value: 0, trend: [[NOW - 2_000, 0]] as const },
];

function part(node: string, rows: readonly LiveRow[], over: Partial<ProbeRow> = {}): Part {
  const counts = countStatuses(rows.map(({ verdict }) => verdict.status));
  const isIll = counts.critical > 0;
  const verdict: ProbeRow['verdict'] = {
    status: isIll ? 'critical' : 'ok',
    reason: isIll ? '1 of 2 servers down' : 'all servers up',
    since: { at: NOW - 60_000, how: 'seen' },
  };
  return { probe: probe({ counts, verdict, keyFigures: FIGURES, ...over }, node), rows };
}

type Told = { findings?: readonly Finding[]; moment?: Moment; marks?: readonly Mark[]; attention?: Partial<Attention> };

function overview(parts: readonly Part[], { findings = [], moment = MOMENT, marks = [], attention = {} }: Told = {}): HTMLElement {
  const own: Part = { probe: ownProbe(), rows: [] };
  const all = [...parts, ...(parts.some(({ probe }) => probe.scope === 'board') ? [] : [own])];
  const probes = all.map(({ probe }) => probe);
  const issues = openIssues(
    { parts: all, findings },
    { own: moment, board: boardMoment(probes, moment) },
    { ...NO_ATTENTION, ...attention },
    hostNames([]),
  );
  return draw(<OverviewBoard issues={issues} marks={marks} />, { moment, probes }).container;
}

const lines = (container: Element) => [...container.querySelectorAll('.issue')].map(words);
const tile = (container: Element, status: string) =>
  words([...container.querySelectorAll('.tiles li')].find((one) => words(one).includes(status)) ?? container);

describe('when all is well', () => {
  test('says so, with since when it is proven and how old the oldest reading is', () => {
    const container = overview([part('lb05', WELL), part('lb06', WELL, readAgo(4_000))]);
    expect(words(container)).toContain('All 2 HAProxy instances ok');
    expect(words(container)).toContain('Proven without a gap since 14:10:12 UTC, for 1m 00s. The oldest reading is 4s old.');
    expect(lines(container)).toEqual([]);
  });

  test('counts nodes and rows, and is green only in dots', () => {
    const container = overview([part('lb05', WELL), part('lb06', WELL)]);
    expect(tile(container, 'ok')).toBe('2ok6 rows');
    expect(tile(container, 'stale')).toBe('0stale0 rows');
    expect(shapes(container, 'critical')).toBe(1);
  });

  test('does not say that all is ok while something is out on purpose', () => {
    const rows = [head(), up('web01'), row({ name: 'web02' }, 'maintenance', 'in maintenance')];
    const container = overview([part('lb05', rows, { verdict: { status: 'maintenance', reason: 'x', since: { at: NOW, how: 'seen' } } })]);
    expect(words(container)).toContain('Nothing is wrong: 1 HAProxy instance, some of it out on purpose');
    expect(words(screen.getByRole('list', { name: 'Out on purpose' }))).toContain(
      'web02 is in maintenance · HAProxy, Public, in be_web, on lb05.',
    );
  });

  test('says who took it out, until when and why', () => {
    const rows = [head(), row({ name: 'web02' }, 'maintenance', 'in maintenance')];
    const mark: Mark = {
      ...{ system: 'haproxy', group: 'public', node: 'lb05', row: rows[1]?.id ?? '', action: 'maintenance', wanted: 'maintenance' },
      ...{ by: 'jeff', at: NOW - 60_000, reason: 'kernel update', until: NOW + 3_600_000, id: 'a1' },
    };
    overview([part('lb05', rows)], { marks: [mark] });
    expect(words(screen.getByRole('list', { name: 'Out on purpose' }))).toContain('jeff, until 15:11 UTC, kernel update');
  });
});

describe('a line of what is wrong', () => {
  test('says who, what, where, since when and read when, and leads there', () => {
    const container = overview([part('lb05', ONE_DOWN), part('lb06', ONE_DOWN)]);
    expect(lines(container)).toEqual([
      'web02 is down: L7STS 503critical · HAProxy, Public, in be_web, on lb05 and lb06.since 14:10:12 UTCread 2s agoOpenPoll now',
    ]);
    expect(screen.getByRole('link', { name: 'web02' }).getAttribute('href')).toBe(
      '/haproxy?q=group%3Apublic+proxy%3Abe_web+server%3Aweb02#haproxy%2Fpublic%2Flb05',
    );
  });

  test('of what instances prove together names both sides, in the zone of whoever looks, and leads to the row', () => {
    const parts = [part('lb05', WELL), part('lb06', WELL)];
    const told = ['lb05 says drain since ', NOW - 60_000, ', lb06 says up'];
    const container = overview(parts, { findings: [finding(['lb05', 'lb06'], { told }, 'web02')] });
    expect(lines(container)).toEqual([
      expect.stringMatching(
        /^web02 in be_web: lb05 says drain since 14:10:12 UTC, lb06 says upwarning · Disagreement\. HAProxy, Public, on lb05 and lb06\./,
      ),
    ]);
    const search = new URLSearchParams({ q: 'group:public proxy:be_web server:web02' });
    expect(container.querySelector('.issue h2 a')?.getAttribute('href')).toBe(`/haproxy?${search}#haproxy%2Fpublic%2Flb05`);
  });

  test('says beside what is down that the instances disagree about it', () => {
    const one = finding(['lb05', 'lb06'], { told: ['lb05 says down, lb06 says up'], followsRows: true }, 'web02');
    const container = overview([part('lb05', ONE_DOWN), part('lb06', WELL)], { findings: [one] });
    expect(lines(container)).toEqual([expect.stringMatching(/in be_web, on lb05\. Disagreement: lb05 says down, lb06 says up\./)]);
  });

  test('of a backend names how many servers it stands for', () => {
    const [line] = lines(overview([part('lb05', [head('critical'), down('web01'), down('web02')])]));
    expect(line).toContain('be_web: no server can take traffic: 2 down');
    expect(line).toContain('Stands for 2 servers in it.');
  });

  test('of a silent node says for how long, what it hides, and who else answers', () => {
    const outage = { ...readAgo(60_000), ...failing('timeout', 55_000) };
    const [line, ...others] = lines(overview([part('lb05', WELL), part('lb06', ONE_DOWN, outage)]));
    expect(others).toEqual([]);
    expect(line).toContain('lb06 has not answered for 55s');
    expect(line).toContain('Hides 3 rows, when last read 1 critical, 2 ok. Its peer lb05 answers.');
    expect(line).toContain('read 1m 00s ago, next try in 3s');
  });

  test('of a node that refuses says in what words', () => {
    const [line] = lines(overview([part('lb05', WELL, failing('refused', 5_000, 'connection refused: nothing listens on lb05:8404'))]));
    expect(line).toContain('lb05: connection refused: nothing listens on lb05:8404');
  });

  test('of a node that was never read says how often it was asked', () => {
    const [line] = lines(overview([part('lb05', [], NEVER_READ)]));
    expect(line).toContain('lb05: never read, asked 812 times');
    expect(line).toContain('never read');
  });

  test('says "before" where Vigil saw no change itself', () => {
    const old = { ...down('web02'), verdict: { ...down('web02').verdict, since: { at: NOW - 60_000, how: 'before' as const } } };
    expect(lines(overview([part('lb05', [head(), old])]))[0]).toContain('since before 14:10:12');
  });

  test('beyond a dozen waits behind a button that says how many', () => {
    const many = Array.from({ length: 15 }, (_, index) => down(`web${index + 10}`));
    const container = overview([part('lb05', [head(), ...many])]);
    expect(lines(container)).toHaveLength(12);
    expect(screen.getByRole('button', { name: '3 more, show' })).toBeTruthy();
  });
});

describe('what is acknowledged or planned', () => {
  const acknowledged = acknowledgement({ until: NOW + 3_600_000 });
  const quiet = () => words(screen.getByRole('list', { name: 'Acknowledged or planned' }));

  test('stands below what is loud, in its true shape, with who says so and until when', () => {
    const rows = [...ONE_DOWN, down('web03')];
    const container = overview([part('lb05', rows)], { attention: { acknowledgements: [acknowledged] } });
    expect(lines(container)).toEqual([expect.stringContaining('web03 is down')]);
    expect(quiet()).toBe('web02 is down: L7STS 503 · HAProxy, Public · acknowledged by ann, until 15:11 UTC: ticket 4711');
  });

  test('is all that is wrong: that is said, and nothing is called ok', () => {
    const container = overview([part('lb05', ONE_DOWN), part('lb06', WELL)], { attention: { acknowledgements: [acknowledged] } });
    expect(lines(container)).toEqual([]);
    expect(words(container)).toContain('Nothing else is wrong: 1 acknowledged');
    expect(words(container)).not.toContain('All 2');
    expect(screen.getByRole('region', { name: 'What is wrong is quiet' }).querySelectorAll('.i.ok')).toHaveLength(0);
  });

  test('is in doubt with everything else: nothing is said of what else is wrong', () => {
    const own = {
      probe: ownProbe({ verdict: { status: 'critical', reason: 'a tick 9s late', since: { at: NOW - 4_000, how: 'seen' } } }),
      rows: [],
    };
    const attention = { acknowledgements: [acknowledgement({ key: 'vigil' })] };
    const container = overview([part('lb05', WELL), own], { attention });
    expect(words(container)).toContain('Whether anything else is wrong is not known');
    expect(words(container)).not.toContain('Nothing else is wrong');
  });
});

describe('when Vigil cannot be trusted', () => {
  test('its own trouble is the first line and counts what it puts in doubt, and nothing is ok', () => {
    const own = {
      probe: ownProbe({ verdict: { status: 'critical', reason: 'a tick 9s late', since: { at: NOW - 4_000, how: 'seen' } } }),
      rows: [],
    };
    const container = overview([part('lb05', WELL), part('lb06', WELL), own]);
    expect(lines(container)).toHaveLength(1);
    expect(lines(container)[0]).toContain('Vigil itself: event loop, a tick 9s late');
    expect(lines(container)[0]).toContain('Puts 2 nodes in doubt, with 6 rows, when last read 6 ok.');
    expect(tile(container, 'ok')).toBe('0ok0 rows');
  });

  test('a feed that is lost leaves no healthy shape beside the empty count, and keeps every value', () => {
    const container = overview([part('lb05', WELL), part('lb06', WELL)], { moment: SILENT });
    expect(shapes(container, 'ok')).toBe(1);
    expect(tile(container, 'ok')).toBe('0ok0 rows');
    expect(words(screen.getByRole('row', { name: /Public/ }))).toContain('2,401');
    expect(container.querySelectorAll('tr.hatch')).toHaveLength(1);
  });
});

describe('the line of a group', () => {
  const line = () => within(screen.getByRole('row', { name: /Public/ }));

  test('has its nodes, its servers, the sums of its key figures and the age of the oldest', () => {
    overview([part('lb05', ONE_DOWN), part('lb06', WELL, readAgo(4_000))]);
    expect(words(screen.getByRole('row', { name: /Public/ }))).toBe('Public1 ok, 1 critical1 of 22,40104s');
    expect(line().getByRole('img', { name: /^Requests\/s of Public over/ })).toBeTruthy();
  });

  test('says of how many instances a sum is, and is hatched when a part of it is stale', () => {
    overview([part('lb05', WELL), part('lb06', [], { ...NEVER_READ, keyFigures: [] })]);
    expect(words(screen.getByRole('row', { name: /Public/ }))).toContain('1,200of 1 of 2 instances');
    const outage = { ...readAgo(60_000), ...failing('timeout', 55_000) };
    const container = overview([part('lb07', WELL), part('lb08', WELL, outage)]);
    const row = container.querySelector('tbody tr');
    expect(row?.className).toContain('hatch');
    expect(words(row ?? container)).toContain('stale 1m 00s');
    expect(row?.querySelectorAll('.spark .hollow').length).toBeGreaterThan(0);
  });

  test('draws a dash, and no zero, where nothing was read', () => {
    overview([
      part('lb05', [], { ...NEVER_READ, keyFigures: [] }),
      part('lb06', WELL, { keyFigures: FIGURES.map((one) => ({ ...one, value: null })) }),
    ]);
    expect(words(screen.getByRole('row', { name: /Public/ }))).toContain('––');
  });
});
