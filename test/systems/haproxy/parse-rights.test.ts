import { describe, expect, test } from 'vitest';
import { ParseError } from '#lib/failure.ts';
import { readRights } from '#lib/systems/haproxy/parse-rights.ts';

const TITLE = '<html><title>Statistics Report for HAProxy</title><body>HAProxy version 2.6.12-1, released';
const SERVER = '<a name="be_web/web01"></a>';
const INFO = 'Name: HAProxy\nVersion: 2.6.12\n\n';

describe('whether a user may act, by the page', () => {
  test.each([
    ['with its form', `${TITLE}<form method="post">${SERVER}`, 'granted'],
    ['with servers and no form', `${TITLE}<form method="GET">${SERVER}`, 'missing'],
    ['with proxies and no server', `${TITLE}<a name="st/Frontend"></a><a name="be/Backend"></a>`, 'untold'],
  ])('%s', (_name, text, is) =>
    expect(readRights({ is: 'page', text })).toMatchObject({ version: '2.6.12-1', held: { 'stats admin': { is } } }),
  );

  test('another page tells nothing', () => {
    expect(() => readRights({ is: 'page', text: '<html><form method="post">sign in</form></html>' })).toThrow(ParseError);
  });
});

describe('what a socket may, by its level', () => {
  test.each([
    ['user\n\n', INFO, ['granted', 'missing', 'missing']],
    ['operator\n\n', INFO, ['granted', 'granted', 'missing']],
    ['admin\n\n', INFO, ['granted', 'granted', 'granted']],
    ['Unknown command. Please enter one of the following commands only :\n', INFO, ['granted', 'untold', 'untold']],
  ])('%j', (level, info, states) => {
    const { held } = readRights({ is: 'level', level, info });
    expect(['user', 'operator', 'admin'].map((one) => held[`level ${one}`]?.is)).toEqual(states);
  });

  test('what is no runtime API tells nothing', () => {
    expect(() => readRights({ is: 'level', level: 'HTTP/1.0 400', info: 'HTTP/1.0 400' })).toThrow(ParseError);
  });
});

test('a page that is no statistics CSV grants nothing', () => {
  expect(() => readRights({ is: 'csv', text: '<html></html>' })).toThrow(ParseError);
});
