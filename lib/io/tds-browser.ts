import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { FetchError } from '../failure.ts';
import { networkFailure } from './network-errors.ts';

const ASK_INSTANCE = 0x04;
const ANSWER = 0x05;
const HEADER_BYTES = 3;
const ASK_AGAIN_MS = 1_000;

type Asked = { host: string; instance: string; port: number };

/**
 * The TCP port of a named instance, as the SQL Browser of its machine tells it (MC-SQLR 2.2.3, 2.2.5). An instance that it does not know gets no answer at all, and so does whoever is cut off
 * by a firewall: both are a timeout, once the signal aborts. Throws FetchError.
 */
export function findInstancePort(asked: Asked, signal: AbortSignal): Promise<number> {
  const { host, instance, port } = asked;
  return new Promise((resolve, reject) => {
    const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
    const request = Buffer.concat([Buffer.from([ASK_INSTANCE]), Buffer.from(instance, 'latin1'), Buffer.from([0])]);
    const send = (): void => socket.send(request, (error) => error && fail(browserError(error, asked)));
    const again = setInterval(send, ASK_AGAIN_MS);
    const done = (): void => {
      clearInterval(again);
      signal.removeEventListener('abort', abort);
      socket.removeAllListeners();
      socket.on('error', () => undefined);
      socket.close();
    };
    const fail = (error: FetchError): void => {
      done();
      reject(error);
    };
    const abort = (): void => fail(new FetchError('timeout', silenceWords(asked)));
    socket.on('error', (error) => fail(browserError(error, asked)));
    socket.on('message', (message) => {
      const found = portIn(message);
      done();
      if (typeof found === 'number') resolve(found);
      else reject(new FetchError('protocol', `${found} (SQL Browser of ${host}, instance ${instance})`, message.toString('latin1')));
    });
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    // Connected, so that nobody else is listened to and a closed port is told.
    socket.connect(port, host, send);
  });
}

/** The port in an answer, or what is wrong with it. */
function portIn(message: Buffer): number | string {
  if (message.length < HEADER_BYTES || message[0] !== ANSWER) return 'what answers is no SQL Browser';
  const words = message.toString('latin1', HEADER_BYTES).split(';');
  const at = words.findIndex((word) => word.toLowerCase() === 'tcp');
  if (at < 0) return 'the instance listens on no TCP port: turn TCP on in its configuration manager';
  const port = Number(words[at + 1]);
  return Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : 'the port that is told is none';
}

function silenceWords({ host, instance, port }: Asked): string {
  return `no answer from the SQL Browser of ${host} (UDP ${port}): it does not run, knows no instance ${instance}, or a firewall is between; a port in the address does without it`;
}

function browserError(error: Error, { host, port }: Asked): FetchError {
  const where = `UDP ${port} of ${host}`;
  const failure = networkFailure(
    error,
    { host, where, isTls: false, conceal: (text) => text },
    { isConnected: false, isSecured: false, bytes: 0 },
  );
  const hint = failure.kind === 'refused' ? ': the SQL Browser does not run; start it, or put the port into the address' : '';
  return new FetchError(failure.kind, `${failure.message}${hint}`, failure.received);
}
