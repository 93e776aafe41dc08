import { expect, test } from 'vitest';
import { formatBytes } from '#lib/format/bytes.ts';

test.each<[string, number | null, string]>([
  ['a true zero', 0, '0 B'],
  ['bytes are whole', 999, '999 B'],
  ['a thousand is the next unit', 1_000, '1.0 kB'],
  ['whole from ten on', 640_400, '640 kB'],
  ['tenths below ten', 1_234_567, '1.2 MB'],
  ['never written as 1000 of a unit', 999_700, '1.0 MB'],
  ['never written as 10.0', 9_970_000, '10 MB'],
  ['gigabytes', 41_800_000_000, '42 GB'],
  ['the largest unit goes on', 5e18, '5000 PB'],
  ['negative', -2_500, '-2.5 kB'],
  ['no value is not a zero', null, '–'],
  ['what is not a number', Number.NaN, '–'],
])('%s', (_name, bytes, text) => expect(formatBytes(bytes)).toBe(text));
