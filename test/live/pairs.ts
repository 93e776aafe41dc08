import { expect } from 'vitest';
import type { Order } from '#lib/acting.ts';
import { startWebServer } from './backend-server.ts';
import { openPair, type Pair, type PairOptions } from './pair.ts';

const open: { pair: Pair; close(): Promise<void> }[] = [];

/** A pair with one backend, be_web, of the servers web01 to web03, whose lines end in `check`. Ended by `endPairs`. */
export async function startPair({ check = 'check', ...options }: Partial<PairOptions> & { check?: string } = {}): Promise<Pair> {
  const web = await startWebServer(200);
  const servers = ['web01', 'web02', 'web03'].map((name) => `  server ${name} 127.0.0.1:${web.port} ${check}\n`).join('');
  const proxies = `backend be_web\n  option httpchk GET /\n  default-server inter 100ms rise 2 fall 2\n${servers}`;
  const pair = await openPair({ proxies: () => proxies, ...options });
  open.push({ pair, close: web.close });
  return pair;
}

/** Ends all pairs that were started, and holds them to this: what was sent stood in the audit before, the chain is whole, and nothing was a bug of ours. */
export async function endPairs(): Promise<void> {
  for (const { pair, close } of open.splice(0)) {
    const ended = await pair.end();
    await close();
    expect(ended).toEqual({ faults: [], errors: [], unwritten: [] });
  }
}

export function order(action: string, server: string): Order {
  return { system: 'haproxy', action, input: { server } };
}

export function drain(server: string): Order {
  return order('drain', server);
}

/** The order that an outcome offers. Throws where it offers none. */
export function given(order: Order | null): Order {
  if (order === null) throw new Error('there is no such order');
  return order;
}
