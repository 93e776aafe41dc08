import type { IncomingMessage, ServerResponse } from 'node:http';

/** Thrown by a handler to answer with this HTTP status, these words and, where the status asks for some, these headers. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/** One shape for every error of the native routes: `{ error: { message } }`. */
export function answerJson(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

const MOST_BODY_BYTES = 16 * 1024;

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
  throw new HttpProblem(413, `the body is larger than ${MOST_BODY_BYTES} bytes`, { connection: 'close' });
}
