import { createMeter } from '#lib/io/meter.ts';
import { Secret } from '#lib/secret.ts';
import { probesOf } from '#lib/system.ts';
import { sqlSection } from '#lib/systems/sql/config.ts';
import { sql } from '#lib/systems/sql/index.ts';
import { SQL_LOGIN } from './sql-estate.ts';

const TIMEOUT_MS = 30_000;

/** Prints what one poll of each probe sends to and receives from one stand-in, inside TLS, over connections that are open already. */
export async function printProbeBytes(port: number): Promise<void> {
  const read = { user: SQL_LOGIN.user, password: new Secret(SQL_LOGIN.password) };
  const nodes = [{ name: 'one', address: `127.0.0.1,${port}` }];
  const section = sqlSection.read({ trustServerCertificate: true, read, clusters: [{ name: 'c', nodes }] });
  if (!section.ok) throw new Error('the section of the benchmark is wrong');
  const settings = section.groups[0]?.nodes[0]?.settings;
  const meter = createMeter(Date.now);
  const connection = sql.connect(settings, meter);
  try {
    for (const probe of probesOf(sql, settings)) {
      await probe.fetch(connection, AbortSignal.timeout(TIMEOUT_MS));
      const { total: before } = meter.read();
      await probe.fetch(connection, AbortSignal.timeout(TIMEOUT_MS));
      const { total: after } = meter.read();
      const { intervalMs } = probe.times(settings);
      const [sent, received] = [after.sentBytes - before.sentBytes, after.receivedBytes - before.receivedBytes];
      console.log(`    ${probe.name}, every ${intervalMs / 1_000} s: ${sent} bytes sent, ${received} received`);
    }
  } finally {
    await sql.close(connection);
  }
}
