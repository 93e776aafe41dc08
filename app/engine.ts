import { headers } from 'next/headers';
import type { Bridge, PageRequest } from '#lib/http/bridge.ts';

/** What server.ts left for the pages and for next-auth. Throws where there is none: a page of another process would know nothing. */
export function engine(): Bridge {
  const left: unknown = Reflect.get(globalThis, Symbol.for('vigil'));
  if (typeof left !== 'object' || left === null) throw new Error('this page runs outside of Vigil: start it by server.ts');
  return left as Bridge;
}

/** The request that a page is drawn for. Our server sets the forwarded headers itself, whatever a client sends. */
export async function pageRequest(): Promise<PageRequest> {
  const all = await headers();
  return {
    cookies: all.get('cookie') ?? '',
    isSecure: all.get('x-forwarded-proto') === 'https',
    address: all.get('x-vigil-address') ?? '',
  };
}
