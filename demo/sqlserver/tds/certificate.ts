import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A private key and its certificate, both as PEM. */
export type Certificate = { key: string; cert: string };

const DAY_MS = 86_400_000;
const TAG = { integer: 0x02, bits: 0x03, octets: 0x04, oid: 0x06, utf8: 0x0c, utcTime: 0x17, sequence: 0x30, set: 0x31 } as const;
const OID = { rsaWithSha256: '2a864886f70d01010b', commonName: '550403', subjectAltName: '551d11' } as const;

/** A self-signed certificate for localhost and 127.0.0.1, valid from yesterday for ten years; its own authority, as SQL Server makes one when none is given. */
export function selfSigned(commonName = 'SSL_Self_Signed_Fallback'): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const algorithm = sequence(oid(OID.rsaWithSha256), Buffer.from([0x05, 0]));
  const name = sequence(field(TAG.set, sequence(oid(OID.commonName), field(TAG.utf8, Buffer.from(commonName)))));
  const now = Date.now();
  const signed = sequence(
    field(0xa0, field(TAG.integer, Buffer.from([2]))),
    field(TAG.integer, Buffer.concat([Buffer.from([1]), randomBytes(7)])),
    algorithm,
    name,
    sequence(utcTime(now - DAY_MS), utcTime(now + 3650 * DAY_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    field(0xa3, sequence(sequence(oid(OID.subjectAltName), field(TAG.octets, alternativeNames())))),
  );
  const signature = field(TAG.bits, Buffer.from([0]), sign('sha256', signed, privateKey));
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert: pem(sequence(signed, algorithm, signature)) };
}

function alternativeNames(): Buffer {
  return sequence(field(0x82, Buffer.from('localhost')), field(0x87, Buffer.from([127, 0, 0, 1])));
}

/** One field of DER: tag, length, content. */
function field(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

function sequence(...parts: Uint8Array[]): Buffer {
  return field(TAG.sequence, ...parts);
}

function oid(hex: string): Buffer {
  return field(TAG.oid, Buffer.from(hex, 'hex'));
}

function utcTime(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replace(/\.\d+|[-:T]/g, '');
  return field(TAG.utcTime, Buffer.from(digits.slice(2), 'latin1'));
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').replace(/.{1,64}/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`;
}
