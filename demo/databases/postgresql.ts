import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DatabaseProcess, type ServerCertificate, startDatabase, writeCertificate } from './database-process.ts';
import { findProgram, versionsBelow } from './find-program.ts';

const PASSWORD = 'postgres';

/** The folder of the programs of PostgreSQL, or null. Debian keeps them out of PATH. */
export function findPostgresql(): string | null {
  const folders = versionsBelow('/usr/lib/postgresql').map((version) => join(version, 'bin'));
  const initdb = findProgram('initdb', folders);
  return initdb === null ? null : join(initdb, '..');
}

/** A PostgreSQL for tests and for the demo: nothing is forced to disk. */
export function startPostgresql(programs: string, certificate?: ServerCertificate): Promise<DatabaseProcess> {
  const tls: Record<string, string> = {};
  return startDatabase({
    title: 'PostgreSQL',
    account: 'postgres',
    prepare: (folder) => {
      const file = join(folder, 'password');
      writeFileSync(file, `${PASSWORD}\n`, { mode: 0o644 });
      if (certificate) {
        const { key, cert } = writeCertificate(folder, certificate);
        Object.assign(tls, { ssl: 'on', ssl_key_file: key, ssl_cert_file: cert });
      }
      const options = [
        '--no-sync',
        '--auth=scram-sha-256',
        `--pwfile=${file}`,
        '--username=postgres',
        '--encoding=UTF8',
        '--locale=C.UTF-8',
      ];
      return [[join(programs, 'initdb'), ...options, '-D', join(folder, 'data')]];
    },
    command: (folder, port) => {
      const settings = {
        port,
        listen_addresses: '127.0.0.1',
        unix_socket_directories: '',
        fsync: 'off',
        synchronous_commit: 'off',
        full_page_writes: 'off',
        timezone: 'UTC',
        ...tls,
      };
      const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
      return [join(programs, 'postgres'), '-D', join(folder, 'data'), ...flags];
    },
    isReady: (line) => line.includes('database system is ready to accept connections'),
    user: 'postgres',
    password: PASSWORD,
  });
}
