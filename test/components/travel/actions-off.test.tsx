import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ACCESS_CLIENT } from '#components/access/access-client.ts';
import { ACTION_CLIENT } from '#components/actions/action-client.ts';
import { ActionsProvider, useActions } from '#components/actions/actions-context.tsx';
import { pollNow } from '#components/feed/poll-now.ts';
import { HaproxyBoard } from '#components/haproxy/haproxy-board.tsx';
import { AttendingProvider } from '#components/issues/attending-provider.tsx';
import { ATTENTION_CLIENT } from '#components/issues/attention-client.ts';
import { IssuesBoard } from '#components/issues/issues-board.tsx';
import { NO_ISSUES } from '#components/issues/open-issues.ts';
import { cancelJob, checkJob, startJob } from '#components/jobs/job-client.ts';
import { PollButton } from '#components/reading/poll-button.tsx';
import { whyNot as redisWhyNot } from '#components/redis/replication/menu-lines.ts';
import { TIMER_CLIENT } from '#components/timers/timer-client.ts';
import { sourceId } from '#lib/reading.ts';
import { ADMIN, OPENING, ORDER } from '../actions/door.tsx';
import { Board } from '../draw.tsx';
import { probe, row } from '../estate.ts';
import { AT, renderTravelled } from './travelled.tsx';

const WHY = /you look at the past/;
const asked = vi.fn(async () => new Response('{}'));

beforeEach(() => {
  asked.mockClear();
  vi.stubGlobal('fetch', asked);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  window.history.replaceState(null, '', '/');
});

const PLAN = { target: { is: 'host', host: 'a' }, startAt: 1, endAt: 2, reason: 'x' } as const;
const JOB = { system: 'redis', group: 'a', node: 'b', job: 'keys', input: null };
const PERFORM = { id: 'a-1', order: ORDER, hash: 'h', typed: null, reason: null, until: null };

describe('nothing that does something leaves a page of the past', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['a preview', () => ACTION_CLIENT.preview(ORDER)],
    ['an action', () => ACTION_CLIENT.perform(PERFORM)],
    ['a poll', () => pollNow({ system: 'haproxy' })],
    ['an acknowledgement', () => ATTENTION_CLIENT.acknowledge({ key: 'k', text: 't', until: 1 })],
    ['taking one back', () => ATTENTION_CLIENT.withdraw('k')],
    ['a plan', () => ATTENTION_CLIENT.plan(PLAN)],
    ['ending one', () => ATTENTION_CLIENT.end('k')],
    ['a timer', () => TIMER_CLIENT.set({ order: ORDER, dueAt: 1, reason: null })],
    ['ending a timer', () => TIMER_CLIENT.end('k')],
    ['the check of a job', () => checkJob(JOB)],
    ['a job', () => startJob(JOB, null)],
    ['the end of a job', () => cancelJob('j')],
    ['the end of a session', () => ACCESS_CLIENT.endSession('s')],
    ['the end of a token', () => ACCESS_CLIENT.revokeToken('t')],
  ])('%s', async (_name, act) => {
    window.history.replaceState(null, '', `/redis?at=${AT}`);
    expect(JSON.stringify(await act())).toMatch(WHY);
    expect(asked).not.toHaveBeenCalled();
  });

  test('and from one of now it does', async () => {
    await ACTION_CLIENT.preview(ORDER);
    await pollNow({ system: 'haproxy' });
    expect(asked).toHaveBeenCalledTimes(2);
  });

  test('the wall shows no past, whatever its address says', async () => {
    window.history.replaceState(null, '', `/tv?at=${AT}`);
    await pollNow({ system: 'haproxy' });
    expect(asked).toHaveBeenCalledTimes(1);
  });
});

const PART = { probe: probe({}, 'lb05'), rows: [row({ kind: 'backend', name: 'BACKEND' }), row({ name: 'web03', sessions: 3 })] };
const ROWS = new Map([[sourceId(PART.probe.source), PART.rows]]);

function Opener() {
  const { viewer, open } = useActions();
  return (
    <button type="button" onClick={() => open(OPENING)}>
      open as {viewer?.name} {viewer?.systems.act.join()}
    </button>
  );
}

const page = (client = { preview: vi.fn(), perform: vi.fn() }) => (
  <Board>
    <ActionsProvider viewer={{ ...ADMIN, systems: { view: ['haproxy'], act: ['haproxy'], details: ['haproxy'] } }} client={client}>
      <AttendingProvider>
        <Opener />
        <PollButton target={{ system: 'haproxy' }} name="all" />
        <HaproxyBoard probes={[PART.probe]} rows={ROWS} filter="server:web" onFilter={() => {}} />
        <IssuesBoard issues={{ ...NO_ISSUES, parts: [PART] }} marks={[]} filter="" onFilter={() => {}} />
      </AttendingProvider>
    </ActionsProvider>
  </Board>
);

describe('for somebody who may do everything', () => {
  test('what would begin an action begins none', () => {
    const client = { preview: vi.fn(), perform: vi.fn() };
    renderTravelled(`/haproxy?at=${AT}`, page(client));
    fireEvent.click(screen.getByText(/open as ann/));
    expect([client.preview.mock.calls, screen.getByText(/open as ann/).textContent]).toEqual([[], 'open as ann ']);
  });

  test.each([/Poll now: all/, /Plan maintenance/])('the button %s is barred and says why', (name) => {
    renderTravelled(`/haproxy?at=${AT}`, page());
    for (const button of screen.getAllByRole('button', { name })) {
      expect([button.getAttribute('aria-disabled'), button.getAttribute('aria-label')]).toEqual(['true', expect.stringMatching(WHY)]);
      fireEvent.click(button);
    }
    expect([asked.mock.calls.length, screen.queryByRole('dialog')]).toEqual([0, null]);
  });

  test('no line of a menu can be picked, and each says why', async () => {
    renderTravelled(`/haproxy?at=${AT}`, page());
    for (const button of screen.getAllByRole('button', { name: 'Act on web03 in be_web' }).slice(0, 1)) fireEvent.click(button);
    await vi.waitFor(() => expect(screen.queryByRole('menu')).not.toBeNull(), { timeout: 10_000 });
    const lines = within(screen.getByRole('menu'))
      .getAllByRole('menuitem')
      .filter((line) => line.tagName !== 'A');
    expect(lines.length).toBeGreaterThan(8);
    for (const line of lines) expect([line.getAttribute('aria-disabled'), line.textContent]).toEqual(['true', expect.stringMatching(WHY)]);
  });

  test('nothing can be done to a node of Redis', () => {
    const barred = { ...ADMIN, systems: { view: [], act: [], details: [] }, barred: 'you look at the past' };
    expect(redisWhyNot(barred, { probe: PART.probe } as never)).toMatch(WHY);
  });
});
