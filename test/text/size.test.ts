import { expect, test } from 'vitest';
import { formatSize, readSize } from '#lib/text/size.ts';

test.each([
  ['512KiB', 524_288],
  ['64MiB', 67_108_864],
  ['1GiB', 1_073_741_824],
])('%s is read and written as %i bytes', (text, bytes) => {
  expect(readSize(text)).toEqual({ bytes });
  expect(formatSize(bytes)).toBe(text);
});

test.each(['64', '64MB', '64 MiB', '1.5MiB', 'MiB', '', '-1MiB', '64mib'])('"%s" is refused with the fix', (text) => {
  expect(readSize(text)).toEqual({ problem: 'is not a size: write a whole number and its unit, such as 512KiB, 64MiB or 1GiB' });
});

test('sizes without a whole unit are written in bytes', () => {
  expect([formatSize(0), formatSize(1_500)]).toEqual(['0 bytes', '1500 bytes']);
});
