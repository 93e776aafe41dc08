import type { Kind } from './kinds.ts';
import { pick, randomGuid } from './random.ts';

/** A row as it is written; times are epoch ms. What is left out is what StackExchange.Exceptional would write for it. */
export type WrittenError = {
  GUID: string;
  ApplicationName: string;
  MachineName: string;
  CreationDate: number;
  Type: string;
  IsProtected: boolean;
  Host: string | null;
  Url: string | null;
  HTTPMethod: string | null;
  IPAddress: string | null;
  Source: string | null;
  Message: string | null;
  Detail: string | null;
  StatusCode: number | null;
  DeletionDate: number | null;
  FullJson: string | null;
  ErrorHash: number | null;
  DuplicateCount: number;
  LastLogDate: number | null;
  Category: string | null;
};

const WORDS = ['c%23', 'javascript', 'sql-server', 'redis', 'regex', 'python', 'linq', 'azure', 'git'] as const;
const MACHINES = Array.from({ length: 9 }, (_, index) => `NY-WEB0${index + 1}`);
const SERVICES = ['NY-SERVICE01', 'NY-SERVICE02', 'NY-SERVICE03'];
const HASH_BITS = 0x7fffffff;

type Given = { kind: Kind; at: number; random(): number } & Partial<WrittenError>;

/** One error of a kind, with values of its own in its texts. */
export function errorOf({ kind, at, random, ...set }: Given): WrittenError {
  const fill = (text: string): string =>
    text.replaceAll('{n}', () => String(1 + Math.floor(random() * 90_000))).replaceAll('{word}', () => pick(WORDS, random));
  const message = fill(kind.message);
  const path = kind.url === '' ? null : fill(kind.url);
  const inner = kind.inner ? ` ---> ${kind.inner.type}: ${kind.inner.message}\n   --- End of inner exception stack trace ---` : '';
  const row: WrittenError = {
    ...{
      GUID: randomGuid(random),
      ApplicationName: kind.app,
      MachineName: pick(path === null ? SERVICES : MACHINES, random),
      CreationDate: at,
    },
    ...{
      Type: kind.type,
      IsProtected: false,
      Host: path === null ? null : 'stackoverflow.com',
      Url: path,
      HTTPMethod: path === null ? null : 'GET',
    },
    ...{
      IPAddress: path === null ? null : `198.51.100.${1 + Math.floor(random() * 250)}`,
      Source: kind.source,
      Message: message.slice(0, 1_000),
    },
    Detail: `${kind.type}: ${message}${inner}\n${kind.frames.map((frame) => `   ${frame}`).join('\n')}`,
    ...{
      StatusCode: kind.status === 0 ? null : kind.status,
      DeletionDate: null,
      FullJson: null,
      ErrorHash: Math.floor(random() * HASH_BITS),
    },
    ...{ DuplicateCount: 1, LastLogDate: null, Category: kind.category ?? null, ...set },
  };
  return { ...row, FullJson: set.FullJson === undefined ? fullJson(row, kind) : set.FullJson };
}

function fullJson(row: WrittenError, kind: Kind): string {
  const pairs = (values: Record<string, string>) => Object.entries(values).map(([Name, Value]) => ({ Name, Value }));
  const isWeb = row.Url !== null;
  return JSON.stringify({
    ...{ GUID: row.GUID, IsProtected: false, ApplicationName: row.ApplicationName, Category: row.Category, MachineName: row.MachineName },
    ...{ Type: row.Type, Source: row.Source, Message: row.Message, Detail: row.Detail, ErrorHash: row.ErrorHash },
    ...{
      CreationDate: new Date(row.CreationDate).toISOString(),
      LastLogDate: null,
      StatusCode: row.StatusCode,
      DuplicateCount: 1,
      DeletionDate: null,
    },
    CustomData: { 'Redis-Server': 'ny-redis01:6379', Build: '4711' },
    Commands: kind.sql
      ? [{ Type: 'SQL Server Query', CommandString: kind.sql, Data: { Server: 'NY-SQL02', Number: '-2', LineNumber: '0', Procedure: '' } }]
      : null,
    ...{ Host: row.Host, Url: row.Url, FullUrl: isWeb ? `https://${row.Host}${row.Url}?sort=votes&page=41` : null },
    ...{ HTTPMethod: row.HTTPMethod, IPAddress: row.IPAddress },
    ServerVariablesSerializable: isWeb ? pairs({ 'Request Method': 'GET', Scheme: 'https', Protocol: 'HTTP/1.1' }) : null,
    QueryStringSerializable: isWeb ? pairs({ sort: 'votes', page: '41' }) : null,
    FormSerializable: null,
    CookiesSerializable: isWeb
      ? pairs({ prov: `0f1e2c8a-${row.GUID.slice(0, 4)}-77b1`, acct: `t=${row.GUID.slice(0, 8)}&s=secret` })
      : null,
    RequestHeadersSerializable: isWeb
      ? pairs({ 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64)', Accept: 'text/html', 'X-Api-Key': 'k-1234' })
      : null,
  });
}
