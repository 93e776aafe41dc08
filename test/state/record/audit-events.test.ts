import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AuditRecord, Entry } from '#lib/act/audit/record.ts';
import { startEvents as start, T } from './running-events.ts';

beforeEach(() => void vi.useFakeTimers({ now: T }));
afterEach(() => void vi.useRealTimers());

describe('what people do', () => {
  const BY = { is: 'user', name: 'ann', address: '10.0.0.7', session: 's1' } as const;
  const record = (entry: Entry, at: number): AuditRecord => ({ seq: 1, at, by: BY, entry, prev: '', hash: '' });
  const step = { group: 'web', node: 'lb1', target: 'be_web/web01', row: '', commands: [], before: 'up', wanted: 'drain', detail: null };
  const asked: Entry = {
    ...{
      kind: 'asked',
      id: '1',
      system: 'haproxy',
      action: 'drain',
      title: 'Drain be_web/web01',
      input: null,
      reason: 'deploy',
      until: null,
    },
    ...{ steps: [step, { ...step, node: 'lb2' }], leftOut: [] },
  };

  test('an action is one line once it has ended, with who did it, from when to when, and how it ended', () => {
    const { listeners, history, lines, recorder } = start();
    listeners.records.tell(record(asked, T));
    expect(lines()).toEqual([]);
    listeners.records.tell(
      record({ kind: 'ended', id: '1', system: 'haproxy', result: 'confirmed', words: 'Confirmed.', steps: [] }, T + 1_200),
    );
    expect(history.written.at(-1)).toMatchObject({
      ...{ kind: 'action', at: T, until: T + 1_200, by: 'ann', systems: ['haproxy'], system: 'haproxy', group: 'web', node: '' },
      ...{ subject: 'be_web/web01', words: 'Drain be_web/web01: confirmed (deploy)' },
    });
    recorder.stop();
  });

  test.each<[string, Entry, string]>([
    [
      'an acknowledgement',
      {
        kind: 'attention',
        what: 'issue acknowledged',
        systems: ['haproxy', 'redis'],
        subject: 'lb05',
        words: 'Until over.',
        reason: 'known',
        until: null,
      },
      'acknowledgement |  | lb05 |  | issue acknowledged: Until over. (known)',
    ],
    [
      'maintenance',
      { kind: 'attention', what: 'maintenance planned', systems: ['haproxy'], subject: 'web01', words: 'For 1h.', reason: null, until: T },
      'maintenance |  | web01 |  | maintenance planned: For 1h.',
    ],
    [
      'a timer',
      {
        kind: 'timer',
        what: 'timer set',
        id: 't',
        system: 'haproxy',
        title: 'Ready web01',
        words: 'Due 12:00.',
        reason: null,
        dueAt: T,
        result: null,
      },
      'timer |  | Ready web01 |  | timer set: Due 12:00.',
    ],
    [
      'a job',
      { kind: 'job', what: 'job ended', id: 'j', system: 'redis', title: 'Keys of cache', words: 'Done.' },
      'job |  | Keys of cache |  | job ended: Done.',
    ],
  ])('%s is a line', (_, entry, line) => {
    const { listeners, lines, recorder } = start();
    listeners.records.tell(record(entry, T));
    expect(lines()).toEqual([line]);
    recorder.stop();
  });

  test.each<[string, Entry]>([
    ['who signs in', { kind: 'access', what: 'signed in', words: 'ann signed in', times: 1 }],
    ['what was refused', { kind: 'refused', id: null, system: 'haproxy', action: 'drain', title: 'Drain', words: 'no', times: 1 }],
    [
      'the end of what was asked before the start',
      { kind: 'ended', id: '9', system: 'haproxy', result: 'confirmed', words: '', steps: [] },
    ],
  ])('%s is none', (_, entry) => {
    const { listeners, lines, recorder } = start();
    listeners.records.tell(record(entry, T));
    expect(lines()).toEqual([]);
    recorder.stop();
  });
});
