import type { DatabaseConnection } from '#lib/io/database.ts';
import { openDatabase } from '#lib/io/database-open.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { startFake } from '#test/fakes/fake-server.ts';
import { startHang } from '#test/fakes/hang.ts';
import { startFakeMysql } from '#test/fakes/mysql-server.ts';
import { startFakePostgresql } from '#test/fakes/postgresql-server.ts';
import { databaseAt } from './database-target-of.ts';

/** Asks servers that answer, are silent and send garbage, closes what it opened, and says so. It ends by itself then, unless a socket or a timer is left. */
const seen: string[] = [];

function outcome(connection: DatabaseConnection, text: string, ms = 10_000): Promise<string> {
  return connection.ask({ text, values: [] }, AbortSignal.timeout(ms)).then(
    () => 'answered',
    (error: unknown) => (error instanceof Error && 'kind' in error ? String(error.kind) : String(error)),
  );
}

for (const dialect of ['postgresql', 'mysql'] as const) {
  const server = dialect === 'mysql' ? await startFakeMysql() : await startFakePostgresql();
  const silent = await startHang();
  const garbage = await startFake((socket) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'));
  const opened: DatabaseConnection[] = [];
  const open = (port: number): DatabaseConnection => {
    const connection = openDatabase(databaseAt(port, { dialect }), NO_METER);
    opened.push(connection);
    return connection;
  };
  const kept = open(server.port);
  seen.push(await outcome(kept, 'SELECT 1'), await outcome(open(silent.port), 'SELECT 1', 100));
  seen.push(await outcome(open(garbage.port), 'SELECT 1'), await outcome(kept, 'SELECT slow', 50));
  // These are ended wherever they are: signing in, or asked.
  const under = [outcome(open(server.port), 'SELECT slow'), outcome(open(silent.port), 'SELECT 1')];
  setImmediate(() => {
    for (const connection of opened) connection.close();
  });
  seen.push(...(await Promise.all(under)));
  for (const fake of [server, silent, garbage]) await fake.close();
}
process.stdout.write(JSON.stringify(seen));
