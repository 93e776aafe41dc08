import { SqlError } from '../tds/types.ts';
import type { Statement } from './ast.ts';
import { checkDepth } from './check-depth.ts';

/** Where a statement stands: within WHILE, within CATCH, and which variables were declared before it. */
type Surroundings = { inLoop: boolean; inHandler: boolean; declared: Set<string> };

/** What can be told of a batch without a catalogue. Throws SqlError 134, 135, 136, 191 and 10704. */
export function checkBatch(statements: readonly Statement[]): void {
  checkDepth(statements);
  checkAll(statements, { inLoop: false, inHandler: false, declared: new Set() });
}

function checkAll(statements: readonly Statement[], surroundings: Surroundings): void {
  for (const statement of statements) check(statement, surroundings);
}

function check(statement: Statement, surroundings: Surroundings): void {
  const { line } = statement;
  if (statement.kind === 'declare') checkDeclared(statement, surroundings.declared);
  if ((statement.kind === 'break' || statement.kind === 'continue') && !surroundings.inLoop) {
    const [number, word] = statement.kind === 'break' ? [135, 'BREAK'] : [136, 'CONTINUE'];
    throw new SqlError(number, `Cannot use a ${word} statement outside the scope of a WHILE statement.`, { severity: 15, line });
  }
  if (statement.kind === 'throw' && !statement.error && !surroundings.inHandler) {
    const message =
      'To rethrow an error, a THROW statement must be used inside a CATCH block. ' +
      'Insert the THROW statement inside a CATCH block, or add error parameters to the THROW statement.';
    throw new SqlError(10704, message, { severity: 15, line });
  }
  if (statement.kind === 'if') checkAll(statement.otherwise ? [statement.body, statement.otherwise] : [statement.body], surroundings);
  if (statement.kind === 'while') check(statement.body, { ...surroundings, inLoop: true });
  if (statement.kind === 'block' || statement.kind === 'try') checkAll(statement.body, surroundings);
  if (statement.kind === 'try') checkAll(statement.handler, { ...surroundings, inHandler: true });
}

function checkDeclared(statement: Extract<Statement, { kind: 'declare' }>, declared: Set<string>): void {
  for (const { name, line } of statement.variables) {
    if (declared.has(name.toLowerCase())) {
      const message = `The variable name '${name}' has already been declared. Variable names must be unique within a query batch or stored procedure.`;
      throw new SqlError(134, message, { severity: 15, line });
    }
    declared.add(name.toLowerCase());
  }
}
