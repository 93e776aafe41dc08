import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { expect, test } from 'vitest';

/** What shows a moment in a zone that the reader did not choose. */
const OTHER_FORMATS = /\b(formatClock|formatUtc|toLocale(Date|Time)?String|toUTCString|DateTimeFormat)\(|toISOString\(\)\.(slice|replace)/;
/**
 * Ask for the name of the browser's zone; work on days of the calendar; make a text that is copied for others, in UTC and saying so; write an address, whose times are in UTC; read what stands
 * on the reader's own clock.
 */
const ALLOWED = [
  'components/display/display-provider.tsx',
  'components/actions/until.ts',
  'components/timeline/rows.ts',
  'components/sql/ag/evidence.ts',
  'components/timeline/event-line.tsx',
  'components/charts/scale.ts',
];

test('every time on a page is shown in the zone that its reader chose', async () => {
  const root = new URL('../../../', import.meta.url).pathname;
  const offenders: string[] = [];
  for await (const file of glob('{app,components}/**/*.{ts,tsx}', { cwd: root })) {
    const lines = readFileSync(`${root}${file}`, 'utf8').split('\n');
    const found = lines.flatMap((line, i) =>
      OTHER_FORMATS.test(line) && !ALLOWED.includes(file) ? [`${file}:${i + 1} ${line.trim()}`] : [],
    );
    offenders.push(...found);
  }
  expect(offenders).toEqual([]);
});
