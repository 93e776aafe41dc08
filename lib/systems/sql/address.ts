/** Where an instance listens: at a port, or by the name that the SQL Browser of its machine has for it. */
export type SqlAddress = { host: string; at: { port: number } | { instance: string } };

/** "sql1:1433", "sql1\\REPORTS", "[fd00::1]:1433". */
export function formatSqlAddress({ host, at }: SqlAddress): string {
  if ('instance' in at) return `${host}\\${at.instance}`;
  return `${host.includes(':') ? `[${host}]` : host}:${at.port}`;
}
