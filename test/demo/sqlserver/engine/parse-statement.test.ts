import { expect, test } from 'vitest';
import { shapesOf } from './shape.ts';

const ONE = 'select{items=[expression{expression=1:int}]}';
const SELECT_1 = `query{query={body=${ONE}}}`;

test.each([
  [
    'SELECT DISTINCT TOP (5) PERCENT a, t.*, b AS [B b], c d, e = f INTO #x FROM t WHERE a = 1 GROUP BY a HAVING COUNT(*) > 1 ORDER BY a DESC, b',
    'query{query={body=select{items=[expression{expression=a} star{qualifier=[t]} expression{expression=b name=B b} expression{expression=c name=d} ' +
      'expression{expression=f name=e}] distinct=true top={count=5:int percent=true} into=[#x] from=table{path=[t]} where=(a = 1:int) groupBy=[a] ' +
      'having=(call{path=[COUNT] star=true} > 1:int)} orderBy=[{expression=a descending=true} {expression=b}]}}',
  ],
  [
    'SELECT * FROM t ORDER BY a OFFSET 5 ROWS FETCH NEXT @n ROWS ONLY OPTION (RECOMPILE, OPTIMIZE FOR (@n = 1), MAXDOP 1)',
    'query{query={body=select{items=[star] from=table{path=[t]}} orderBy=[{expression=a}] offset=5:int fetch=@n ' +
      'options=[RECOMPILE OPTIMIZE FOR (@n = 1) MAXDOP 1]}}',
  ],
  ['SELECT TOP 5 1', 'query{query={body=select{items=[expression{expression=1:int}] top={count=5:int}}}}'],
  ['SELECT @a = 1, @b += 2', 'query{query={body=select{items=[assign{variable=@a value=1:int} assign{variable=@b value=(@b + 2:int)}]}}}'],
  [
    'SELECT 1 UNION ALL SELECT 1 EXCEPT SELECT 1 INTERSECT SELECT 1 ORDER BY 1',
    `query{query={body=setOperation{operator=EXCEPT left=setOperation{operator=UNION ALL left=${ONE} right=${ONE}} ` +
      `right=setOperation{operator=INTERSECT left=${ONE} right=${ONE}}} orderBy=[{expression=1:int}]}}`,
  ],
  [
    'WITH a AS (SELECT 1 UNION ALL SELECT n FROM a), b (c) AS (SELECT 1) SELECT 1',
    `query{query={with=[{name=a query={body=setOperation{operator=UNION ALL left=${ONE} right=select{items=[expression{expression=n}] ` +
      `from=table{path=[a]}}}}} {name=b columns=[c] query={body=${ONE}}}] body=${ONE}}}`,
  ],
  [
    'INSERT INTO t (a, b) OUTPUT inserted.id VALUES (1, DEFAULT), (2, 3)',
    'insert{target=table{path=[t]} columns=[a b] output={items=[expression{expression=inserted.id}]} source=values{rows=[[1:int default] [2:int 3:int]]}}',
  ],
  [
    'INSERT TOP (1) INTO @t OUTPUT deleted.* INTO @o (n) SELECT 1',
    `insert{top={count=1:int} target=tableVariable{name=@t} output={items=[star{qualifier=[deleted]}] into={target=tableVariable{name=@o} columns=[n]}} ` +
      `source=query{query={body=${ONE}}}}`,
  ],
  ['INSERT t (snapshot) SELECT 1', `insert{target=table{path=[t]} columns=[snapshot] source=query{query={body=${ONE}}}}`],
  ['INSERT t WITH (TABLOCK) DEFAULT VALUES', 'insert{target=table{path=[t] hints=[TABLOCK]} source=defaults}'],
  ['INSERT t DEFAULT VALUES', 'insert{target=table{path=[t]} source=defaults}'],
  [
    "INSERT INTO #t EXEC sp_who 'a', @x = 1",
    "insert{target=table{path=[#t]} source=execute{statement=execute{path=[sp_who] args=[{value='a':varchar(1)} {name=@x value=1:int}]}}}",
  ],
  [
    'UPDATE TOP (1) x SET a = DEFAULT, @v = b = 2, @w += c OUTPUT inserted.a FROM t x WHERE a = 2 OPTION (MAXDOP 1)',
    'update{top={count=1:int} target=table{path=[x]} set=[{column=a operator== value=default} {column=b variable=@v operator== value=2:int} ' +
      '{variable=@w operator=+= value=c}] output={items=[expression{expression=inserted.a}]} from=table{path=[t] alias=x} where=(a = 2:int) ' +
      'options=[MAXDOP 1]}',
  ],
  ['DELETE TOP (2) t FROM t AS x', 'delete{top={count=2:int} target=table{path=[t]} from=table{path=[t] alias=x}}'],
  ['WITH c AS (SELECT 1) DELETE FROM c', `delete{with=[{name=c query={body=${ONE}}}] target=table{path=[c]}}`],
  [
    "DECLARE @a int = 1, @t TABLE (id int IDENTITY(5,-1) PRIMARY KEY, b varchar(5) DEFAULT 'x' NOT NULL, UNIQUE (b, id), INDEX ix CLUSTERED (b DESC))",
    "declare{variables=[scalar{name=@a int initial=1:int} table{name=@t table={columns=[{name=id int identity={seed=5 increment=-1}} {name=b varchar(5) defaultValue='x':varchar(1)}] " +
      'keys=[primary{columns=[id]} unique{columns=[b id]} index{name=ix columns=[b]}]}}]}',
  ],
  [
    'CREATE TABLE #t (a int, b bit NULL, CONSTRAINT pk PRIMARY KEY CLUSTERED (A ASC))',
    'createTable{path=[#t] table={columns=[{name=a int} {name=b bit nullable=true}] keys=[primary{name=pk columns=[A]}]}}',
  ],
  ['DROP TABLE IF EXISTS #a, #b', 'dropTable{paths=[[#a] [#b]] ifExists=true}'],
  ['TRUNCATE TABLE dbo.t', 'truncateTable{path=[dbo t]}'],
  ['SET @a += 1', 'setVariable{name=@a operator=+= value=1:int}'],
  ['SET NOCOUNT, XACT_ABORT ON', 'setOption{names=[nocount xact_abort] value=on}'],
  ['SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED', 'setOption{names=[transaction isolation level] value=read uncommitted}'],
  ['SET LOCK_TIMEOUT -1', 'setOption{names=[lock_timeout] value=-1}'],
  ['SET DEADLOCK_PRIORITY LOW', 'setOption{names=[deadlock_priority] value=low}'],
  ["SET LANGUAGE N'us_english'", 'setOption{names=[language] value=us_english}'],
  ['SET STATISTICS IO, TIME OFF', 'setOption{names=[statistics io statistics time] value=off}'],
  ['SET IDENTITY_INSERT dbo.t ON', 'setIdentityInsert{path=[dbo t] on=true}'],
  [
    'IF @a = 1 SELECT 1; ELSE IF @b = 2 SELECT 1 ELSE BEGIN SELECT 1; SELECT 1 END',
    `if{condition=(@a = 1:int) body=${SELECT_1} otherwise=if{condition=(@b = 2:int) body=${SELECT_1} otherwise=block{body=[${SELECT_1} ${SELECT_1}]}}}`,
  ],
  [
    'WHILE @i < 3 BEGIN IF @i = 2 BREAK; CONTINUE END',
    'while{condition=(@i < 3:int) body=block{body=[if{condition=(@i = 2:int) body=break} continue]}}',
  ],
  ['BEGIN TRY SELECT 1 END TRY BEGIN CATCH THROW; END CATCH', `try{body=[${SELECT_1}] handler=[throw]}`],
  ['BEGIN TRY SELECT 1; END TRY BEGIN CATCH END CATCH', `try{body=[${SELECT_1}]}`],
  ['BEGIN TRAN', 'transaction{action=begin}'],
  ['COMMIT TRANSACTION x', 'transaction{action=commit name=x}'],
  ['ROLLBACK', 'transaction{action=rollback}'],
  ['SAVE TRAN s', 'transaction{action=save name=s}'],
  ["PRINT 'a' + @b", "print{message=('a':varchar(1) + @b)}"],
  [
    "RAISERROR ('x', 16, -1, @x) WITH NOWAIT, LOG",
    "raiserror{message='x':varchar(1) severity=16:int state=-1:int args=[@x] options=[NOWAIT LOG]}",
  ],
  ["THROW 50001, 'x', 1", "throw{error={number=50001:int message='x':varchar(1) state=1:int}}"],
  ["WAITFOR DELAY '00:00:01'", "waitFor{what=delay moment='00:00:01':varchar(8)}"],
  ['WAITFOR TIME @t', 'waitFor{what=time moment=@t}'],
  ['USE [master]', 'use{database=master}'],
  ['RETURN', 'return'],
  [
    "EXEC @r = master.dbo.p @a = -1, @b = @c OUTPUT, @d = N'x', @e = DEFAULT",
    "execute{path=[master dbo p] args=[{name=@a value=-1:int} {name=@b value=@c output=true} {name=@d value='x':nvarchar(1)} {name=@e value=default}] returnInto=@r}",
  ],
  ['EXEC sp_who active', "execute{path=[sp_who] args=[{value='active':nvarchar(6)}]}"],
  ['EXECUTE (@sql)', 'executeText{text=@sql}'],
  ["sp_who2 'active'", "execute{path=[sp_who2] args=[{value='active':varchar(6)}]}"],
  ['KILL 53 WITH STATUSONLY', 'kill{sessionId=53 statusOnly=true}'],
  ['DBCC SQLPERF(LOGSPACE)', "dbcc{name=SQLPERF args=['LOGSPACE':nvarchar(8)]}"],
  ['dbcc tracestatus (-1) WITH no_infomsgs', 'dbcc{name=TRACESTATUS args=[-1:int] options=[NO_INFOMSGS]}'],
])('%s', (sql, shape) => {
  expect(shapesOf(sql)).toEqual([shape]);
});

test('GO is a word of the client, not of the server: it is taken for an alias', () => {
  expect(shapesOf('SELECT 1\nGO')).toEqual(['query{query={body=select{items=[expression{expression=1:int name=GO}]}}}']);
});

test('statements need no semicolon between them, and may have several', () => {
  expect(shapesOf('set dateformat mdy\nset ansi_nulls on;; EXEC sp_a EXEC sp_b')).toEqual([
    'setOption{names=[dateformat] value=mdy}',
    'setOption{names=[ansi_nulls] value=on}',
    'execute{path=[sp_a]}',
    'execute{path=[sp_b]}',
  ]);
});

test.each(['', ' ;; ', '-- nothing', '/* a /* b */ c */'])('a batch of nothing has no statements: %j', (sql) => {
  expect(shapesOf(sql)).toEqual([]);
});
