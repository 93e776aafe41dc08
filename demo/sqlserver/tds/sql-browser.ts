import { createSocket, type Socket } from 'node:dgram';

/** A named instance as SQL Browser tells of it. */
export type NamedInstance = { server: string; instance: string; version: string; port: number; isClustered: boolean };

/** A SQL Browser. `answered` counts the answers it sent. */
export type SqlBrowser = { readonly port: number; readonly answered: number; close(): Promise<void> };

const REQUEST = { broadcast: 2, all: 3, instance: 4 } as const;
const ANSWER = 5;
const MOST_BYTES = 65_535 - 3;

/**
 * Answers on UDP (1434 unless told otherwise) where named instances listen (MC-SQLR 2.2). As the real one it is silent about what it does not know and what it
 * cannot read. Rejects when it cannot listen. `instances` is asked for every request.
 */
export async function startSqlBrowser(instances: () => readonly NamedInstance[], host: string, port = 1434): Promise<SqlBrowser> {
  const socket = createSocket('udp4');
  let answered = 0;
  socket.on('message', (message, { address, port: to }) => {
    const answer = browserAnswer(message, instances());
    if (answer === null) return;
    answered += 1;
    socket.send(answer, to, address);
  });
  await bind(socket, host, port);
  return {
    port: socket.address().port,
    get answered() {
      return answered;
    },
    close: () => new Promise((resolve) => void socket.close(() => resolve())),
  };
}

/** The answer to one datagram, or null for none. */
export function browserAnswer(message: Buffer, instances: readonly NamedInstance[]): Buffer | null {
  const kind = message[0];
  if (kind === REQUEST.broadcast || kind === REQUEST.all) return listing(instances);
  if (kind === REQUEST.instance) return listing(instances.filter(({ instance }) => isNamed(instance, message.subarray(1))));
  return null;
}

function listing(instances: readonly NamedInstance[]): Buffer | null {
  if (instances.length === 0) return null;
  const text = Buffer.from(instances.map(describe).join(''), 'latin1').subarray(0, MOST_BYTES);
  const header = Buffer.from([ANSWER, 0, 0]);
  header.writeUInt16LE(text.length, 1);
  return Buffer.concat([header, text]);
}

function describe({ server, instance, version, port, isClustered }: NamedInstance): string {
  return `ServerName;${server};InstanceName;${instance};IsClustered;${isClustered ? 'Yes' : 'No'};Version;${version};tcp;${port};;`;
}

/** A name comes with a zero behind it, which FreeTDS leaves out. */
function isNamed(instance: string, written: Buffer): boolean {
  const name = written.toString('latin1').replace(/\0.*$/s, '');
  return instance.toLowerCase() === name.toLowerCase();
}

function bind(socket: Socket, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(port, host, () => {
      socket.off('error', reject);
      resolve();
    });
  });
}
