import { onTestFinished } from 'vitest';
import { granted } from '#demo/sqlserver/catalog/permissions.ts';
import { engineBackend } from '#demo/sqlserver/engine/engine-backend.ts';
import type { Estate } from '#demo/sqlserver/model/estate.ts';
import { startInstance, stopInstance } from '#demo/sqlserver/model/orders-instance.ts';
import type { Backend } from '#demo/sqlserver/tds/backend.ts';
import { startTdsServer, type TdsServer } from '#demo/sqlserver/tds/server.ts';
import type { SqlError } from '#demo/sqlserver/tds/types.ts';
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
  /** What is changed of the login of the tests there counts for whoever signs in from now on. */
  login(instance: string): { password: string; refusal: SqlError | null; mayDo(rights: readonly string[]): void };
  /** The server dies: its door is shut and all connections are cut. */
  stop(instance: string): Promise<void>;
  /** It comes back at the same port. */
  start(instance: string): Promise<void>;
};

type Door = { open(port: number): Promise<TdsServer>; readNotModelled: Set<string>; login: ReturnType<StandIns['login']> };

function doorOf(estate: Estate, name: string, { clock, rights }: { clock: Clock; rights: readonly string[] }): Door {
  const { served, readNotModelled } = serveInstance(estate, name, () => clock.now);
  const entry = { password: LOGIN.password, permissions: granted(rights) };
  served.logins.set(LOGIN.user, entry);
  const login = Object.assign(entry, {
    refusal: null as SqlError | null,
    mayDo: (may: readonly string[]): void => {
      entry.permissions = granted(may);
    },
  });
  const engine = engineBackend(served);
  const backend: Backend = {
    login(asked, spid) {
      if (login.refusal) throw login.refusal;
      return engine.login(asked, spid);
    },
  };
  return { open: (port) => startTdsServer({ backend, name, port }), readNotModelled, login };
}

/** Serves every instance of an estate on a free port, until the test ends. `rights` are those of the login, by instance; left out: all that Vigil asks for. */
export async function serveEstate(
  estate: Estate,
  clock: Clock,
  rights: Readonly<Record<string, readonly string[]>> = {},
): Promise<StandIns> {
  const doors = new Map<string, Door>();
  const servers = new Map<string, TdsServer>();
  for (const { name } of estate.instances.values()) {
    const door = doorOf(estate, name, { clock, rights: rights[name] ?? ALL });
    doors.set(name, door);
    servers.set(name, await door.open(0));
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
    login(instance) {
      const door = doors.get(instance);
      if (!door) throw new Error(`no stand-in ${instance}`);
      return door.login;
    },
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
