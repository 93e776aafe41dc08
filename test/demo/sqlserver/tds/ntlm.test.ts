import { describe, expect, test } from 'vitest';
import { Malformed } from '#demo/sqlserver/tds/malformed.ts';
import { md4 } from '#demo/sqlserver/tds/md4.ts';
import { challengeOf, isNtlm, newNonce, provedBy } from '#demo/sqlserver/tds/ntlm.ts';
import { SqlError } from '#demo/sqlserver/tds/types.ts';

test.each([
  ['', '31d6cfe0d16ae931b73c59d7e0c089c0'],
  ['a', 'bde52cb31de33e46245e05fbdbd6fb24'],
  ['abc', 'a448017aaf21d8525fc10ae87aa6729d'],
  ['message digest', 'd9130a8164549fe818874806e1c7014b'],
  ['abcdefghijklmnopqrstuvwxyz', 'd79e1c308aa5bbcdeea8ed63df412da9'],
  ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', '043f8582f241db351ce627e153e7f0e4'],
  ['1234567890'.repeat(8), 'e33b4ddc9c38f2199c3e7b164fcc0536'],
])('MD4 of "%s" is as RFC 1320 says', (text, digest) => {
  expect(md4(Buffer.from(text, 'latin1')).toString('hex')).toBe(digest);
});

/** MS-NLMP 4.2.4: the example of NTLMv2. */
const EXAMPLE = {
  account: { domain: 'Domain', user: 'User', password: 'Password' },
  nonce: Buffer.from('0123456789abcdef', 'hex'),
  proof: Buffer.from('68cd0ab851e51c96aabc927bebef6a1c', 'hex'),
  client: Buffer.from(
    '01010000000000000000000000000000aaaaaaaaaaaaaaaa0000000002000c0044006f006d00610069006e0001000c005300650072007600650072000000000000000000',
    'hex',
  ),
};

type Said = { user?: string; domain?: string; response?: Buffer; counted?: number };

const RESPONSE = Buffer.concat([EXAMPLE.proof, EXAMPLE.client]);

function answer({ user = 'User', domain = 'Domain', response = RESPONSE, counted = response.length }: Said = {}): Buffer {
  const head = Buffer.alloc(64);
  head.write('NTLMSSP\0', 'latin1');
  head.writeUInt32LE(3, 8);
  const parts = [Buffer.from(domain, 'utf16le'), Buffer.from(user, 'utf16le'), response];
  let offset = head.length;
  for (const [index, at] of [28, 36, 20].entries()) {
    const part = parts[index] ?? Buffer.alloc(0);
    head.writeUInt16LE(at === 20 ? counted : part.length, at);
    head.writeUInt32LE(offset, at + 4);
    offset += part.length;
  }
  return Buffer.concat([head, ...parts]);
}

const refusal = (bytes: Buffer, accounts = [EXAMPLE.account], nonce: Buffer = EXAMPLE.nonce): number => {
  try {
    provedBy(bytes, nonce, accounts);
  } catch (error) {
    if (error instanceof SqlError) return error.number;
    throw error;
  }
  return 0;
};

describe('a proof by NTLMv2', () => {
  test('is taken as MS-NLMP says it is made, in whatever case the user is written', () => {
    expect(provedBy(answer(), EXAMPLE.nonce, [EXAMPLE.account])).toBe(EXAMPLE.account);
    expect(refusal(answer({ user: 'USER' }))).toBe(0);
  });

  test('is taken where only the proof is counted and the rest follows it', () => {
    expect(refusal(answer({ counted: 16 }))).toBe(0);
  });

  test.each<[string, Buffer, typeof EXAMPLE.account, Buffer]>([
    ['of another password', answer(), { ...EXAMPLE.account, password: 'password' }, EXAMPLE.nonce],
    ['to another challenge', answer(), EXAMPLE.account, newNonce()],
    ['of another user', answer(), { ...EXAMPLE.account, user: 'Other' }, EXAMPLE.nonce],
    ['in another domain', answer({ domain: 'Elsewhere' }), EXAMPLE.account, EXAMPLE.nonce],
    [
      'with one bit changed',
      answer({ response: Buffer.concat([EXAMPLE.proof, EXAMPLE.client.map((byte, at) => (at === 20 ? byte ^ 1 : byte))]) }),
      EXAMPLE.account,
      EXAMPLE.nonce,
    ],
    ['that is none', answer({ response: Buffer.alloc(8) }), EXAMPLE.account, EXAMPLE.nonce],
  ])('%s is refused with 18452', (_, bytes, account, nonce) => {
    expect(refusal(bytes, [account], nonce)).toBe(18_452);
  });

  test('cut at any byte is refused, and never taken', () => {
    const whole = answer();
    for (let length = 0; length < whole.length; length += 1) {
      try {
        expect(refusal(whole.subarray(0, length)), `cut at ${length}`).toBe(18_452);
      } catch (error) {
        expect(error).toBeInstanceOf(Malformed);
      }
    }
  });
});

test('a challenge names the domain, and is no beginning of NTLM itself', () => {
  const challenge = challengeOf(EXAMPLE.nonce, { domain: 'CORP', computer: 'SQL1' });
  expect(challenge.subarray(56, 64).toString('utf16le')).toBe('CORP');
  expect(challenge.subarray(24, 32)).toEqual(EXAMPLE.nonce);
  expect(isNtlm(challenge)).toBe(false);
});
