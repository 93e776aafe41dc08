import { describe, expect, test } from 'vitest';
import { readFrameLine, readOffsetLine } from '#lib/systems/exceptions/frame-line.ts';

describe('a frame is told by its class and its method', () => {
  test.each([
    ['a method', 'Shop.Cart.Add(Int32 id)', 'Shop.Cart', 'Add'],
    ['no arguments', 'Shop.Cart.Add()', 'Shop.Cart', 'Add'],
    ['a generic class', 'Shop.Store`1.Find(T one)', 'Shop.Store', 'Find'],
    ['a generic class with its arguments', 'Shop.Store`1[System.String].Find(String one)', 'Shop.Store', 'Find'],
    ['a generic method', 'Shop.Store.Find[TKey,TValue](TKey key, List`1 more)', 'Shop.Store', 'Find'],
    ['generics within generics', 'Shop.Store.Find[Dictionary`2[System.String,List`1[System.Int32]]](T x)', 'Shop.Store', 'Find'],
    ['a nested class as ToString writes it', 'Shop.Cart.Line.Total()', 'Shop.Cart.Line', 'Total'],
    ['a nested class as reflection writes it', 'Shop.Cart+Line.Total()', 'Shop.Cart.Line', 'Total'],
    ['an async method', 'Shop.Cart.<AddAsync>d__12.MoveNext()', 'Shop.Cart', 'AddAsync'],
    ['an async method of a generic class', 'Shop.Store`1.<FindAsync>d__3`1.MoveNext()', 'Shop.Store', 'FindAsync'],
    ['an async method as .NET 5 tells it', 'Shop.Cart.AddAsync(Int32 id)', 'Shop.Cart', 'AddAsync'],
    ['an iterator', 'Shop.Cart.<Lines>d__4.MoveNext()', 'Shop.Cart', 'Lines'],
    ['a lambda that holds nothing', 'Shop.Cart.<>c.<Add>b__5_0(Line line)', 'Shop.Cart', 'Add', true],
    ['a lambda that holds values', 'Shop.Cart.<>c__DisplayClass5_0.<Add>b__1(Line line)', 'Shop.Cart', 'Add', true],
    ['a lambda in a generic method', 'Shop.Cart.<>c__DisplayClass5_0`1.<Add>b__1(T line)', 'Shop.Cart', 'Add', true],
    ['an async lambda', 'Shop.Cart.<>c__DisplayClass5_0.<<Add>b__1>d.MoveNext()', 'Shop.Cart', 'Add', true],
    ['a local function', 'Shop.Cart.<Add>g__Check|3_0(Int32 id)', 'Shop.Cart', 'Add.Check'],
    ['an async local function', 'Shop.Cart.<<Add>g__CheckAsync|3_0>d.MoveNext()', 'Shop.Cart', 'Add.CheckAsync'],
    ['a local function in a closure', 'Shop.Cart.<>c__DisplayClass3_0.<Add>g__Check|1(Int32 id)', 'Shop.Cart', 'Add.Check'],
    ['statements at the top of a program', 'Program.<Main>$(String[] args)', 'Program', 'Main'],
    ['such statements that wait', 'Program.<<Main>$>d__0.MoveNext()', 'Program', 'Main'],
    ['a lambda in them', 'Program.<>c.<<Main>$>b__0_1(HttpContext context)', 'Program', 'Main', true],
    ['a constructor', 'Shop.Cart..ctor(Int32 id)', 'Shop.Cart', '.ctor'],
    ['a constructor of a class', 'Shop.Cart..cctor()', 'Shop.Cart', '.cctor'],
    ['an operator', 'Shop.Money.op_Addition(Money one, Money other)', 'Shop.Money', 'op_Addition'],
    ['a property', 'Shop.Cart.get_Total()', 'Shop.Cart', 'get_Total'],
    [
      'an interface met by name',
      'Shop.Cart.System.Collections.Generic.IEnumerable<Shop.Line>.GetEnumerator()',
      'Shop.Cart.System.Collections.Generic.IEnumerable',
      'GetEnumerator',
    ],
    ['a method made while it runs', 'lambda_method12(Closure , Object )', '', 'lambda_method12'],
    ['an anonymous class', '<>f__AnonymousType3`2.ToString()', '<>f__AnonymousType3', 'ToString'],
    ['a state machine of Visual Basic', 'Shop.Cart.VB$StateMachine_3_AddAsync.MoveNext()', 'Shop.Cart', 'AddAsync'],
    ['a lambda of Visual Basic', 'Shop.Cart._Closure$__1-0._Lambda$__2(Line line)', 'Shop.Cart', 'lambda', true],
    ['a closure of F#', 'Shop.CartModule.add@42-1.Invoke(Unit unit)', 'Shop.CartModule', 'add', true],
    ['letters of any language', 'Магазин.Корзина.Добавить(Int32 номер)', 'Магазин.Корзина', 'Добавить'],
    ['Invoke of a class of its own', 'Shop.Middleware.Invoke(HttpContext context)', 'Shop.Middleware', 'Invoke'],
    ['MoveNext of a class of its own', 'Shop.Reader.MoveNext()', 'Shop.Reader', 'MoveNext'],
  ])('%s', (_, ...[written, type, method, isLambda = false]) => {
    expect(readFrameLine(`   at ${written}`)).toMatchObject({ type, method, isLambda });
  });
});

describe('the file and the line are read in every language of .NET', () => {
  test.each([
    ['English', '   at Shop.Cart.Add(Int32 id) in C:\\src\\Cart.cs:line 42'],
    ['German', '   bei Shop.Cart.Add(Int32 id) in C:\\src\\Cart.cs:Zeile 42.'],
    ['French', '   à Shop.Cart.Add(Int32 id) dans C:\\src\\Cart.cs:ligne 42'],
    ['Spanish', '   en Shop.Cart.Add(Int32 id) en C:\\src\\Cart.cs:línea 42'],
    ['Italian', '   in Shop.Cart.Add(Int32 id) in C:\\src\\Cart.cs:riga 42'],
    ['Portuguese', '   em Shop.Cart.Add(Int32 id) na C:\\src\\Cart.cs:linha 42'],
    ['Russian', '   в Shop.Cart.Add(Int32 id) в C:\\src\\Cart.cs:строка 42'],
    ['Japanese', '   場所 Shop.Cart.Add(Int32 id) 場所 C:\\src\\Cart.cs:行 42'],
    ['Chinese, simplified', '   在 Shop.Cart.Add(Int32 id) 位置 C:\\src\\Cart.cs:行号 42'],
    ['Chinese, traditional', '   於 Shop.Cart.Add(Int32 id) 於 C:\\src\\Cart.cs: 行 42'],
    ['Korean', '   위치: Shop.Cart.Add(Int32 id) 파일 C:\\src\\Cart.cs:줄 42'],
    ['Polish', '   w Shop.Cart.Add(Int32 id) w C:\\src\\Cart.cs:wiersz 42'],
    ['Czech', '   v Shop.Cart.Add(Int32 id) v C:\\src\\Cart.cs:řádek 42'],
    ['Turkish', '   konum: Shop.Cart.Add(Int32 id) C:\\src\\Cart.cs: satır 42'],
    ['Hungarian', '   a következő helyen: Shop.Cart.Add(Int32 id) hely: C:\\src\\Cart.cs:sor 42'],
    ['tabs in front', '\tat Shop.Cart.Add(Int32 id) in C:\\src\\Cart.cs:line 42'],
    ['nothing in front', 'at Shop.Cart.Add(Int32 id) in C:\\src\\Cart.cs:line 42'],
  ])('%s', (_, line) => {
    const file = 'C:\\src\\Cart.cs';
    expect(readFrameLine(line)).toMatchObject({ type: 'Shop.Cart', method: 'Add', args: 'Int32 id', file, line: 42 });
  });

  test.each([
    ['Linux', 'in /src/Shop/Cart.cs:line 7', '/src/Shop/Cart.cs', 7],
    ['a build that hides its machine', 'in /_/src/Cart.cs:line 7', '/_/src/Cart.cs', 7],
    ['a share', 'in \\\\build\\src\\Cart.cs:line 7', '\\\\build\\src\\Cart.cs', 7],
    ['a path with spaces', 'in C:\\My Work\\Cart Two.cs:line 7', 'C:\\My Work\\Cart Two.cs', 7],
    ['a path with brackets', 'in C:\\a (b)\\Cart.cs:line 7', 'C:\\a (b)\\Cart.cs', 7],
    ['no file', '', null, null],
    ['an offset of a native build', '+ 0x3f', null, null],
    ['a token where there are no symbols', 'in Shop.dll:token 0x6000012+0x3f', 'Shop.dll', null],
    ['Mono', '[0x00012] in /src/Cart.cs:7', '/src/Cart.cs', 7],
    ['Mono without symbols', '[0x00012] in <a1b2c3>:0', null, null],
    ['a line of nothing', 'in C:\\src\\Cart.cs:line 0', 'C:\\src\\Cart.cs', null],
  ])('%s', (_, place, file, line) => {
    expect(readFrameLine(`   at Shop.Cart.Add(Int32 id) ${place}`)).toMatchObject({ method: 'Add', file, line });
  });

  test('Mono writes a space before the brackets', () => {
    expect(readFrameLine('  at Shop.Cart.Add (System.Int32 id) [0x00012] in /src/Cart.cs:7')).toMatchObject({
      type: 'Shop.Cart',
      method: 'Add',
      line: 7,
    });
  });
});

describe('frames as Ben.Demystifier writes them are those that .NET writes', () => {
  test.each([
    ['what is given back', 'async Task<IActionResult> Shop.Cart.Add(int? id)', 'Shop.Cart.<Add>d__3.MoveNext()'],
    ['generics with room in them', 'Task<Dictionary<string, int>> Shop.Store<TKey, TValue>.Find<T>(T one)', 'Shop.Store`2.Find[T](T one)'],
    ['nothing that is given back', 'void Shop.Cart.Add(int id)', 'Shop.Cart.Add(Int32 id)'],
    ['a constructor', 'new Shop.Cart(int id)', 'Shop.Cart..ctor(Int32 id)'],
    ['a lambda', 'void Shop.Cart.Add(int id)+(Line line) => { }', 'Shop.Cart.<>c.<Add>b__0_0(Line line)'],
    ['a local function', 'bool Shop.Cart.Add(int id)+Check(string name)', 'Shop.Cart.<Add>g__Check|3_0(String name)'],
  ])('%s', (_, written, other) => {
    const read = readFrameLine(`   at ${written} in C:/src/Cart.cs:line 42`);
    const { type, method, isLambda } = readFrameLine(`   at ${other}`) ?? {};
    expect(read).toMatchObject({ type, method, isLambda, file: 'C:/src/Cart.cs', line: 42 });
  });
});

describe('what is no frame of .NET', () => {
  test.each([
    ['JavaScript', '    at add (/app/cart.js:10:5)'],
    ['JavaScript without a name', '    at /app/cart.js:10:5'],
    ['JavaScript, a method', '    at Object.<anonymous> (/app/cart.js:1:1)'],
    ['Python', '  File "/app/cart.py", line 3, in add(x)'],
    ['SQL in a message', '   SELECT dbo.Total(1)'],
    ['a sentence', 'Look at it (again)'],
    ['a sentence with a word of another language', 'in Shop.Cart.Add(Int32 id)'],
    ['brackets that do not end', '   at Shop.Cart.Add(Int32'],
    ['nothing before the brackets', '   (x)'],
    ['no letter', '   at 1.2(3)'],
    ['nothing', ''],
    ['a line as long as a book', `   at Shop.Cart.Add(${'x'.repeat(5_000)})`],
  ])('%s', (_, line) => {
    expect(readFrameLine(line)).toBeNull();
  });
});

describe('the trace that Exceptional adds', () => {
  test.each<[string, string, string, string | null, number | null]>([
    ['with a file', 'Add at offset 87 in file:line:column C:\\src\\Cart.cs:42:13', 'Add', 'C:\\src\\Cart.cs', 42],
    ['of Linux', 'Add at offset 87 in file:line:column /src/Cart.cs:42:13', 'Add', '/src/Cart.cs', 42],
    ['without one', 'Add at offset 87 in file:line:column <filename unknown>:0:0', 'Add', null, null],
    ['generic', 'Find<T> at offset 1 in file:line:column <filename unknown>:0:0', 'Find', null, null],
  ])('%s', (_, ...[text, method, file, line]) => {
    expect(readOffsetLine(text)).toMatchObject({ type: '', method, file, line });
  });

  test('another line is none of it', () => {
    expect(readOffsetLine('   at Shop.Cart.Add(Int32 id)')).toBeNull();
  });
});
