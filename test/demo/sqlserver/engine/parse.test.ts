import { describe, expect, test } from 'vitest';
import { parseBatch, parseDefinitions, parseType } from '#demo/sqlserver/engine/parse-batch.ts';
import { shapeOfCondition, shapeOfValue, shapesOf } from './shape.ts';

describe('a value is read as', () => {
  test.each([
    ['a + b * c - d', '((a + (b * c)) - d)'],
    ['(a + b) * c', '((a + b) * c)'],
    ['a % 2 ^ 1', '((a % 2:int) ^ 1:int)'],
    ['- -5', '5:int'],
    ['-a', 'unary{operator=- operand=a}'],
    ['~a & 3', '(unary{operator=~ operand=a} & 3:int)'],
    ["N'it''s'", "'it's':nvarchar(4)"],
    ["''", "'':varchar(1)"],
    ['12.50', '1250n:numeric(4,2)'],
    ['.5', '5n:numeric(1,1)'],
    ['1e3', '1000:float'],
    ['$1.5', '15000n:money'],
    ['0x0AFF', '0x0aff:varbinary(2)'],
    ['0xF', '0x0f:varbinary(1)'],
    ['2147483647', '2147483647:int'],
    ['2147483648', '2147483648n:numeric(10,0)'],
    ['NULL', 'null:null'],
    ['@@ROWCOUNT', '@@ROWCOUNT'],
    ['[a b].[c]]d]', 'a b.c]d'],
    ['größe#$@', 'größe#$@'],
    ['/* x */ a\u00a0-- y', 'a'],
    ['"a b".c', 'a b.c'],
    ['COUNT(*)', 'call{path=[COUNT] star=true}'],
    ['COUNT(DISTINCT a)', 'call{path=[COUNT] args=[a] distinct=true}'],
    ['msdb.dbo.agent_datetime(a, b)', 'call{path=[msdb dbo agent_datetime] args=[a b]}'],
    ['DATEADD(HOUR, -@h, b)', 'call{path=[DATEADD] args=[unary{operator=- operand=@h} b] datePart=hour}'],
    ['CURRENT_TIMESTAMP', 'call{path=[getdate]}'],
    ['LEFT(a, 3)', 'call{path=[LEFT] args=[a 3:int]}'],
    ['IIF(a = 1, 2, 3)', 'call{path=[IIF] args=[(a = 1:int) 2:int 3:int]}'],
    ['CASE a WHEN 1 THEN 2 ELSE 3 END', 'case{operand=a branches=[{when=1:int result=2:int}] otherwise=3:int}'],
    ['CASE WHEN a = 1 THEN 2 END', 'case{branches=[{when=(a = 1:int) result=2:int}]}'],
    ['CAST(a AS decimal(18,3))', 'cast{operand=a decimal(18,3)}'],
    ['CAST(a AS varchar)', 'cast{operand=a varchar(30)}'],
    ['TRY_CONVERT(nvarchar(max), a, 120)', 'cast{operand=a nvarchar(-1) style=120:int orNull=true}'],
    ["t.r.value('.', 'int')", "method{target=t.r name=value args=['.':varchar(1) 'int':varchar(3)]}"],
    ["@x.query('a').exist('b')", "method{target=method{target=@x name=query args=['a':varchar(1)]} name=exist args=['b':varchar(1)]}"],
    ['a COLLATE Latin1_General_BIN', 'collate{operand=a collation=Latin1_General_BIN}'],
    ["a AT TIME ZONE 'UTC'", "atTimeZone{operand=a zone='UTC':varchar(3)}"],
    ['(SELECT 1)', 'subquery{query={body=select{items=[expression{expression=1:int}]}}}'],
    ['STRING_AGG(a, b) WITHIN GROUP (ORDER BY c DESC)', 'call{path=[STRING_AGG] args=[a b] withinGroup=[{expression=c descending=true}]}'],
    ['SUM(a) OVER (PARTITION BY b)', 'call{path=[SUM] args=[a] over={partition=[b]}}'],
    [
      'SUM(a) OVER (ORDER BY c ROWS BETWEEN 2 PRECEDING AND UNBOUNDED FOLLOWING)',
      'call{path=[SUM] args=[a] over={order=[{expression=c}] frame={unit=rows from=preceding{count=2} to=unboundedFollowing}}}',
    ],
    [
      'SUM(a) OVER (ORDER BY c ROWS UNBOUNDED PRECEDING)',
      'call{path=[SUM] args=[a] over={order=[{expression=c}] frame={unit=rows from=unboundedPreceding to=currentRow}}}',
    ],
  ])('%s', (sql, shape) => {
    expect(shapeOfValue(sql)).toBe(shape);
  });
});

describe('a condition is read as', () => {
  test.each([
    ['a = 1 OR b = 2 AND c = 3', '((a = 1:int) OR ((b = 2:int) AND (c = 3:int)))'],
    ['NOT a = 1 AND b = 2', '(unary{operator=NOT operand=(a = 1:int)} AND (b = 2:int))'],
    ['a != 1', '(a <> 1:int)'],
    ['a !< 1', '(a >= 1:int)'],
    ['(a = 1 OR b = 2) AND (c) > (d + 1)', '(((a = 1:int) OR (b = 2:int)) AND (c > (d + 1:int)))'],
    ['((a + 1) * 2 = 3)', '(((a + 1:int) * 2:int) = 3:int)'],
    ['a IN (1, 2)', 'inList{operand=a list=[1:int 2:int]}'],
    ['a NOT IN (SELECT 1)', 'inQuery{operand=a query={body=select{items=[expression{expression=1:int}]}} negated=true}'],
    ["a LIKE 'x%' ESCAPE '!'", "like{operand=a pattern='x%':varchar(2) escape='!':varchar(1)}"],
    ['a NOT BETWEEN 1 AND 2 AND b = 1', '(between{operand=a low=1:int high=2:int negated=true} AND (b = 1:int))'],
    ['a IS NOT NULL', 'isNull{operand=a negated=true}'],
    ['EXISTS (SELECT 1)', 'exists{query={body=select{items=[expression{expression=1:int}]}}}'],
  ])('%s', (sql, shape) => {
    expect(shapeOfCondition(sql)).toBe(shape);
  });
});

const ONE = 'select{items=[expression{expression=1:int}]}';
const from = (source: string): string => `query{query={body=select{items=[expression{expression=1:int}] from=${source}}}}`;

describe('sources are read as', () => {
  test.each([
    ['msdb..sysjobs', 'table{path=[msdb  sysjobs]}'],
    ['t AS x WITH (NOLOCK, INDEX(1))', 'table{path=[t] alias=x hints=[NOLOCK INDEX(1)]}'],
    ['t (NOLOCK)', 'table{path=[t] hints=[NOLOCK]}'],
    ['@t x', 'tableVariable{name=@t alias=x}'],
    ['sys.f(NULL, DEFAULT) AS y (c1)', 'function{path=[sys f] args=[null:null default] alias=y columns=[c1]}'],
    ['(VALUES (1, 2), (3, 4)) v (a, b)', 'values{rows=[[1:int 2:int] [3:int 4:int]] alias=v columns=[a b]}'],
    ["x.doc.nodes('/a') AS n(c)", "nodes{target=x.doc xpath='/a':varchar(2) alias=n columns=[c]}"],
    ["@x.nodes('a') n(c)", "nodes{target=@x xpath='a':varchar(1) alias=n columns=[c]}"],
    ['(SELECT 1) d (a)', `derived{query={body=${ONE}} alias=d columns=[a]}`],
    ['a, b', 'join{type=cross left=table{path=[a]} right=table{path=[b]}}'],
    ['a CROSS JOIN b', 'join{type=cross left=table{path=[a]} right=table{path=[b]}}'],
    ['a RIGHT OUTER JOIN b ON a.x = b.x', 'join{type=right left=table{path=[a]} right=table{path=[b]} on=(a.x = b.x)}'],
    [
      'a LEFT JOIN b JOIN c ON b.x = c.x ON a.x = b.x',
      'join{type=left left=table{path=[a]} right=join{type=inner left=table{path=[b]} right=table{path=[c]} on=(b.x = c.x)} on=(a.x = b.x)}',
    ],
    ['(a INNER HASH JOIN b ON a.x = b.x)', 'join{type=inner left=table{path=[a]} right=table{path=[b]} on=(a.x = b.x)}'],
    ['a CROSS APPLY f(a.x) b', 'apply{left=table{path=[a]} right=function{path=[f] args=[a.x] alias=b}}'],
    ['a OUTER APPLY (SELECT 1) b', `apply{outer=true left=table{path=[a]} right=derived{query={body=${ONE}} alias=b}}`],
    [
      '((SELECT 1) x JOIN b ON x.a = b.a)',
      `join{type=inner left=derived{query={body=${ONE}} alias=x} right=table{path=[b]} on=(x.a = b.a)}`,
    ],
  ])('FROM %s', (sql, shape) => {
    expect(shapesOf(`SELECT 1 FROM ${sql}`)).toEqual([from(shape)]);
  });

  test('a derived table may be a union of queries in parentheses', () => {
    const query = `{body=setOperation{operator=UNION ALL left=parenthesised{query={body=${ONE}}} right=parenthesised{query={body=${ONE}}}}}`;
    expect(shapesOf('SELECT 1 FROM ((SELECT 1) UNION ALL (SELECT 1)) x')).toEqual([from(`derived{query=${query} alias=x}`)]);
  });
});

describe('what sp_executesql and a catalogue write is read', () => {
  test('definitions of parameters', () => {
    const declared = parseDefinitions('@a int, @b nvarchar(20) OUTPUT').map((one) => (one.kind === 'scalar' ? [one.name, one.type] : one));
    expect(declared).toEqual([
      ['@a', { name: 'int' }],
      ['@b', { name: 'nvarchar', length: 20 }],
    ]);
    expect(parseDefinitions('')).toEqual([]);
  });

  test.each([
    ['nvarchar(128)', { name: 'nvarchar', length: 128 }],
    ['sysname', { name: 'nvarchar', length: 128 }],
    ['varbinary(max)', { name: 'varbinary', length: -1 }],
    ['char', { name: 'char', length: 1 }],
    ['numeric(25,0)', { name: 'numeric', precision: 25, scale: 0 }],
    ['decimal', { name: 'decimal', precision: 18, scale: 0 }],
    ['datetime2', { name: 'datetime2', scale: 7 }],
    ['float(24)', { name: 'real' }],
    ['[sys].[bigint]', { name: 'bigint' }],
    ['uniqueidentifier', { name: 'uniqueidentifier' }],
  ])('the type %s', (text, type) => {
    expect(parseType(text)).toEqual(type);
  });
});

describe('lines', () => {
  test('every statement and expression carries the line it begins on', () => {
    const [first, second] = parseBatch('/* a\n comment */ SELECT\n a,\n b\nPRINT\n @x');
    expect(first).toMatchObject({ line: 2, query: { body: { items: [{ line: 3 }, { expression: { line: 4 } }] } } });
    expect(second).toMatchObject({ line: 5, message: { line: 6 } });
  });
});
