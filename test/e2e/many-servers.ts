import { type HaproxyProcess, startHaproxy } from '#test/live/haproxy-process.ts';
import { PASSWORD } from './haproxy-estate.ts';

/** A backend of that many servers, of which every `outOf`-th is in maintenance. */
export type ManyServers = { name: string; servers: number; outOf: number };

/** Where no server listens and nobody asks: port 9 is discard. */
const NOWHERE = '127.0.0.1:9';

/** As many backends of as many servers each, `be-000` to the last; one server of each is in maintenance. */
export function backendsOf(count: number, servers: number): ManyServers[] {
  return Array.from({ length: count }, (_, i) => ({ name: `be-${String(i).padStart(3, '0')}`, servers, outOf: servers }));
}

/** A real HAProxy over backends that are never checked and take no traffic. Servers are named after their backend: `be-007-web13`, counted from 1. */
export function startManyServers(backends: readonly ManyServers[]): Promise<HaproxyProcess> {
  return startHaproxy({ proxies: backends.map(backendText).join('\n'), auth: `vigil:${PASSWORD}` });
}

/** Every server as the admin socket names it: `be-007/be-007-web13`. */
export function serverNames(backends: readonly ManyServers[]): string[] {
  return backends.flatMap(({ name, servers }) => Array.from({ length: servers }, (_, i) => `${name}/${name}-web${i + 1}`));
}

function backendText({ name, servers, outOf }: ManyServers): string {
  const lines = Array.from({ length: servers }, (_, i) => {
    const isOut = (i + 1) % outOf === 0;
    return `  server ${name}-web${i + 1} ${NOWHERE}${isOut ? ' disabled' : ''}`;
  });
  return [`backend ${name}`, ...lines, ''].join('\n');
}
