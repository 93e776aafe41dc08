import { expect, test } from 'vitest';
import { ageLook } from '#components/reading/age-look.ts';
import type { ProbeRow } from '#lib/feed/events.ts';
import type { Moment } from '#lib/reading.ts';
import { failing, MOMENT, NEVER_READ, NOW, probe, readAgo, SILENT } from '../estate.ts';

type Case = [string, ProbeRow, Moment, { tone: string; text: string }];

test.each<Case>([
  ['fresh', probe(), MOMENT, { tone: 'fresh', text: '2s' }],
  ['at its interval and a moment is not yet late', probe(readAgo(6_000)), MOMENT, { tone: 'fresh', text: '6s' }],
  ['late, not yet stale', probe(readAgo(7_000)), MOMENT, { tone: 'late', text: '7s' }],
  ['being asked', probe({ asking: NOW - 500 }), MOMENT, { tone: 'polling', text: 'polling…' }],
  [
    'silent, not yet stale',
    probe({ ...readAgo(8_000), ...failing('timeout', 6_000) }),
    MOMENT,
    { tone: 'failing', text: 'no answer for 6s' },
  ],
  [
    'refused, values still fresh',
    probe({ ...readAgo(8_000), ...failing('refused', 6_000) }),
    MOMENT,
    { tone: 'failing', text: 'failing for 6s' },
  ],
  ['stale', probe(readAgo(252_000)), MOMENT, { tone: 'stale', text: 'stale 4m 12s, was ok' }],
  ['stale although being asked', probe({ ...readAgo(252_000), asking: NOW }), MOMENT, { tone: 'stale', text: 'stale 4m 12s, was ok' }],
  ['fresh, but the feed is silent', probe(), SILENT, { tone: 'stale', text: 'stale 2s, was ok' }],
  ['stamped in the future', probe(readAgo(-9_000)), MOMENT, { tone: 'stale', text: 'clocks disagree, was ok' }],
  ['not asked yet', probe({ ...NEVER_READ, asked: null }), MOMENT, { tone: 'never', text: 'not read yet' }],
  ['never read and out of time', probe(NEVER_READ), MOMENT, { tone: 'stale', text: 'never read' }],
])('%s', (_name, row, moment, look) => expect(ageLook(row, moment, true)).toMatchObject(look));

test('beside a line that says the trouble the age is only an age', () => {
  expect(ageLook(probe({ ...readAgo(8_000), ...failing('timeout', 6_000) }), MOMENT, false)).toMatchObject({ tone: 'failing', text: '8s' });
  expect(ageLook(probe(readAgo(252_000)), MOMENT, false).text).toBe('stale 4m 12s');
});
