import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzip } from 'node:zlib';

type ProblemParts = { code?: string; headers?: Readonly<Record<string, string>>; more?: object };

/** Thrown by a handler to answer with this HTTP status and these words. `code` is for programs, `more` stands beside the words in the answer. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly code: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly more: object;

  constructor(status: number, message: string, { code, headers = {}, more = {} }: ProblemParts = {}) {
    super(message);
    this.status = status;
    this.code = code ?? null;
    this.headers = headers;
    this.more = more;
  }
}

/** Shorter answers fit into a few packets as they are. */
const COMPRESS_BYTES = 8 * 1024;

/**
 * Every error of every native route has one shape: `{ error: { id, message } }`, with a `code` and more where there is some. Never cached. A long answer goes out compressed to
 * who takes gzip (RFC 9110, 12.5.3), a moment after this returns: the work is done outside of the thread that polls.
 */
export function answerJson(response: ServerResponse, status: number, body: object): void {
  answerJsonText(response, status, JSON.stringify(body));
}

/** The same with what is JSON already. */
export function answerJsonText(response: ServerResponse, status: number, json: string): void {
  const text = Buffer.from(json);
  const isLong = text.length >= COMPRESS_BYTES;
  const vary = isLong ? { vary: 'accept-encoding' } : {};
  if (!isLong || !takesGzip(response.req.headers['accept-encoding'])) {
    sendJson(response, status, text, vary);
    return;
  }
  gzip(text, (error, compressed) => {
    // Whoever asked may have gone meanwhile.
    if (response.destroyed) return;
    if (error) sendJson(response, status, text, vary);
    else sendJson(response, status, compressed, { ...vary, 'content-encoding': 'gzip' });
  });
}

function sendJson(response: ServerResponse, status: number, bytes: Buffer, headers: Readonly<Record<string, string>>): void {
  const always = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', 'content-length': bytes.length };
  response.writeHead(status, { ...always, ...headers });
  response.end(bytes);
}

/** By its own name alone: what is only meant by `*` is sent as it is, which everybody takes. */
function takesGzip(accepted: string | undefined): boolean {
  const weights = (accepted ?? '').split(',').map((one) => /^\s*gzip\s*(?:;\s*q\s*=\s*([\d.]+)\s*)?$/i.exec(one));
  return weights.some((found) => found !== null && Number(found[1] ?? 1) > 0);
}

/** What was thrown as it is answered, with an id under which the log has it; what is not an HttpProblem is our bug. */
export function problemOf(error: unknown): { id: string; problem: HttpProblem } {
  const id = randomBytes(4).toString('hex');
  if (error instanceof HttpProblem) return { id, problem: error };
  console.error(`Vigil could not answer a request (error ${id}):`, error);
  return { id, problem: new HttpProblem(500, 'Vigil could not answer; its log says why, under this id') };
}

/** Turns whatever was thrown into an answer with an id. */
export function answerProblem(response: ServerResponse, error: unknown): void {
  const { id, problem } = problemOf(error);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  for (const [name, value] of Object.entries(problem.headers)) response.setHeader(name, value);
  const code = problem.code ? { code: problem.code } : {};
  answerJson(response, problem.status, { error: { id, message: problem.message, ...code, ...problem.more } });
}

const MOST_BODY_BYTES = 16 * 1024;

/** Throws HttpProblem 411 or 413 for a body that is longer than 16 kB, or does not say how long it is: for what is read by somebody else. */
export function checkLength(request: IncomingMessage): void {
  const length = Number(request.headers['content-length'] ?? Number.NaN);
  if (!Number.isInteger(length)) throw new HttpProblem(411, 'send a content-length', { headers: { connection: 'close' } });
  if (length > MOST_BODY_BYTES) throw tooLarge();
}

/** The JSON body of a request, at most 16 kB. Throws HttpProblem 415, 413 or 400 in words. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
    throw new HttpProblem(415, 'send content-type: application/json');
  const body = await readBody(request);
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new HttpProblem(400, 'the body is not JSON');
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > MOST_BODY_BYTES) break;
      chunks.push(chunk);
    }
  } catch {
    throw new HttpProblem(400, 'the request broke off');
  }
  if (bytes <= MOST_BODY_BYTES) return Buffer.concat(chunks);
  throw tooLarge();
}

function tooLarge(): HttpProblem {
  return new HttpProblem(413, `the body is larger than ${MOST_BODY_BYTES} bytes`, { headers: { connection: 'close' } });
}
