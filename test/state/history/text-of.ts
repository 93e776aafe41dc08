/** The text that comes of something that pauses, without the pauses. */
export function textOf(work: Generator<void, string>): string {
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}
