import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { failedTitle, isOfOldBuild } from '#components/shell/failed-words.ts';
import { PageFailed } from '#components/shell/page-failed.tsx';
import { words } from '../draw.tsx';

const named = (name: string, message: string) => Object.assign(new Error(message), { name });

test.each([
  [named('ChunkLoadError', 'anything'), true],
  [named('Error', 'Failed to load chunk /_next/static/chunks/a.js from module 12'), true],
  [named('Error', 'Loading chunk 7 failed'), true],
  [named('TypeError', 'Failed to fetch dynamically imported module: https://vigil/x.js'), true],
  [named('TypeError', 'error loading: x is undefined'), false],
  [named('Error', 'chunk of bytes'), false],
])('an old page is told from a broken one: %s', (error, isOld) => expect(isOfOldBuild(error)).toBe(isOld));

test('a page that broke says whose fault it is, when, what was said, and what to do', () => {
  const { container } = render(<PageFailed error={Object.assign(new Error('it broke'), { digest: 'd1' })} reset={() => undefined} />);
  expect(words(container)).toMatch(/^Vigil's own error, not the estate's: .*\d\d:\d\d:\d\d UTC, by this browser’s clock: it broke \(d1\)/);
  expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['Load this page again', 'Draw it again']);
});

test('a page whose parts are gone offers only to load it again', () => {
  const error = named('ChunkLoadError', 'Failed to load chunk');
  const { container } = render(<PageFailed error={error} reset={() => undefined} />);
  expect(failedTitle(error)).toBe('This page could not be loaded');
  expect(words(container)).toContain('Vigil was updated since');
  expect(screen.getAllByRole('button')).toHaveLength(1);
});
