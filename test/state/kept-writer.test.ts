import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { KeptWriter } from '#lib/state/kept-writer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A writer over a disk whose writings are ended by hand. */
function start() {
  const state = { value: 0, onDisk: [] as number[], errors: [] as unknown[] };
  const running: { end(): void; fail(error: Error): void }[] = [];
  const writer = new KeptWriter<number>({
    read: () => state.value,
    onError: (error) => void state.errors.push(error),
    file: {
      draft: async (kept) => {
        const { promise, resolve, reject } = Promise.withResolvers<void>();
        running.push({ end: resolve, fail: reject });
        await promise;
        return { commit: async () => void state.onDisk.push(kept), discard: async () => undefined };
      },
    },
  });
  const write = (value: number): Promise<void> => {
    state.value = value;
    return writer.write();
  };
  return { state, running, writer, write };
}

test('what changes while it is written goes together with the next, and each caller waits for his own', async () => {
  const { state, running, write } = start();
  const ended: string[] = [];
  const note = (name: string, value: number) => write(value).then(() => void ended.push(name));
  const all = [note('first', 1), note('second', 2), note('third', 3)];
  expect(running).toHaveLength(1);
  running[0]?.end();
  await vi.waitFor(() => expect(running).toHaveLength(2));
  expect([state.onDisk, ended]).toEqual([[1], ['first']]);
  running[1]?.end();
  await Promise.all(all);
  expect([state.onDisk, ended, running.length]).toEqual([[1, 3], ['first', 'second', 'third'], 2]);
});

test('what could not be written is tried again after a minute, and told once for as long as the same stands against it', async () => {
  const { state, running, write } = start();
  const full = write(1);
  running[0]?.fail(new Error('the disk is full'));
  await expect(full).rejects.toThrow('the disk is full');
  await vi.advanceTimersByTimeAsync(60_000);
  running[1]?.fail(new Error('the disk is full'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(state.errors).toHaveLength(1);
  running[2]?.end();
  await vi.advanceTimersByTimeAsync(0);
  expect(state.onDisk).toEqual([1]);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(running).toHaveLength(3);
});

test('what may wait is written once, at the earliest of the times that were asked for, and at the end at once', async () => {
  const { state, running, writer } = start();
  writer.soon(10_000);
  writer.soon(2_000);
  writer.soon(30_000);
  await vi.advanceTimersByTimeAsync(1_999);
  expect(running).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(running).toHaveLength(1);
  running[0]?.end();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([running.length, state.onDisk]).toEqual([1, [0]]);
  state.value = 7;
  writer.soon(10_000);
  const stopped = writer.stop();
  running[1]?.end();
  await stopped;
  expect(state.onDisk).toEqual([0, 7]);
});
