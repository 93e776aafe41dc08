import { SqlError, type SqlType, type Value } from '../tds/types.ts';
import type { Expression } from './ast.ts';
import { convert } from './convert.ts';
import { notBuilt } from './not-built.ts';
import { parseType } from './parse-batch.ts';
import { type Binder, type Bound, type Frame, NO_FRAME, type Scope } from './plan.ts';
import { BIT, MAX_TEXT, stringOf, XML } from './types.ts';
import { parseXml, serializeXml, type XmlItem, xmlText } from './xml.ts';
import { isSingleton, xpath } from './xpath.ts';

type Method = Extract<Expression, { kind: 'method' }>;

function literalAt(binder: Binder, method: Method, at: number): string {
  const arg = method.args[at];
  if (arg?.kind !== 'literal')
    throw new SqlError(8172, `The argument ${at + 1} of the XML data type method "${method.name}" must be a string literal.`, {
      line: method.line,
    });
  return stringOf(
    binder
      .expression(arg, { sources: [], outer: null, commons: null, slots: null, isGrouped: false, onOuter: () => {} })
      .evaluate(NO_FRAME),
  );
}

/** The document or node that a method is asked of, for a row. */
export function bindXml(binder: Binder, target: Expression, scope: Scope): (frame: Frame) => XmlItem | null {
  const bound = binder.expression(target, scope);
  if (bound.node) return bound.node;
  if (bound.type.name !== 'xml') throw new SqlError(258, `Cannot call methods on ${bound.type.name}.`, { severity: 15, line: target.line });
  let known: { text: string; item: XmlItem } | null = null;
  return (frame) => {
    const value = bound.evaluate(frame);
    if (value === null) return null;
    const text = stringOf(value);
    if (known?.text !== text) known = { text, item: parseXml(text) };
    return known.item;
  };
}

/** Binds .value(), .query() and .exist(). Throws 258 for what is not xml, 2389 where a path of value() may find several. */
export function bindMethod(binder: Binder, method: Method, scope: Scope): Bound {
  const item = bindXml(binder, method.target, scope);
  const path = literalAt(binder, method, 0);
  const walk = xpath(path);
  const found =
    <T extends Value>(read: (items: XmlItem[]) => T) =>
    (frame: Frame): Value => {
      const start = item(frame);
      return start === null ? null : read(walk(start));
    };
  if (method.name === 'query') return { type: XML, evaluate: found((items) => items.map(serializeXml).join('')) };
  if (method.name === 'exist') return { type: BIT, evaluate: found((items) => (items.length > 0 ? 1 : 0)) };
  if (method.name !== 'value') throw notBuilt(`.${String(method.name)}()`, method.line);
  if (!isSingleton(path)) {
    const what = "XQuery [value()]: 'value()' requires a singleton (or empty sequence), found operand of type 'xdt:untypedAtomic *'";
    throw new SqlError(2389, what, { line: method.line });
  }
  const type: SqlType = parseType(literalAt(binder, method, 1));
  const read = (items: XmlItem[]): Value => {
    const [first] = items;
    return first === undefined ? null : convert(xmlText(first), { from: MAX_TEXT, to: type });
  };
  return { type, evaluate: found(read) };
}
