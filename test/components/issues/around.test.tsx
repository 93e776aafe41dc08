import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { Link } from '#components/feed/client.ts';
import { IssuesButton } from '#components/issues/issues-button.tsx';
import { type BoardIssues, IssuesContext } from '#components/issues/issues-context.tsx';
import { PlannedNote } from '#components/issues/planned-note.tsx';
import { QuietLines } from '#components/issues/quiet-lines.tsx';
import type { PlannedMaintenance } from '#lib/attention/attention.ts';
import type { Moment } from '#lib/reading.ts';
import { draw, shapes, words } from '../draw.tsx';
import { MOMENT, NOW, ownProbe, row, SILENT, state } from '../estate.ts';
import { acknowledgement, found, HOUR_MS, PARTS, planned, WEB02, WEB03, WELL } from './made-up.ts';

const LIVE: Link = { state: 'live' };
const QUIET: Link = { state: 'silent', why: 'not heard', silentMs: 34_000, retryInMs: null, reason: 'closed', remedy: null };
const BOTH = [acknowledgement(), acknowledgement({ key: WEB03, status: 'warning' })];
const ILL = [
  ...WELL.filter(({ probe }) => probe.scope === 'node'),
  { probe: ownProbe({ verdict: { status: 'critical', reason: 'a tick 9s late', since: { at: NOW, how: 'seen' } } }), rows: [] },
];

describe('the button of the issues', () => {
  const button = (issues: BoardIssues, link: Link = LIVE, moment: Moment = MOMENT) =>
    draw(
      <IssuesContext value={issues}>
        <IssuesButton link={link} path="/" />
      </IssuesContext>,
      { moment, probes: issues.parts.map(({ probe }) => probe) },
    ).container;

  type Case = { name: string; issues: BoardIssues; link?: Link; moment?: Moment; label: string; shape: string };

  test.each<Case>([
    { name: 'counts what is loud, by the worst', issues: found(PARTS), label: '2 issues, worst critical', shape: 'critical' },
    {
      name: 'counts nothing that is quiet',
      issues: found(PARTS, { attention: { acknowledgements: [acknowledgement()] } }),
      ...{ label: '1 issue, worst warning', shape: 'warning' },
    },
    {
      name: 'says what is quiet where nothing is loud, with its true shape',
      issues: found(PARTS, { attention: { acknowledgements: BOTH } }),
      ...{ label: '2 quiet, acknowledged or planned, worst critical', shape: 'critical' },
    },
    { name: 'is calm where nothing is wrong', issues: found(WELL), label: 'No issues, ok', shape: 'ok' },
    {
      name: 'is not calm before anything was told',
      ...{ issues: found([]), link: { state: 'connecting' }, moment: SILENT },
      ...{ label: 'Issues not known, nothing was told yet', shape: 'unknown' },
    },
    {
      name: 'is not calm where no node is told of',
      issues: found([]),
      ...{ label: 'Issues not known, nothing was told yet', shape: 'unknown' },
    },
    {
      name: 'is not calm while the feed is silent',
      ...{ issues: found(WELL, { moment: SILENT }), link: QUIET, moment: SILENT },
      ...{ label: '1 issue, worst stale', shape: 'stale' },
    },
    {
      name: 'is not calm while Vigil is in trouble, though that is acknowledged',
      issues: found(ILL, { attention: { acknowledgements: [acknowledgement({ key: 'vigil' })] } }),
      ...{ label: 'Issues not known, stale: what was read is in doubt', shape: 'stale' },
    },
  ])('$name', ({ issues, link: heard = LIVE, moment = MOMENT, label, shape }) => {
    const container = button(issues, heard, moment);
    const link = screen.getByRole('link');
    expect(link.getAttribute('href')).toBe('/issues');
    // A phone has room for the count alone; who listens hears all of it.
    const narrow = link.querySelector('.narrow');
    expect(words(narrow ?? link)).toContain(label.split(',')[0]);
    narrow?.remove();
    expect(words(link)).toBe(label);
    expect(shapes(container, shape)).toBe(1);
    expect(container.querySelectorAll('.calm')).toHaveLength(shape === 'ok' || label.includes('quiet') ? 1 : 0);
  });
});

describe('a note of planned work', () => {
  const GROUP = planned({ id: 'm2', target: { is: 'group', system: 'haproxy', group: 'public' } });
  const NODE = planned({ id: 'm3', target: { is: 'node', system: 'haproxy', group: 'public', node: 'lb05' } });
  const HOST = planned({ id: 'm4', target: { is: 'host', host: 'ny-lb05' } });
  const AT_NODE = { system: 'haproxy', group: 'public', node: 'lb05', host: 'LB05.example.com' };
  const AT_GROUP = { system: 'haproxy', group: 'public' };
  const SAID = 'planned maintenance until 15:11 UTC by jeff: kernel update';

  test.each<[name: string, place: { system: string; group: string }, one: PlannedMaintenance, said: string]>([
    ['stands at the node', AT_NODE, NODE, SAID],
    ['stands at a node of the host', AT_NODE, HOST, SAID],
    ['stands at the group', AT_GROUP, GROUP, SAID],
    ['of a group is not said again at each node', AT_NODE, GROUP, ''],
    ['of a node is not said at the group', AT_GROUP, NODE, ''],
    ['of another node is not said here', { ...AT_NODE, node: 'lb06' }, NODE, ''],
    ['is not there before it starts', AT_NODE, { ...NODE, startAt: NOW + 1 }, ''],
    ['is not there once it has ended', AT_NODE, { ...NODE, endAt: NOW }, ''],
  ])('%s', (_name, place, one, said) => {
    const cards = [{ name: 'ny-lb05', aliases: ['lb05.example.com'], tags: [] }];
    const issues = found(PARTS, { cards, attention: { maintenances: [one] } });
    const note = (
      <IssuesContext value={issues}>
        <PlannedNote place={place} />
      </IssuesContext>
    );
    expect(words(draw(note).container)).toBe(said);
  });
});

describe('quiet lines on the overview', () => {
  test('say in one line each what, by whom and until when, in its true shape', () => {
    const attention = { acknowledgements: [acknowledgement({ key: WEB03, status: 'warning' })], maintenances: [planned()] };
    const { parts, quiet } = found(PARTS, { attention });
    const { container } = draw(<QuietLines quiet={quiet} probes={parts.map(({ probe }) => probe)} />);
    expect(screen.getAllByRole('listitem').map(words)).toEqual([
      'web02 is down: L7STS 503 · HAProxy, Public · planned maintenance until 15:11 UTC by jeff: kernel update',
      'web03 is failing its checks: 1 of 2 · HAProxy, Public · acknowledged by ann, until 15:11 UTC: ticket 4711',
    ]);
    expect(shapes(container, 'critical') + shapes(container, 'warning')).toBe(2);
    expect(screen.getByRole('link', { name: 'web02' }).getAttribute('href')).toBe(`/issues#${encodeURIComponent(WEB02)}`);
  });

  test('beyond some are counted, and lead to the rest', () => {
    const down = (index: number) => row({ name: `db${index}`, state: state({ word: 'down', said: 'DOWN' }) }, 'critical', 'down');
    const [first] = PARTS;
    if (!first) throw new Error('no part');
    const parts = [{ ...first, rows: Array.from({ length: 8 }, (_, index) => down(index)) }];
    const group = planned({ target: { is: 'group', system: 'haproxy', group: 'public' }, endAt: NOW + HOUR_MS });
    const { quiet } = found(parts, { attention: { maintenances: [group] } });
    draw(<QuietLines quiet={quiet} probes={[first.probe]} />);
    expect(screen.getAllByRole('listitem')).toHaveLength(7);
    expect(screen.getByRole('link', { name: '2 more acknowledged or planned' }).getAttribute('href')).toBe('/issues');
  });
});
