import { randomBytes } from 'node:crypto';
import sql from 'mssql';
import { tableOrders } from '#demo/exceptions/tables.ts';
import { errorTable } from '#demo/exceptions/write-errors.ts';
import { openDatabase } from '#lib/io/database-open.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { Secret } from '#lib/secret.ts';
import type { Started } from './exceptions-store.ts';

const PORT = 1_433;
const ORDER_MS = 60_000;

/**
 * A store in the server that VIGIL_TEST_MSSQL names, in a table of its own in the database of the connection string, tempdb where it names none. The login may make tables there; the table is taken away
 * at the end.
 */
export async function startRealStore(connectionString: string): Promise<Started> {
  const {
    server: host,
    port = PORT,
    user = '',
    password = '',
    database = 'tempdb',
    options,
  } = sql.ConnectionPool.parseConnectionString(connectionString);
  const login = { user, password };
  const encrypt = options?.encrypt !== false;
  const tls = encrypt ? { ca: null, verify: options?.trustServerCertificate !== true } : null;
  const tableName = `dbo.VigilTest${randomBytes(6).toString('hex')}`;
  const target = { dialect: 'sqlserver' as const, host, port, database, user, password: new Secret(password), tls };
  const connection = openDatabase({ ...target, isReading: false, lockMs: 5_000, maxBytes: 2 ** 28, most: 2 }, NO_METER);
  const order = (text: string): Promise<unknown> => connection.ask({ text, values: [] }, AbortSignal.timeout(ORDER_MS));
  for (const text of tableOrders('sqlserver', tableName)) await order(text);
  const stop = async (): Promise<void> => {
    await order(`DROP TABLE ${tableName}`);
    connection.close();
  };
  const reach = { host, encrypt, trustServerCertificate: tls?.verify === false, login };
  return { port, database, tableName, table: errorTable(connection, 'sqlserver', tableName), stop, reach };
}
