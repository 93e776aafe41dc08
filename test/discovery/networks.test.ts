import { expect, test } from 'vitest';
import { networksOf } from '#lib/discovery/networks.ts';

const WRITTEN = ['10.0.0.0/8', '192.0.2.7', 'fd00::/8', '2001:db8::1'];

test.each<[string, boolean]>([
  ['10.255.255.255', true],
  ['11.0.0.0', false],
  ['192.0.2.7', true],
  ['192.0.2.8', false],
  ['fd12:3456::1', true],
  ['fe80::1', false],
  ['2001:db8::1', true],
  ['2001:db8::2', false],
  ['::ffff:11.0.0.1', false],
  ['a name', false],
  ['', false],
])('%s is inside: %s', (address, isInside) => expect(networksOf(WRITTEN).has(address)).toBe(isInside));
