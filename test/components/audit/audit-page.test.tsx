import { act, fireEvent, screen } from '@testing-library/react';
import { SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import { SWRConfig } from 'swr';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '#components/access/ask-vigil.ts';
import type { AuditAnswer } from '#components/audit/audit-client.ts';
import { AuditPage } from '#components/audit/audit-page.tsx';
import type { AuditRow } from '#lib/act/audit/row.ts';
import { until } from '#test/fakes/until.ts';
import { ADMIN, ANONYMOUS, press } from '../actions/door.tsx';
import { draw, shapes, words } from '../draw.tsx';
import { auditRow } from './rows.ts';

beforeEach(() => window.history.replaceState(null, '', '/audit'));

const NOW = Date.UTC(2026, 10, 21, 14, 11, 12);

const good = (rows: AuditRow[], next: number | null = null): Answer<AuditAnswer> => ({
  ok: true,
  value: { rows, next, head: null, unreadable: 0, trouble: null, now: NOW },
});

function page(answers: Answer<AuditAnswer>[], search = '', viewer = ADMIN) {
  window.history.replaceState(null, '', `/audit${search}`);
  const asked: URLSearchParams[] = [];
  const read = async (query: string) => {
    asked.push(new URLSearchParams(query));
    return answers[Math.min(asked.length, answers.length) - 1] ?? { ok: false, message: 'nothing' };
  };
  const drawn = draw(
    <SWRConfig value={{ provider: () => new Map() }}>
      <SearchParamsContext value={new URLSearchParams(window.location.search) as never}>
        <AuditPage viewer={viewer} read={read} />
      </SearchParamsContext>
    </SWRConfig>,
  );
  return { asked, container: drawn.container };
}

describe('a row', () => {
  test('says when, who, what, how it ended and why', async () => {
    const { container } = page([good([auditRow(3, { reason: 'deploy 4711' })])]);
    await screen.findByText('ann');
    expect(words(container.querySelector('tbody tr') ?? expect.unreachable())).toBe(
      '14:10:12 UTCann Drain web03confirmedConfirmed by reading back, 1.2 s.deploy 4711',
    );
    expect(shapes(container, 'ok')).toBe(1);
  });

  test('of what was said of an issue says until when, why, and which systems it concerns', async () => {
    const said = { action: 'issue acknowledged', title: 'Issue acknowledged: web03', words: 'HAProxy, Public: critical.' };
    const over = {
      ...said,
      id: null,
      system: null,
      systems: ['haproxy', 'redis'],
      result: 'noted',
      reason: 'new disk comes',
      until: NOW,
    } as const;
    const { container } = page([good([auditRow(3, over)])], '?row=3');
    await screen.findByText('ann');
    const [row, opened] = container.querySelectorAll('tbody tr');
    expect(words(row ?? expect.unreachable())).toBe(
      '14:10:12 UTCann Issue acknowledged: web03notedHAProxy, Public: critical.new disk comes',
    );
    const facts = words(opened ?? expect.unreachable());
    for (const fact of ['actionissue acknowledged', 'concernshaproxy, redis', 'until2026']) expect(facts).toContain(fact);
    expect(facts).not.toContain('ended');
  });

  test.each<[AuditRow['result'], string | null]>([
    ['partial', 'warning'],
    ['sent, not confirmed', 'warning'],
    ['lost', 'warning'],
    ['under way', 'unknown'],
    ['refused', 'critical'],
    ['noted', null],
  ])('%s wears the shape of %s', async (result, shape) => {
    const { container } = page([good([auditRow(3, { result })])]);
    await screen.findByText('ann');
    expect(container.querySelector('tbody use')?.getAttribute('href') ?? null).toBe(shape && `#status-${shape}`);
  });

  test('what was turned away is history and not red', async () => {
    const { container } = page([good([auditRow(3, { result: 'refused' })])]);
    await screen.findByText('ann');
    expect(container.querySelector('.history use')?.getAttribute('href')).toBe('#status-critical');
  });

  test('opens to what was sent, what it answered, what it came to, and its numbers', async () => {
    const place = { group: 'public', node: 'lb05', target: 'be_web/web03', row: 'be_web/server/web03', wanted: 'drain' };
    const steps = [
      { ...place, commands: ['drain'], before: 'up', sent: { is: 'taken' as const, answer: 'DONE' }, after: 'drain', isConfirmed: true },
    ];
    const { container } = page([good([auditRow(3, { steps })])], '?row=3');
    await screen.findByText('ann');
    expect(words(container.querySelector('tr.all') ?? expect.unreachable())).toContain('public/lb05be_web/web03updraintaken: DONE drain');
    expect(words(container)).toContain('action ida3');
    press(/Drain web03/);
    expect(new URLSearchParams(window.location.search).has('row')).toBe(false);
  });
});

describe('the filter and the address', () => {
  test('an address fills the fields and narrows the question', async () => {
    const { asked } = page([good([])], '?target=web03&result=partial&from=2026-03-04T14%3A00');
    await screen.findByText('Nothing matches');
    expect(screen.getByLabelText<HTMLInputElement>('Target').value).toBe('web03');
    expect(screen.getByLabelText<HTMLSelectElement>('Result').value).toBe('partial');
    expect(Object.fromEntries(asked[0] ?? [])).toEqual({
      target: 'web03',
      result: 'partial',
      from: String(Date.UTC(2026, 2, 4, 14)),
      limit: '50',
    });
  });

  test('what is typed is written into the address', async () => {
    page([good([])]);
    fireEvent.change(screen.getByLabelText('Who'), { target: { value: 'ann' } });
    await act(() => until('the address says it', () => window.location.search === '?who=ann'));
  });

  test('exports carry the filter', async () => {
    page([good([])], '?target=web03');
    await screen.findByText('Nothing matches');
    expect(screen.getByRole('link', { name: 'CSV' }).getAttribute('href')).toBe('/live/v1/audit/export?target=web03&format=csv');
    expect(screen.getByRole('link', { name: 'JSON lines' }).getAttribute('href')).toBe('/live/v1/audit/export?target=web03&format=jsonl');
  });

  test('what is not understood is said', async () => {
    page([good([])], '?from=yesterday');
    expect(await screen.findByText(/“yesterday” is not a time/)).toBeTruthy();
  });
});

describe('the list', () => {
  test('what is new waits, and is shown when asked for', async () => {
    page([good([auditRow(1)]), good([auditRow(2), auditRow(1)])]);
    await screen.findByText('Drain web01');
    press('Refresh');
    press(await screen.findByRole('button', { name: '1 new, show' }).then(() => '1 new, show'));
    expect(screen.getByText('Drain web02')).toBeTruthy();
  });

  test('older pages join at its end', async () => {
    const { asked } = page([good([auditRow(5)], 5), good([auditRow(4)])]);
    await screen.findByText('Drain web05');
    press('Older');
    expect(await screen.findByText('Drain web04')).toBeTruthy();
    expect(asked[1]?.get('before')).toBe('5');
    expect(screen.getByText(/beginning of what is kept/)).toBeTruthy();
  });

  test('that cannot be had says why', async () => {
    page([{ ok: false, message: 'the audit file cannot be opened (error k3f9)' }]);
    expect(await screen.findByText('The audit file cannot be opened (error k3f9).')).toBeTruthy();
  });

  test('that cannot be read again stays, and says so', async () => {
    page([good([auditRow(1)]), { ok: false, message: 'Vigil did not answer' }]);
    await screen.findByText('Drain web01');
    press('Refresh');
    expect(await screen.findByText('The audit could not be read again')).toBeTruthy();
    expect(screen.getByText('Drain web01')).toBeTruthy();
  });

  test('says of when it is', async () => {
    page([good([auditRow(1)])]);
    expect(await screen.findByText('as of 2026-11-21 14:11:12 UTC')).toBeTruthy();
  });

  test('lines that are not as they were written are counted over everything', async () => {
    page([{ ok: true, value: { rows: [], next: null, head: null, unreadable: 2, trouble: null, now: NOW } }]);
    expect(await screen.findByText('2 lines are not as Vigil wrote them')).toBeTruthy();
  });

  test('an audit in trouble says so over everything', async () => {
    page([{ ok: true, value: { rows: [], next: null, head: null, unreadable: 0, trouble: 'the disk is full', now: NOW } }]);
    expect(await screen.findByText('The audit is in trouble')).toBeTruthy();
  });
});

test('who may view nothing is told so, and nothing is asked', () => {
  const { asked } = page([good([])], '', { ...ANONYMOUS, systems: { view: [], act: [], details: [] } });
  expect(screen.getByText('Not permitted')).toBeTruthy();
  expect(asked).toHaveLength(0);
});
