import { onTestFinished } from 'vitest';
import { granted } from '#demo/sqlserver/catalog/permissions.ts';
import { engineBackend } from '#demo/sqlserver/engine/engine-backend.ts';
import type { Estate } from '#demo/sqlserver/model/estate.ts';
import { startInstance, stopInstance } from '#demo/sqlserver/model/orders-instance.ts';
import { startTdsServer, type TdsServer } from '#demo/sqlserver/tds/server.ts';
import { serveInstance } from '#demo/sqlserver/views/serve.ts';

/** Whom the tests sign in as. */
export const LOGIN = { user: 'vigil', password: 'hunter2' };
const ALL = [
  'VIEW SERVER STATE',
  'VIEW ANY DEFINITION',
  'SELECT on msdb.dbo.backupset',
  'SELECT on msdb.dbo.backupmediafamily',
  'SELECT on Sites.dbo.heartbeat',
];

/** The clock of an estate and of everybody who asks it, epoch ms: it moves when a test says so. */
export type Clock = { now: number };

/** The instances of an estate, each behind a door of its own. */
export type StandIns = {
  /** The ports, by instance. */
  ports: ReadonlyMap<string, number>;
  /** Documented views that were read and for which the model has no rows. */
  readNotModelled(): string[];
  server(instance: string): TdsServer;
  /** The server dies: its door is shut and all connections are cut. */
  stop(instance: string): Promise<void>;
  /** It comes back at the same port. */
  start(instance: string): Promise<void>;
};

/** Serves every instance of an estate on a free port, until the test ends. `rights` are those of the login, by instance; left out: all that Vigil asks for. */
export async function serveEstate(
  estate: Estate,
  clock: Clock,
  rights: Readonly<Record<string, readonly string[]>> = {},
): Promise<StandIns> {
  const doors = new Map<string, { open(port: number): Promise<TdsServer>; readNotModelled: Set<string> }>();
  const servers = new Map<string, TdsServer>();
  for (const { name } of estate.instances.values()) {
    const { served, readNotModelled } = serveInstance(estate, name, () => clock.now);
    served.logins.set(LOGIN.user, { password: LOGIN.password, permissions: granted(rights[name] ?? ALL) });
    const open = (port: number) => startTdsServer({ backend: engineBackend(served), name, port });
    doors.set(name, { open, readNotModelled });
    servers.set(name, await open(0));
  }
  onTestFinished(async () => {
    await Promise.all([...servers.values()].map((server) => server.close()));
  });
  const ports = new Map([...servers].map(([name, { port }]) => [name, port]));
  const server = (instance: string): TdsServer => {
    const found = servers.get(instance);
    if (!found) throw new Error(`no stand-in ${instance}`);
    return found;
  };
  return {
    ...{ ports, server },
    readNotModelled: () => [...new Set([...doors.values()].flatMap((door) => [...door.readNotModelled]))].toSorted(),
    async stop(instance) {
      stopInstance(estate, instance, clock.now);
      await server(instance).close();
    },
    async start(instance) {
      startInstance(estate, instance, clock.now);
      const door = doors.get(instance);
      if (door) servers.set(instance, await door.open(server(instance).port));
    },
  };
}
