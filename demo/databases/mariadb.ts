import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DatabaseProcess, type ServerCertificate, startDatabase, writeCertificate } from './database-process.ts';
import { findProgram } from './find-program.ts';

const PASSWORD = 'mariadb';
const FOLDERS = ['/usr/sbin', '/usr/bin', '/usr/local/bin'];

export type MariadbPrograms = { server: string; install: string };

/** The programs of MariaDB, or null. */
export function findMariadb(): MariadbPrograms | null {
  const [server, install] = [findProgram('mariadbd', FOLDERS), findProgram('mariadb-install-db', FOLDERS)];
  return server === null || install === null ? null : { server, install };
}

/** A MariaDB for tests and for the demo: nothing is forced to disk, and no file of the machine is read. */
export function startMariadb({ server, install }: MariadbPrograms, certificate?: ServerCertificate): Promise<DatabaseProcess> {
  const tls: string[] = [];
  return startDatabase({
    title: 'MariaDB',
    account: 'mysql',
    prepare: (folder) => {
      const orders = [
        `CREATE USER vigil_admin@'127.0.0.1' IDENTIFIED BY '${PASSWORD}'`,
        "GRANT ALL PRIVILEGES ON *.* TO vigil_admin@'127.0.0.1' WITH GRANT OPTION",
      ];
      writeFileSync(join(folder, 'init.sql'), `${orders.join(';\n')};\n`, { mode: 0o644 });
      if (certificate) {
        const { key, cert } = writeCertificate(folder, certificate);
        tls.push(`--ssl-key=${key}`, `--ssl-cert=${cert}`);
      }
      const data = `--datadir=${join(folder, 'data')}`;
      return [
        [install, '--no-defaults', data, '--auth-root-authentication-method=normal', '--skip-test-db', '--innodb-flush-method=nosync'],
      ];
    },
    command: (folder, port) => [
      ...([server, '--no-defaults', `--datadir=${join(folder, 'data')}`, `--init-file=${join(folder, 'init.sql')}`] as const),
      ...[`--port=${port}`, '--bind-address=127.0.0.1', `--socket=${join(folder, 's')}`, '--skip-name-resolve', '--skip-log-bin'],
      ...['--innodb-flush-log-at-trx-commit=0', '--innodb-doublewrite=0', '--character-set-server=utf8mb4', '--max-allowed-packet=64M'],
      ...['--innodb-buffer-pool-size=128M', `--pid-file=${join(folder, 'pid')}`, '--default-time-zone=+00:00', ...tls],
    ],
    isReady: (line) => line.includes('ready for connections'),
    user: 'vigil_admin',
    password: PASSWORD,
  });
}
