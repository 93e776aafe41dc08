import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AccessNotes } from '#lib/act/access-notes.ts';
import type { Actor, Entry } from '#lib/act/audit/record.ts';

const from = (address: string): Actor => ({ is: 'anonymous', name: 'anonymous', address, session: null });

function open(append?: () => Promise<void>) {
  const written: { address: string; words: string; times: number }[] = [];
  const errors: unknown[] = [];
  const write = async (by: Actor, entry: Entry): Promise<void> => {
    await append?.();
    if (entry.kind === 'access') written.push({ address: by.address, words: entry.words, times: entry.times });
  };
  const notes = new AccessNotes({ append: write }, (error) => void errors.push(error));
  return { notes, written, errors };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('alike lines', () => {
  test('are written at once, and then once a minute with their count', async () => {
    const { notes, written } = open();
    for (let i = 0; i < 100; i += 1) notes.note(from('192.0.2.1'), 'sign-in failed', 'as ann: wrong');
    await vi.advanceTimersByTimeAsync(0);
    expect(written.map(({ times }) => times)).toEqual([1]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(written.map(({ times }) => times)).toEqual([1, 99]);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(written).toHaveLength(2);
  });

  test('of others are lines of their own', async () => {
    const { notes, written } = open();
    notes.note(from('192.0.2.1'), 'sign-in failed', 'as ann: wrong');
    notes.note(from('192.0.2.2'), 'sign-in failed', 'as ann: wrong');
    notes.note(from('192.0.2.1'), 'sign-in failed', 'as bob: wrong');
    await notes.flush();
    expect(written).toHaveLength(3);
  });

  test('from ever new addresses do not fill the disk, and all of them are counted', async () => {
    const { notes, written } = open();
    for (let i = 0; i < 5_000; i += 1) notes.note(from(`192.0.${Math.floor(i / 250)}.${i % 250}`), 'sign-in failed', 'as ann: wrong');
    await notes.flush();
    expect(written.length).toBeLessThanOrEqual(1_002);
    expect(written.reduce((sum, { times }) => sum + times, 0)).toBe(5_000);
  });

  test('that are still counted when all ends are written then', async () => {
    const { notes, written } = open();
    for (let i = 0; i < 3; i += 1) notes.note(from('192.0.2.1'), 'signed in', 'ann signed in');
    await notes.flush();
    expect(written.map(({ times }) => times)).toEqual([1, 2]);
  });

  test('that cannot be written are told, and nothing breaks', async () => {
    const { notes, errors } = open(() => Promise.reject(new Error('the disk is full')));
    notes.note(from('192.0.2.1'), 'signed in', 'ann signed in');
    await notes.flush();
    expect(errors).toHaveLength(1);
  });
});
