import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { OrderTimer } from '#components/timers/order-timer.tsx';
import { TierTimers } from '#components/timers/tier-timers.tsx';
import type { TimerState } from '#lib/timers.ts';
import { VIEWER } from '../actions/door.tsx';
import { shapes, words } from '../draw.tsx';
import { MOMENT, NOW, SILENT } from '../estate.ts';
import { drawTimed, MINUTE, RETURN, timer } from './made-up.tsx';

const section = () => screen.getByRole('region', { name: 'Timer of ny-web07' });
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));

describe('the timer of an order', () => {
  test.each<[string, Partial<Parameters<typeof timer>[0]> & object, string]>([
    ['that waits', {}, 'Puts ny-web07 back at 14:59:12 UTC, in 48m 00s, set by ann. Kept by the server: closing this tab is safe.'],
    ['with its reason', { reason: 'new disks' }, 'set by ann (new disks).'],
    ['of back at once', { order: { ...RETURN, action: 'ready' } }, 'Puts ny-web07 back at once at 14:59:12 UTC'],
    ['that runs', { dueAt: NOW - 2_000, state: { is: 'running', since: NOW - 1_000 } }, 'Puts ny-web07 back now: begun 1s ago'],
    [
      'that is done',
      { dueAt: NOW - MINUTE, state: { is: 'done', at: NOW - MINUTE, words: 'Confirmed on lb05.' } },
      'Timer to put ny-web07 back done 1m 00s ago, for 14:10:12 UTC, set by ann: Confirmed on lb05.',
    ],
    [
      'that failed',
      { dueAt: NOW - MINUTE, state: { is: 'failed', at: NOW - MINUTE, words: 'Nothing was sent: lb05 is not read' } },
      'Timer to put ny-web07 back failed 1m 00s ago, due 14:10:12 UTC, set by ann: Nothing was sent: lb05 is not read.',
    ],
    [
      'that is overdue',
      { dueAt: NOW - MINUTE, state: { is: 'overdue', at: NOW, words: 'Vigil was not running' } },
      'Timer to put ny-web07 back overdue: was due 14:10:12 UTC, set by ann. Vigil was not running.',
    ],
    ['whose time has come', { dueAt: NOW - 3_000 }, 'due 14:11:09 UTC, 3s ago, set by ann; what came of it is not told yet.'],
  ])('%s is told in a sentence', (_name, over, says) => {
    const order = over.order ?? RETURN;
    drawTimed(<OrderTimer order={order} />, { timers: [timer(over)] });
    expect(words(section())).toContain(says);
  });

  test('is found however the order is written', () => {
    drawTimed(<OrderTimer order={{ input: { server: 'ny-web07' }, action: 'return', system: 'haproxy' }} />, { timers: [timer()] });
    expect(words(section())).toContain('Puts ny-web07 back');
  });

  test('of another server is not told', () => {
    drawTimed(<OrderTimer order={{ ...RETURN, input: { server: 'ny-web08' } }} />, { timers: [timer()] });
    expect(screen.queryByText(/Puts/)).toBeNull();
  });

  test('is in doubt while Vigil is not heard', () => {
    const { container } = drawTimed(<OrderTimer order={RETURN} />, { timers: [timer()], moment: SILENT });
    expect(words(section())).toContain('Vigil is not heard: this may be over by now.');
    expect(container.querySelector('.timer')?.className).toContain('hatch');
  });

  test('whose time passed while Vigil was not heard is stale', () => {
    const { container } = drawTimed(<OrderTimer order={RETURN} />, { timers: [timer({ dueAt: NOW - 1 })], moment: SILENT });
    expect(shapes(container, 'stale')).toBe(1);
  });
});

describe('setting one', () => {
  test('sends the order, the chosen time and the reason', async () => {
    const { sent } = drawTimed(<OrderTimer order={RETURN} />);
    press(/^Put ny-web07 back by itself/);
    fireEvent.change(screen.getByLabelText('Put back'), { target: { value: '60m' } });
    fireEvent.change(screen.getByLabelText('Reason, if any'), { target: { value: ' new disks ' } });
    press('Set the timer');
    await waitFor(() => expect(sent).toEqual([{ order: RETURN, dueAt: NOW + 60 * MINUTE, reason: 'new disks' }]));
  });

  test.each([
    ['2026-03-04T14:11', 'At least a minute ahead. To do it sooner, do it now.'],
    ['2026-03-20T14:11', 'At most 7 days ahead.'],
    ['', 'Give the time at which it is to be put back.'],
  ])('for %s is held back, in words', (text, says) => {
    const { sent } = drawTimed(<OrderTimer order={RETURN} />);
    press(/^Put ny-web07 back by itself/);
    fireEvent.change(screen.getByLabelText('Put back'), { target: { value: 'own' } });
    fireEvent.change(screen.getByLabelText('At, UTC'), { target: { value: text } });
    expect(screen.getByText(says)).toBeTruthy();
    press('Set the timer');
    expect(sent).toEqual([]);
  });

  test('that was refused says why, and keeps what was typed', async () => {
    drawTimed(<OrderTimer order={RETURN} />, { refusal: 'There would be nothing to do' });
    press(/^Put ny-web07 back by itself/);
    fireEvent.change(screen.getByLabelText('Reason, if any'), { target: { value: 'new disks' } });
    press('Set the timer');
    expect(await screen.findByText('There would be nothing to do.')).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>('Reason, if any').value).toBe('new disks');
  });

  test('changes the one that there is', async () => {
    const { sent } = drawTimed(<OrderTimer order={RETURN} />, { timers: [timer()] });
    expect(screen.queryByLabelText('Put back')).toBeNull();
    press(/^Change/);
    press('Change the timer');
    await waitFor(() => expect(sent).toEqual([{ order: RETURN, dueAt: NOW + 30 * MINUTE, reason: null }]));
  });

  test('is not offered to who may not act, who is told what there is', () => {
    drawTimed(<OrderTimer order={RETURN} />, { viewer: VIEWER, timers: [timer()] });
    expect(words(section())).toContain('Puts ny-web07 back');
    expect(screen.queryAllByRole('button')).toEqual([]);
    const { container } = drawTimed(<OrderTimer order={RETURN} />, { viewer: VIEWER });
    expect(container.querySelector('.order-timer')).toBeNull();
  });
});

const FAILED: TimerState = { is: 'failed', at: NOW, words: 'Nothing was sent: stale' };

describe('what can be done about one', () => {
  test.each<[TimerState, string]>([
    [{ is: 'waiting' }, 'Take back the timer of ny-web07'],
    [FAILED, 'Dismiss the timer of ny-web07'],
    [{ is: 'overdue', at: NOW, words: 'Was due' }, 'Dismiss the timer of ny-web07'],
  ])('%j: %s', async (state, name) => {
    const { sent } = drawTimed(<OrderTimer order={RETURN} />, { timers: [timer({ state })] });
    press(name);
    await waitFor(() => expect(sent).toEqual([{ end: 't1' }]));
  });

  test('nothing while it runs', () => {
    drawTimed(<OrderTimer order={RETURN} />, { timers: [timer({ state: { is: 'running', since: NOW } })] });
    expect(screen.queryAllByRole('button')).toEqual([]);
  });

  test('its order is done now, through the dialog', async () => {
    const { previews } = drawTimed(<OrderTimer order={RETURN} />, { timers: [timer({ state: FAILED })] });
    press('Do it now');
    await waitFor(() => expect(previews).toEqual([RETURN]));
  });
});

describe('in a tier', () => {
  test('what waits, failed or is overdue is told to everybody, and what is done is not', () => {
    const timers = [
      timer(),
      timer({ id: 't2', order: { ...RETURN, input: { server: 'ny-web08' } }, state: FAILED }),
      timer({ id: 't3', state: { is: 'done', at: NOW, words: 'Confirmed' } }),
      timer({ id: 't4', groups: ['internal'] }),
    ];
    const { container } = drawTimed(<TierTimers system="haproxy" group="public" />, { timers, viewer: VIEWER, moment: MOMENT });
    expect([...container.querySelectorAll('.timer')].map((line) => words(line).split(',')[0])).toEqual([
      'Puts ny-web07 back at 14:59:12 UTC',
      'Timer to put ny-web08 back failed 0s ago',
    ]);
    expect(screen.queryAllByRole('button')).toEqual([]);
  });

  test('nothing is drawn where there is none', () => {
    const { container } = drawTimed(<TierTimers system="redis" group="public" />, { timers: [timer()] });
    expect(container.querySelector('.tier-timers')).toBeNull();
  });
});
