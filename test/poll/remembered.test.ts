import { expect, test } from 'vitest';
import { toFailure } from '#lib/failure.ts';
import type { Answered } from '#lib/poll/questions.ts';
import { createMemory } from '#lib/poll/remembered.ts';

const merge = (older: unknown, newer: unknown): string => `${older} ${newer}`;
const said = (answer: unknown): Answered => ({ observedAt: 1, tookMs: 1, answer, failure: null });

test('answers of one key are merged, whoever asked, and those of another stay apart', () => {
  const remember = createMemory();
  remember('plain', { merge }, said('a'));
  expect(remember('plain', { merge }, said('b')).answer).toBe('a b');
  expect(remember('plain', { merge }, said('c')).answer).toBe('a b c');
  expect(remember('masked', { merge }, said('x')).answer).toBe('x');
});

test('a failure is given as it is, and what was remembered is still there', () => {
  const remember = createMemory();
  remember('k', { merge }, said('a'));
  const failed: Answered = { observedAt: 1, tookMs: 1, answer: null, failure: toFailure(new Error('x'), { node: 'n', question: 'q' }) };
  expect(remember('k', { merge }, failed)).toBe(failed);
  expect(remember('k', { merge }, said('b')).answer).toBe('a b');
});

test('a question that does not merge has no memory', () => {
  const remember = createMemory();
  remember('k', {}, said('a'));
  expect(remember('k', {}, said('b')).answer).toBe('b');
});

test('what nobody asked for the longest time is forgotten first', () => {
  const remember = createMemory();
  remember('first', { merge }, said('a'));
  for (let at = 0; at < 99; at += 1) remember(`k${at}`, { merge }, said('a'));
  remember('first', { merge }, said('b'));
  remember('one more', { merge }, said('a'));
  expect(remember('first', { merge }, said('c')).answer).toBe('a b c');
  expect(remember('k0', { merge }, said('b')).answer).toBe('b');
});
