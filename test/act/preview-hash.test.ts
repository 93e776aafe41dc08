import { describe, expect, test } from 'vitest';
import { digest, hashPreview } from '#lib/act/preview-hash.ts';
import type { Order, Preview, Step } from '#lib/acting.ts';

const step: Step = {
  ...{ group: 'web', node: 'lb1', target: 'be/web01', row: 'be/server/web01', commands: ['drain'] },
  ...{ before: 'up', wanted: 'drain', detail: { sessions: 4 } },
};
const order: Order = { system: 'haproxy', action: 'drain', input: { server: 'web01', group: null } };
const preview: Preview = {
  ...{ title: 'Drain web01', button: 'Drain web01', summary: '4 sessions go on', friction: 'ask', typed: null, instead: null },
  ...{ notes: [{ status: 'warning', words: 'read 2s ago' }], steps: [step], refusal: null },
  leftOut: [{ group: 'web', node: 'lb2', why: 'no answer for 6s' }],
};
const hash = hashPreview(order, preview);

describe('the hash of a preview', () => {
  test.each<[string, Partial<Preview>]>([
    ['the summary', { summary: '5 sessions go on' }],
    ['the words of a note', { notes: [{ status: 'warning', words: 'read 3s ago' }] }],
    ['a note that all is well', { notes: [...preview.notes, { status: 'ok', words: 'two servers stay' }] }],
    ['why a node is left out', { leftOut: [{ group: 'web', node: 'lb2', why: 'no answer for 7s' }] }],
    ['the figures of a step', { steps: [{ ...step, detail: { sessions: 5 } }] }],
    ['what may be meant instead', { instead: { words: 'maintenance', order } }],
  ])('stays with another %s', (_name, changes) => {
    expect(hashPreview(order, { ...preview, ...changes })).toBe(hash);
  });

  test.each<[string, Partial<Preview>]>([
    ['title', { title: 'Drain web02' }],
    ['friction', { friction: 'click' }],
    ['name to type', { typed: 'web01' }],
    ['refusal', { refusal: 'poll first' }],
    ['note that is worse', { notes: [{ status: 'critical', words: 'read 2s ago' }] }],
    ['note more', { notes: [...preview.notes, ...preview.notes] }],
    ['node left out', { leftOut: [] }],
    ['step more', { steps: [step, { ...step, node: 'lb3' }] }],
    ['command', { steps: [{ ...step, commands: ['drain', 'health down'] }] }],
    ['state before', { steps: [{ ...step, before: 'down' }] }],
    ['wanted state', { steps: [{ ...step, wanted: 'maintenance' }] }],
    ['essence', { steps: [{ ...step, essence: 'another' }] }],
    ['target', { steps: [{ ...step, target: 'be/web02' }] }],
    ['order of steps', { steps: [{ ...step, node: 'lb3' }, step] }],
  ])('is another with another %s', (_name, changes) => {
    expect(hashPreview(order, { ...preview, ...changes })).not.toBe(hash);
  });

  test('is another for another order that would do the same', () => {
    expect(hashPreview({ ...order, input: { server: 'web01', group: 'web' } }, preview)).not.toBe(hash);
  });

  test('does not depend on the order of keys', () => {
    expect(hashPreview({ input: { group: null, server: 'web01' }, action: 'drain', system: 'haproxy' }, preview)).toBe(hash);
    expect(digest({ a: [1, { b: 2, c: 3 }] })).toBe(digest({ a: [1, { c: 3, b: 2 }] }));
    expect(digest([1, 2])).not.toBe(digest([2, 1]));
  });
});
