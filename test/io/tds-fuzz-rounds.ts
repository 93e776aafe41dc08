import { startTdsServer } from '#demo/sqlserver/tds/server.ts';
import { ticksFromMs } from '#demo/sqlserver/tds/ticks.ts';
import { FetchError } from '#lib/failure.ts';
import { NO_METER } from '#lib/io/meter.ts';
import { openTds, type TdsConnection } from '#lib/io/tds.ts';
import { rowsServer } from '#test/fakes/sql-rows.ts';
import { until } from '#test/fakes/until.ts';
import { type Random, randomFrom, startSpoilingProxy } from './tds-fuzz-proxy.ts';

/**
 * Asks a server behind a spoiling proxy, so many rounds from a seed on (`node tds-fuzz-rounds.ts <seed> <rounds>`), and writes a line of JSON for each. It ends with an error at the first outcome that
 * may not be. A process of its own, so that whoever started it sees whether it died or stands still.
 */
const [seed = 1, rounds = 1] = process.argv.slice(2).map(Number);

/** By so much an outcome may come after its deadline. */
const LATE_MS = 1_500;

const MIXED = [
  { n: 1, big: 2n ** 40n, text: 'words', some_time: ticksFromMs(0), said: { ticks: ticksFromMs(0), offsetMinutes: 60 }, none: null },
];
const told = rowsServer({ x: MIXED, many: Array.from({ length: 300 }, (_, n) => ({ n, text: 'x'.repeat(40) })), slow: 'wait' });
const server = await startTdsServer({ backend: told.backend, name: 'SQL1' });
const proxy = await startSpoilingProxy(server.port);
const kinds = ['x', 'x many', 'slow', 'x'];

function connect(random: Random): TdsConnection {
  const encrypt = random(6) === 0;
  return openTds(
    {
      ...{ host: '127.0.0.1', at: { port: proxy.port }, database: null, isReadIntent: false, name: 'Vigil', key: 'sql.read' },
      tls: { encrypt, verify: false, ca: null, serverName: null },
      login: { user: 'vigil', password: 'hunter2', domain: random(8) === 0 ? 'CORP' : null },
      ...{ maxBytes: 2 ** 20, maxRows: 1_000 },
    },
    NO_METER,
  );
}

async function ask(connection: TdsConnection, random: Random): Promise<string> {
  const deadlineMs = random(3) === 0 ? random(30) : 40 + random(120);
  const names = (kinds[random(kinds.length)] ?? 'x').split(' ');
  const padding = random(5) === 0 ? ` /* ${'-'.repeat(9_000)} */` : '';
  const batch = names.map((name) => `/* Vigil: ${name} */ SELECT 1;`).join('\n') + padding;
  const started = performance.now();
  const outcome = await connection
    .ask(() => batch, AbortSignal.timeout(deadlineMs))
    .then(
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
  const connection = connect(random);
  const outcomes: string[] = [];
  for (let count = 2 + random(3); count > 0; count -= 1) outcomes.push(await ask(connection, random));
  connection.close();
  await until('no socket is left', () => proxy.open() === 0);
  return outcomes;
}

// What is slow only once is no matter here: modules that are loaded, code that is compiled.
proxy.nextRound(() => 1, false);
const first = connect(() => 1);
await first.ask(() => '/* Vigil: x */ SELECT 1;', AbortSignal.timeout(20_000));
first.close();

for (let count = 0; count < rounds; count += 1) {
  const outcomes = await round(randomFrom(seed + count));
  process.stdout.write(`${JSON.stringify({ seed: seed + count, outcomes })}\n`);
}
proxy.close();
await server.close();
