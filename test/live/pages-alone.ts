import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import next from 'next';
import type { Bridge } from '#lib/http/bridge.ts';

/** The built pages as their own process, for somebody who is signed in and may open none of them. Prints the port. */

const bridge: Bridge = {
  ...{ environment: null, isDemo: false, absent: [], build: 'build-1', secret: 'x'.repeat(32), sessionMs: 60_000 },
  cookieName: (what) => what,
  displayCookies: () => ['vigil-display'],
  keptDisplay: () => null,
  viewer: () => ({
    ...{ is: 'user', name: 'carol', key: 's1', systems: { view: [], act: [], details: [] } },
    ...{ isAdmin: false, expiresAt: null, hadSession: false },
  }),
  missing: () => 'the right "view" on haproxy',
  signIn: () => Promise.reject(new Error('nobody signs in here')),
  signOut: () => Promise.resolve(),
};
Object.assign(globalThis, { [Symbol.for('vigil')]: bridge });

const server = createServer();
const app = next({ dev: false, httpServer: server });
await app.prepare();
const draw = app.getRequestHandler();
server.on('request', (request, response) => void draw(request, response));
server.listen(0, '127.0.0.1', () => console.log(`port ${(server.address() as AddressInfo).port}`));
