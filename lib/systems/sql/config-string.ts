import { parse } from '@tediousjs/connection-string';
import { Secret } from '../../secret.ts';

/** What a connection string sets; what it does not say is missing. `server` is its template, in which $server stands for the address of the node. */
export type FromString = {
  server?: string;
  read?: { user: string; password: Secret; domain?: string };
  encrypt?: boolean | 'strict';
  trustServerCertificate?: boolean;
  serverName?: string;
  applicationIntent?: 'readOnly' | 'readWrite';
  database?: string;
};

/** The spellings that SqlClient knows (SqlConnection.ConnectionString), by what they set. */
const SPELLINGS: Readonly<Record<string, string>> = {
  ...{ server: 'server', 'data source': 'server', address: 'server', addr: 'server', 'network address': 'server' },
  ...{ 'user id': 'user', user: 'user', uid: 'user', password: 'password', pwd: 'password' },
  ...{ encrypt: 'encrypt', trustservercertificate: 'trust', 'trust server certificate': 'trust' },
  ...{ hostnameincertificate: 'name', 'host name in certificate': 'name' },
  ...{ applicationintent: 'intent', 'application intent': 'intent', database: 'database', 'initial catalog': 'database' },
  ...{ 'integrated security': 'integrated', trusted_connection: 'integrated', authentication: 'authentication' },
};

/** What people have in such strings and what plays no part here: Vigil has its own name, pool and times. */
const IDLE: readonly string[] = [
  ...['application name', 'app', 'workstation id', 'wsid', 'pooling', 'min pool size', 'max pool size', 'packet size', 'enlist'],
  ...['connection timeout', 'connect timeout', 'timeout', 'command timeout', 'connectretrycount', 'connectretryinterval'],
  ...['multipleactiveresultsets', 'multiple active result sets', 'multisubnetfailover', 'multi subnet failover'],
  ...['persist security info', 'persistsecurityinfo', 'network library', 'network', 'net', 'language', 'current language'],
];

/** Reads a connection string as SQL people write them. Gives what is wrong in words that repeat nothing of it but the names of keys that are known. */
export function readConnectionString(text: string): { ok: true; set: FromString } | { ok: false; message: string } {
  const wrong = { ok: false, message: 'is no connection string: write it like Server=$server;User ID=vigil;Password=...' } as const;
  try {
    const entries = new Map(parse(text));
    return entries.size === 0 ? wrong : read(entries);
  } catch {
    return wrong;
  }
}

function read(entries: ReadonlyMap<string, string>): { ok: true; set: FromString } | { ok: false; message: string } {
  const said: Record<string, string> = {};
  for (const [key, value] of entries) {
    const meaning = SPELLINGS[key.toLowerCase()];
    if (meaning !== undefined) said[meaning] = value;
    else if (!IDLE.includes(key.toLowerCase()))
      return { ok: false, message: 'holds a key that is not known, and not repeated here because it may hold a secret' };
  }
  const problem = problemIn(said);
  return problem === null ? { ok: true, set: settings(said) } : { ok: false, message: problem };
}

function problemIn({ user, password, integrated, authentication, encrypt, trust, intent }: Record<string, string>): string | null {
  if (/^(true|yes|sspi)$/i.test(integrated ?? '') || /active ?directory|entra/i.test(authentication ?? ''))
    return 'signs in as the Windows or Entra account of the process, which Vigil cannot: give a login of SQL Server, or User ID=DOMAIN\\user with its password';
  if ((user === undefined) !== (password === undefined))
    return 'holds one of User ID and Password: give both, or take both out and set read:';
  if (encrypt !== undefined && !/^(true|false|yes|no|strict|mandatory|optional)$/i.test(encrypt))
    return 'has an Encrypt that is none of True, False and Strict';
  if (trust !== undefined && !/^(true|false|yes|no)$/i.test(trust)) return 'has a TrustServerCertificate that is neither True nor False';
  if (intent !== undefined && !/^read(only|write)$/i.test(intent)) return 'has an ApplicationIntent that is neither ReadOnly nor ReadWrite';
  return null;
}

function settings({ server, user, password, encrypt, trust, name, intent, database }: Record<string, string>): FromString {
  return {
    ...(server === undefined ? {} : { server }),
    ...(user === undefined || password === undefined ? {} : { read: loginOf(user, password) }),
    ...(encrypt === undefined ? {} : { encrypt: /^strict$/i.test(encrypt) ? 'strict' : /^(true|yes|mandatory)$/i.test(encrypt) }),
    ...(trust === undefined ? {} : { trustServerCertificate: /^(true|yes)$/i.test(trust) }),
    ...(name === undefined ? {} : { serverName: name }),
    ...(intent === undefined ? {} : { applicationIntent: /^readonly$/i.test(intent) ? 'readOnly' : 'readWrite' }),
    ...(database === undefined ? {} : { database }),
  };
}

function loginOf(user: string, password: string): { user: string; password: Secret; domain?: string } {
  const [, domain, account] = /^([^\\]+)\\(.+)$/.exec(user) ?? [];
  const secret = new Secret(password);
  return domain === undefined || account === undefined ? { user, password: secret } : { user: account, password: secret, domain };
}
