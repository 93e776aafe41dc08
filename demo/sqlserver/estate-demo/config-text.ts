import { SQL_ALONE, SQL_CLUSTERS, SQL_INSTANCES } from './layout.ts';
import type { SqlServers } from './servers.ts';

export const SQL_USER = 'vigil';
export const SQL_VARIABLE = 'VIGIL_DEMO_SQL_PASSWORD';

/** The section `sql` of Vigil's configuration for the SQL Servers of the demo; it holds no secret. Their certificates are their own, as SQL Server makes one when none is given. */
export function sqlText({ instances }: Pick<SqlServers, 'instances'>): string {
  const nodeText = ({ name }: { name: string }): string => {
    const port = instances.find((one) => one.name === name)?.port ?? 0;
    return `{ name: ${name}, address: "127.0.0.1:${port}", host: ${hostOf(name)} }`;
  };
  const clusters = SQL_CLUSTERS.map(
    ({ name, heartbeat, instances: own }) => `    - name: ${name}
${heartbeat === undefined ? '' : `      heartbeat: { database: ${heartbeat}, table: dbo.heartbeat, column: beat_utc }\n`}      nodes:
${own.map((one) => `        - ${nodeText(one)}`).join('\n')}`,
  );
  return `sql:
  tags: [data, sql]
  trustServerCertificate: true
  read: { user: ${SQL_USER}, password: { env: ${SQL_VARIABLE} } }
  clusters:
${clusters.join('\n')}
  instances:
    - ${nodeText(SQL_ALONE)}
`;
}

/** The lines of the machines, for the section `hosts`. */
export function sqlHostLines(): string[] {
  return SQL_INSTANCES.map(
    ({ name }) => `  - { name: ${hostOf(name)}, aliases: [${hostOf(name)}.example], tags: [${hostOf(name).slice(0, 2)}, sql] }`,
  );
}

function hostOf(name: string): string {
  return name.toLowerCase();
}
