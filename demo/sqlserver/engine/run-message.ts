import { SqlError } from '../tds/types.ts';
import type { Statement } from './ast.ts';
import { notBuilt } from './not-built.ts';
import { emptyScope, NO_FRAME } from './plan.ts';
import { binderFor, evaluate, type Run } from './run.ts';
import { toText } from './to-text.ts';
import { INT, isInteger, MAX_TEXT, numberOf, stringOf } from './types.ts';

type Of<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;

/** PRINT: a message that is no error. */
export async function runPrint(run: Run, statement: Of<'print'>): Promise<void> {
  const text = await evaluate(run, statement.message, MAX_TEXT);
  run.out.info({ number: 0, text: text === null ? ' ' : stringOf(text), severity: 0, line: statement.line });
}

const FORMATS = /%(%|[-+0 #]*\d*(?:\.\d+)?l?[sdiuxX])/g;

/** A message with its %s and %d filled in. */
function filled(message: string, args: readonly string[]): string {
  let at = 0;
  return message.replace(FORMATS, (format) => {
    if (format === '%%') return '%';
    at += 1;
    return args[at - 1] ?? '(null)';
  });
}

/** RAISERROR: a message up to severity 10, an error above. A number is one of sys.messages, of which none is kept. */
export async function runRaiserror(run: Run, statement: Of<'raiserror'>): Promise<void> {
  const { binder, read } = binderFor(run);
  const message = binder.expression(statement.message, emptyScope());
  if (isInteger(message.type)) throw notBuilt('RAISERROR of a number', statement.line);
  const args = statement.args.map((arg) => binder.expression(arg, emptyScope()));
  await read();
  const given = args.map((arg) => {
    const value = arg.evaluate(NO_FRAME);
    return value === null ? '(null)' : toText(value, arg.type);
  });
  const text = filled(toText(message.evaluate(NO_FRAME) ?? '', message.type), given);
  const severity = numberOf((await evaluate(run, statement.severity, INT)) ?? 0);
  const state = numberOf((await evaluate(run, statement.state, INT)) ?? 1);
  const place = { severity, state: Math.max(1, state), line: statement.line };
  if (severity > 10) throw new SqlError(50_000, text, place);
  run.out.info({ number: 50_000, text, ...place });
}

/** THROW: an error of one's own, or the caught one once more. */
export async function runThrow(run: Run, { error, line }: Of<'throw'>): Promise<void> {
  if (!error) {
    if (run.state.caught) throw run.state.caught;
    throw new SqlError(10704, 'To rethrow an error, a THROW statement must be used inside a CATCH block.', { severity: 15, line });
  }
  const number = numberOf((await evaluate(run, error.number, INT)) ?? 50_000);
  const text = (await evaluate(run, error.message, MAX_TEXT)) ?? '';
  const state = numberOf((await evaluate(run, error.state, INT)) ?? 1);
  throw new SqlError(number, stringOf(text), { severity: 16, state, line });
}
