import { describe, expect, test } from 'vitest';
import type { Thrown } from '#lib/systems/exceptions/model-detail.ts';
import { readStack } from '#lib/systems/exceptions/parse-stack.ts';
import { AGGREGATE, FRAMEWORK, GERMAN, JAPANESE, JAVASCRIPT, NESTED_AGGREGATE, PYTHON, RUSSIAN, TIMEOUT, WITH_APPENDIX } from './stacks.ts';

const GIVEN = { framework: ['System.', 'Microsoft.', 'Dapper.'], sourceLinks: [] };

/** "Type: message" and the methods that are read; of lines that are no frame the text. */
function told(thrown: readonly Thrown[]): string[][] {
  return thrown.map(({ type, message, frames }) => [
    `${type}: ${message}`,
    ...frames.filter(({ isNoise }) => !isNoise).map((frame) => (frame.type === null ? frame.raw.trim() : `${frame.type}/${frame.method}`)),
  ]);
}

describe('the chain of exceptions, the outermost first', () => {
  test('of .NET 8', () => {
    const [outer, inner, ...more] = told(readStack(TIMEOUT, GIVEN));
    expect(outer?.[0]).toMatch(/^Microsoft\.Data\.SqlClient\.SqlException: \(0x80131904\) Execution Timeout Expired\./);
    expect(inner?.[0]).toBe('System.ComponentModel.Win32Exception: (258) The wait operation timed out.');
    expect(inner?.slice(-3)).toEqual([
      'StackOverflow.Web.TimingMiddleware/Invoke',
      'ClientConnectionId:6f1b2b0e-6a0b-4d55-9d1a-0d6c9a6f6f10',
      'Error Number:-2,State:0,Class:11',
    ]);
    expect(more).toEqual([]);
  });

  test.each([
    [
      '.NET Framework',
      FRAMEWORK,
      [
        [
          "System.Web.HttpUnhandledException: (0x80004005) Exception of type 'System.Web.HttpUnhandledException' was thrown.",
          'System.Web.UI.Page/HandleError',
          'ASP.cart_aspx/ProcessRequest',
        ],
        ['Shop.CartException: Nothing in it', 'Shop.Pages.CartPage/LoadAsync'],
        [
          'System.InvalidOperationException: Sequence contains no elements',
          ...['System.Linq.Enumerable/First', 'Shop.Cart/FirstAsync', 'Shop.Pages.CartPage/LoadAsync'],
        ],
      ],
    ],
    [
      'German',
      GERMAN,
      [
        ['System.InvalidOperationException: Die Sequenz enthält keine Elemente.', 'Shop.Cart/FirstAsync', 'Shop.Web.Start/Main'],
        ['System.Exception: Innen', 'Shop.Lager/Suchen'],
      ],
    ],
    [
      'Russian',
      RUSSIAN,
      [
        ['System.Exception: Снаружи', 'Магазин.Старт/Main'],
        ['System.Exception: Внутри', 'Магазин.Склад/Найти'],
      ],
    ],
    [
      'Japanese',
      JAPANESE,
      [
        ['System.Exception: 外', 'Shop.Start/Main'],
        ['System.Exception: 中', 'Shop.Lager/Find'],
      ],
    ],
    [
      'several at once, the first of which is told once',
      AGGREGATE,
      [
        ['System.AggregateException: One or more errors occurred.', 'System.Threading.Tasks.Task/WaitAll', 'Shop.All/Go'],
        ['System.Exception: first', 'Shop.One/Go'],
        ['System.Exception: second', 'Shop.Two/Go'],
        ['System.IO.IOException: below', 'Shop.Disk/Read'],
      ],
    ],
    [
      'several within several',
      NESTED_AGGREGATE,
      [
        [
          'System.AggregateException: One or more errors occurred. (first) (One or more errors occurred. (a) (b))',
          'Shop.All/Go',
          'Shop.After/Go',
        ],
        ['System.Exception: first', 'Shop.One/Go'],
        ['System.AggregateException: One or more errors occurred. (a) (b)', 'Shop.Both/Go'],
        ['System.Exception: a', 'Shop.A/Go'],
        ['System.Exception: b', 'Shop.B/Go'],
      ],
    ],
    [
      'the trace that Exceptional adds',
      WITH_APPENDIX,
      [
        ['System.Exception: Failed', 'Shop.Cart/Add'],
        [': Full Trace:', '/Add', '/Start'],
      ],
    ],
    [
      'a stack whose room in front was lost',
      FRAMEWORK.replace(/^ +/gm, ''),
      [
        [
          "System.Web.HttpUnhandledException: (0x80004005) Exception of type 'System.Web.HttpUnhandledException' was thrown.",
          'System.Web.UI.Page/HandleError',
          'ASP.cart_aspx/ProcessRequest',
        ],
        ['Shop.CartException: Nothing in it', 'Shop.Pages.CartPage/LoadAsync'],
        [
          'System.InvalidOperationException: Sequence contains no elements',
          ...['System.Linq.Enumerable/First', 'Shop.Cart/FirstAsync', 'Shop.Pages.CartPage/LoadAsync'],
        ],
      ],
    ],
    [
      'a message of many lines',
      'Shop.CartException: First\nSecond\n\n  Third: 3\n   at Shop.Cart.Add(Int32 id)',
      [['Shop.CartException: First\nSecond\n\n  Third: 3', 'Shop.Cart/Add']],
    ],
    [
      'a message with an arrow in it',
      'System.Exception: a ---> b\n   at Shop.Cart.Add()',
      [['System.Exception: a ---> b', 'Shop.Cart/Add']],
    ],
    ['no message', 'System.Exception\n   at Shop.Cart.Add()', [['System.Exception: ', 'Shop.Cart/Add']]],
    ['a generic exception', 'Shop.Fault`1[Shop.Cart]: x\n   at Shop.Cart.Add()', [['Shop.Fault`1[Shop.Cart]: x', 'Shop.Cart/Add']]],
    ['line ends of Windows', 'System.Exception: a\r\nb\r\n   at Shop.Cart.Add()\r\n', [['System.Exception: a\nb', 'Shop.Cart/Add']]],
    ['frames without a head', '   at Shop.Cart.Add()\n   at Shop.Cart.Go()', [[': ', 'Shop.Cart/Add', 'Shop.Cart/Go']]],
    [
      'JavaScript, as its lines',
      JAVASCRIPT,
      [
        [
          "TypeError: Cannot read properties of undefined (reading 'id')",
          'at add (/app/cart.js:10:5)',
          'at async Promise.all (index 0)',
          'at /app/start.js:3:1',
        ],
      ],
    ],
    ['Python, as its lines', PYTHON, [[': ', ...PYTHON.split('\n').map((line) => line.trim())]]],
    ['a sentence', 'Nothing works any more today', [[': ', 'Nothing works any more today']]],
    ['nothing', '', []],
    ['only room', ' \n\t\n', []],
    ['only ends of inner exceptions', '<---<---', [[': ', '<---<---']]],
    [
      'from right to left, emoji, script',
      'System.Exception: \u202eشيء 😀<script>alert(1)</script>\n   at Shop.Cart.Add()',
      [['System.Exception: \u202eشيء 😀<script>alert(1)</script>', 'Shop.Cart/Add']],
    ],
  ])('%s', (_, text, expected) => {
    expect(told(readStack(text, GIVEN))).toEqual(expected);
  });

  test.each(Object.entries({ TIMEOUT, FRAMEWORK, GERMAN, RUSSIAN, JAPANESE, NESTED_AGGREGATE, WITH_APPENDIX, JAVASCRIPT, PYTHON }))(
    'no line of %s is lost',
    (_, text) => {
      const whole = readStack(text, GIVEN)
        .map(({ type, message, frames }) => `${type} ${message}\n${frames.map(({ raw }) => raw).join('\n')}`)
        .join('\n');
      for (const word of text.replace(/\(Inner Exception #1\)/g, '').match(/[\p{L}\p{N}_.]{4,}/gu) ?? []) expect(whole).toContain(word);
    },
  );
});

describe('a frame', () => {
  test('is of a framework by the beginning of its name, and noise where async put it', () => {
    const frames = readStack(FRAMEWORK, GIVEN).at(-1)?.frames ?? [];
    expect(frames.map(({ isFramework, isNoise }) => `${isFramework ? 'framework' : 'own'}${isNoise ? ', noise' : ''}`)).toEqual([
      ...['framework', 'own', 'own, noise', 'framework, noise', 'framework, noise', 'own', 'own, noise'],
    ]);
  });

  test('is drawn as its class and method, with the file by its name', () => {
    const [frame] =
      readStack('System.Exception: x\n   at Shop.Data.Posts.<>c.<Load>b__1_0[T](T one) in C:\\a\\Posts.cs:line 4', GIVEN)[0]?.frames ?? [];
    expect(frame?.parts).toEqual([
      { text: 'at Shop.Data.', is: 'dim' },
      { text: 'Posts.Load', is: 'strong' },
      { text: '[T](T one) lambda', is: 'dim' },
      { text: ' in ', is: 'dim' },
      { text: 'Posts.cs:4', is: 'plain' },
    ]);
    expect(frame).toMatchObject({ type: 'Shop.Data.Posts', method: 'Load (lambda)', file: 'C:\\a\\Posts.cs', line: 4 });
  });
});

describe('a link to the source', () => {
  test('a pattern that keeps its place finds the next frame too', () => {
    const sourceLinks = [{ pattern: /src\/(.+):line/g, url: 'https://git.example/$1' }];
    const [thrown] = readStack('   at A.B.C() in /src/long/C.cs:line 42\n   at A.B.D() in /src/D.cs:line 1', {
      framework: [],
      sourceLinks,
    });
    expect(thrown?.frames.map(({ link }) => link)).toEqual(['https://git.example/long/C.cs', 'https://git.example/D.cs']);
  });

  const frameAt = (place: string, pattern: RegExp, url: string): string | null | undefined =>
    readStack(`System.Exception: x\n   at Shop.Cart.Add() in ${place}`, { framework: [], sourceLinks: [{ pattern, url }] })[0]?.frames[0]
      ?.link;

  test.each<[string, string, RegExp, string, string | null]>([
    [
      'path and line',
      'C:\\build\\src\\Shop\\Cart.cs:line 42',
      /build\\src\\(.+):line (\d+)/,
      'https://git.example/x/$1#L$2',
      'https://git.example/x/Shop/Cart.cs#L42',
    ],
    ['named groups', '/src/Cart.cs:line 42', /src\/(?<path>.+):line/, 'https://git.example/$<path>', 'https://git.example/Cart.cs'],
    [
      'what has to be encoded',
      '/src/a b&c?d#e<f>.cs:line 42',
      /src\/(.+):line/,
      'https://git.example/$1',
      'https://git.example/a%20b%26c%3Fd%23e%3Cf%3E.cs',
    ],
    ['no climbing out of the host', '/src/@evil.example/x.cs:line 1', /src\/(.+):line/, 'https://git.example$1', null],
    ['a pattern that keeps its place', '/src/Cart.cs:line 42', /src\/(.+):line/g, 'https://git.example/$1', 'https://git.example/Cart.cs'],
    ['not found', '/src/Cart.cs:line 42', /nowhere/, 'https://git.example/', null],
    ['an address that is script', 'javascript:alert(1)//.cs:line 42', /in (.+):line/, '$1', null],
    ['a scheme that is not of the web', '/src/Cart.cs:line 42', /src/, 'ftp://git.example/', null],
  ])('%s', (_, ...[place, pattern, url, link]) => {
    expect(frameAt(place, pattern, url)).toBe(link);
  });
});

describe('texts of five megabytes are read, and told as far as they are', () => {
  test.each([
    ['frames', `System.Exception: x\n${'   at Shop.Cart.Add(Int32 id) in C:\\src\\Cart.cs:line 42\n'.repeat(90_000)}`],
    ['one line', 'x'.repeat(5_000_000)],
    ['a line of brackets', `System.Exception: x\n   at a${'('.repeat(5_000_000)}`],
    ['a line of brackets that close', `System.Exception: x\n   at a${'<'.repeat(2_500_000)}${'>'.repeat(2_500_000)}(`],
    ['arrows', `System.Exception: x${' ---> A.B: x'.repeat(400_000)}`],
    ['ends', '<---'.repeat(1_250_000)],
    ['a message of many lines', `System.Exception: x\n${'a line of a message\n'.repeat(250_000)}`],
    ['several', `System.Exception: x\n${'---> (Inner Exception #1) System.Exception: b\n'.repeat(100_000)}`],
    ['a type without end', `${'a.'.repeat(2_500_000)}: x`],
    ['empty lines', `System.Exception: x\n   at Shop.Cart.Add()\n${'\n'.repeat(5_000_000)}`],
    ['room', `System.Exception: x\n${' '.repeat(5_000_000)}at`],
  ])('%s', (_, text) => {
    const thrown = readStack(text, GIVEN);
    expect(thrown.length).toBeGreaterThan(0);
    expect(thrown.flatMap(({ frames }) => frames).length).toBeLessThanOrEqual(1_002);
    expect(JSON.stringify(thrown).length).toBeLessThan(1_500_000);
  });

  test('what is not read is counted', () => {
    const [thrown] = readStack(`System.Exception: x\n${'   at Shop.Cart.Add()\n'.repeat(90_000)}`, GIVEN);
    expect(thrown?.frames.at(-1)).toMatchObject({ raw: '… 89,001 more lines, which are not read', type: null });
  });

  test('a long line says what of it is left out', () => {
    const [thrown] = readStack(`System.Exception: ${'x'.repeat(25_000)}\n   at ${'y'.repeat(5_000)}`, GIVEN);
    expect(thrown?.message).toMatch(/^x{20000}… \(5,000 more characters\)$/);
    expect(thrown?.frames[0]?.raw).toMatch(/… \(1,006 more characters\)$/);
  });
});
