import { request as ask, createServer, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { type Engine, startEngine } from '#lib/engine.ts';
import { allowedHosts, checkHost, setSafeHeaders } from '#lib/http/guard.ts';
import { answerNative, answerProblem } from '#lib/http/routes.ts';
import { answers, hangs, type Pretended, pretendSystem } from '#test/poll/pretend-system.ts';

export type Answer = { status: number; headers: IncomingHttpHeaders; body: string };
export type Ask = { method?: string; headers?: Record<string, string>; body?: string };

export type NativeServer = {
  port: number;
  origin: string;
  engine: Engine;
  pretended: Pretended;
  errors: unknown[];
  ask(path: string, how?: Ask): Promise<Answer>;
  /** Sends bytes as they are and gives what came back until the server closed. */
  send(text: string): Promise<string>;
  close(): Promise<void>;
};

/** The native routes over a real socket and a real engine, put together as the process puts them. */
export async function startNativeServer(): Promise<NativeServer> {
  const pretended = pretendSystem({ nodes: { lb1: answers, 'lb 2': answers, dead: hangs }, intervalMs: 300, timeoutMs: 200 });
  const group = { name: 'web', title: 'Web', nodes: pretended.nodes };
  const errors: unknown[] = [];
  const estates = [{ system: pretended.system, groups: [group] }];
  const engine = startEngine({ estates, slots: 16, build: 'build-1', onError: (error) => void errors.push(error) });
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const hosts = allowedHosts(port, 'https://vigil.example');
  server.on('request', (request, response) => {
    setSafeHeaders(response);
    const answer = async () => {
      checkHost(request, hosts);
      await answerNative(engine, hosts, request, response);
    };
    answer().catch((error: unknown) => answerProblem(response, error));
  });
  return {
    ...{ port, origin: `http://127.0.0.1:${port}`, engine, pretended, errors },
    ask: (path, how = {}) => askOnce(port, path, how),
    send: (text) => sendRaw(port, text),
    async close() {
      await engine.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function askOnce(port: number, path: string, { method = 'GET', headers = {}, body = '' }: Ask): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = ask({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString() }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

function sendRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(text));
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}
