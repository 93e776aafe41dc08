import { describe, expect, test } from 'vitest';
import { SECTIONS } from '#lib/systems/exceptions/model-detail.ts';
import { maskError, parseError } from '#lib/systems/exceptions/parse-error.ts';
import { FOUND, GIVEN, ROW } from './found-error.ts';

describe('an error is put together from its columns and its JSON', () => {
  test('the message is whole, and the columns count', () => {
    const answer = parseError(FOUND, GIVEN);
    expect(answer.row).toEqual({ ...ROW, message: 'Execution Timeout, whole' });
    expect(answer).toMatchObject({ ip: 'secret-ip', errorHash: 12, trouble: null, isMasked: false, isCut: false });
    expect(answer.chain.map(({ type }) => type)).toEqual(['Microsoft.Data.SqlClient.SqlException', 'System.ComponentModel.Win32Exception']);
    for (const name of SECTIONS) expect(answer.sections[name]).toHaveLength(1);
  });

  test.each([
    ['a message of another error in the JSON', { json: '{"Message": "Other"}' }, { row: { message: 'Execution Timeout' } }],
    ['no message in the column', { row: { ...ROW, message: null }, json: '{"Message": "Whole"}' }, { row: { message: 'Whole' } }],
    [
      'no detail in the column',
      { detail: null, json: '{"Detail": "System.Exception: x"}' },
      { text: 'System.Exception: x', chain: [{ type: 'System.Exception' }] },
    ],
    ['no detail at all', { detail: null, json: '{}' }, { text: '', chain: [] }],
    ['no address of the caller in the column', { ip: null }, { ip: 'secret-4' }],
    ['no JSON', { json: null }, { trouble: expect.stringContaining('No JSON is stored') }],
    [
      'JSON that was cut when it was read',
      { json: '{"Full', isJsonCut: true },
      { trouble: expect.stringMatching(/^The stored JSON is too long to be read whole\. The stored JSON cannot be read/) },
    ],
    ['a text that was cut', { isCut: true }, { isCut: true }],
  ])('%s', (_, changed, expected) => {
    expect(parseError({ ...FOUND, ...changed }, GIVEN)).toMatchObject(expected);
  });
});

describe('without the right to details', () => {
  const masked = maskError(parseError(FOUND, GIVEN));

  test('no value is in the answer, and all names are', () => {
    expect(JSON.stringify(parseError(FOUND, GIVEN)).match(/secret-\w+/g)).toHaveLength(12);
    expect(JSON.stringify(masked)).not.toContain('secret');
    expect(SECTIONS.map((name) => masked.sections[name].map((pair) => `${pair.name}=${pair.value}`).join())).toEqual([
      ...['tab=null', 'title=null', 'prov=null', 'Referer=null', 'Port=null', 'Redis=null'],
    ]);
    expect(masked.commands).toEqual([{ type: 'SQL Server Query', text: null, data: [{ name: 'Server', value: null, isSecret: false }] }]);
    expect(masked.isMasked).toBe(true);
  });

  test.each([
    ['a query', 'https://h/a?b=c', 'https://h/a?…'],
    ['a fragment', 'https://h/a#b', 'https://h/a?…'],
    ['neither', 'https://h/a', 'https://h/a'],
    ['a name and a password', 'https://bob:pw@h/a', 'https://h/a'],
    ['no scheme', '//bob:pw@h/a?b', '//h/a?…'],
    ['a path', '/a?b', '/a?…'],
    ['what is no address', 'nowhere', 'nowhere'],
  ])('of an address with %s', (_, fullUrl, shown) => {
    expect(maskError({ ...parseError(FOUND, GIVEN), fullUrl }).fullUrl).toBe(shown);
  });
});
