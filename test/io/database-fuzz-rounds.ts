import { FetchError } from '#lib/failure.ts';
import type { DatabaseConnection, Dialect } from '#lib/io/database.ts';
import { openDatabase } from '#lib/io/database-open.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { startFakeMysql } from '#test/fakes/mysql-server.ts';
import { startFakePostgresql } from '#test/fakes/postgresql-server.ts';
import { until } from '#test/fakes/until.ts';
import { databaseAt } from './database-target-of.ts';
import { type Random, randomFrom, startSpoilingProxy } from './tds-fuzz-proxy.ts';

/**
 * Asks a server behind a spoiling proxy, so many rounds from a seed on (`node database-fuzz-rounds.ts <dialect> <seed> <rounds>`), and writes a line of JSON for each. It ends with an error at the
 * first outcome that may not be. A process of its own, so that whoever started it sees whether it died or stands still.
 */
const [dialect, ...numbers] = process.argv.slice(2);
const [seed = 1, rounds = 1] = numbers.map(Number);

/** By so much an outcome may come after its deadline. */
const LATE_MS = 1_500;

const isMysql = dialect === 'mysql';
const server = isMysql ? await startFakeMysql() : await startFakePostgresql();
const proxy = await startSpoilingProxy(server.port);

function connect(isReading: boolean): DatabaseConnection {
  const spoken: Dialect = isMysql ? 'mysql' : 'postgresql';
  return openDatabase(databaseAt(proxy.port, { dialect: spoken, isReading }), NO_METER);
}

async function ask(connection: DatabaseConnection, random: Random): Promise<string> {
  const deadlineMs = random(3) === 0 ? random(30) : 40 + random(120);
  const text = `SELECT 1 AS n ${random(6) === 0 ? '/* slow */' : ''}`;
  const started = performance.now();
  const outcome = await connection.ask({ text, values: [] }, AbortSignal.timeout(deadlineMs)).then(
    () => 'answered',
    (error: unknown) => {
      if (!(error instanceof FetchError) || error.kind === 'internal' || error.message === '') throw error;
      return error.kind;
    },
  );
  const tookMs = performance.now() - started;
  if (tookMs > deadlineMs + LATE_MS) throw new Error(`${Math.round(tookMs)} ms for a deadline of ${deadlineMs} ms`);
  return outcome;
}

async function round(random: Random): Promise<string[]> {
  proxy.nextRound(random);
  const connection = connect(random(2) === 0);
  const outcomes: string[] = [];
  for (let count = 2 + random(3); count > 0; count -= 1) outcomes.push(await ask(connection, random));
  connection.close();
  await until('no socket is left', () => proxy.open() === 0);
  return outcomes;
}

// What is slow only once is no matter here: modules that are loaded, code that is compiled.
proxy.nextRound(() => 1, false);
const first = connect(true);
await first.ask({ text: 'SELECT 1 AS n', values: [] }, AbortSignal.timeout(20_000));
first.close();

for (let count = 0; count < rounds; count += 1) {
  const outcomes = await round(randomFrom(seed + count));
  process.stdout.write(`${JSON.stringify({ seed: seed + count, outcomes })}\n`);
}
proxy.close();
await server.close();
