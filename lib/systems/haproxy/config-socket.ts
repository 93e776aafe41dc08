import { formatLineAddress, type LineAddress } from '../../io/line-socket.ts';
import { shaped } from '../../settings.ts';
import type { HAProxyLimits } from './config.ts';

const EXAMPLE = '/run/haproxy/vigil.sock';

/** What connect(2) takes of a path, its end counted. */
const LONGEST_PATH = 107;

const RULE = `is neither the absolute path of a socket (at most ${LONGEST_PATH} bytes) nor tcp://host:port: write it like ${EXAMPLE} or tcp://127.0.0.1:9999`;

/** The address of a `stats socket`: the path of a unix socket, or tcp://host:port. */
export const socketAddress = shaped({ example: EXAMPLE, rule: RULE, fits: (value) => readSocketAddress(value) !== null }).transform(
  (value): LineAddress => {
    const address = readSocketAddress(value);
    if (address === null) throw new Error('a socket address was taken that is none');
    return address;
  },
);

type Described = { socket: LineAddress | null; actSocket: LineAddress | null; limits: HAProxyLimits };

/** What the runtime sockets of a node are for, one thing a line; nothing of those that it does not have. One beyond this machine is warned of, because HAProxy asks nobody there who he is. */
export function describeSockets({ socket, actSocket, limits }: Described): string[] {
  const ofLimit = (limit: number | null, unit = ''): string => (limit === null ? 'off' : `${limit}${unit}`);
  const { connectionsWarningRatio, idleWarningPercent } = limits;
  return [
    ...(socket === null ? [] : [`asks the runtime socket ${socketWords(socket)}`]),
    ...(socket === null
      ? []
      : [`connections warn at ${ofLimit(connectionsWarningRatio)} of maxconn, idle time below ${ofLimit(idleWarningPercent, ' %')}`]),
    ...(actSocket === null ? [] : [`sets weights and pauses frontends by ${socketWords(actSocket)}`]),
  ];
}

function socketWords(address: LineAddress): string {
  const isFar = address.is === 'tcp' && !isLoopback(address.host);
  return `${formatLineAddress(address)}${isFar ? ', NOT on this machine: whoever reaches it may do there what its level allows' : ''}`;
}

function readSocketAddress(text: string): LineAddress | null {
  if (text.startsWith('/')) return Buffer.byteLength(text) <= LONGEST_PATH && !/\p{Cc}/u.test(text) ? { is: 'unix', path: text } : null;
  const found = /^tcp:\/\/(?:\[([\da-f:.]+)\]|([A-Za-z0-9._-]+)):(\d{1,5})$/i.exec(text);
  const host = found?.[1] ?? found?.[2];
  const port = Number(found?.[3]);
  return host !== undefined && port >= 1 && port <= 65_535 ? { is: 'tcp', host, port } : null;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
