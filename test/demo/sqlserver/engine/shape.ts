import type { Expression, Statement } from '#demo/sqlserver/engine/ast.ts';
import { parseBatch } from '#demo/sqlserver/engine/parse-batch.ts';

/** The tree of a batch as one short text per statement, for tables of tests: lines, nulls, false and empty lists are left out. */
export function shapesOf(sql: string): string[] {
  return parseBatch(sql).map((statement) => fields(statement));
}

/** The shape of an expression, read as the only item of a SELECT. */
export function shapeOfValue(sql: string): string {
  return shown(itemOf(parseBatch(`SELECT ${sql}`)));
}

/** The shape of a condition, read as a WHERE. */
export function shapeOfCondition(sql: string): string {
  const [statement] = parseBatch(`SELECT 1 WHERE ${sql}`);
  const body = statement?.kind === 'query' ? statement.query.body : undefined;
  if (body?.kind !== 'select' || !body.where) throw new Error('no condition was read');
  return shown(body.where);
}

function itemOf([statement]: Statement[]): Expression {
  const body = statement?.kind === 'query' ? statement.query.body : undefined;
  const item = body?.kind === 'select' ? body.items[0] : undefined;
  if (item?.kind !== 'expression') throw new Error('no expression was read');
  return item.expression;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(' ')}]`;
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString('hex')}`;
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? value : String(value);
  return short(value) ?? fields(value);
}

/** Common nodes in a form that reads at a glance. */
function short(node: object): string | null {
  const { kind, operator, path, name, value, type, left, right }: Record<string, unknown> = { ...node };
  if (kind === 'literal') return `${typeof value === 'string' ? `'${value}'` : shown(value)}:${typeText(type)}`;
  if (kind === 'column' && Array.isArray(path)) return path.join('.');
  if (kind === 'variable') return String(name);
  if (kind === 'binary') return `(${shown(left)} ${operator} ${shown(right)})`;
  return kind === undefined && name !== undefined && 'length' in node ? typeText(node) : null;
}

function typeText(type: unknown): string {
  const { name, ...sizes }: Record<string, unknown> = { ...(typeof type === 'object' ? type : {}) };
  const inner = Object.values(sizes).join(',');
  return inner === '' ? String(name) : `${name}(${inner})`;
}

function fields(node: object): string {
  const { kind, line: _, ...rest }: Record<string, unknown> = { ...node };
  const said = Object.entries(rest).filter(
    ([, value]) => value !== null && value !== false && !(Array.isArray(value) && value.length === 0),
  );
  const texts = said.map(([name, value]) => (name === 'type' && typeof value === 'object' ? typeText(value) : `${name}=${shown(value)}`));
  return kind !== undefined && texts.length === 0 ? String(kind) : `${kind ?? ''}{${texts.join(' ')}}`;
}
