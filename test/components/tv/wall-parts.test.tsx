import { screen } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { openIssues } from '#components/issues/open-issues.ts';
import { quietWords } from '#components/tv/quiet-words.ts';
import { Frozen, Lost } from '#components/tv/red.tsx';
import { WallFailed } from '#components/tv/wall-failed.tsx';
import { WallGroups } from '#components/tv/wall-groups.tsx';
import { WallHeader } from '#components/tv/wall-header.tsx';
import { WallIssues } from '#components/tv/wall-issues.tsx';
import { OVERVIEW } from '#components/tv/wall-settings.ts';
import { WallWell } from '#components/tv/wall-well.tsx';
import type { Attention } from '#lib/attention/attention.ts';
import { NO_ATTENTION } from '#lib/attention/attention.ts';
import type { LiveRow, ProbeRow } from '#lib/feed/events.ts';
import { hostNames } from '#lib/hosts.ts';
import type { Part } from '#lib/issues/issue.ts';
import { boardMoment } from '#lib/roll-up.ts';
import type { Status } from '#lib/status.ts';
import { countStatuses } from '#lib/status.ts';
import { Board, draw, shapes, words } from '../draw.tsx';
import { failing, MOMENT, NEVER_READ, NOW, probe, readAgo, row, SILENT, state } from '../estate.ts';

const head = row({ kind: 'backend', name: 'BACKEND' });
const down = (name: string) => row({ name, state: state({ word: 'down', said: 'DOWN' }) }, 'critical', 'down: L7STS 503');
const out = row({ name: 'web09' }, 'maintenance', 'in maintenance');

function part(node: string, rows: readonly LiveRow[], over: Partial<ProbeRow> = {}): Part {
  return { probe: probe({ counts: countStatuses(rows.map(({ verdict }) => verdict.status)), ...over }, node), rows };
}

function found(parts: readonly Part[], attention: Attention = NO_ATTENTION) {
  const probes = parts.map(({ probe }) => probe);
  return openIssues({ parts, findings: [] }, { own: MOMENT, board: boardMoment(probes, MOMENT) }, attention, hostNames([]));
}

function issues(parts: readonly Part[]): HTMLElement {
  const probes = parts.map(({ probe }) => probe);
  return draw(<WallIssues issues={found(parts).loud.map(({ issue }) => issue)} probes={probes} />, { probes }).container;
}

describe('what is wrong', () => {
  test('is said with since when and when it was read, and nothing is to be pointed at or pressed', () => {
    const container = issues([part('lb05', [head, down('web02')])]);
    expect(words(container)).toBe('web02 is down: L7STS 503critical · HAProxy, Public, in be_web, on lb05.since 14:10:12 UTCread 2s ago');
    expect(container.querySelectorAll('a, button, [title]')).toHaveLength(0);
  });

  test('of a node that was never read says so', () => {
    expect(words(issues([part('lb05', [], NEVER_READ)]))).toContain('never read');
  });

  test('is cut where the screen ends, and the rest is counted', () => {
    const tops = vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
      const index = this.parentElement ? [...this.parentElement.children].indexOf(this) : 0;
      return new DOMRect(0, 0, 100, this.tagName === 'LI' ? (index + 1) * 100 : 350);
    });
    const container = issues([part('lb05', [head, ...Array.from({ length: 10 }, (_, index) => down(`web${index + 10}`))])]);
    expect(container.querySelectorAll('li:not(.beyond)')).toHaveLength(3);
    expect(container.querySelectorAll('li.beyond[aria-hidden="true"]')).toHaveLength(7);
    expect(screen.getByText('and 7 more')).toBeTruthy();
    tops.mockRestore();
  });
});

describe('when nothing new is wrong', () => {
  const well = (parts: readonly Part[], quiet: readonly Status[] = []) => draw(<WallWell parts={parts} quiet={quiet} />).container;

  test('it is said since when that is proven', () => {
    expect(words(well([part('lb05', [head]), part('lb06', [head], readAgo(4_000))]))).toBe(
      'All 2 HAProxy instances okProven without a gap since 14:10:12 UTC, for 1m 00sThe oldest reading is 4s old',
    );
  });

  test('not all is called ok while something is out on purpose, or known to be wrong', () => {
    const maintained = well([
      part('lb05', [head, out], { verdict: { status: 'maintenance', reason: 'x', since: { at: NOW, how: 'seen' } } }),
    ]);
    expect(words(maintained)).toContain('Nothing is wrong, some of it is out on purpose');
    const known = well([part('lb05', [head])], ['warning', 'critical']);
    expect(words(known)).toContain('Nothing is wrong besides what is known');
    expect(words(known)).not.toContain('Proven');
    expect([shapes(maintained, 'ok'), shapes(known, 'ok')]).toEqual([0, 0]);
    // What is known to be wrong keeps its shape.
    expect([shapes(known, 'critical'), shapes(known, 'maintenance')]).toEqual([1, 0]);
  });

  test('what was not read yet is not passed over', () => {
    expect(words(well([part('lb05', [head]), part('lb06', [], { ...NEVER_READ, heldSince: null })]))).toContain(
      'Not everything was read yet',
    );
  });
});

test('what is quiet is a count with words', () => {
  const parts = [part('lb05', [head, down('web02'), out])];
  const open = found(parts);
  const [issue] = open.loud;
  if (!issue) throw new Error('an issue is needed');
  const one = { systems: ['haproxy'], by: 'ann', at: NOW };
  const acknowledged = { ...one, key: issue.issue.key, subject: 'web02', status: 'critical', text: 'seen', until: NOW + 1_000 } as const;
  const planned = {
    ...one,
    id: 'm',
    target: { is: 'group', system: 'haproxy', group: 'public' },
    startAt: 0,
    endAt: NOW + 1,
    reason: 'x',
  } as const;
  expect(quietWords(open)).toBe('1 out on purpose');
  expect(quietWords(found(parts, { acknowledgements: [acknowledged], maintenances: [] }))).toBe('1 acknowledged, 1 out on purpose');
  expect(quietWords(found(parts, { acknowledgements: [], maintenances: [planned] }))).toBe('1 under planned maintenance, 1 out on purpose');
  expect(quietWords({ quiet: [], maintained: [], leftOut: 0 })).toBe('');
});

describe('the groups', () => {
  const old = { ...readAgo(60_000), ...failing('timeout', 55_000) };

  test('each have a line with their nodes, what is in them and how old that is, the worst first', () => {
    const internal = part('lb07', [head], {
      source: { system: 'haproxy', group: 'internal', node: 'lb07', probe: 'stats' },
      groupTitle: 'Internal',
      ...old,
    });
    const { container } = draw(<WallGroups findings={[]} parts={[part('lb05', [head, row()]), internal]} isLarge={false} />);
    expect([...container.querySelectorAll('li')].map(words)).toEqual([
      'Internal1 staleServers up no serversstale 1m 00s',
      'Public1 okServers up 1 of 1read 2s ago',
    ]);
    expect(container.querySelectorAll('li.hatch')).toHaveLength(1);
  });

  test('name each node on the page of a system', () => {
    draw(<WallGroups findings={[]} parts={[part('lb05', [head]), part('lb06', [head], old)]} isLarge />);
    expect(words(screen.getByRole('list', { name: 'Nodes' }))).toBe('lb05 lb06 stale');
  });

  test('are all stale while nothing is heard', () => {
    const { container } = draw(<WallGroups findings={[]} parts={[part('lb05', [head])]} isLarge={false} />, { moment: SILENT });
    expect([shapes(container, 'ok'), container.querySelectorAll('li.hatch').length]).toEqual([0, 1]);
  });
});

describe('the head', () => {
  const turn = { page: OVERVIEW, index: 0, count: 2, nextInMs: 12_000, next: { name: 'haproxy', title: 'HAProxy', system: 'haproxy' } };

  test('says whose wall it is, when an event came last, and which page comes next', () => {
    const { container } = draw(<WallHeader environment="prod" turn={turn} heardAt={NOW} />);
    expect(words(container)).toBe('Vigil PRODOverview1 of 2, HAProxy in 12slast event 14:11:12 UTC');
  });

  test('has a beat that is where the last event put it, however much time has passed since', () => {
    const at = (heardAt: number, now: number) =>
      draw(<WallHeader environment={null} turn={turn} heardAt={heardAt} />, { moment: { ...MOMENT, now } }).container.querySelector('.beat')
        ?.className;
    expect(at(NOW, NOW + 60_000)).toBe(at(NOW, NOW));
    expect(at(NOW + 2_000, NOW)).not.toBe(at(NOW, NOW));
  });
});

describe('red', () => {
  const LOST = {
    state: 'silent',
    why: 'not heard',
    silentMs: 61_000,
    retryInMs: 2_500,
    reason: 'the connection to Vigil was lost or refused',
    remedy: null,
  } as const;

  test('says since when nothing was heard, why, and that it tries again', () => {
    draw(<Lost link={LOST} heardAt={NOW - 61_000} />);
    expect(words(screen.getByRole('alert'))).toBe(
      'Nothing heard from Vigil since 14:10:11 UTCThe connection to Vigil was lost or refused. What stands below is 1m 01s old and more.Trying again in 2s. Nobody needs to do anything here.',
    );
  });

  test('says that nothing is known where nothing was ever heard', () => {
    draw(<Lost link={{ ...LOST, silentMs: 0 }} heardAt={null} />);
    expect(words(screen.getByRole('alert'))).toContain('Nothing heard from Vigil yet');
    expect(words(screen.getByRole('alert'))).toContain('Nothing is known.');
  });

  test('of a wall whose drawing failed says that it is Vigil’s own error, and that nobody needs to come', () => {
    draw(<WallFailed message="x is not a function" />);
    expect(words(screen.getByRole('alert'))).toBe(
      'This wall failed: nothing is known from itVigil’s own error, not the estate’s: x is not a functionIt is drawn again by itself as soon as Vigil answers.',
    );
  });

  test('of the page alone is made anew by each beat, and by nothing else', () => {
    const { container, rerender } = draw(<Frozen heardAt={NOW} />);
    const first = container.querySelector('.frozen');
    const again = (heardAt: number, now: number) =>
      rerender(
        <Board moment={{ ...MOMENT, now }}>
          <Frozen heardAt={heardAt} />
        </Board>,
      );
    again(NOW, NOW + 5_000);
    expect(container.querySelector('.frozen')).toBe(first);
    again(NOW + 2_000, NOW + 5_000);
    expect(container.querySelector('.frozen')).not.toBe(first);
    expect(container.querySelectorAll('.frozen')).toHaveLength(1);
  });
});
