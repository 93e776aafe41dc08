import { expect, test } from 'vitest';
import { indentJson } from '#lib/text/indent-json.ts';

test.each<[string, string, string]>([
  ['objects and lists', '{"a":[1,{"b":null}],"c":"d"}', '{\n  "a": [\n    1,\n    {\n      "b": null\n    }\n  ],\n  "c": "d"\n}'],
  ['empty ones on one line', '{"a":{},"b":[ ]}', '{\n  "a": {},\n  "b": []\n}'],
  ['white space that was there does not count', ' { "a" :\n\t1 } ', '{\n  "a": 1\n}'],
  ['no number is rounded', '[12345678901234567890,1.10,1e400]', '[\n  12345678901234567890,\n  1.10,\n  1e400\n]'],
  ['a name that stands there twice stays so', '{"a":1,"a":2}', '{\n  "a": 1,\n  "a": 2\n}'],
  ['marks in a text are text', '["a{\\"},[:\\\\",1]', '[\n  "a{\\"},[:\\\\",\n  1\n]'],
  ['a text without its end', '{"a":"b', '{\n  "a": "b'],
  ['a text that ends in a backslash', '["a\\', '[\n  "a\\'],
  ['more is closed than was opened', '1}]}', '1\n}\n]\n}'],
  ['no JSON at all', 'hello, world', 'hello,\nworld'],
  ['nothing', '', ''],
])('%s', (_name, json, expected) => {
  expect(indentJson(json)).toBe(expected);
});

test('what is nested without end is not white space alone', () => {
  const deep = '['.repeat(20_000);
  expect(indentJson(deep).length).toBeLessThan(deep.length * 100);
});

test('what JSON has is all there, whatever it is', () => {
  const value = { name: 'x\u0000"\\', list: [1, 2, { deep: [[], {}] }], text: '{"a":[1]}', emoji: '🔥' };
  expect(JSON.parse(indentJson(JSON.stringify(value)))).toEqual(value);
  expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
});
