import type { FrameLine } from './frame-line.ts';

/** What async methods put between the frames of who wrote them: what waits, starts, goes on and throws again. */
const PLUMBING =
  /^System\.(?:Runtime\.CompilerServices\.(?:\w*TaskAwait\w*|\w*Awaiter|Async\w*MethodBuilder\w*|AsyncMethodBuilderCore|PoolingAsync\w*|YieldAwaitable)|Runtime\.ExceptionServices\.ExceptionDispatchInfo|Threading\.ExecutionContext|Threading\.Tasks\.Task\.(?:ThrowIfExceptional|ExecuteWithThreadLocal|ExecuteEntry\w*|InnerInvoke|Execute|GetResultCore|Wait)\b|Threading\.Tasks\.ValueTask\.(?:get_Result|ThrowIf\w*)|Threading\.Tasks\.Sources\.)/;

/** Whether a frame is of a framework: its name begins with one of the configured beginnings. */
export function isOfFramework(frame: FrameLine, framework: readonly string[]): boolean {
  const name = fullName(frame);
  return framework.some((beginning) => name.startsWith(beginning) || frame.written.startsWith(beginning));
}

/** Whether a frame is there only because its method is async. */
export function isPlumbing(frame: FrameLine): boolean {
  return PLUMBING.test(fullName(frame));
}

function fullName({ type, method }: FrameLine): string {
  return type === '' ? method : `${type}.${method}`;
}
