import { describe, expect, test } from 'vitest';
import { CsvReader } from '#lib/text/csv.ts';

function readAll(text: string): string[][] {
  const csv = new CsvReader(text);
  const records: string[][] = [];
  while (csv.next(new Float64Array(10), 0)) records.push(Array.from({ length: csv.cells }, (_, cell) => csv.text(cell)));
  return records;
}

function readIntegers(text: string): { values: number[]; texts: number[] } {
  const csv = new CsvReader(text);
  const into = new Float64Array(10);
  csv.next(into, 0);
  return { values: [...into.slice(0, csv.cells)], texts: [...csv.texts] };
}

describe('cells', () => {
  test.each([
    [
      'plain cells',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'CRLF',
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a last line without a line break',
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a comma at the end makes an empty last cell', 'a,\n', [['a', '']]],
    ['only commas', ',,\n', [['', '', '']]],
    ['a comma in quotes', '"a,b",c\n', [['a,b', 'c']]],
    ['doubled quotes', '"say ""no""",c\n', [['say "no"', 'c']]],
    ['nothing but a doubled quote', '"""",c\n', [['"', 'c']]],
    ['a line break in quotes', '"a\nb",c\n', [['a\nb', 'c']]],
    ['CRLF in quotes and after them', '"a\r\nb"\r\nc\r\n', [['a\r\nb'], ['c']]],
    ['empty quotes', '"",b\n', [['', 'b']]],
    ['a quoted last cell without a line break', 'a,"b"', [['a', 'b']]],
    ['a comma after the last quote', '"a",\n', [['a', '']]],
    ['a quote inside an unquoted cell is itself', 'a"b,c\n', [['a"b', 'c']]],
    ['a lone return is part of its cell', 'a\rb,c\n', [['a\rb', 'c']]],
    ['empty lines are skipped', '\n\r\na\n\n\nb\n\n', [['a'], ['b']]],
    ['no text, no record', '', []],
    ['a long cell', `${'x'.repeat(40)},b\n`, [['x'.repeat(40), 'b']]],
    ['a byte of latin1', 'M\xfcller,b\n', [['M\xfcller', 'b']]],
  ])('%s', (_, text, expected) => {
    expect(readAll(text)).toEqual(expected);
  });

  test('a cell that the record does not have is empty, though an earlier record had it', () => {
    const csv = new CsvReader('a,b,c\nd\n');
    const into = new Float64Array(3);
    csv.next(into, 0);
    csv.next(into, 0);
    expect([csv.cells, csv.row, csv.text(2)]).toEqual([1, 2, '']);
  });

  test('a cell is compared as it reads and not as it is written', () => {
    const csv = new CsvReader('"a""b",c\n');
    csv.next(new Float64Array(2), 0);
    expect([csv.is(0, 'a"b'), csv.is(0, 'a""b'), csv.is(1, 'c'), csv.is(1, 'cc')]).toEqual([true, false, true, false]);
  });

  test('a record can be had as it was written', () => {
    const csv = new CsvReader('a\n"b,\nc",d\ne\n');
    csv.next(new Float64Array(2), 0);
    csv.next(new Float64Array(2), 0);
    expect(csv.written()).toBe('"b,\nc",d\n');
  });
});

describe('integers', () => {
  test.each([
    ['whole numbers', '0,7,4294967296\n', [0, 7, 4_294_967_296], []],
    ['negative ones', '-1,-20\n', [-1, -20], []],
    ['an empty cell is no zero and no text', ',5,\n', [Number.NaN, 5, Number.NaN], []],
    [
      'text, a sign alone, a fraction and a blank are no integers',
      'x,-,1.5, 2\n',
      [Number.NaN, Number.NaN, Number.NaN, Number.NaN],
      [0, 1, 2, 3],
    ],
    ['digits in quotes are text', '"5",6\n', [Number.NaN, 6], [0]],
    ['digits that go on as text are text', '5xx,5 \n', [Number.NaN, Number.NaN], [0, 1]],
    ['the largest counter there is', '18446744073709551615\n', [2 ** 64], []],
    ['more digits than any counter has', '184467440737095516150\n', [Number.NaN], [0]],
    ['the last cell of a CRLF line', '1,2\r\n', [1, 2], []],
    ['the last cell of a text without a line break', '1,2', [1, 2], []],
  ])('%s', (_, text, values, texts) => {
    expect(readIntegers(text)).toEqual({ values, texts });
  });
});

describe('what is not CSV', () => {
  test.each([
    ['a quote that is never closed', 'a,b\nc,"d\ne,f\n', 'cut off in row 2: a quoted cell is not closed'],
    ['a text that ends within doubled quotes', '"a""', 'cut off in row 1: a quoted cell is not closed'],
    ['text behind a closed quote', '"a"b,c\n', 'row 1: text follows a closed quote'],
  ])('%s is an error with its row', (_, text, message) => {
    expect(() => readAll(text)).toThrow(expect.objectContaining({ kind: 'parse', message }));
  });
});
