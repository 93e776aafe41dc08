import { describe, expect, test } from 'vitest';
import { byTarget, MarkNote, MarksContext } from '#components/actions/mark-note.tsx';
import { markWords } from '#components/actions/mark-words.ts';
import { untilChoices, untilOf } from '#components/actions/until.ts';
import type { Mark } from '#lib/act/outcome.ts';
import { draw, words } from '../draw.tsx';
import { NOW } from '../estate.ts';

const HOUR_MS = 3_600_000;

function mark(over: Partial<Mark> = {}): Mark {
  const place = { system: 'haproxy', group: 'public', node: 'lb05', row: 'be_web/server/web03' };
  const said = { by: 'ann', at: NOW - 60_000, reason: 'deploy 4711', until: Date.UTC(2026, 2, 4, 15), id: 'a1' };
  return { ...place, action: 'drain', wanted: 'drain', ...said, ...over };
}

function note(one: Mark): HTMLElement {
  return draw(
    <MarksContext value={byTarget([one])}>
      <MarkNote group="public" node="lb05" row="be_web/server/web03" />
    </MarksContext>,
  ).container;
}

describe('a mark', () => {
  test.each<[string, Mark, string]>([
    ['in full', mark(), 'ann, until 15:00, deploy 4711'],
    ['without a reason', mark({ reason: null }), 'ann, until 15:00'],
    ['without an end', mark({ until: null }), 'ann, deploy 4711'],
    ['on another day', mark({ until: Date.UTC(2026, 2, 6, 8) }), 'ann, until 2026-03-06 08:00, deploy 4711'],
    ['overdue', mark({ until: Date.UTC(2026, 2, 4, 14) }), 'ann, was to end 14:00, deploy 4711'],
    ['overdue to the millisecond', mark({ until: NOW }), 'ann, was to end 14:11, deploy 4711'],
  ])('%s reads', (_name, one, text) => {
    expect(words(note(one))).toBe(text);
  });

  test('is amber only when it is overdue', () => {
    expect(note(mark()).querySelector('.warning')).toBeNull();
    expect(note(mark({ until: NOW - 1 })).querySelector('.warning')?.textContent).toContain('was to end');
  });

  test('says all of it to whoever asks, with its times in UTC', () => {
    expect(markWords(mark(), NOW).full).toBe('drain by ann at 2026-03-04 14:10:12 UTC\ndeploy 4711\nuntil 2026-03-04 15:00:00 UTC');
  });

  test('stands at its own row alone', () => {
    expect(words(note(mark({ node: 'lb06' })))).toBe('');
  });
});

describe('an end', () => {
  test('none, spans from now, and the morning', () => {
    expect(untilChoices(NOW).map(({ words: said }) => said)).toEqual([
      'no end given',
      '15 min, until 14:26 UTC',
      '1 h, until 15:11 UTC',
      '4 h, until 18:11 UTC',
      'tomorrow 08:00 UTC',
    ]);
  });

  test.each<[string, number, string]>([
    ['in the afternoon it is tomorrow', NOW, '2026-03-05T08:00:00.000Z'],
    ['at night it is today', Date.UTC(2026, 2, 4, 1), '2026-03-04T08:00:00.000Z'],
    ['shortly before it, it is tomorrow', Date.UTC(2026, 2, 4, 7), '2026-03-05T08:00:00.000Z'],
    ['across a month', Date.UTC(2026, 2, 31, 20), '2026-04-01T08:00:00.000Z'],
  ])('the morning: %s', (_name, now, at) => {
    expect(new Date(untilOf('morning', now) ?? Number.NaN).toISOString()).toBe(at);
  });

  test('is counted from when it is sent', () => expect(untilOf('4h', NOW)).toBe(NOW + 4 * HOUR_MS));
  test('is a whole number of ms, as the door takes it', () => expect(untilOf('1h', NOW + 0.4)).toBe(NOW + HOUR_MS));
  test('none is none', () => expect(untilOf('', NOW)).toBeNull());
});
