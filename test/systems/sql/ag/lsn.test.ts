import { describe, expect, test } from 'vitest';
import { compareLsn, isLsn, lsnWords } from '#lib/systems/sql/ag/lsn.ts';

describe('positions in a log', () => {
  test.each<[a: string, b: string, order: number]>([
    ['27841000030211800004', '27841000030211800004', 0],
    ['27841000030211800004', '27841000030211800005', -1],
    ['27841000030211800005', '27841000030211800004', 1],
    ['9', '10', -1],
    ['0000000010', '10', 0],
    ['9999999999999999999999999', '9999999999999999999999998', 1],
    ['9007199254740993', '9007199254740992', 1],
  ])('%s and %s are ordered as numbers, to the last digit', (a, b, order) => expect(compareLsn(a, b)).toBe(order));

  test.each(['', ' ', '-1', '1.5', '1e9', 'NULL', '12345678901234567890123456', '0x1f', '１２'])(
    '"%s" is none, and has no order',
    (text) => {
      expect(isLsn(text)).toBe(false);
      expect(() => compareLsn(text, '1')).toThrow(RangeError);
      expect(() => compareLsn('1', text)).toThrow(RangeError);
      expect(() => lsnWords(text)).toThrow(RangeError);
    },
  );

  test('are written as file, block and slot, in decimal and as fn_dblog does', () => {
    expect(lsnWords('27841000030211800004')).toBe('27841:302118:4');
    expect(lsnWords('0000027841000030211800004')).toBe('27841:302118:4');
    expect(lsnWords('27841000030211800004', 'hexadecimal')).toBe('00006cc1:00049c26:0004');
    expect(lsnWords('0')).toBe('0:0:0');
    expect(lsnWords('9999999999999999999999999')).toBe('9999999999:9999999999:99999');
  });
});
