import { describe, expect, test } from 'vitest';
import { repeatedNames } from '#lib/systems/exceptions/json-names.ts';
import { readFullJson } from '#lib/systems/exceptions/parse-full-json.ts';

function read(value: unknown) {
  return readFullJson(typeof value === 'string' || value === null ? value : JSON.stringify(value), ['x-internal']);
}

describe('the JSON of Exceptional', () => {
  test('is read into its sections, commands, address and caller', () => {
    const found = read({
      ...{
        GUID: 'g',
        IsProtected: false,
        ApplicationName: 'Core',
        Category: null,
        StatusCode: 500,
        DuplicateCount: 1,
        Host: 'h',
        Url: '/q',
      },
      ...{ FullUrl: 'https://h/q?tab=votes', IPAddress: '198.51.100.7', Message: 'm', Detail: 'd', ErrorHash: -1365512403 },
      ...{ CustomData: { 'Redis-Command': 'GET a' }, FormSerializable: null, QueryStringSerializable: [{ Name: 'tab', Value: 'votes' }] },
      ...{ CookiesSerializable: [{ Name: 'prov', Value: 'x' }], RequestHeadersSerializable: [{ Name: 'User-Agent', Value: 'curl/7' }] },
      ServerVariablesSerializable: [{ Name: 'Request Method', Value: 'GET' }],
      Commands: [{ Type: 'SQL Server Query', CommandString: 'Select 1', Data: { Server: 'ny-sql01' } }],
    });
    expect(found).toEqual({
      sections: {
        query: [{ name: 'tab', value: 'votes', isSecret: false }],
        form: [],
        cookies: [{ name: 'prov', value: 'x', isSecret: false }],
        headers: [{ name: 'User-Agent', value: 'curl/7', isSecret: false }],
        serverVariables: [{ name: 'Request Method', value: 'GET', isSecret: false }],
        customData: [{ name: 'Redis-Command', value: 'GET a', isSecret: false }],
      },
      commands: [{ type: 'SQL Server Query', text: 'Select 1', data: [{ name: 'Server', value: 'ny-sql01', isSecret: false }] }],
      ...{ fullUrl: 'https://h/q?tab=votes', ip: '198.51.100.7', message: 'm', detail: 'd', errorHash: -1365512403, trouble: null },
    });
  });

  test('a name may stand there more than once', () => {
    const form = [
      { Name: 'id', Value: '1' },
      { Name: 'id', Value: '2' },
    ];
    expect(read({ FormSerializable: form }).sections.form.map(({ value }) => value)).toEqual(['1', '2']);
  });

  test('SQL of its first version is a command', () => {
    expect(read({ SQL: 'Select 1' })).toMatchObject({
      commands: [{ type: 'SQL Server Query', text: 'Select 1', data: [] }],
      trouble: null,
    });
  });
});

describe('what cannot be read is told, and what is there is shown', () => {
  test.each([
    ['null', null, 'No JSON is stored with this error'],
    ['empty', '', 'No JSON is stored with this error'],
    ['cut', '{"FullUrl": "https://h', 'cannot be read'],
    ['no JSON', 'oops', 'cannot be read'],
    ['a list', '[]', 'is no object'],
    ['a text', '"x"', 'is no object'],
    ['null in JSON', 'null', 'is no object'],
    ['nested without end', '['.repeat(2_000_000), 'cannot be read'],
    ['a section that is a text', { FormSerializable: 'a=1' }, 'FormSerializable is no list of names and values'],
    ['a section of texts', { FormSerializable: ['a=1'] }, 'FormSerializable holds something without a name'],
    ['a value that is an object', { CustomData: { a: { b: 1 } } }, 'a in CustomData is no text'],
    ['commands that are a text', { Commands: 'Select 1' }, 'Commands is no list'],
    ['a command that is a text', { Commands: ['Select 1'] }, 'no command'],
    ['a command with more', { Commands: [{ Type: 'a', Duration: 3 }] }, 'Commands holds more, which is not shown here: Duration'],
    ['an address that is an object', { FullUrl: {} }, 'FullUrl is no text'],
    ['names of a later version', { Traces: [1], Nothing: null }, 'it holds more, which is not shown here: Traces.'],
    ['a name twice in one object', '{"CustomData": {"a": "1", "a": "2"}}', 'only the last is shown: a.'],
    ['a thousand names', Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`n${i}`, 1])), 'and 990 more'],
  ])('%s', (_, json, words) => {
    expect(read(json).trouble).toContain(words);
  });

  test.each([
    ['a text instead of a list', { FormSerializable: 'a=1' }, { name: '', value: 'a=1', isSecret: true }],
    ['an object instead of a list', { FormSerializable: { a: '1' } }, { name: 'a', value: '1', isSecret: false }],
    [
      'a number as it was written',
      '{"FormSerializable": [{"Name": "a", "Value": 12345678901234567890}]}',
      { name: 'a', value: '12345678901234567890', isSecret: false },
    ],
    ['a truth', { FormSerializable: [{ Name: 'a', Value: true }] }, { name: 'a', value: 'true', isSecret: false }],
    ['null', { FormSerializable: [{ Name: 'a', Value: null }] }, { name: 'a', value: '', isSecret: false }],
    ['no value', { FormSerializable: [{ Name: 'a' }] }, { name: 'a', value: '', isSecret: false }],
    ['an object as its text', { FormSerializable: [{ Name: 'a', Value: { b: [1] } }] }, { name: 'a', value: '{"b":[1]}', isSecret: false }],
    ['a number as a name', { FormSerializable: [{ Name: 7, Value: 'x' }] }, { name: '7', value: 'x', isSecret: false }],
    ['__proto__', '{"FormSerializable": {"__proto__": "x"}}', { name: '__proto__', value: 'x', isSecret: false }],
    [
      'from right to left, emoji, script',
      { FormSerializable: [{ Name: '\u202eش😀', Value: '<script>' }] },
      { name: '\u202eش😀', value: '<script>', isSecret: false },
    ],
  ])('%s', (_, json, pair) => {
    expect(read(json).sections.form).toEqual([pair]);
  });

  test('__proto__ changes no object', () => {
    const found = read('{"__proto__": {"polluted": 1}, "CustomData": {"__proto__": {"polluted": 1}}}');
    expect(found.trouble).toContain('__proto__');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect('polluted' in found).toBe(false);
  });

  test.each([
    ['a name in objects beside one another is not repeated', '{"a": {"x": 1}, "b": [{"x": 1}, {"x": "x"}]}', []],
    ['a text that looks like names is none', '{"a": "\\"b\\": 1, \\"b\\": 2\\\\"}', []],
    ['written otherwise', '{"a": 1, "\\u0061" : 2}', ['a']],
    ['deep within', '[{"a": {"b": 1, "c": 2, "b": 3}}]', ['b']],
  ])('%s', (_, json, names) => {
    expect(repeatedNames(json)).toEqual(names);
  });

  test('five megabytes', () => {
    const found = read({ CustomData: { a: '\\"'.repeat(2_500_000) }, FullUrl: 'https://h/' });
    expect(found).toMatchObject({ fullUrl: 'https://h/', trouble: null });
    expect(found.sections.customData[0]?.value).toHaveLength(5_000_000);
  });
});

describe('a secret by its name', () => {
  test.each([
    ...[
      'Authorization',
      'Cookie',
      'X-Api-Key',
      'password',
      'newPassword',
      'PWD',
      'access_token',
      'clientSecret',
      '__RequestVerificationToken',
    ],
    ...[
      'ASP.NET_SessionId',
      '.AspNetCore.Antiforgery.csrf',
      'X-CSRF',
      'ALL_HTTP',
      'ALL_RAW',
      'HTTP_COOKIE',
      'key',
      'sid',
      'X-Internal',
      'ConnectionString',
    ],
  ])('%s', (name) => {
    expect(read({ FormSerializable: [{ Name: name, Value: 'x' }] }).sections.form[0]?.isSecret).toBe(true);
  });

  test.each(['Author', 'Keyboard', 'monkey', 'compass', 'Content-Type', 'User-Agent', 'Redis-Command', 'assignment'])(
    '%s is none',
    (name) => {
      expect(read({ FormSerializable: [{ Name: name, Value: 'x' }] }).sections.form[0]?.isSecret).toBe(false);
    },
  );
});
