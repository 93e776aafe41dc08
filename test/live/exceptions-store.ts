import { findMariadb } from '#demo/databases/mariadb.ts';
import { findPostgresql } from '#demo/databases/postgresql.ts';
import { errorOf, type WrittenError } from '#demo/exceptions/errors.ts';
import { KINDS, type Kind } from '#demo/exceptions/kinds.ts';
import { seeded } from '#demo/exceptions/random.ts';
import { startSqlServerStore } from '#demo/exceptions/sqlserver-store.ts';
import { startMariadbStore, startPostgresqlStore } from '#demo/exceptions/stores.ts';
import type { ErrorTable } from '#demo/exceptions/write-errors.ts';
import type { Dialect } from '#lib/io/database.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { Secret } from '#lib/secret.ts';
import { exceptionsSection } from '#lib/systems/exceptions/config.ts';
import type { StoreNode } from '#lib/systems/exceptions/connection.ts';
import { exceptions } from '#lib/systems/exceptions/index.ts';
import type { ExceptionsSettings } from '#lib/systems/exceptions/settings.ts';
import { startRealStore } from './real-sqlserver.ts';

const LOGINS = { reader: { user: 'vigil', password: 'look' }, admin: { user: 'vigil_act', password: 'act' } };

/** A product that a store is in. The table has another name than the usual one: it is to be honoured everywhere. `hasOneLogin`: who reads may change there too. */
export type StoreProduct = { title: string; dialect: Dialect; isHere: boolean; hasOneLogin?: true; start(): Promise<Started | null> };
/** `reach`: there, where it is not on this machine, without TLS, with the two logins of ours. */
export type Started = {
  port: number;
  database: string;
  tableName: string;
  table: ErrorTable;
  reach?: { host: string; encrypt: boolean; trustServerCertificate: boolean; login: { user: string; password: string } };
  stop(): Promise<void>;
};

const TABLE = 'ErrorsOfOurs';
/** The connection string of a real SQL Server. */
const REAL = process.env.VIGIL_TEST_MSSQL;

export const STORE_PRODUCTS: readonly StoreProduct[] = [
  {
    ...{ title: 'PostgreSQL', dialect: 'postgresql', isHere: findPostgresql() !== null },
    start: () => startPostgresqlStore({ name: 'ny', title: 'New York', tableName: TABLE }, LOGINS),
  },
  {
    ...{ title: 'MariaDB', dialect: 'mysql', isHere: findMariadb() !== null },
    start: () => startMariadbStore({ name: 'ny', title: 'New York', tableName: TABLE }, LOGINS),
  },
  {
    ...{ title: 'the stand-in of SQL Server', dialect: 'sqlserver', isHere: true },
    start: () => startSqlServerStore({ table: `dbo.${TABLE}`, logins: LOGINS }),
  },
  ...(REAL === undefined
    ? []
    : [
        {
          ...{
            title: 'the SQL Server that VIGIL_TEST_MSSQL names',
            dialect: 'sqlserver' as const,
            isHere: true,
            hasOneLogin: true as const,
          },
          start: () => startRealStore(REAL),
        },
      ]),
];

/** A store with its table, and Vigil's own connection to it. */
export type Shop = { settings: ExceptionsSettings; node: StoreNode; table: ErrorTable; stop(): Promise<void> };

export async function openShop({ dialect, start }: StoreProduct): Promise<Shop> {
  const started = await start();
  if (started === null) throw new Error('the product is not installed');
  const login = ({ user, password }: { user: string; password: string }) => ({ user, password: new Secret(password) });
  const { host = '127.0.0.1', encrypt = false, trustServerCertificate = false, login: both = null } = started.reach ?? {};
  const place = { product: dialect, address: `${host}:${started.port}`, database: started.database, table: started.tableName };
  const groups = [{ name: 'qa', title: 'Q&A', applications: ['Q&A'] }];
  const logins = { read: login(both ?? LOGINS.reader), act: login(both ?? LOGINS.admin) };
  const store = { name: 'ny', ...place, encrypt, ...(encrypt ? { trustServerCertificate } : {}), ...logins, groups };
  const read = exceptionsSection.read({ stores: [store] });
  if (!read.ok) throw new Error(read.misfits.map(({ message }) => message).join('; '));
  // The section makes settings of its own system alone, and the system connections of its own.
  const settings = read.groups[0]?.nodes[0]?.settings as ExceptionsSettings;
  const node = exceptions.connect(settings, NO_METER) as StoreNode;
  const stop = async (): Promise<void> => {
    exceptions.close(node);
    await started.stop();
  };
  return { settings, node, table: started.table, stop };
}

/** Errors of one kind, so many and so far apart, the last one at `until`. */
export function errorsOf(
  app: string,
  count: number,
  { until, everyMs = 60_000, ...set }: { until: number; everyMs?: number } & Partial<WrittenError>,
): WrittenError[] {
  const kind = KINDS.find((one) => one.app === app);
  if (!kind) throw new Error(`nothing is known of ${app}`);
  return kindErrors(kind, count, { until, everyMs, ...set });
}

const random = seeded(41);

function kindErrors(
  kind: Kind,
  count: number,
  { until, everyMs, ...set }: { until: number; everyMs: number } & Partial<WrittenError>,
): WrittenError[] {
  return Array.from({ length: count }, (_, index) => errorOf({ kind, at: until - (count - 1 - index) * everyMs, random, ...set }));
}
