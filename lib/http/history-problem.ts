import { HttpProblem } from './answer.ts';

/** Asks the history, and throws what stands against it as the answer to a request, in its own words; `code` says of which kind. */
export async function orHistoryProblem<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && error.name === 'HistoryProblem' && 'kind' in error)
      throw new HttpProblem(503, error.message, { code: String(error.kind) });
    throw error;
  }
}
