import net from 'node:net';
import { startTdsServer } from '#demo/sqlserver/tds/server.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { openTds, type TdsConnection } from '#lib/io/tds.ts';
import { rowsServer } from '#test/fakes/sql-rows.ts';
import { targetOf } from './tds-target-of.ts';

/**
 * Asks servers that answer, refuse, hang, are silent, send garbage or cut, closes what it opened, and says so. It ends by itself then, unless a socket or a timer is left: a process of its own, so
 * that whoever started it sees whether it does.
 */
const told = rowsServer({ x: [{ n: 1 }], slow: 'wait', deaf: 'deaf' });
const server = await startTdsServer({ backend: told.backend, name: 'SQL1' });
const opened: TdsConnection[] = [];

function open(port: number): TdsConnection {
  const connection = openTds(targetOf(port), NO_METER);
  opened.push(connection);
  return connection;
}

async function outcome(connection: TdsConnection, name: string, ms = 5_000): Promise<string> {
  const asked = connection.ask(() => `/* Vigil: ${name} */ SELECT 1;`, AbortSignal.timeout(ms));
  return asked.then(
    () => 'answered',
    (error: unknown) => (error instanceof Error && 'kind' in error ? String(error.kind) : String(error)),
  );
}

async function door(answer: (socket: net.Socket) => void): Promise<{ port: number; shut(): void }> {
  const sockets: net.Socket[] = [];
  const listening = net.createServer((socket) => {
    sockets.push(socket.on('error', () => undefined));
    answer(socket);
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const address = listening.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    shut: () => {
      listening.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

const silent = await door(() => undefined);
const garbage = await door((socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'));
const gone = await door(() => undefined);
gone.shut();

const seen: string[] = [];
seen.push(await outcome(open(server.port), 'x'), await outcome(open(gone.port), 'x'));
seen.push(await outcome(open(silent.port), 'x', 100), await outcome(open(garbage.port), 'x'));
const last = open(server.port);
seen.push(await outcome(last, 'x'), await outcome(last, 'slow', 50), await outcome(last, 'deaf', 50));
server.spoil({ kind: 'cut', of: 'login', afterBytes: 12 });
seen.push(await outcome(open(server.port), 'x'));
server.spoil(null);
const under = [outcome(open(server.port), 'deaf'), outcome(open(silent.port), 'x')];
const queued = open(server.port);
under.push(outcome(queued, 'slow'), outcome(queued, 'x'));
// The last three are ended wherever they are: signing in, asked, waiting for their turn.
setImmediate(() => {
  for (const connection of opened) connection.close();
});
seen.push(...(await Promise.all(under)));
silent.shut();
garbage.shut();
process.stdout.write(JSON.stringify(seen));
await server.close();
