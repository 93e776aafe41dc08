import type { SqlType } from '../tds/types.ts';

/**
 * What the parser makes of a batch. Every node carries the line of the batch it stands on (from 1), because errors name it.
 * Names are kept as they were written, without their quotes; whoever looks them up compares without regard to case.
 * A path is the parts of a name from the outermost: `msdb..sysjobs` is ['msdb', '', 'sysjobs'].
 */
type At = { line: number };

/** What a literal holds: int, float → number; numeric, money and what is larger than int → bigint scaled by its type (money: 1/10000). */
export type LiteralValue = number | bigint | string | Uint8Array | null;
export type Literal = At & { kind: 'literal'; value: LiteralValue; type: SqlType };

export type Comparison = '=' | '<>' | '<' | '>' | '<=' | '>=';
export type Arithmetic = '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^';
export type BinaryOperator = 'AND' | 'OR' | Comparison | Arithmetic;
export type Binary = At & { kind: 'binary'; operator: BinaryOperator; left: Expression; right: Expression };

/**
 * A function with its arguments. `datePart` is the bare word that DATEADD and its like take first (lower case, not among `args`);
 * `star` is COUNT(*). CURRENT_TIMESTAMP is getdate, SYSTEM_USER suser_sname, USER and its like user_name.
 */
export type Call = At & {
  kind: 'call';
  path: string[];
  args: Expression[];
  datePart: string | null;
  distinct: boolean;
  star: boolean;
  over: Over | null;
  withinGroup: OrderItem[] | null;
};

/** `operand` is there in CASE x WHEN 1, where each `when` is a value; without it each `when` is a condition. */
export type Case = At & {
  kind: 'case';
  operand: Expression | null;
  branches: { when: Expression; result: Expression }[];
  otherwise: Expression | null;
};

export type Expression =
  | Literal
  | Binary
  | Call
  | Case
  | (At & { kind: 'column'; path: string[] })
  | (At & { kind: 'variable'; name: string })
  | (At & { kind: 'default' })
  | (At & { kind: 'unary'; operator: 'NOT' | '-' | '~'; operand: Expression })
  | (At & { kind: 'cast'; operand: Expression; type: SqlType; style: Expression | null; orNull: boolean })
  | (At & { kind: 'inList'; operand: Expression; list: Expression[]; negated: boolean })
  | (At & { kind: 'inQuery'; operand: Expression; query: Query; negated: boolean })
  | (At & { kind: 'like'; operand: Expression; pattern: Expression; escape: Expression | null; negated: boolean })
  | (At & { kind: 'between'; operand: Expression; low: Expression; high: Expression; negated: boolean })
  | (At & { kind: 'isNull'; operand: Expression; negated: boolean })
  | (At & { kind: 'exists'; query: Query })
  | (At & { kind: 'subquery'; query: Query })
  | (At & { kind: 'method'; target: Expression; name: 'value' | 'query' | 'exist'; args: Expression[] })
  | (At & { kind: 'collate'; operand: Expression; collation: string })
  | (At & { kind: 'atTimeZone'; operand: Expression; zone: Expression });

export type OrderItem = { expression: Expression; descending: boolean };
export type Over = { partition: Expression[]; order: OrderItem[]; frame: Frame | null };
/** A frame without BETWEEN ends at the current row. */
export type Frame = { unit: 'rows' | 'range'; from: Bound; to: Bound };
export type Bound =
  | { kind: 'unboundedPreceding' | 'unboundedFollowing' | 'currentRow' }
  | { kind: 'preceding' | 'following'; count: number };

/** Hints are kept as they were written ('NOLOCK', 'INDEX(1)'). */
export type TableSource = At & { kind: 'table'; path: string[]; alias: string | null; hints: string[] };
export type Join = At & {
  kind: 'join';
  type: 'inner' | 'left' | 'right' | 'full' | 'cross';
  left: Source;
  right: Source;
  on: Expression | null;
};

/** What stands in FROM. A comma is a cross join. `on` is null for a cross join only. */
export type Source =
  | TableSource
  | Join
  | (At & { kind: 'tableVariable'; name: string; alias: string | null })
  | (At & { kind: 'function'; path: string[]; args: Expression[]; alias: string | null; columns: string[] | null })
  | (At & { kind: 'derived'; query: Query; alias: string; columns: string[] | null })
  | (At & { kind: 'values'; rows: Expression[][]; alias: string; columns: string[] })
  | (At & { kind: 'nodes'; target: Expression; xpath: Expression; alias: string; columns: string[] })
  | (At & { kind: 'apply'; outer: boolean; left: Source; right: Source });

/** One entry of a select list; `@x += 1` arrives as an assignment of the sum. */
export type SelectItem =
  | (At & { kind: 'expression'; expression: Expression; name: string | null })
  | (At & { kind: 'star'; qualifier: string[] | null })
  | (At & { kind: 'assign'; variable: string; value: Expression });

export type Top = { count: Expression; percent: boolean; ties: boolean };

export type Select = At & {
  kind: 'select';
  items: SelectItem[];
  distinct: boolean;
  top: Top | null;
  into: string[] | null;
  from: Source | null;
  where: Expression | null;
  groupBy: Expression[];
  having: Expression | null;
};

export type SetOperation = At & {
  kind: 'setOperation';
  operator: 'UNION' | 'UNION ALL' | 'EXCEPT' | 'INTERSECT';
  left: QueryBody;
  right: QueryBody;
};
export type QueryBody = Select | SetOperation | (At & { kind: 'parenthesised'; query: Query });
export type CommonTable = At & { name: string; columns: string[] | null; query: Query };

/** A whole query. Whether a common table is recursive is seen from its own query naming it. `options` are OPTION (…) as written. */
export type Query = At & {
  with: CommonTable[];
  body: QueryBody;
  orderBy: OrderItem[];
  offset: Expression | null;
  fetch: Expression | null;
  options: string[];
};

/** What INSERT, UPDATE and DELETE change: a table, an alias of FROM, or a table variable. */
export type Target = At & ({ kind: 'table'; path: string[]; hints: string[] } | { kind: 'tableVariable'; name: string });
/** OUTPUT: its items may name `inserted` and `deleted`; without `into` they are answered as rows. */
export type Output = { items: SelectItem[]; into: { target: Target; columns: string[] | null } | null };

export type InsertSource =
  | { kind: 'values'; rows: Expression[][] }
  | { kind: 'query'; query: Query }
  | { kind: 'execute'; statement: Execute | ExecuteText }
  | { kind: 'defaults' };
export type Insert = At & {
  kind: 'insert';
  with: CommonTable[];
  top: Top | null;
  target: Target;
  columns: string[] | null;
  output: Output | null;
  source: InsertSource;
};

export type AssignmentOperator = '=' | '+=' | '-=' | '*=' | '/=' | '%=' | '&=' | '|=' | '^=';
/** One entry of UPDATE … SET. `SET @v = c = 1` has both; at least one is not null. */
export type Assignment = At & { column: string | null; variable: string | null; operator: AssignmentOperator; value: Expression };
type Change = At & {
  with: CommonTable[];
  top: Top | null;
  target: Target;
  output: Output | null;
  from: Source | null;
  where: Expression | null;
  options: string[];
};
export type Update = Change & { kind: 'update'; set: Assignment[] };
export type Delete = Change & { kind: 'delete' };

export type ColumnDefinition = At & {
  name: string;
  type: SqlType;
  nullable: boolean;
  identity: { seed: number; increment: number } | null;
  defaultValue: Expression | null;
};
/** The keys of a table, those written beside a column included. */
export type Key = { kind: 'primary' | 'unique' | 'index'; name: string | null; columns: string[] };
export type TableDefinition = { columns: ColumnDefinition[]; keys: Key[] };

export type Declaration = At &
  ({ kind: 'scalar'; name: string; type: SqlType; initial: Expression | null } | { kind: 'table'; name: string; table: TableDefinition });

/** A bare word given to a procedure (`EXEC sp_who active`) arrives as an nvarchar literal. `returnInto` is @r of `EXEC @r = p`. */
export type ExecuteArgument = At & { name: string | null; value: Expression; output: boolean };
export type Execute = At & { kind: 'execute'; path: string[]; args: ExecuteArgument[]; returnInto: string | null };
export type ExecuteText = At & { kind: 'executeText'; text: Expression };

export type Statement =
  | Insert
  | Update
  | Delete
  | Execute
  | ExecuteText
  | (At & { kind: 'query'; query: Query })
  | (At & { kind: 'declare'; variables: Declaration[] })
  | (At & { kind: 'setVariable'; name: string; operator: AssignmentOperator; value: Expression })
  /** Names in lower case ('transaction isolation level', 'ansi_nulls'), the value as written in lower case ('on', 'read uncommitted', '-10'). */
  | (At & { kind: 'setOption'; names: string[]; value: string })
  | (At & { kind: 'setIdentityInsert'; path: string[]; on: boolean })
  | (At & { kind: 'if'; condition: Expression; body: Statement; otherwise: Statement | null })
  | (At & { kind: 'while'; condition: Expression; body: Statement })
  | (At & { kind: 'block'; body: Statement[] })
  | (At & { kind: 'try'; body: Statement[]; handler: Statement[] })
  /** RETURN ends the batch; with a value it is refused, for a batch is no procedure. */
  | (At & { kind: 'break' | 'continue' | 'return' })
  | (At & { kind: 'print'; message: Expression })
  | (At & { kind: 'raiserror'; message: Expression; severity: Expression; state: Expression; args: Expression[]; options: string[] })
  | (At & { kind: 'throw'; error: { number: Expression; message: Expression; state: Expression } | null })
  | (At & { kind: 'waitFor'; what: 'delay' | 'time'; moment: Expression })
  | (At & { kind: 'use'; database: string })
  | (At & { kind: 'createTable'; path: string[]; table: TableDefinition })
  | (At & { kind: 'createIndex'; path: string[]; key: Key; isUnique: boolean; isFiltered: boolean })
  | (At & { kind: 'dropTable'; paths: string[][]; ifExists: boolean })
  | (At & { kind: 'truncateTable'; path: string[] })
  | (At & { kind: 'transaction'; action: 'begin' | 'commit' | 'rollback' | 'save'; name: string | null })
  | (At & { kind: 'kill'; sessionId: number; statusOnly: boolean })
  /** `name` in upper case; bare words among the arguments arrive as nvarchar literals; options (WITH NO_INFOMSGS) in upper case. */
  | (At & { kind: 'dbcc'; name: string; args: Expression[]; options: string[] });
