/** The databases in which StackExchange.Exceptional keeps errors. */
export type StoreDialect = 'sqlserver' | 'postgresql' | 'mysql';

/** The columns in the order of the table, and how each database has them (StackExchange.Exceptional 3.0.1). */
const COLUMNS: readonly [name: string, sqlserver: string, mysql: string, postgresql: string][] = [
  ['Id', 'bigint NOT NULL IDENTITY(1,1) PRIMARY KEY', 'bigint NOT NULL AUTO_INCREMENT PRIMARY KEY', 'bigserial PRIMARY KEY'],
  ['GUID', 'uniqueidentifier NOT NULL', 'char(36) NOT NULL', 'uuid NOT NULL'],
  ['ApplicationName', 'nvarchar(50) NOT NULL', 'varchar(50) NOT NULL', 'varchar(50) NOT NULL'],
  ['MachineName', 'nvarchar(50) NOT NULL', 'varchar(50) NOT NULL', 'varchar(50) NOT NULL'],
  ['CreationDate', 'datetime NOT NULL', 'datetime NOT NULL', 'timestamp NOT NULL'],
  ['Type', 'nvarchar(100) NOT NULL', 'varchar(100) NOT NULL', 'varchar(100) NOT NULL'],
  ['IsProtected', 'bit NOT NULL DEFAULT 0', 'tinyint(1) NOT NULL DEFAULT 0', 'boolean NOT NULL DEFAULT false'],
  ['Host', 'nvarchar(100) NULL', 'varchar(100) NULL', 'varchar(100) NULL'],
  ['Url', 'nvarchar(500) NULL', 'varchar(500) NULL', 'varchar(500) NULL'],
  ['HTTPMethod', 'nvarchar(10) NULL', 'varchar(10) NULL', 'varchar(10) NULL'],
  ['IPAddress', 'varchar(40) NULL', 'varchar(40) NULL', 'varchar(40) NULL'],
  ['Source', 'nvarchar(100) NULL', 'varchar(100) NULL', 'varchar(100) NULL'],
  ['Message', 'nvarchar(1000) NULL', 'varchar(1000) NULL', 'varchar(1000) NULL'],
  ['Detail', 'nvarchar(max) NULL', 'mediumtext NULL', 'text NULL'],
  ['StatusCode', 'int NULL', 'int NULL', 'integer NULL'],
  ['DeletionDate', 'datetime NULL', 'datetime NULL', 'timestamp NULL'],
  ['FullJson', 'nvarchar(max) NULL', 'mediumtext NULL', 'text NULL'],
  ['ErrorHash', 'int NULL', 'int NULL', 'integer NULL'],
  ['DuplicateCount', 'int NOT NULL DEFAULT 1', 'int NOT NULL DEFAULT 1', 'integer NOT NULL DEFAULT 1'],
  ['LastLogDate', 'datetime NULL', 'datetime NULL', 'timestamp NULL'],
  ['Category', 'nvarchar(100) NULL', 'varchar(100) NULL', 'varchar(100) NULL'],
];

/** The columns that whoever writes a row names. */
export const WRITTEN = COLUMNS.map(([name]) => name).filter((name) => name !== 'Id');

const INDEXES: Readonly<Record<StoreDialect, readonly { keys: string; isUnique?: true; include?: string; where?: string }[]>> = {
  sqlserver: [
    { keys: 'GUID, ApplicationName, DeletionDate, CreationDate DESC', isUnique: true },
    { keys: 'ErrorHash, ApplicationName, CreationDate DESC, DeletionDate' },
    { keys: 'ApplicationName, DeletionDate, CreationDate DESC', where: 'DeletionDate IS NULL' },
    { keys: 'CreationDate', include: 'ApplicationName, MachineName, DuplicateCount' },
  ],
  mysql: [
    { keys: 'GUID, ApplicationName, DeletionDate, CreationDate DESC' },
    { keys: 'ErrorHash, ApplicationName, CreationDate DESC, DeletionDate' },
  ],
  postgresql: [
    { keys: '"GUID", "ApplicationName", "CreationDate" DESC, "DeletionDate"', isUnique: true },
    { keys: '"ApplicationName", "CreationDate" DESC, "DeletionDate", "ErrorHash"' },
    { keys: '"ApplicationName", "CreationDate" DESC, "DeletionDate"', where: '"DeletionDate" IS NULL' },
  ],
};

/** The name of a column or a table as a database reads it. */
export function named(dialect: StoreDialect, name: string): string {
  const parts = name.split('.');
  const quoted = {
    sqlserver: (part: string) => `[${part}]`,
    mysql: (part: string) => `\`${part}\``,
    postgresql: (part: string) => `"${part}"`,
  };
  return parts.map(quoted[dialect]).join('.');
}

/** The orders that make the table of a store with the indexes that the library makes. */
export function tableOrders(dialect: StoreDialect, table: string): string[] {
  const type = { sqlserver: 1, mysql: 2, postgresql: 3 } as const;
  const columns = COLUMNS.map((column) => `${named(dialect, column[0])} ${column[type[dialect]]}`);
  const short = table.split('.').at(-1) ?? table;
  const indexes = INDEXES[dialect].map(
    ({ keys, isUnique, include, where }, index) =>
      `CREATE ${isUnique ? 'UNIQUE ' : ''}INDEX ${named(dialect, `IX_${short}_${index}`)} ON ${named(dialect, table)} (${keys})${include ? ` INCLUDE (${include})` : ''}${where ? ` WHERE ${where}` : ''}`,
  );
  return [`CREATE TABLE ${named(dialect, table)} (${columns.join(', ')})`, ...indexes];
}
