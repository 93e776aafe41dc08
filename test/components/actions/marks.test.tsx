import { describe, expect, test } from 'vitest';
import { byTarget, MarkNote, MarkNotes, MarksContext } from '#components/actions/mark-note.tsx';
import { markWords } from '#components/actions/mark-words.ts';
import { untilChoices, untilOf } from '#components/actions/until.ts';
import { TimeFormatContext } from '#components/display/display-context.tsx';
import type { Mark } from '#lib/act/outcome.ts';
import { createTimeFormat } from '#lib/format/time-format.ts';
import { openZone } from '#lib/format/zone.ts';
import { draw, words } from '../draw.tsx';
import { NOW } from '../estate.ts';

const HOUR_MS = 3_600_000;
const UTC = createTimeFormat(openZone('UTC'), null);
const VIENNA = createTimeFormat(openZone('Europe/Vienna'), null);

function mark(over: Partial<Mark> = {}): Mark {
  const place = { system: 'haproxy', group: 'public', node: 'lb05', row: 'be_web/server/web03' };
  const said = { by: 'ann', at: NOW - 60_000, reason: 'deploy 4711', until: Date.UTC(2026, 2, 4, 15), id: 'a1' };
  return { ...place, action: 'drain', wanted: 'drain', ...said, ...over };
}

function note(one: Mark, format = UTC): HTMLElement {
  return draw(
    <TimeFormatContext value={format}>
      <MarksContext value={byTarget([one])}>
        <MarkNote group="public" node="lb05" row="be_web/server/web03" />
      </MarksContext>
    </TimeFormatContext>,
  ).container;
}

describe('a mark', () => {
  test.each<[string, Mark, string]>([
    ['in full', mark(), 'ann, until 15:00 UTC, deploy 4711'],
    ['without a reason', mark({ reason: null }), 'ann, until 15:00 UTC'],
    ['without an end', mark({ until: null }), 'ann, deploy 4711'],
    ['on another day', mark({ until: Date.UTC(2026, 2, 6, 8) }), 'ann, until 2026-03-06 08:00 UTC, deploy 4711'],
    ['overdue', mark({ until: Date.UTC(2026, 2, 4, 14) }), 'ann, was to end 14:00 UTC, deploy 4711'],
    ['overdue to the millisecond', mark({ until: NOW }), 'ann, was to end 14:11 UTC, deploy 4711'],
  ])('%s reads', (_name, one, text) => {
    expect(words(note(one))).toBe(text);
  });

  test('is amber only when it is overdue', () => {
    expect(note(mark()).querySelector('.warning')).toBeNull();
    expect(note(mark({ until: NOW - 1 })).querySelector('.warning')?.textContent).toContain('was to end');
  });

  test('says its times in the zone of its reader', () => expect(words(note(mark(), VIENNA))).toBe('ann, until 16:00 CET, deploy 4711'));

  test('says all of it to whoever asks', () => {
    expect(markWords(mark(), NOW, UTC).full).toBe('drain by ann at 2026-03-04 14:10:12 UTC\ndeploy 4711\nuntil 2026-03-04 15:00:00 UTC');
  });

  test('stands at its own row alone', () => {
    expect(words(note(mark({ node: 'lb06' })))).toBe('');
  });
});

describe('the marks of one row on several nodes', () => {
  const notes = (marks: readonly Mark[]) =>
    words(
      draw(
        <TimeFormatContext value={UTC}>
          <MarksContext value={byTarget(marks)}>
            <MarkNotes places={['lb05', 'lb06'].map((node) => ({ group: 'public', node }))} row="be_web/server/web03" />
          </MarksContext>
        </TimeFormatContext>,
      ).container,
    );

  test.each<[string, Mark[], string]>([
    ['the same is said once', [mark(), mark({ node: 'lb06' })], 'ann, until 15:00 UTC, deploy 4711'],
    [
      'what differs is said of each',
      [mark({ until: null }), mark({ node: 'lb06', by: 'mo', reason: null, until: null })],
      'lb05: ann, deploy 4711; lb06: mo',
    ],
    ['what holds on one of them is said of that one', [mark({ until: null })], 'lb05: ann, deploy 4711'],
    ['nothing where nobody here did it', [], ''],
  ])('%s', (_name, marks, text) => expect(notes(marks)).toBe(text));
});

describe('an end', () => {
  test('none, spans from now, and the morning', () => {
    expect(untilChoices(NOW, UTC).map(({ words: said }) => said)).toEqual([
      'no end given',
      '15 min, until 14:26 UTC',
      '1 h, until 15:11 UTC',
      '4 h, until 18:11 UTC',
      'tomorrow 08:00 UTC',
    ]);
  });

  test('is in the zone of the reader', () => {
    expect(untilChoices(NOW, VIENNA).map(({ words: said }) => said)).toEqual([
      'no end given',
      '15 min, until 15:26 CET',
      '1 h, until 16:11 CET',
      '4 h, until 19:11 CET',
      'tomorrow 08:00 CET',
    ]);
  });

  test.each<[string, string, string, string]>([
    ['in the afternoon it is tomorrow', 'UTC', '2026-03-04T14:11:12Z', '2026-03-05T08:00:00.000Z'],
    ['at night it is today', 'UTC', '2026-03-04T01:00:00Z', '2026-03-04T08:00:00.000Z'],
    ['shortly before it, it is tomorrow', 'UTC', '2026-03-04T07:00:00Z', '2026-03-05T08:00:00.000Z'],
    ['across a month', 'UTC', '2026-03-31T20:00:00Z', '2026-04-01T08:00:00.000Z'],
    ['after the night of the change it is the new time', 'Europe/Vienna', '2026-03-28T20:00:00Z', '2026-03-29T06:00:00.000Z'],
    ['by the date of Chatham, where it is four at night', 'Pacific/Chatham', '2026-03-04T14:11:12Z', '2026-03-05T18:15:00.000Z'],
    ['still today in New York', 'America/New_York', '2026-03-05T02:00:00Z', '2026-03-05T13:00:00.000Z'],
  ])('the morning: %s', (_name, zone, now, at) => {
    const format = createTimeFormat(openZone(zone), null);
    expect(new Date(untilOf('morning', Date.parse(now), format) ?? Number.NaN).toISOString()).toBe(at);
  });

  test('is counted from when it is sent', () => expect(untilOf('4h', NOW, UTC)).toBe(NOW + 4 * HOUR_MS));
  test('is a whole number of ms, as the door takes it', () => expect(untilOf('1h', NOW + 0.4, UTC)).toBe(NOW + HOUR_MS));
  test('none is none', () => expect(untilOf('', NOW, UTC)).toBeNull());
});
