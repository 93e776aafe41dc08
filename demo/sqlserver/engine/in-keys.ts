import type { SqlType, Value } from '../tds/types.ts';
import { hashKey } from './compare.ts';
import { convert } from './convert.ts';
import { isInteger, isText } from './types.ts';

/** How two values of IN are told apart: equal ones have one key. */
export type InKeys = { ofOperand(value: Value): string; ofItem(value: Value): string };

const HAS_ONE_FORM = new Set(['datetime', 'date', 'uniqueidentifier']);

/** Keys for an operand and an item of these types; null where such values have to be compared one with another. */
export function inKeys(operand: SqlType, item: SqlType): InKeys | null {
  const isAlike =
    (isInteger(operand) && isInteger(item)) ||
    (isText(operand) && isText(item)) ||
    (operand.name === item.name && HAS_ONE_FORM.has(item.name));
  const ofOperand = (value: Value): string => hashKey(value, operand);
  if (isAlike) return { ofOperand, ofItem: (value) => hashKey(value, item) };
  const isIdentified = operand.name === 'uniqueidentifier' && isText(item);
  return isIdentified ? { ofOperand, ofItem: (value) => hashKey(convert(value, { from: item, to: operand }), operand) } : null;
}

/** Whether a value is among others, of which one may be unknown. */
export class Among {
  readonly #keys: ReadonlySet<string>;
  readonly #hasUnknown: boolean;
  readonly #ofOperand: InKeys['ofOperand'];

  constructor(items: Iterable<{ value: Value; keys: InKeys }>, ofOperand: InKeys['ofOperand']) {
    const all = [...items];
    this.#keys = new Set(all.flatMap(({ value, keys }) => (value === null ? [] : [keys.ofItem(value)])));
    this.#hasUnknown = all.some(({ value }) => value === null);
    this.#ofOperand = ofOperand;
  }

  /** Null is unknown; of none nothing is. */
  has(value: Value): boolean | null {
    if (value === null) return this.#keys.size > 0 || this.#hasUnknown ? null : false;
    return this.#keys.has(this.#ofOperand(value)) ? true : this.#hasUnknown ? null : false;
  }
}
