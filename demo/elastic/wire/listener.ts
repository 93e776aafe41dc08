import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Response } from './answer.ts';
import { answerWrongly, isMeant, type WireFault } from './faults.ts';

export type Certificate = { key: string; cert: string };

/** `answer` gives what is to be sent, null for silence. `fault` is asked before every answer. */
export type Serving = {
  answer: (request: { method: string; target: string; headers: IncomingMessage['headers']; body: string }) => Response | null;
  fault: () => WireFault | null;
  tls: Certificate | null;
};

/** A port that can be closed and opened again as the same one: what connects meanwhile is refused. */
export type Listener = { port: number; open(): Promise<void>; close(): Promise<void> };

const BODY_LIMIT = 10 << 20;

/** Listens on a free port of 127.0.0.1. */
export async function startListener(serving: Serving): Promise<Listener> {
  let server: Server | null = null;
  const sockets = new Set<Socket>();
  const open = async (port: number): Promise<number> => {
    if (server !== null) return port;
    const made = serving.tls === null ? createServer() : createTlsServer(serving.tls);
    server = made;
    made.on(
      'request',
      (request: IncomingMessage, response: ServerResponse) => void handle(serving, request, response).catch(() => response.destroy()),
    );
    made.on(serving.tls === null ? 'connection' : 'secureConnection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    });
    await new Promise<void>((resolve, reject) => made.once('error', reject).listen(port, '127.0.0.1', resolve));
    return (made.address() as AddressInfo).port;
  };
  const port = await open(0);
  const close = async (): Promise<void> => {
    const closing = server;
    server = null;
    if (closing === null) return;
    const closed = new Promise<void>((resolve) => closing.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { port, open: async () => void (await open(port)), close };
}

async function handle({ answer, fault }: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await bodyOf(request);
  const target = request.url ?? '/';
  const wrong = fault();
  const meant = wrong !== null && isMeant(wrong, target) ? wrong : null;
  if (meant !== null && meant.is !== 'cut' && meant.is !== 'slow') {
    answerWrongly(meant, response, request.socket);
    return;
  }
  if (meant?.is === 'slow') await delay(meant.ms);
  const made = answer({ method: request.method ?? 'GET', target, headers: request.headers, body });
  if (made === null) return;
  if (made.afterMs > 0) await delay(made.afterMs);
  const length = Buffer.byteLength(made.body);
  response.writeHead(made.status, { ...made.headers, 'content-length': length });
  if (meant?.is === 'cut') response.write(made.body.slice(0, Math.floor(made.body.length / 2)), () => request.socket.destroy());
  else response.end(made.body);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    parts.push(part);
    size += part.length;
    if (size > BODY_LIMIT) throw new Error('a body too large');
  }
  return Buffer.concat(parts).toString();
}
