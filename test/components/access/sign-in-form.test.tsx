import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { SignInForm } from '#components/access/sign-in-form.tsx';
import { until } from '#test/fakes/until.ts';
import { draw, words } from '../draw.tsx';

type Given = { from?: string | null; hadSession?: boolean; isDemo?: boolean; answers?: (string | null)[] };

function form({ from = null, hadSession = false, isDemo = false, answers = [null] }: Given = {}) {
  const tried: [string, string][] = [];
  const gone: string[] = [];
  const send = async (name: string, password: string) => {
    tried.push([name, password]);
    return answers[tried.length - 1] ?? null;
  };
  const { container } = draw(<SignInForm from={from} hadSession={hadSession} isDemo={isDemo} send={send} go={(path) => gone.push(path)} />);
  return { tried, gone, container };
}

function fill(name = 'ann', password = 'secret') {
  fireEvent.change(screen.getByLabelText('Name'), { target: { value: name } });
  fireEvent.change(screen.getByLabelText('Password'), { target: { value: password } });
}

const submit = () => fireEvent.submit(screen.getByLabelText('Name').closest('form') ?? expect.unreachable());

describe('signing in', () => {
  test('goes back to where somebody came from', async () => {
    const { tried, gone } = form({ from: '/haproxy?q=x' });
    fill();
    submit();
    await until('it went on', () => gone.length === 1);
    expect({ tried, gone }).toEqual({ tried: [['ann', 'secret']], gone: ['/haproxy?q=x'] });
  });

  test('never goes to another site', async () => {
    const { gone } = form({ from: '//evil.example' });
    fill();
    submit();
    await until('it went on', () => gone.length === 1);
    expect(gone).toEqual(['/']);
  });

  test('a refusal is an alert in its words, and what was typed stays', async () => {
    const { gone } = form({ answers: ['name or password is wrong'] });
    fill();
    submit();
    expect(words(await screen.findByText(/Name or password is wrong\./))).toBeTruthy();
    expect(words(screen.getByRole('alert'))).toBe('Name or password is wrong.');
    expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('secret');
    expect(gone).toEqual([]);
  });

  test('who must wait cannot send, and sees for how long', async () => {
    const { tried } = form({ answers: ['Wrong too often: try again in 8s.'] });
    fill();
    submit();
    const button = await screen.findByRole<HTMLButtonElement>('button', { name: /Try again in \d s/ });
    expect(button.disabled).toBe(true);
    submit();
    expect(tried).toHaveLength(1);
  });

  test('the wait runs down and ends', async () => {
    form({ answers: ['Wrong too often: try again in 1s.'] });
    fill();
    submit();
    await screen.findByRole('button', { name: 'Try again in 1 s' });
    expect(await screen.findByRole('button', { name: 'Sign in' }, { timeout: 4_000 })).toBeTruthy();
  });

  test('is filled by password managers', () => {
    form();
    expect(screen.getByLabelText('Name').getAttribute('autocomplete')).toBe('username');
    expect(screen.getByLabelText('Password').getAttribute('autocomplete')).toBe('current-password');
  });
});

test('says that a session has ended', () => {
  expect(words(form({ hadSession: true }).container)).toContain('Your session has ended.');
});

test("fills in the demo's users at one click, and only in the demo", () => {
  form({ isDemo: true });
  fireEvent.click(screen.getByRole('button', { name: /dev \/ dev/ }));
  expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('dev');
  expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('dev');
});

test('shows no users outside of the demo', () => {
  expect(words(form().container)).not.toContain('demo');
});
