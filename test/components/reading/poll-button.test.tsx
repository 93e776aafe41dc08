import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { PollAnswer, PollTarget } from '#components/feed/poll-now.ts';
import { PollButton } from '#components/reading/poll-button.tsx';
import { draw } from '../draw.tsx';

const TARGET: PollTarget = { system: 'haproxy', group: 'public' };

function press(answer: () => Promise<PollAnswer>): PollTarget[] {
  const asked: PollTarget[] = [];
  const poll = (target: PollTarget) => {
    asked.push(target);
    return answer();
  };
  draw(<PollButton target={TARGET} name="Public" />, { poll });
  fireEvent.click(screen.getByRole('button', { name: 'Poll now: Public' }));
  return asked;
}

test('asks for its own target and says so while it waits', async () => {
  const asked = press(() => new Promise(() => {}));
  expect(asked).toEqual([TARGET]);
  expect(screen.getByRole('button').textContent).toBe('Polling…');
});

test('says nothing of its own when it was asked: the ages do', async () => {
  press(async () => ({ ok: true, asked: 2 }));
  expect(await screen.findByText('Poll now')).toBeTruthy();
});

test.each<[string, () => Promise<PollAnswer>, string]>([
  ['a refusal in its words', async () => ({ ok: false, message: 'no such group' }), 'no such group'],
  ['that nothing was asked', async () => ({ ok: true, asked: 0 }), 'nothing was asked'],
  ['that the asking itself broke', async () => Promise.reject(new Error('network down')), 'network down'],
])('shows %s', async (_name, answer, text) => {
  press(answer);
  expect(await screen.findByText(text)).toBeTruthy();
});
