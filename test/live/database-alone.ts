import { findMariadb, startMariadb } from '#demo/databases/mariadb.ts';
import { findPostgresql, startPostgresql } from '#demo/databases/postgresql.ts';

/** A process that starts the databases that are installed, tells their numbers in a line, and is killed. */
const [postgresql, mariadb] = [findPostgresql(), findMariadb()];
const started = [...(postgresql ? [await startPostgresql(postgresql)] : []), ...(mariadb ? [await startMariadb(mariadb)] : [])];
console.log(JSON.stringify(started.map(({ pid }) => pid)));
setInterval(() => undefined, 1_000);
