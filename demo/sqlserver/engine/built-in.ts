import type { SqlType, Value } from '../tds/types.ts';
import type { Context } from './catalog.ts';
import { convert } from './convert.ts';
import type { SessionState } from './plan.ts';
import { toText } from './to-text.ts';
import { INT, isText, isUnicode, lengthOf, numberOf, stringOf } from './types.ts';

/** A call of a built-in function for one row: its arguments with their types, the type of its result, and who asks. */
export type Given = {
  values: readonly Value[];
  types: readonly SqlType[];
  type: SqlType;
  datePart: string;
  line: number;
  context: Context;
  state: SessionState;
};

/** A built-in function. Without `takesNull` it is NULL where one of its arguments is, and not evaluated. */
export type BuiltIn = {
  least: number;
  most: number;
  takesNull?: boolean;
  type(types: readonly SqlType[]): SqlType;
  evaluate(given: Given): Value;
};
export type BuiltIns = Readonly<Record<string, BuiltIn>>;

/** A function of a fixed count of arguments and a fixed type. */
export const built = (count: number, type: SqlType, evaluate: BuiltIn['evaluate']): BuiltIn => ({
  ...{ least: count, most: count, type: () => type, evaluate },
});

export const valueAt = ({ values }: Given, at: number): Value => values[at] ?? null;
export const typeAt = ({ types }: Pick<Given, 'types'>, at: number): SqlType => types[at] ?? { name: 'null' };

/** An argument as text. */
export function textAt(given: Given, at: number): string {
  const [value, type] = [valueAt(given, at), typeAt(given, at)];
  return isText(type) ? stringOf(value) : toText(value, type);
}

/** An argument as int. */
export function intAt(given: Given, at: number): number {
  return numberOf(convert(valueAt(given, at), { from: typeAt(given, at), to: INT }));
}

/** An argument in another type. */
export const argumentAs = (given: Given, at: number, to: SqlType): Value => convert(valueAt(given, at), { from: typeAt(given, at), to });

/** The type of a text made of the first argument. */
export function textType(types: readonly SqlType[]): SqlType {
  const first = types[0] ?? INT;
  if (!isText(first)) return { name: 'varchar', length: 8000 };
  return { name: isUnicode(first) ? 'nvarchar' : 'varchar', length: lengthOf(first) };
}

/** The same where the text may grow. */
export function grownType(types: readonly SqlType[]): SqlType {
  const type = textType(types);
  return { name: type.name, length: type.length === -1 ? -1 : type.name === 'nvarchar' ? 4000 : 8000 };
}
