import { SqlError } from '../tds/types.ts';
import { argumentAs, type BuiltIns, intAt, typeAt, valueAt } from './built-in.ts';
import { compareValues } from './compare.ts';
import { convert } from './convert.ts';
import { commonOf, commonType } from './type-precedence.ts';
import { INT } from './types.ts';

/** ISNULL, COALESCE, NULLIF and CHOOSE. */
export const NULL_FUNCTIONS: BuiltIns = {
  isnull: {
    least: 2,
    most: 2,
    takesNull: true,
    type: ([first = INT, second = INT]) => (first.name === 'null' ? second : first),
    evaluate: (given) => argumentAs(given, valueAt(given, 0) === null ? 1 : 0, given.type),
  },
  coalesce: {
    least: 2,
    most: 999,
    takesNull: true,
    type: (types) => {
      const type = commonOf(types);
      if (type.name === 'null')
        throw new SqlError(4127, 'At least one of the arguments to COALESCE must be an expression that is not the NULL constant.');
      return type;
    },
    evaluate: (given) => {
      const at = given.values.findIndex((value) => value !== null);
      return at < 0 ? null : argumentAs(given, at, given.type);
    },
  },
  nullif: {
    least: 2,
    most: 2,
    takesNull: true,
    type: ([first = INT]) => {
      if (first.name !== 'null') return first;
      const why = 'because the type of the first argument has to be known.';
      throw new SqlError(4151, `The type of the first argument to NULLIF cannot be the NULL constant ${why}`);
    },
    evaluate: (given) => {
      const [a, b] = [valueAt(given, 0), valueAt(given, 1)];
      if (a === null || b === null) return a;
      const to = commonType(typeAt(given, 0), typeAt(given, 1));
      const isEqual = compareValues(convert(a, { from: typeAt(given, 0), to }), convert(b, { from: typeAt(given, 1), to }), to) === 0;
      return isEqual ? null : a;
    },
  },
  choose: {
    least: 2,
    most: 255,
    takesNull: true,
    type: (types) => commonOf(types.slice(1)),
    evaluate: (given) => {
      const at = valueAt(given, 0) === null ? 0 : intAt(given, 0);
      return at >= 1 && at < given.values.length ? argumentAs(given, at, given.type) : null;
    },
  },
};
