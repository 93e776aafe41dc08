import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Certificate = { key: string; cert: string };

/** True where the openssl command is installed, which makes the certificates of the tests. */
export const HAS_OPENSSL = spawnSync('openssl', ['version']).status === 0;

const CA_CONFIG = (folder: string) => `
[ca]
default_ca = own
[own]
database = ${folder}/index.txt
serial = ${folder}/serial
new_certs_dir = ${folder}
default_md = sha256
policy = any
x509_extensions = names
[any]
commonName = supplied
[names]
subjectAltName = IP:127.0.0.1
`;

/** A self-signed certificate for one subject alternative name, such as "IP:127.0.0.1"; its key is made on the spot. */
export function makeCertificate(name: string): Certificate {
  return inFolder((folder) => {
    const request = ['req', '-x509', '-days', '2', '-subj', '/CN=fake', '-addext', `subjectAltName=${name}`];
    openssl([...request, ...newKey(folder), '-out', join(folder, 'cert.pem')]);
    return read(folder);
  });
}

/** A self-signed certificate for 127.0.0.1 that was valid for a month of 2020. */
export function makeExpiredCertificate(): Certificate {
  return inFolder((folder) => {
    writeFileSync(join(folder, 'ca.cnf'), CA_CONFIG(folder));
    writeFileSync(join(folder, 'index.txt'), '');
    writeFileSync(join(folder, 'serial'), '01\n');
    openssl(['req', '-new', '-subj', '/CN=fake', ...newKey(folder), '-out', join(folder, 'request.pem')]);
    const sign = ['ca', '-batch', '-notext', '-selfsign', '-config', join(folder, 'ca.cnf'), '-keyfile', join(folder, 'key.pem')];
    const month = ['-startdate', '20200101000000Z', '-enddate', '20200201000000Z'];
    openssl([...sign, ...month, '-in', join(folder, 'request.pem'), '-out', join(folder, 'cert.pem')]);
    return read(folder);
  });
}

function newKey(folder: string): string[] {
  return ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', join(folder, 'key.pem')];
}

function openssl(args: string[]): void {
  execFileSync('openssl', args, { stdio: 'pipe' });
}

function read(folder: string): Certificate {
  return { key: readFileSync(join(folder, 'key.pem'), 'utf8'), cert: readFileSync(join(folder, 'cert.pem'), 'utf8') };
}

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-certificate-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
