import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { until } from '#test/fakes/until.ts';
import { ANONYMOUS, press, VIEWER } from '../actions/door.tsx';
import { words } from '../draw.tsx';
import { NOW } from '../estate.ts';
import { page, region, type Told } from './issues-page.tsx';
import { acknowledgement, found, HOUR_MS, PARTS, planned, WEB02, WELL } from './made-up.ts';

describe('acknowledging', () => {
  const ask = async (told: Told = {}) => {
    const drawn = page(told);
    press('Acknowledge web02');
    const dialog = await screen.findByRole('dialog', { name: 'Acknowledge web02' });
    return { ...drawn, dialog, send: () => within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Acknowledge web02' }) };
  };
  const say = (text: string) => fireEvent.change(screen.getByLabelText(/^What you know of it/), { target: { value: text } });

  test('says what it does, wants words, and sends them with the end', async () => {
    const { sent, dialog, send } = await ask();
    expect(document.activeElement?.textContent).toBe('Cancel');
    expect(words(dialog)).toContain('Goes quiet until then, keeps its colour, and is loud again if it becomes worse.');
    expect(send().disabled).toBe(true);
    say('  ticket 4711 ');
    fireEvent.change(screen.getByLabelText('Quiet for'), { target: { value: '4h' } });
    fireEvent.click(send());
    await until('the dialog has gone', () => screen.queryByRole('dialog') === null);
    expect(sent.acknowledged).toEqual([{ key: WEB02, text: 'ticket 4711', until: NOW + 4 * HOUR_MS }]);
    expect(screen.getByText('web02 is acknowledged until 18:11 UTC.')).toBeTruthy();
  });

  test('a time of your own must lie ahead', async () => {
    const { dialog, send } = await ask();
    say('x');
    fireEvent.change(screen.getByLabelText('Quiet for'), { target: { value: 'own' } });
    expect(screen.getByLabelText<HTMLInputElement>('Until, UTC').value).toBe('2026-03-04T15:12');
    expect(send().disabled).toBe(false);
    fireEvent.change(screen.getByLabelText('Until, UTC'), { target: { value: '2026-03-04T14:00' } });
    expect(words(dialog)).toContain('That is over: it is 14:11 UTC.');
    expect(send().disabled).toBe(true);
  });

  test('that did not work keeps the dialog and what was typed, with the reason', async () => {
    const { send } = await ask({ answer: { ok: false, message: 'the issue is closed (error k3f9)' } });
    say('ticket 4711');
    fireEvent.click(send());
    expect(await screen.findByText('The issue is closed (error k3f9).')).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>(/^What you know of it/).value).toBe('ticket 4711');
  });

  test('goes on though its line has gone meanwhile', async () => {
    const { redraw } = await ask();
    redraw(found(WELL));
    expect(screen.getByText('All 1 HAProxy instance ok')).toBeTruthy();
    expect(screen.getByRole('dialog', { name: 'Acknowledge web02' })).toBeTruthy();
  });

  test('who may not sees why, and nothing happens', () => {
    page({ viewer: VIEWER });
    const button = screen.getByRole('button', { name: 'Acknowledge web02: needs the right to act on HAProxy' });
    expect(button.getAttribute('aria-disabled')).toBe('true');
    expect(button.title).toBe('needs the right to act on HAProxy');
    fireEvent.click(button);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByRole('button', { name: 'Plan maintenance: needs the right to act' }).getAttribute('aria-disabled')).toBe('true');
  });

  test('who is not signed in has none of it', () => {
    page({ viewer: ANONYMOUS, issues: found(PARTS, { attention: { acknowledgements: [acknowledgement()], maintenances: [planned()] } }) });
    expect(screen.queryByRole('button', { name: /Acknowledge|Withdraw|Plan|End now|More on/ })).toBeNull();
  });
});

describe('planned maintenance', () => {
  const LATER = planned({
    ...{ id: 'm2', target: { is: 'group', system: 'haproxy', group: 'public' }, by: 'ann', reason: 'new hall' },
    ...{ startAt: NOW + 2 * HOUR_MS, endAt: NOW + 3 * HOUR_MS },
  });

  test('is listed in force and to come, and not when it is over', () => {
    const over = planned({ id: 'm0', reason: 'long ago', endAt: NOW });
    page({ issues: found(PARTS, { attention: { maintenances: [LATER, planned(), over] } }) });
    const rows = within(region('Planned maintenance')).getAllByRole('row').slice(1).map(words);
    expect(rows).toEqual([
      'web02 host14:10:12 UTC · in force15:11:12 UTCkernel updatejeffEnd now',
      'public HAProxy group16:11:12 UTC · in 2h 00m17:11:12 UTCnew hallannTake back',
    ]);
  });

  test('is ended, or taken back before it starts', async () => {
    const { sent } = page({ issues: found(PARTS, { attention: { maintenances: [LATER, planned()] } }) });
    press('End now the planned maintenance of web02');
    await screen.findByText('The planned maintenance of web02 has ended.');
    press('Take back the planned maintenance of public');
    await screen.findByText('The planned maintenance of public is taken back.');
    expect(sent.ended).toEqual(['m1', 'm2']);
  });

  test('is planned on what is chosen, from when to when and why', async () => {
    const { sent } = page();
    press('Plan maintenance');
    const dialog = await screen.findByRole('dialog', { name: 'Plan maintenance' });
    const change = (label: string | RegExp, value: string) => fireEvent.change(within(dialog).getByLabelText(label), { target: { value } });
    change('What is worked on', 'node haproxy/public/lb05');
    change('Starts', 'own');
    change('Start, UTC', '2026-03-04T20:00');
    change('Lasts', '2h');
    change(/^Reason/, 'kernel update');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Plan maintenance of public/lb05' }));
    await until('the dialog has gone', () => screen.queryByRole('dialog') === null);
    const target = { is: 'node', system: 'haproxy', group: 'public', node: 'lb05' };
    const [startAt, endAt] = [Date.UTC(2026, 2, 4, 20), Date.UTC(2026, 2, 4, 22)];
    expect(sent.planned).toEqual([{ target, startAt, endAt, reason: 'kernel update' }]);
  });

  test('may begin from an issue, with what explains all of it', async () => {
    page();
    press('More on web02');
    fireEvent.click(await screen.findByRole('menuitem', { name: /^Plan maintenance of web02/ }));
    const dialog = await screen.findByRole('dialog', { name: 'Plan maintenance' });
    expect(within(dialog).getByLabelText<HTMLSelectElement>('What is worked on').value).toBe('host web02');
  });
});
