import { describe, expect, test } from 'vitest';
import { type ShapeGiven, shapeOf, shapeRule } from '#lib/systems/exceptions/shape-key.ts';
import { messageKind } from '#lib/systems/exceptions/shape-message.ts';
import { AGGREGATE, FRAMEWORK, GERMAN, JAVASCRIPT, NESTED_AGGREGATE, RUSSIAN, TIMEOUT, WITH_APPENDIX } from './stacks.ts';

const FRAMES = ['System.', 'Microsoft.', 'Dapper.', 'lambda_method'];
const GIVEN: ShapeGiven = { app: 'Core', type: 'Shop.CartException', message: 'Nothing in cart 12', detail: null, framework: FRAMES };

function keyOf(detail: string | null, changed: Partial<ShapeGiven> = {}): string {
  return shapeOf({ ...GIVEN, detail, ...changed }).key;
}

function stackOf(...frames: string[]): string {
  return ['Shop.CartException: Nothing in cart 12', ...frames.map((frame) => `   at ${frame}`)].join('\n');
}

describe('keys are the same for ever: these are kept, and stand in addresses', () => {
  test.each<[string, string | null, string, string | null]>([
    ['TIMEOUT', TIMEOUT, '48c1c44ced2b1d15', 'PostQueries.TaggedPage'],
    ['FRAMEWORK', FRAMEWORK, 'b610bc04cc132c1c', 'Cart.FirstAsync'],
    ['GERMAN', GERMAN, '33968827c8de929c', 'Lager.Suchen'],
    ['RUSSIAN', RUSSIAN, 'd6e52d9bd2a1b5cf', 'Склад.Найти'],
    ['AGGREGATE', AGGREGATE, '92095513b62846a9', 'One.Go'],
    ['NESTED_AGGREGATE', NESTED_AGGREGATE, 'd53e5dd336e4c507', 'One.Go'],
    ['WITH_APPENDIX', WITH_APPENDIX, 'bf6895ddc6f405c6', 'Cart.Add'],
    ['JAVASCRIPT', JAVASCRIPT, 'ce62f760049d7149', null],
    ['no stack', null, 'ce62f760049d7149', null],
    ['a lambda', stackOf('Shop.Cart.<>c__DisplayClass5_0.<Add>b__1(Line line)'), 'b7601da343f16e57', 'Cart.Add (lambda)'],
    ['only frames of a framework', stackOf('System.IO.File.Open(String path)'), 'ce62f760049d7149', 'File.Open'],
  ])('%s', (_, ...[detail, key, place]) => {
    expect(shapeOf({ ...GIVEN, detail })).toEqual({ key, place });
  });

  test('a rule has a name of its own for each set of frameworks', () => {
    expect(shapeRule(FRAMES)).toBe('cedd33dbedd1f73e');
    expect(shapeRule([...FRAMES].reverse())).toBe(shapeRule(FRAMES));
    expect(shapeRule(['System.'])).not.toBe(shapeRule(FRAMES));
  });
});

const PLACE = 'Shop.Store`1.<FindAsync>d__12.MoveNext() in C:\\build\\7\\Store.cs:line 42';
const CALLER = 'Shop.Web.CartController.<>c__DisplayClass5_0.<Index>b__1(Int32 id)';
const SAME = stackOf(PLACE, CALLER);

describe('what another build, machine or moment changes keeps the key', () => {
  test.each<[string, string | null, Partial<ShapeGiven>?]>([
    ['the line', SAME.replace('line 42', 'line 57')],
    ['the path', SAME.replace('C:\\build\\7\\Store.cs', '/home/ci/work/Store.cs')],
    ['no symbols', SAME.replace(/ in C:.*/, '')],
    ['German', SAME.replaceAll('   at ', '   bei ').replace('line 42', 'Zeile 42.')],
    ['line ends of Windows', SAME.replaceAll('\n', '\r\n')],
    ['ordinals of closures', SAME.replace('DisplayClass5_0', 'DisplayClass17_3').replace('b__1', 'b__9')],
    ['a lambda that holds nothing', SAME.replace('<>c__DisplayClass5_0.<Index>b__1', '<>c.<Index>b__5_0')],
    ['a state machine of another ordinal', SAME.replace('d__12', 'd__3')],
    ['a newer .NET, which resolves async', SAME.replace('<FindAsync>d__12.MoveNext()', 'FindAsync(T one)')],
    ['arguments', SAME.replace('(Int32 id)', '(Int64 id, String name)')],
    ['generic arguments', SAME.replace('Store`1.', 'Store`2[System.Int32,System.String].')],
    ['the message', SAME.replace('cart 12', 'cart 99'), { message: 'Nothing in cart 99' }],
    ['the case of the application', SAME, { app: 'core' }],
    ['frames of a framework between', stackOf(PLACE, 'System.Threading.Thread.Start()', CALLER)],
    [
      'plumbing that is of no configured framework',
      stackOf(PLACE, 'System.Runtime.CompilerServices.TaskAwaiter.ThrowForNonSuccess(Task task)', CALLER),
      { framework: [] },
    ],
    ['marks of a rethrow', SAME.replace('\n   at Shop.Web', '\n--- End of stack trace from previous location ---\n   at Shop.Web')],
    ['a recursion', stackOf(PLACE, PLACE, PLACE, CALLER)],
    ['a recursion of two', stackOf(PLACE, CALLER, PLACE, CALLER)],
    ['the trace that Exceptional adds', `${SAME}\n\nFull Trace:\n\nStart at offset 12 in file:line:column <filename unknown>:0:0`],
    ['others of several', `${SAME}\n---> (Inner Exception #1) System.Exception: b\n   at Shop.Other.Go()<---`],
    ['text at the end', `${SAME}\nClientConnectionId:6f1b2b0e-6a0b-4d55-9d1a-0d6c9a6f6f10`],
    ['a wrapper around it', `Shop.Wrapped: x\n ---> ${SAME}\n   --- End of inner exception stack trace ---`],
  ])('%s', (_, detail, changed) => {
    const framework = changed?.framework ?? FRAMES;
    expect(keyOf(detail, changed)).toBe(keyOf(SAME, { framework }));
  });

  test.each([
    ['a view', 'ASP.App_Web_a1b2c3d4.Render()', 'ASP.App_Web_99ffee01.Render()'],
    ['a dynamic method', 'Shop.lambda_method12(Closure c)', 'Shop.lambda_method7(Closure c)'],
    ['a proxy', 'Proxies.CartProxy_3.Add()', 'Proxies.CartProxy_4.Add()'],
    ['an id in a name', 'Shop.Plan_6f1b2b0e_6a0b_4d55_9d1a_0d6c9a6f6f10.Run()', 'Shop.Plan_00000000_6a0b_4d55_9d1a_0d6c9a6f6f10.Run()'],
    ['an anonymous class', '<>f__AnonymousType3`2.ToString()', '<>f__AnonymousType14`2.ToString()'],
  ])('the number that was generated for %s', (_, one, other) => {
    expect(keyOf(stackOf(one))).toBe(keyOf(stackOf(other)));
  });

  test.each([...Array(50).keys()])('whatever the numbers are: round %i', (round) => {
    const number = (most: number) => (round * 7_919 + most * 31) % most;
    const detail = stackOf(
      `Shop.Cart.<Add>d__${number(90)}.MoveNext() in D:\\agents\\${number(9)}\\Cart.cs:line ${1 + number(4_000)}`,
      `Shop.Web.<>c__DisplayClass${number(40)}_${number(4)}.<Run>b__${number(12)}(Int32 a) in /agent/${number(1e6)}/Web.cs:line ${number(70)}`,
    );
    expect(keyOf(detail, { message: `number ${number(1e9)}` })).toBe(keyOf(stackOf('Shop.Cart.Add()', 'Shop.Web.<>c.<Run>b__0_0()')));
  });
});

describe('what makes it another error changes the key', () => {
  test.each<[string, string, Partial<ShapeGiven>?]>([
    ['another method', SAME.replace('FindAsync', 'LoadAsync')],
    ['another class', SAME.replace('Shop.Store', 'Shop.Shelf')],
    ['another namespace', SAME.replace('Shop.Store', 'Depot.Store')],
    ['another caller', SAME.replace('CartController', 'OrderController')],
    ['no lambda', SAME.replace('<>c__DisplayClass5_0.<Index>b__1', 'Index')],
    ['a local function', SAME.replace('<FindAsync>d__12.MoveNext', '<FindAsync>g__Check|12_0')],
    ['another order', stackOf(CALLER, PLACE)],
    ['a frame more', stackOf('Shop.Guard.NotNull(Object it)', PLACE, CALLER)],
    ['another type', SAME, { type: 'System.InvalidOperationException' }],
    ['another application', SAME, { app: 'Jobs' }],
    ['a number that a person wrote', stackOf(PLACE.replace('FindAsync', 'Find2'), CALLER)],
  ])('%s', (_, detail, changed) => {
    expect(keyOf(detail, changed)).not.toBe(keyOf(SAME));
  });

  test('each of the five methods at the top counts, and the sixth does not', () => {
    const methods = ['A', 'B', 'C', 'D', 'E', 'F'].map((name) => `Shop.Cart.${name}()`);
    const keys = methods.map((_, place) => keyOf(stackOf(...methods.map((method, at) => (at === place ? 'Shop.Cart.X()' : method)))));
    expect(new Set(keys).size).toBe(6);
    expect(keys[5]).toBe(keyOf(stackOf(...methods)));
  });

  test('an application and a type cannot be taken for one another', () => {
    expect(keyOf(null, { app: 'a', type: 'b c' })).not.toBe(keyOf(null, { app: 'a b', type: 'c' }));
  });
});

describe('where no stack tells, the message without its values does', () => {
  test.each([
    ['numbers', 'Order 12345 failed after 1,234.5 ms (-3)', 'Order 77 failed after 9 ms (4)'],
    ['quoted values', 'User \'bob\' may not see "this"', 'User \'alice\' may not see "another thing"'],
    ['an apostrophe in a value', "User 'O'Brien' is unknown", "User 'bob' is unknown"],
    ['quotes of other languages', 'Benutzer „Bob“ fehlt, «x», 「y」', 'Benutzer „Alice“ fehlt, «z», 「w」'],
    ['GUIDs', 'No session 6f1b2b0e-6a0b-4d55-9d1a-0d6c9a6f6f10', 'No session {00000000-0000-4d55-9d1a-0d6c9a6f6f10}'],
    ['dates', 'Not before 2026-11-21T16:40:47.123Z', 'Not before 2024-01-02 03:04:05+01:00'],
    ['dates of America', 'Not before 11/21/2026 4:40:11 PM', 'Not before 1/2/2024 3:04:05 AM'],
    ['hexadecimals', 'Fault at 0x7ffdeadbeef in deadbeef01', 'Fault at 0x1 in 00ff00ff00ff'],
    ['addresses of the web', 'GET https://a.example/x?y=1 failed', 'GET http://b.example:81/ failed'],
    ['mail', 'No mailbox bob@a.example', 'No mailbox alice.b@c.example'],
    ['addresses of a network', 'Cannot reach 10.0.0.1:6379', 'Cannot reach 192.168.17.4:6380'],
    ['addresses of version 6', 'Cannot reach 2001:db8::1 now', 'Cannot reach fe80::a1b2:3 now'],
    ['paths', 'Could not find C:\\a\\b.txt or /var/lib/x.db', 'Could not find D:\\c\\d\\e.txt or /srv/y/z.db'],
    ['what the end of the column cut', "The value is 'aaaaaaaa", "The value is 'b'"],
    ['line ends and room', 'One\r\n  two', 'One two'],
  ])('%s', (_, one, other) => {
    expect(messageKind(one)).toBe(messageKind(other));
    expect(keyOf(null, { message: one })).toBe(keyOf(null, { message: other }));
  });

  test.each([
    ['words', 'The cart is empty', 'The cart is full'],
    ['a word with an apostrophe', "It can't be read and isn't there", "It can't be written and isn't there"],
  ])('%s make another', (_, one, other) => {
    expect(keyOf(null, { message: one })).not.toBe(keyOf(null, { message: other }));
  });

  test('neither does the length of what comes after the first two hundred characters', () => {
    const words = 'a word and '.repeat(30);
    expect(keyOf(null, { message: `${words}5` })).toBe(keyOf(null, { message: `${words}and more` }));
  });

  test.each([
    ['no message', null],
    ['from right to left', '\u202eشيء'],
    ['emoji', '😀'],
    ['half an emoji', '\ud83d'],
    ['script', '<script>alert(1)</script>'],
    ['five megabytes', "'a0:".repeat(1_250_000)],
  ])('%s has a key', (_, message) => {
    expect(keyOf(null, { message })).toMatch(/^[0-9a-f]{16}$/);
  });
});
