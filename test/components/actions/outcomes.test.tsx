import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { Performed } from '#components/actions/action-client.ts';
import type { Result, StepOutcome } from '#lib/act/outcome.ts';
import { until } from '#test/fakes/until.ts';
import { shapes, words } from '../draw.tsx';
import { ended, ORDER, openDoor, outcome, press, previewed } from './door.tsx';

const UNDO = { ...ORDER, action: 'restore' };

function stepOutcome(over: Partial<StepOutcome>): StepOutcome {
  const place = { group: 'public', node: 'lb06', target: 'be_web/web03' };
  return { ...place, sent: { is: 'taken', answer: '' }, before: 'up', after: 'up', isConfirmed: false, confirmedAt: null, ...over };
}

async function click(answers: Performed[]) {
  const door = openDoor({ answers });
  press('one click');
  await screen.findByRole('article');
  await screen.findByRole('button', { name: /^Close/ });
  return { ...door, card: screen.getByRole('article') };
}

describe('one click', () => {
  test('previews, sends at once, and shows that it is confirmed', async () => {
    const { card, asked, sent } = await click([ended()]);
    expect(asked).toEqual([ORDER]);
    expect(sent).toHaveLength(1);
    expect(words(card)).toContain('Confirmed by reading back on lb05, lb06, 1.2 s.');
    expect(shapes(card, 'ok')).toBe(1);
    expect(screen.getByRole('link', { name: 'Audit' }).getAttribute('href')).toBe('/audit?target=web03');
  });

  test.each<[string, Parameters<typeof previewed>[0]]>([
    ['asks for more friction', { friction: 'ask' }],
    ['refuses', { refusal: 'the reading is 48s old' }],
  ])('a preview that %s opens the dialog and sends nothing', async (_name, over) => {
    const { sent } = openDoor({ previews: [previewed(over)] });
    press('one click');
    expect(await screen.findByRole('dialog')).toBeTruthy();
    expect(sent).toHaveLength(0);
  });

  test('a preview that cannot be had is said on its card', async () => {
    const { card } = await click([{ is: 'turned away', message: 'Vigil is stopping, so nothing was sent' }]);
    expect(words(card)).toContain('Not done: Drain web03 in be_web');
    expect(shapes(card, 'critical')).toBe(1);
  });
});

describe('how it ended', () => {
  test.each<[Result, string, string]>([
    ['confirmed', 'ok', 'Drain web03 in be_web'],
    ['partial', 'warning', 'Done in part: Drain web03 in be_web'],
    ['sent, not confirmed', 'warning', 'Sent, not confirmed: Drain web03 in be_web'],
    ['refused', 'critical', 'Refused: Drain web03 in be_web'],
  ])('%s wears the shape of %s', async (result, shape, title) => {
    const { card } = await click([ended({ result })]);
    expect(card.querySelector('use')?.getAttribute('href')).toBe(`#status-${shape}`);
    expect(words(card)).toContain(title);
  });

  test('what is not confirmed everywhere says so instance by instance', async () => {
    const steps = [
      stepOutcome({ node: 'lb05', after: 'drain', isConfirmed: true, confirmedAt: 1 }),
      stepOutcome({}),
      stepOutcome({ node: 'lb07', sent: { is: 'refused', answer: 'DENY' } }),
    ];
    const { card } = await click([ended({ result: 'partial', steps, leftOut: [{ group: 'public', node: 'lb08', why: 'stale' }] })]);
    const said = words(card);
    expect(said).toContain('lb05 be_web/web03: up → drain, confirmed');
    expect(said).toContain('lb06 be_web/web03: taken, and the next reading says up');
    expect(said).toContain('lb07 be_web/web03: refused: DENY');
    expect(said).toContain('lb08: left out, stale');
    expect(screen.getAllByRole('button', { name: /Poll now/ })).toHaveLength(1);
  });

  test('undo goes the same way, and once confirmed takes the card of what it undid with it', async () => {
    const { asked } = await click([ended({ undo: UNDO }), ended({ title: 'Put web03 back in be_web' })]);
    press(/^Undo/);
    expect(await screen.findByRole('article', { name: 'Put web03 back in be_web' })).toBeTruthy();
    expect(asked).toEqual([ORDER, UNDO]);
    expect(screen.getAllByRole('article')).toHaveLength(1);
  });

  test('an undo that is not confirmed leaves the card of what it undid', async () => {
    await click([ended({ undo: UNDO }), ended({ title: 'Put web03 back in be_web', result: 'sent, not confirmed' })]);
    press(/^Undo/);
    await screen.findByText(/Sent, not confirmed: Put/);
    expect(screen.getAllByRole('article')).toHaveLength(2);
  });

  test('finish sends what is left', async () => {
    const finish = { ...ORDER, input: { server: 'web03', only: [] } };
    const { asked } = await click([ended({ result: 'partial', finish }), ended()]);
    press(/^Finish/);
    await until('the finish was previewed', () => asked.length === 2);
    expect(asked[1]).toEqual(finish);
  });

  test('what was finished stays on its card for as long as it can be undone', async () => {
    const finish = { ...ORDER, input: { server: 'web03', only: [] } };
    await click([ended({ result: 'partial', finish, undo: UNDO }), ended({ title: 'the rest of it' })]);
    press(/^Finish/);
    await screen.findByRole('article', { name: 'the rest of it' });
    const first = screen.getByRole('article', { name: 'Finished since: Drain web03 in be_web' });
    expect(within(first).queryByRole('button', { name: /^Finish/ })).toBeNull();
    expect(within(first).getByRole('button', { name: /^Undo/ })).toBeTruthy();
  });

  test('what was refused can be tried again, and is gone once that worked', async () => {
    const finish = { ...ORDER, input: { server: 'web03', only: [] } };
    await click([ended({ result: 'refused', finish }), ended({ title: 'the second try' })]);
    press(/^Try again/);
    await screen.findByRole('article', { name: 'the second try' });
    expect(screen.getAllByRole('article')).toHaveLength(1);
  });

  test('a card stays until it is closed', async () => {
    await click([ended()]);
    press(/^Close/);
    expect(screen.queryByRole('article')).toBeNull();
  });

  test('more than five fold, the oldest first, and unfold', async () => {
    const { asked } = openDoor({
      answers: Array.from({ length: 7 }, (_, index) => ({ is: 'ended', outcome: outcome({ title: `web0${index}` }) })),
    });
    for (let count = 1; count <= 7; count += 1) press('one click');
    await until('all were previewed', () => asked.length === 7);
    expect(await screen.findByText('web06')).toBeTruthy();
    expect(screen.getAllByRole('article')).toHaveLength(5);
    expect(screen.queryByText('web00')).toBeNull();
    press('2 more');
    expect(screen.getAllByRole('article')).toHaveLength(7);
  });

  test('cards are announced politely from a region that is always there', () => {
    const { drawn } = openDoor({});
    expect(drawn.container.querySelector('.cards')?.getAttribute('aria-live')).toBe('polite');
  });
});
