import { createServer, type Server, type Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import type { Backend } from './backend.ts';
import { type Certificate, selfSigned } from './certificate.ts';
import { Connection } from './connection.ts';
import { type Counts, noCounts } from './counts.ts';
import type { Fault } from './faults.ts';
import type { WindowsAccount } from './ntlm.ts';
import type { ServerEncryption } from './prelogin.ts';
import type { TlsContexts } from './transport.ts';

/** How a server is set up. Without a certificate it makes one, when TLS is first wanted. `accounts` of a Windows domain may sign in by NTLM, by default none. `version` is major, minor, build. */
export type TdsServerOptions = {
  backend: Backend;
  name?: string;
  version?: readonly [number, number, number];
  encryption?: ServerEncryption;
  certificate?: Certificate;
  accounts?: readonly WindowsAccount[];
  host?: string;
  port?: number;
};

/** A TDS server, and what a test or a story can do to it. */
export type TdsServer = {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly counts: Readonly<Counts>;
  /** The last 100 reasons why a connection was ended, and faults of the backend. */
  readonly complaints: readonly string[];
  /** Connections are accepted and kept, and nothing is read or sent, until `thaw`. */
  freeze(): void;
  thaw(): void;
  /** From now on answers of one kind are spoilt; null ends it. */
  spoil(fault: Fault | null): void;
  /** Cuts all connections without a word; new ones are taken. */
  dropAll(): void;
  /** Stops listening and cuts all connections. */
  close(): Promise<void>;
};

const KEPT_COMPLAINTS = 100;
/** SQL Server keeps the first fifty sessions for itself. */
const FIRST_SPID = 51;

/** Listens, on a free port of 127.0.0.1 unless told otherwise. Rejects when it cannot. */
export async function startTdsServer(options: TdsServerOptions): Promise<TdsServer> {
  const { backend, name = 'STANDIN', version = [16, 0, 4135], encryption = 'optional', host = '127.0.0.1', port = 0 } = options;
  const counts = noCounts();
  const complaints: string[] = [];
  const connections = new Set<Connection>();
  const state: { isFrozen: boolean; fault: Fault | null; spids: Set<number> } = { isFrozen: false, fault: null, spids: new Set() };
  const complain = (reason: string) => {
    complaints.push(reason);
    if (complaints.length > KEPT_COMPLAINTS) complaints.shift();
  };
  const fault = () => state.fault;
  const hosting = {
    backend,
    name,
    version,
    encryption,
    accounts: options.accounts ?? [],
    counts,
    complain,
    fault,
    contexts: contextsOf(options.certificate),
  };
  const server = createServer((socket: Socket) => {
    const spid = freeSpid(state.spids);
    counts.accepted += 1;
    counts.open += 1;
    const connection = new Connection(hosting, socket, spid, () => {
      counts.open -= 1;
      state.spids.delete(spid);
      connections.delete(connection);
    });
    connections.add(connection);
    if (state.isFrozen) connection.freeze();
  });
  const freezeAll = (isFrozen: boolean) => {
    state.isFrozen = isFrozen;
    for (const connection of connections) isFrozen ? connection.freeze() : connection.thaw();
  };
  return {
    ...{ name, host, port: await listen(server, { port, host }, complain), counts, complaints },
    freeze: () => freezeAll(true),
    thaw: () => freezeAll(false),
    spoil: (next) => {
      state.fault = next;
    },
    dropAll: () => dropAll(connections),
    close: () => close(server, connections),
  };
}

function contextsOf(given: Certificate | undefined): () => TlsContexts {
  let made: TlsContexts | null = null;
  return () => {
    if (made === null) {
      const certificate = given ?? ownCertificate();
      made = { wrapped: createSecureContext({ ...certificate, maxVersion: 'TLSv1.2' }), strict: createSecureContext(certificate) };
    }
    return made;
  };
}

let own: Certificate | null = null;

/** One for all servers of the process: making a key takes long. */
function ownCertificate(): Certificate {
  own ??= selfSigned();
  return own;
}

function freeSpid(taken: Set<number>): number {
  let spid = FIRST_SPID;
  while (taken.has(spid)) spid += 1;
  taken.add(spid);
  return spid;
}

function listen(server: Server, { port, host }: { port: number; host: string }, complain: (reason: string) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      // A connection that cannot be accepted is no end of the server.
      server.on('error', (error) => complain(`server: ${error.message}`));
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('a TDS server listens on a port'));
      else resolve(address.port);
    });
  });
}

function dropAll(connections: ReadonlySet<Connection>): void {
  for (const connection of [...connections]) connection.drop();
}

function close(server: Server, connections: ReadonlySet<Connection>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    dropAll(connections);
  });
}
