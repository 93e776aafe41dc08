import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * What may be wrong between an asker and a member: `silent` never answers, `slow` after `ms`, `cut` ends in the middle of the body, `garbage` is no JSON, `html` is a page of a proxy with that
 * status, `busy` is 429, `huge` never ends before `bytes`, `reset` breaks the connection, `says` is 200 with that body. `on`: of paths that begin so alone.
 */
export type WireFault = { on?: string } & (
  | { is: 'silent' | 'cut' | 'garbage' | 'busy' | 'reset' }
  | { is: 'slow'; ms: number }
  | { is: 'html'; status: number }
  | { is: 'huge'; bytes: number }
  | { is: 'says'; type: string; body: string }
);

const PAGE =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n';
const BUSY_TEXT =
  '[parent] Data too large, data for [<http_request>] would be [1032847360/985mb], which is larger than the limit of [1020054732/972.7mb]';
const CHUNK = Buffer.alloc(1 << 20, 'a');

export function isMeant({ on }: WireFault, path: string): boolean {
  return on === undefined || path.startsWith(on);
}

/** Answers as the fault says instead of the server. `slow` and `cut` are not told here: they change an answer that is whole otherwise. */
export function answerWrongly(fault: WireFault, response: ServerResponse, socket: Socket): void {
  switch (fault.is) {
    case 'silent':
    case 'slow':
    case 'cut':
      return;
    case 'reset':
      socket.resetAndDestroy();
      return;
    case 'garbage':
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"cluster_name":\u0000}{');
      return;
    case 'html':
      response.writeHead(fault.status, { 'content-type': 'text/html' }).end(PAGE);
      return;
    case 'busy':
      response.writeHead(429, { 'content-type': 'application/json' }).end(busyBody());
      return;
    case 'says':
      response.writeHead(200, { 'content-type': fault.type }).end(fault.body);
      return;
    case 'huge':
      void pour(response, fault.bytes);
      return;
  }
}

function busyBody(): string {
  const cause = {
    type: 'circuit_breaking_exception',
    reason: BUSY_TEXT,
    bytes_wanted: 1_032_847_360,
    bytes_limit: 1_020_054_732,
    durability: 'PERMANENT',
  };
  return JSON.stringify({ error: { root_cause: [cause], ...cause }, status: 429 });
}

/** As fast as it is taken, and no further when nobody takes it. */
async function pour(response: ServerResponse, bytes: number): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{"a":"');
  for (let sent = 0; sent < bytes && !response.destroyed; sent += CHUNK.length) {
    if (!response.write(CHUNK)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
  response.end('"}');
}

function once(response: ServerResponse, event: 'drain' | 'close'): Promise<void> {
  return new Promise((resolve) => response.once(event, () => resolve()));
}
