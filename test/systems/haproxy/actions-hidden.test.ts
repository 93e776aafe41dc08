import { expect, test } from 'vitest';
import type { Beside } from '#lib/acting.ts';
import type { AdminFlag, ServerState } from '#lib/systems/haproxy/model-socket.ts';
import { actionOf, nodeOf, notesOf, previewOf, stepOf, stepsOf, webServer } from './acting-on.ts';
import { AT, readingOf } from './hand-made.ts';

const INPUT = { group: 'web', backend: 'be_web', server: 'web03' };
const OTHER = webServer('web01');

/** What the runtime socket says of web03. */
function setTo(...flags: AdminFlag[]): Beside {
  const state: ServerState = {
    ...{ backend: 'be_web', server: 'web03', operation: 'stopped', flags },
    ...{ weight: 1, configuredWeight: 1, hasAgent: false },
  };
  return {
    servers: {
      value: [state],
      observedAt: AT,
      producedAt: null,
      source: { system: 'haproxy', group: 'web', node: 'lb1', probe: 'servers' },
    },
  };
}

const back = (status: string, changes = {}) =>
  previewOf('return', INPUT, [nodeOf('lb1', [OTHER, webServer('web03', { status })], changes)]);

test.each<[name: string, beside: Beside, note: RegExp]>([
  ['in drain, as the socket says', setTo('drain'), /the runtime socket shows that it is taken out/],
  ['in nothing that anybody can tell', {}, /HAProxy does not show, so "ready" is sent in case it is/],
])('putting back a server that is down and %s sends ready', (_name, beside, note) => {
  const preview = back('DOWN', { beside });
  expect(stepsOf(preview)).toEqual(['lb1 be_web/web03: ready']);
  expect(notesOf(preview)).toContainEqual(expect.stringMatching(note));
});

test.each<[name: string, beside: Beside, refusal: string]>([
  ['that is not in drain is refused', setTo(), 'web03 is down by its checks, and not in drain as the runtime socket says, on lb1'],
  ['that is in drain as the one it follows is refused', setTo('drain by tracking'), 'nothing can be sent: '],
])('putting back a server that is down and %s', (_name, beside, refusal) => {
  expect(back('DOWN', { beside })).toMatchObject({ steps: [], refusal: expect.stringContaining(refusal) });
});

test('putting back a server that is in rotation past Vigil takes its mark off, and one without a mark is refused', () => {
  const preview = back('UP', { marked: ['be_web/server/web03'] });
  expect(stepsOf(preview)).toEqual(['lb1 be_web/web03: ready']);
  expect(notesOf(preview)).toEqual([expect.stringContaining('what goes is the mark of who took it out')]);
  const [step] = preview.steps;
  expect(step && actionOf('return').prove(step, readingOf([webServer('web03')])).is).toBe('proved');
  expect(step && actionOf('return').marks?.(step.wanted)).toBe('clear');
  expect(back('UP')).toMatchObject({ steps: [], refusal: expect.stringContaining('already') });
});

test.each<[name: string, aim: 'drain' | 'return', beside: Beside, shown: RegExp]>([
  ['the drain of one that is down', 'drain', setTo('drain'), /^proved: .* in drain under that, as the runtime socket says$/],
  ['no drain that the socket does not show', 'drain', setTo(), /^not proved: .*does not show a drain/],
  ['the end of a drain under one that is down', 'return', setTo(), /^proved: not in drain any more, as the runtime socket says: DOWN/],
  ['no end of a drain that is still set', 'return', setTo('drain'), /^not proved: .*is still in drain under that/],
  ['nothing without a reading of the socket', 'return', {}, /^not proved: .*would hide a drain/],
])('a reading proves %s', (_name, aim, beside, shown) => {
  const step = stepOf({ aim, before: 'down' });
  const { is, words } = actionOf(aim).prove(step, readingOf([webServer('web03', { status: 'DOWN' })]), beside);
  expect(`${is}: ${words}`).toMatch(shown);
});
