import type { Backend, Login, Session } from './backend.ts';
import type { ByteWriter } from './byte-writer.ts';
import { readLogin7, readSspi } from './login7.ts';
import { challengeOf, isNtlm, newNonce, untrusted, type WindowsAccount } from './ntlm.ts';
import { DONE, ENV, writeCollation, writeDone, writeEnvChange, writeFeatureAck, writeLoginAck, writeNotice } from './tokens.ts';
import { SqlError } from './types.ts';

/** What a login's answer says of its server. */
export type LoginFacts = { serverName: string; version: readonly [number, number, number]; tdsVersion: number; packetBytes: number };

const TDS_7_3 = 0x730a0003;
const TDS_7_3_B = 0x730b0003;
const TDS_7_4 = 0x74000004;
const TDS_8 = 0x08000000;
const DEFAULT_PACKET_BYTES = 4096;

/** The version of TDS that is spoken with a client: what it can, 7.4 at most, or 8.0 where TLS came first. Throws SqlError below 7.3. */
export function agreeOnVersion(asked: number, isStrict: boolean): number {
  if (isStrict) return TDS_8;
  if (asked === TDS_8 || asked >= TDS_7_4) return TDS_7_4;
  if (asked >= TDS_7_3) return asked;
  throw new SqlError(50000, `stand-in: TDS 7.3 is the least that is spoken, the client has 0x${asked.toString(16)}`, { severity: 20 });
}

/** Whether a client of that version reads NBCROW. */
export function readsBitmaps(tdsVersion: number): boolean {
  return tdsVersion === TDS_8 || tdsVersion >= TDS_7_3_B;
}

/** The size of packets that a client asks for, where it is one that is allowed. */
export function agreeOnPacketBytes(asked: number): number {
  return asked >= 512 && asked <= 32767 ? asked : DEFAULT_PACKET_BYTES;
}

/** Asks the backend for a session. Throws SqlError: a Windows account that is not proved is refused with 18452 without being asked about. */
export async function admit(
  backend: Backend,
  login: Login,
  { spid, proved }: { spid: number; proved: WindowsAccount | null },
): Promise<Session> {
  if (!login.isIntegrated) return backend.login(login, spid);
  if (proved === null) throw untrusted();
  return backend.login({ ...login, userName: `${proved.domain}\\${proved.user}` }, spid);
}

/** A client that is asked to prove its Windows account: how it signs in, the bytes it has to prove it with, and what it is sent. */
export type Challenged = { login: Login; nonce: Buffer; challenge: Buffer };

/** The challenge to a login by Windows account; null for another, and where no account is known. */
export function challengeTo(body: Buffer, accounts: readonly WindowsAccount[], computer: string): Challenged | null {
  const login = readLogin7(body);
  const [first] = accounts;
  if (!login.isIntegrated || first === undefined || !isNtlm(readSspi(body))) return null;
  const nonce = newNonce();
  return { login, nonce, challenge: challengeOf(nonce, { domain: first.domain, computer }) };
}

/** The answer to a login that is admitted. */
export function writeWelcome(to: ByteWriter, session: Session, { features }: Login, facts: LoginFacts): void {
  const { serverName, version, tdsVersion, packetBytes } = facts;
  const notice = { severity: 0, line: 1, procedure: '', serverName };
  writeEnvChange(to, ENV.database, session.database, 'master');
  writeNotice(to, 'INFO', { ...notice, number: 5701, state: 2, text: `Changed database context to '${session.database}'.` });
  writeCollation(to);
  writeEnvChange(to, ENV.language, 'us_english', '');
  writeNotice(to, 'INFO', { ...notice, number: 5703, state: 1, text: 'Changed language setting to us_english.' });
  writeLoginAck(to, tdsVersion, version);
  writeEnvChange(to, ENV.packetSize, String(packetBytes), String(DEFAULT_PACKET_BYTES));
  if (features.length > 0) writeFeatureAck(to, features);
  writeDone(to, 'DONE', DONE.final);
}

/** The answer to a login that is refused. A database that cannot be opened (4060) is followed by 18456, as SQL Server does it. */
export function writeRefusal(to: ByteWriter, error: SqlError, { userName }: Login, serverName: string): void {
  const failed = new SqlError(18456, `Login failed for user '${userName}'.`, { severity: 14 });
  for (const { number, message, severity, state, line, procedure } of error.number === 4060 ? [error, failed] : [error]) {
    writeNotice(to, 'ERROR', { number, text: message, severity, state, line: Math.max(line, 1), procedure, serverName });
  }
  writeDone(to, 'DONE', DONE.error);
}
