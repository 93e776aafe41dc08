/** As whom a server is signed in to: a login of SQL Server, or with a domain one of Windows (NTLM). */
export type TdsLogin = { user: string; password: string; domain: string | null };

/**
 * Where a SQL Server listens: at a port, or as a named instance whose port its SQL Browser tells. `browserPort` (UDP) is 1434 without it. `encrypt` "strict" is TDS 8: TLS before anything
 * else. `ca` is a certificate as PEM text, trusted beside those of the machine; `serverName` the name that its certificate is for, where that is not the host.
 */
export type TdsAddress = {
  host: string;
  at: { port: number } | { instance: string; browserPort?: number };
  tls: { encrypt: boolean | 'strict'; verify: boolean; ca: string | null; serverName: string | null };
};

/**
 * As whom and how a server is asked: `name` is what the connection is called there (program_name); `key` where the configuration names the login. `maxBytes` and `maxRows` are the most that
 * one answer may come to; with `isReadIntent` read-only replicas take it (ApplicationIntent=ReadOnly). Locks are waited for `lockMs`, 2 s without it.
 */
export type TdsTarget = TdsAddress & {
  login: TdsLogin;
  database: string | null;
  isReadIntent: boolean;
  name: string;
  key: string;
  maxBytes: number;
  maxRows: number;
  lockMs?: number;
};

/** "sql1:1433", "sql1\BETA". */
export function tdsWhere({ host, at }: Pick<TdsAddress, 'host' | 'at'>): string {
  if ('instance' in at) return `${host}\\${at.instance}`;
  return `${host.includes(':') ? `[${host}]` : host}:${at.port}`;
}
