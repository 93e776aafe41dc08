import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { Performed } from '#components/actions/action-client.ts';
import { words } from '../draw.tsx';
import { NOW } from '../estate.ts';
import { ended, ORDER, openDoor, press, previewed, type Script, step } from './door.tsx';

/** Opens the dialog and waits until it shows its preview. */
async function ask(script: Script) {
  const door = openDoor(script);
  press('asks');
  const dialog = await screen.findByRole('dialog');
  await within(dialog).findByText(/No new sessions/);
  return { ...door, dialog };
}

const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
const type = (label: RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

const NO_ANSWER: Performed = { is: 'unanswered', message: 'Sent to Vigil, no answer: look at the audit.' };

describe('what the dialog says', () => {
  test('names verb, target and reach, how old its reading is, what is sent, and what to know', async () => {
    const { dialog } = await ask({
      previews: [previewed({ friction: 'ask', notes: [{ status: 'warning', words: 'be_sockets: 179 long-lived sessions' }] })],
    });
    expect(words(dialog)).toContain('Drain web03 in be_web');
    expect(words(dialog)).toContain('Running ones go on: 118 now. Read 2s ago.');
    expect(words(dialog)).toContain('lb05 be_web/web03 drainup → drain');
    expect(within(dialog).getByLabelText('warning')).toBeTruthy();
    expect(button('Drain web03').disabled).toBe(false);
  });

  test('gives the focus to Cancel, so that Enter sends nothing', async () => {
    await ask({});
    expect(document.activeElement?.textContent).toBe('Cancel');
  });

  test('folds many steps and says how many', async () => {
    const steps = Array.from({ length: 7 }, (_, index) => step(`lb${index}`));
    const { dialog } = await ask({ previews: [previewed({ steps })] });
    expect(within(dialog).getByText('7 commands on 7 instances').closest('details')?.open).toBe(false);
  });

  test('says what somebody else is doing there', async () => {
    const { dialog } = await ask({ previews: [previewed({ underWay: 'dev drains web03 since 14:11:10' })] });
    expect(words(dialog)).toContain('dev drains web03 since 14:11:10');
  });

  test('what is refused cannot be sent, and says why', async () => {
    const { dialog } = await ask({ previews: [previewed({ refusal: 'web03 is in no backend', steps: [] })] });
    expect(words(dialog)).toContain('Web03 is in no backend.');
    expect(button('Drain web03').disabled).toBe(true);
  });

  test('offers the other order that may be meant', async () => {
    const order = { ...ORDER, action: 'maintenance' };
    const { asked } = await ask({
      previews: [previewed({ instead: { words: 'Maintenance instead', order } }), previewed({ title: 'Maintenance' })],
    });
    press('Maintenance instead');
    expect(await screen.findByRole('dialog', { name: 'Maintenance' })).toBeTruthy();
    expect(asked.at(-1)).toEqual(order);
  });
});

describe('the typed name', () => {
  const TYPED = previewed({ friction: 'type', typed: 'web03' });

  test.each(['', 'web0', 'WEB03', 'web03 ', 'web033'])('%j does not open the gate', async (text) => {
    await ask({ previews: [TYPED] });
    type(/Type/, text);
    expect(button('Drain web03').disabled).toBe(true);
  });

  test('the very name opens it, and is sent', async () => {
    const { sent } = await ask({ previews: [TYPED] });
    type(/Type/, 'web03');
    expect(button('Drain web03').className).toContain('danger');
    press('Drain web03');
    expect(sent[0]?.typed).toBe('web03');
  });
});

describe('sending', () => {
  test('carries the hash of what was shown, the reason and the end', async () => {
    const { sent } = await ask({});
    type(/Reason/, ' deploy 4711 ');
    type(/Until/, '1h');
    press('Drain web03');
    expect(sent[0]).toMatchObject({ order: ORDER, hash: 'h1', reason: 'deploy 4711', until: NOW + 3_600_000, typed: null });
    expect(sent[0]?.id).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('says that it sends, and is not sent twice', async () => {
    const { sent, dialog } = await ask({ answers: [new Promise(() => {})] });
    press('Drain web03');
    expect(button('Sending…').disabled).toBe(true);
    fireEvent.submit(dialog.querySelector('form') ?? expect.unreachable());
    expect(sent).toHaveLength(1);
    expect(words(dialog)).toContain('This dialog may be closed: it goes on.');
  });

  test('closed while it sends, it leaves the action running and its card tells how it ends', async () => {
    let answer = (_performed: Performed) => {};
    await ask({ answers: [new Promise((resolve) => (answer = resolve))] });
    press('Drain web03');
    press('Close');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(words(screen.getByRole('article'))).toContain('Sending, then reading back');
    answer(ended());
    expect(await screen.findByText(/Confirmed by reading back/)).toBeTruthy();
  });

  test('Esc takes it back while nothing is sent', async () => {
    const { sent, dialog } = await ask({});
    fireEvent.keyDown(dialog, { key: 'Escape' });
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.queryByRole('article')).toBeNull();
    expect(sent).toHaveLength(0);
  });

  test('a change since the look shows the new preview, says so, and asks again under its hash', async () => {
    const changed: Performed = {
      is: 'changed',
      previewed: previewed({ hash: 'h2', summary: 'No new sessions on 1 instance.' }),
      message: 'lb06 is stale',
    };
    const { sent, dialog } = await ask({ answers: [changed, ended()] });
    press('Drain web03');
    expect(await within(dialog).findByText('Things changed since you looked')).toBeTruthy();
    expect(words(dialog)).toContain('Lb06 is stale.');
    expect(words(dialog)).toContain('No new sessions on 1 instance.');
    press('Drain web03');
    expect(await screen.findByText(/Confirmed by reading back/)).toBeTruthy();
    expect(sent.map(({ hash }) => hash)).toEqual(['h1', 'h2']);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(2);
  });

  test('turned away, it stays open with the reason in words and what was typed', async () => {
    const { dialog } = await ask({ answers: [{ is: 'turned away', message: 'the audit cannot be written (error k3f9)' }] });
    type(/Reason/, 'deploy 4711');
    press('Drain web03');
    expect(await within(dialog).findByText('The audit cannot be written (error k3f9).')).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>(/Reason/).value).toBe('deploy 4711');
    expect(button('Drain web03').disabled).toBe(false);
  });

  test('without an answer, what is sent again is the same to the letter', async () => {
    const { sent, dialog } = await ask({ answers: [NO_ANSWER, ended()] });
    press('Drain web03');
    expect(await within(dialog).findByText('Sent to Vigil, no answer: look at the audit.')).toBeTruthy();
    press('Send again');
    expect(await screen.findByText(/Confirmed by reading back/)).toBeTruthy();
    expect(sent).toHaveLength(2);
    expect(sent[1]).toEqual(sent[0]);
  });
});

describe('who is left out', () => {
  const LEFT = previewed({ leftOut: [{ group: 'public', node: 'lb06', why: 'the reading is 48s old' }] });

  test('is named with why, is polled, and is looked at again', async () => {
    const polled: object[] = [];
    const { dialog, asked } = await ask({
      previews: [LEFT, previewed({ hash: 'h2', summary: 'No new sessions on 2 instances, both fresh.' })],
      poll: async (target) => {
        polled.push(target);
        return { ok: true, asked: 1 };
      },
    });
    expect(words(dialog)).toContain('lb06: the reading is 48s old');
    press('Poll first');
    expect(await within(dialog).findByText(/both fresh/)).toBeTruthy();
    expect(polled).toEqual([{ system: 'haproxy', group: 'public', node: 'lb06' }]);
    expect(asked).toHaveLength(2);
    expect(words(dialog)).not.toContain('Left out');
  });

  test('is waited for while the others are read on', async () => {
    const { dialog, asked } = await ask({
      previews: [LEFT, { ...LEFT, observedAt: NOW }, previewed({ hash: 'h2', summary: 'No new sessions on 2 instances, both fresh.' })],
      poll: async () => ({ ok: true, asked: 1 }),
    });
    press('Poll first');
    expect(await within(dialog).findByText(/both fresh/, {}, { timeout: 5_000 })).toBeTruthy();
    expect(asked).toHaveLength(3);
  });

  test('a poll that is not asked is said, and the preview stands', async () => {
    const { dialog } = await ask({ previews: [LEFT], poll: async () => ({ ok: false, message: 'no such group' }) });
    press('Poll first');
    expect(await within(dialog).findByText(/The poll was not asked: no such group/)).toBeTruthy();
  });
});
