import type { Order } from '#lib/acting.ts';
import type { Scope } from '../action-scope.ts';

/** The word of the address that opens the panel. */
export const DRAIN = 'drain';

/** Whom a panel follows: a server name everywhere ("web03"), or in one tier ("public/web03"). No name of HAProxy or of a tier holds a slash. */
export function whoIs(who: string): { server: string; group: string | null } {
  const at = who.indexOf('/');
  return at < 0 ? { server: who, group: null } : { server: who.slice(at + 1), group: who.slice(0, at) };
}

/** All of whom a panel follows, as an order reaches it. */
export function scopeOf(who: string): Scope & { server: string } {
  return { ...whoIs(who), backend: null, only: null };
}

/** Whom an order takes out, as a panel follows it; null for an order that takes out no single server. */
export function followedBy({ system, action, input }: Order): string | null {
  if (system !== 'haproxy' || (action !== 'drain' && action !== 'maintenance')) return null;
  if (typeof input !== 'object' || input === null || !('server' in input) || typeof input.server !== 'string') return null;
  return input.server;
}

/** A path of ours with the panel that stands there now: it goes along from view to view. */
export function withDrain(path: string, who: string): string {
  return who === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams({ [DRAIN]: who })}`;
}
