import { shaped } from '../../settings.ts';
import type { RedisAddress } from './address.ts';

const EXAMPLE = 'cache1.example.net:6379';
const RULE = `is not host:port: write it like ${EXAMPLE}, or [fd00::1]:6379`;

/** The address of a Redis, host:port; the host in lower case, so that equal addresses are equal texts. */
export const redisAddress = shaped({ example: EXAMPLE, rule: RULE, fits: (value) => readAddress(value) !== null }).transform(
  (value): RedisAddress => {
    const address = readAddress(value);
    if (address === null) throw new Error('an address was taken that is none');
    return address;
  },
);

/** A host without a port, a name or an address, in lower case and without brackets; null for a text that is none. */
export function redisHost(text: string): string | null {
  const plain = text.toLowerCase();
  if (/^[a-z0-9][a-z0-9._-]*$/.test(plain) && plain.length <= 253) return plain;
  const inner = /^\[(.*)\]$/.exec(plain)?.[1] ?? plain;
  return /^[\da-f:.]+$/.test(inner) && URL.canParse(`http://[${inner}]/`) ? inner : null;
}

function readAddress(text: string): RedisAddress | null {
  const found = /^(?:\[([\da-f:.]+)\]|([a-z0-9][a-z0-9._-]*)):(\d{1,5})$/i.exec(text);
  const host = found?.[1] ?? found?.[2];
  const port = Number(found?.[3]);
  return host !== undefined && port >= 1 && port <= 65_535 ? { host: host.toLowerCase(), port } : null;
}
