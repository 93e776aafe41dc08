import { serve } from '#demo/serve.ts';
import { granted } from '../catalog/permissions.ts';
import { engineBackend } from '../engine/engine-backend.ts';
import type { Estate } from '../model/estate.ts';
import { startTdsServer } from '../tds/server.ts';
import { serveInstance } from '../views/serve.ts';
import { buildDemoEstate } from './build.ts';
import { type DemoInstance, SQL_INSTANCES } from './layout.ts';
import { obey, type SqlOrder } from './orders.ts';
import { permissionsOf } from './rights.ts';
import type { SqlLogin, SqlPorts } from './servers.ts';
import { swing } from './waves.ts';

const SWING_MS = 5_000;

/** All SQL Servers of the demo, in this process alone: a query is worked out at one go, and must hold up nobody else. */
async function listenAll(estate: Estate, login: SqlLogin): Promise<SqlPorts> {
  const listening = await Promise.all(
    SQL_INSTANCES.map(async (instance) => [instance.name, await listen(estate, instance, login)] as const),
  );
  setInterval(() => swing(estate, Date.now()), SWING_MS);
  return Object.fromEntries(listening);
}

/** On a free port of 127.0.0.1, which it gives. */
async function listen(estate: Estate, { name, year }: DemoInstance, { user, password }: SqlLogin): Promise<number> {
  const { served } = serveInstance(estate, name, Date.now);
  served.logins.set(user, { password, permissions: granted(permissionsOf(year)) });
  const release = estate.instances.get(name)?.release.productVersion ?? '';
  const [major = 0, minor = 0, build = 0] = release.split('.').map(Number);
  const { port } = await startTdsServer({ backend: engineBackend(served), name, version: [major, minor, build] });
  return port;
}

const estate = buildDemoEstate(Date.now());

serve<SqlLogin, SqlPorts, SqlOrder>({ start: (login) => listenAll(estate, login), obey: (told) => obey(estate, told, Date.now()) });
