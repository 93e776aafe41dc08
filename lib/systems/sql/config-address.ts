import { refuse, shaped } from '../../settings.ts';
import type { SqlAddress } from './address.ts';

const DEFAULT_PORT = 1_433;
const RULE = 'is no address of a SQL Server: write it like sql1, sql1:1433, sql1,1433 or sql1\\REPORTS';

/** The address of an instance as SQL people write it; the host in lower case, so that equal addresses are equal texts. */
export const sqlAddress = shaped({ example: 'sql1.example.net', rule: RULE, fits: () => true }).transform((value, context): SqlAddress => {
  const read = readSqlAddress(value);
  return typeof read === 'string' ? refuse(context, read) : read;
});

/** The address in a text, or why there is none, in words that do not repeat it. */
export function readSqlAddress(text: string): SqlAddress | string {
  const plain = text.trim().replace(/^tcp:/i, '');
  if (/^(np|lpc|admin):/i.test(plain))
    return 'is a named pipe, shared memory or the admin connection: Vigil speaks TCP, write it like sql1:1433';
  if (/^(\.|\(local\)|\(localdb\))(\\|,|:|$)/i.test(plain)) return 'means the machine that Vigil runs on: write its name';
  const [, bracketed, named, instance, written] =
    /^(?:\[([\da-f:.]+)\]|([^\\,:[\]\s]+))(?:\\([^\\,:\s]+))?(?:\s*[,:]\s*(\d{1,5}))?$/i.exec(plain) ?? [];
  const host = bracketed !== undefined && URL.canParse(`http://[${bracketed}]/`) ? bracketed : named;
  if (host === undefined || !/^[\da-z][\da-z._-]{0,252}$|^[\da-f:.]+$/i.test(host)) return RULE;
  if (/\.database\.(windows\.net|chinacloudapi\.cn|usgovcloudapi\.net)$/i.test(host))
    return 'is Azure SQL, which Vigil does not watch yet: it has no availability groups that could be asked';
  const port = written === undefined ? DEFAULT_PORT : Number(written);
  if (port < 1 || port > 65_535) return RULE;
  const isNamed = instance !== undefined && written === undefined && instance.toUpperCase() !== 'MSSQLSERVER';
  if (instance !== undefined && !/^[a-z_][\w$#]{0,15}$/i.test(instance))
    return 'has an instance name that is none: at most 16 letters, digits and _ $ #';
  return { host: host.toLowerCase(), at: isNamed ? { instance: instance.toUpperCase() } : { port } };
}
