import { FetchError } from '#lib/failure.ts';
import { type HttpConnection, type HttpTarget, openHttp } from '#lib/io/http.ts';
import { type Meter, NO_METER } from '#lib/io/meter.ts';
import type { Fake } from '#test/fakes/fake-server.ts';
import { until } from '#test/fakes/until.ts';

export const NEVER = new AbortController().signal;

const TARGET: HttpTarget = { authorization: null, tls: { ca: null, verify: true }, maxBytes: 100_000 };
const open: { close(): unknown }[] = [];

export function connect(changes: Partial<HttpTarget> = {}, meter: Meter = NO_METER): HttpConnection {
  return keep(openHttp({ ...TARGET, ...changes }, meter));
}

export async function start<T extends Fake>(fake: Promise<T>): Promise<T> {
  return keep(await fake);
}

/** Ends, in reverse order, everything that a test has connected and started. */
export async function closeAll(): Promise<void> {
  for (const each of open.splice(0).reverse()) await each.close();
}

export async function failureOf(work: Promise<unknown>): Promise<FetchError> {
  const error = await work.then(
    () => new Error('it gave an answer'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof FetchError) return error;
  throw error;
}

/** Asks until `when` holds, then aborts, and gives what came of it. */
export async function abortedWhen(fake: Fake, connection: HttpConnection, when: () => boolean): Promise<FetchError> {
  const abort = new AbortController();
  const failure = failureOf(connection.get(fake.url, abort.signal));
  await until('the request has come so far', when);
  abort.abort();
  return failure;
}

function keep<T extends { close(): unknown }>(closable: T): T {
  open.push(closable);
  return closable;
}
