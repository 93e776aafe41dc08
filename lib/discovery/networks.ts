import { BlockList, isIP } from 'node:net';

/** Networks of a configuration; `has` is true for an address inside one of them. */
export type Networks = { has(address: string): boolean };

/** Addresses and networks in CIDR form, IPv4 and IPv6: "10.0.0.0/8", "fd00::/8", "10.0.0.5". Throws for what is neither. */
export function networksOf(written: readonly string[]): Networks {
  const list = new BlockList();
  for (const one of written) {
    const [address = '', prefix] = one.split('/');
    const family = familyOf(address);
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return { has: (address) => isIP(address) !== 0 && list.check(address, familyOf(address)) };
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
