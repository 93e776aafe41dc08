import { FetchError } from '../failure.ts';

/** The failure of an order that was sent and has no answer: it may have been carried out. */
export function unsure(error: unknown): unknown {
  if (!(error instanceof FetchError)) return error;
  return new FetchError(error.kind, `${error.message}; whether the order was carried out is not known`, error.received);
}
