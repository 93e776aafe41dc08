import { expect, test } from 'vitest';
import { formatCsvRecord } from '#lib/text/csv-write.ts';

test.each<[string, string[], string]>([
  ['plain cells', ['a', 'b c', ''], 'a,b c,'],
  ['a comma', ['a,b'], '"a,b"'],
  ['a quote', ['say "no"'], '"say ""no"""'],
  ['a line feed', ['a\nb'], '"a\nb"'],
  ['a carriage return', ['a\rb'], '"a\rb"'],
  ['a formula', ['=1+1', '+1', '-1+1', '@SUM(A1)'], "'=1+1,'+1,'-1+1,'@SUM(A1)"],
  ['a number', ['-1', '-0.5', '-1e-7', '1'], '-1,-0.5,-1e-7,1'],
  ['a formula behind a tab or a carriage return', ['\t=1', '\r=1'], '\'\t=1,"\'\r=1"'],
  ['signs that begin no cell', ['a=b', '1-2', "'='"], "a=b,1-2,'='"],
])('%s', (_name, cells, text) => {
  expect(formatCsvRecord(cells)).toBe(`${text}\r\n`);
});
