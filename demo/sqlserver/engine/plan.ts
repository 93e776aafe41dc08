import type { Column, SqlError, SqlType, Value } from '../tds/types.ts';
import type { CommonTable, Expression, OrderItem, Query, QueryBody, Select, SelectItem, Source } from './ast.ts';
import type { Context, Database, Table, TableFunction, TableRight, View } from './catalog.ts';
import type { RowLocks } from './row-locks.ts';
import type { XmlItem } from './xml.ts';

export type Row = readonly Value[];
/** A row within the row of the query around it. */
export type Frame = { row: Row; outer: Frame | null };
export const NO_FRAME: Frame = { row: [], outer: null };

/** An expression that is bound: its type, and its value for a row. `node` gives what nodes() found, where it is a column of that. */
export type Bound = { type: SqlType; evaluate(frame: Frame): Value; node?: (frame: Frame) => XmlItem | null; isNullable?: boolean };
/** Three-valued: null is unknown. */
export type Condition = (frame: Frame) => boolean | null;

/** `nodes` are the items that the values of a column of nodes() count. */
export type SourceColumn = {
  name: string;
  type: SqlType;
  isNullable?: boolean;
  isIdentity?: boolean;
  isHidden?: boolean;
  nodes?: readonly XmlItem[];
};
/** A table of FROM by the name it has there; its columns lie in a row from `offset` on. */
export type Named = { alias: string; path: readonly string[]; columns: readonly SourceColumn[]; offset: number };

/** Where a grouped or windowed expression is found instead of being calculated. */
export type Slot = { at: number; type: SqlType };

/** What names may mean at one place of a query. `slots` hold what was calculated before, by the key of its expression. */
export type Scope = {
  sources: readonly Named[];
  outer: Scope | null;
  commons: Commons | null;
  slots: Map<string, Slot> | null;
  isGrouped: boolean;
  /** Told when a name was found further out: the query depends on the row around it. */
  onOuter: () => void;
};

export type Commons = { name: string; bind(): Plan; outer: Commons | null };

export type Plan = { columns: Column[]; rows(outer: Frame | null): Row[]; dependsOnOuter(): boolean };
export type SourcePlan = { sources: Named[]; width: number; rows(outer: Frame | null): Row[] };
export type Sorting = { bound: Bound; descending: boolean };
export type Aggregate = { type: SqlType; calculate(frames: readonly Frame[]): Value };

/** A declared variable. `table` is there for a table variable only. */
export type Variable = { type: SqlType; value: Value; table: Table | null };

/** What the functions and global variables ask of the session. */
export type SessionState = {
  options: Map<string, string>;
  temporary: Map<string, Table>;
  database: Database;
  rowCount: number;
  errorNumber: number;
  identity: bigint | null;
  transactions: number;
  caught: SqlError | null;
  /** What takes back the changes of the open transaction, newest last; null when none is open. */
  undo: (() => void)[] | null;
  /** Where the open transaction holds rows. */
  locks: Set<RowLocks>;
};

export type Opened = { object: View | Table | TableFunction; context: Context };

/** A view that a statement reads, with its rows when they are there. */
export type Reading = { view: View; context: Context; rows: Row[] | null };

/**
 * What a statement is bound with. The parts of the binder call one another through it, so that their files need not know each other.
 * `reading` notes a view that the statement will read; its rows are asked for before the first row is made.
 */
export type Binder = {
  context(): Context;
  state: SessionState;
  variable(name: string, line: number): Variable;
  reading(view: View, context: Context): Reading;
  expression(expression: Expression, scope: Scope): Bound;
  condition(expression: Expression, scope: Scope): Condition;
  aggregate(expression: Expression, scope: Scope): Aggregate;
  query(query: Query, outer: Scope | null, commons: Commons | null): Plan;
  body(body: QueryBody, outer: Scope | null, commons: Commons | null): Plan;
  select(select: Select, order: readonly OrderItem[], place: { outer: Scope | null; commons: Commons | null }): Plan;
  items(items: readonly SelectItem[], scope: Scope): Items;
  source(source: Source, place: Place): SourcePlan;
  commons(tables: readonly CommonTable[], outer: Commons | null, options: readonly string[]): Commons | null;
  /** The object that a name means, for a right on it, SELECT where none is said. Throws 208, and, when the statement is run, 229, 300 and what its database refuses with. */
  open(path: readonly string[], line: number, right?: TableRight): Opened;
  /** Notes rows that the statement will read: before it does it waits until nobody else holds one of them. */
  settling(locks: RowLocks, rows: () => Iterable<Row>): void;
};
/** `target`: the table that the statement changes; its rows then carry their place in it in a hidden last column. `where`: what stands behind a FROM of this table alone. */
export type Place = { outer: Scope | null; commons: Commons | null; target: Table | null; where?: Expression | null };
export type Items = { columns: Column[]; bound: Bound[]; row(frame: Frame): Row };

/** A scope in which no column is known. */
export const emptyScope = (outer: Scope | null = null, commons: Commons | null = null): Scope => ({
  ...{ sources: [], outer, commons, slots: null, isGrouped: false, onOuter: () => {} },
});
