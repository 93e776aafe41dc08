import net, { type Socket } from 'node:net';
import type { ConnectionConfiguration } from 'tedious';
import { FetchError } from '../failure.ts';
import { formatCount } from '../format/number.ts';
import { type Conceal, concealSecret } from './conceal.ts';
import { Ending } from './ending.ts';
import { byteWords, progressWords } from './network-errors.ts';
import { findInstancePort } from './tds-browser.ts';
import { GuardedConnection } from './tds-driver.ts';
import { answerFailure, type SqlErrorAnswer } from './tds-errors.ts';
import { driverFailure, hungUp, looksLikeTds, strangerFailure, type TdsHeard } from './tds-socket.ts';
import type { TdsTarget } from './tds-target.ts';

/**
 * A connection that is signed in. `fail` destroys it; `lost` tells when it has ended, and why. `asked` is the count of bytes of the question under way, against which the limit is held.
 * `version` is null until it was asked for.
 */
export type TdsLine = {
  connection: GuardedConnection;
  socket: Socket;
  heard: TdsHeard;
  lost: Ending;
  isLost: boolean;
  isUsed: boolean;
  version: TdsVersion | null;
  conceal: Conceal;
  fail(error: FetchError): void;
};

/** What a server says it is: the version as it writes it, its first number, and its EngineEdition. */
export type TdsVersion = { version: string; major: number; edition: number };

const BROWSER_PORT = 1_434;
const HEARD_LENGTH = 400;

/** For how long a cancelled statement may take to be given up (attention), before the connection is destroyed. */
const CANCEL_MS = 1_000;

/** Its number in the driver, which names it as one that may be missing. */
const READ_UNCOMMITTED = 1;

/** Everything ends by the signal of whoever asks; this is only what the driver wants for a number. */
const DRIVER_MS = 3_600_000;

/** Signs in. Throws FetchError; ends at once, the socket destroyed, when the signal aborts. */
export async function openTdsLine(target: TdsTarget, signal: AbortSignal): Promise<TdsLine> {
  const heard: TdsHeard = { isConnected: false, isSecured: true, bytes: 0, text: '', isSigned: false };
  const port = await portOf(target, signal);
  const parts: { socket: Socket | null; errors: SqlErrorAnswer[] } = { socket: null, errors: [] };
  const conceal = concealSecret(target.login.password);
  let cause: FetchError | null = null;
  const lost = new Ending();
  const fail = (error: FetchError): void => {
    cause ??= error;
    line.isLost = true;
    lost.end(cause);
    // Not from within an event of the driver: closed in the middle of reading an answer, it throws where nobody can catch it.
    setImmediate(() => {
      connection.close();
      parts.socket?.destroy();
    });
  };
  const connector = (): Promise<Socket> => dial(target, port, (socket) => listen(socket, { target, heard, fail, parts, conceal }));
  const lostBy = (error: unknown): void => fail(error instanceof FetchError ? error : driverFailure(error, target, { heard, conceal }));
  const connection = new GuardedConnection(configuration(target, port, connector), { isLost: () => line.isLost, lost: lostBy });
  const line = { connection, heard, lost, isLost: false, isUsed: false, version: null, conceal, fail };
  connection.on('errorMessage', ({ number, state, class: severity, lineNumber, message }) => {
    if (!heard.isSigned) parts.errors.push({ number, state, severity, line: lineNumber, message });
  });
  connection.on('error', lostBy);
  const abort = (): void => fail(new FetchError('timeout', progressWords(heard)));
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    await lost.orEnd(signIn(connection, { target, heard, conceal, errors: parts.errors }));
  } catch (error) {
    lostBy(error);
  } finally {
    signal.removeEventListener('abort', abort);
  }
  if (cause !== null || parts.socket === null) throw cause ?? hungUp(target, { heard, conceal });
  heard.isSigned = true;
  // Before that the driver tells more of why it ended.
  connection.on('end', () => fail(hungUp(target, { heard, conceal })));
  return Object.assign(line, { socket: parts.socket });
}

type SignIn = { target: TdsTarget; heard: TdsHeard; conceal: Conceal; errors: readonly SqlErrorAnswer[] };

function signIn(connection: GuardedConnection, { target, heard, conceal, errors }: SignIn): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.connect((error) => {
      if (!error) return resolve();
      const [first, ...others] = errors;
      const told = { key: target.key, user: target.login.user, conceal };
      reject(first ? answerFailure([first, ...others], told) : driverFailure(error, target, { heard, conceal }));
    });
  });
}

async function portOf({ host, at }: TdsTarget, signal: AbortSignal): Promise<number> {
  if ('port' in at) return at.port;
  return findInstancePort({ host, instance: at.instance, port: at.browserPort ?? BROWSER_PORT }, signal);
}

function dial({ host }: TdsTarget, port: number, opened: (socket: Socket) => void): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host, port });
    opened(socket);
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.removeListener('error', reject);
      resolve(socket);
    });
  });
}

type Listening = { target: TdsTarget; heard: TdsHeard; fail(error: FetchError): void; parts: { socket: Socket | null }; conceal: Conceal };

/** Counts what comes before the driver reads it, so that what is too large or no TDS at all is never held in memory or waited for. */
function listen(socket: Socket, { target, heard, fail, parts, conceal }: Listening): void {
  parts.socket = socket;
  socket.once('connect', () => {
    heard.isConnected = true;
  });
  socket.on('error', () => undefined);
  const push = socket.push.bind(socket);
  // Not by an event: what the driver is not to read must not reach it, and listeners of one event are all called.
  socket.push = (chunk: Buffer | null, encoding?: BufferEncoding): boolean => {
    if (chunk === null) return push(null);
    const isFirst = heard.bytes === 0 && !heard.isSigned;
    heard.bytes += chunk.length;
    if (heard.text.length < HEARD_LENGTH && !heard.isSigned) heard.text += chunk.toString('latin1', 0, HEARD_LENGTH);
    const refused = isFirst && !looksLikeTds(chunk, target) ? strangerFailure(target, { heard, conceal }) : null;
    const failure = refused ?? (heard.bytes > target.maxBytes ? tooLarge(heard.bytes, target.maxBytes) : null);
    if (failure === null) return push(chunk, encoding);
    fail(failure);
    return false;
  };
}

function tooLarge(bytes: number, maxBytes: number): FetchError {
  return new FetchError('protocol', `its answer is too large: ${byteWords(bytes)} and the limit is ${formatCount(maxBytes)} (maxBytes)`);
}

/** `useUTC`: a datetime without a zone comes as a Date whose UTC fields are what the server said, and the zone of this process plays no part. */
function configuration(target: TdsTarget, port: number, connector: () => Promise<Socket>): ConnectionConfiguration {
  const { host, login, tls, isReadIntent, name, database } = target;
  const { user, password, domain } = login;
  const authentication: ConnectionConfiguration['authentication'] =
    domain === null
      ? { type: 'default', options: { userName: user, password } }
      : // The driver proves the password with the domain in capitals, and servers hold that against the domain that is sent (MS-NLMP 3.3.2).
        { type: 'ntlm', options: { userName: user, password, domain: domain.toUpperCase() } };
  return {
    server: host,
    authentication,
    options: {
      ...{ port, connector, appName: name, readOnlyIntent: isReadIntent, useUTC: true },
      ...{ encrypt: tls.encrypt, trustServerCertificate: !tls.verify },
      ...(tls.ca === null ? {} : { cryptoCredentialsDetails: { ca: tls.ca } }),
      ...(tls.serverName === null ? {} : { serverName: tls.serverName }),
      ...(database === null ? {} : { database }),
      ...{ connectTimeout: DRIVER_MS, requestTimeout: 0, cancelTimeout: CANCEL_MS, maxRetriesOnTransientErrors: 0 },
      connectionIsolationLevel: READ_UNCOMMITTED,
    },
  };
}
