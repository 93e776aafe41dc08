import { describe, expect, test } from 'vitest';
import { formatCount, formatFigure, formatRate, measureMs } from '#lib/format/number.ts';

test.each<[string, number | null, string]>([
  ['groups thousands', 11_532, '11,532'],
  ['a true zero', 0, '0'],
  ['no value is not a zero', null, '–'],
  ['what is not a number is not a zero', Number.NaN, '–'],
  ['nor is infinity a number', Number.POSITIVE_INFINITY, '–'],
])('a count: %s', (_name, value, text) => expect(formatCount(value)).toBe(text));

test.each<[string, number | null, string]>([
  ['a true zero', 0, '0'],
  ['what is nearly nothing is not nothing', 0.01, '<0.1'],
  ['a tenth', 0.1, '0.1'],
  ['tenths below ten', 2.44, '2.4'],
  ['never written as 10.0', 9.97, '10'],
  ['whole from ten on', 142.6, '143'],
  ['groups thousands', 3_254.2, '3,254'],
  ['a negative trifle', -0.01, '>-0.1'],
  ['no value', null, '–'],
])('a rate: %s', (_name, value, text) => expect(formatRate(value)).toBe(text));

test.each<[string, number | null, string]>([
  ['a whole figure', 200_000, '200,000'],
  ['a fraction', 0.125, '0.125'],
  ['no value', null, '–'],
])('a figure: %s', (_name, value, text) => expect(formatFigure(value)).toBe(text));

describe('a measured duration', () => {
  test.each<[string, number | null, string, string]>([
    ['in ms', 15, '15', 'ms'],
    ['a true zero', 0, '0', 'ms'],
    ['long ones in seconds', 12_340, '12.3', 's'],
    ['no value has no unit', null, '–', ''],
  ])('%s', (_name, value, text, unit) => expect(measureMs(value)).toEqual({ text, unit }));
});
