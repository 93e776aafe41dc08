import type { Expression } from './ast.ts';
import type { Scope } from './plan.ts';
import { resolve } from './scope.ts';

const numbers = new WeakMap<object, number>();
let last = 0;

/** A number that an object keeps: two queries are the same only when they are one. */
function numberOfObject(object: object): number {
  const known = numbers.get(object);
  if (known !== undefined) return known;
  last += 1;
  numbers.set(object, last);
  return last;
}

const isNode = (value: unknown): value is Expression => typeof value === 'object' && value !== null && 'kind' in value && 'line' in value;

function keyOfPart(name: string, part: unknown, scope: Scope): unknown {
  if (name === 'line' || name === 'collation') return undefined;
  if (typeof part === 'bigint') return `${part}n`;
  if (part instanceof Uint8Array) return Buffer.from(part).toString('hex');
  if (name === 'query' && typeof part === 'object' && part !== null) return numberOfObject(part);
  if (name === 'path' && Array.isArray(part)) return part.join('.').toLowerCase();
  if (!isNode(part)) return part;
  if (part.kind === 'variable') return part.name.toLowerCase();
  if (part.kind !== 'column') return part;
  const found = resolve(scope, part.path, part.line);
  return found ? `column ${found.depth}:${found.at}` : `column ${part.path.join('.').toLowerCase()}`;
}

/** A text that two expressions of one scope share when they say the same. */
export function expressionKey(expression: Expression, scope: Scope): string {
  const bare = expression.kind === 'collate' ? expression.operand : expression;
  return JSON.stringify(bare, (name, part: unknown) => keyOfPart(name, part, scope)) ?? '';
}
