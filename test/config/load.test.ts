import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '#config/load.ts';
import { formatProblems } from '#config/problems.ts';
import { ACCESS_ENV, folderOf, load, loadOpen, printed, settings } from './written.ts';

const NODES = "groups: [{ name: web, nodes: [{ name: lb1, url: 'http://10.0.0.1:7001/haproxy' }] }]";
const SMALLEST = `haproxy: { ${NODES} }`;
const withRead = (password: string) => `haproxy:\n  read: { user: vigil, password: ${password} }\n  ${NODES}\n`;

test('config/example.yaml loads as it stands', async () => {
  const loaded = await loadConfig('config/example.yaml', {
    ...ACCESS_ENV,
    HAPROXY_PASSWORD: 'hunter2',
    REDIS_PASSWORD: 'hunter2',
    SQL_PASSWORD: 'hunter2',
    ELASTIC_PASSWORD: 'hunter2',
    ERRORS_PASSWORD: 'hunter2',
  });
  expect(printed(loaded)).toBe('');
  expect(Object.keys(settings(loaded))).toEqual(['web/lb1', 'web/lb2', 'internal/lb3', 'internal/lb4']);
});

test('the smallest configuration gets every default', async () => {
  const loaded = await loadOpen(SMALLEST);
  expect(loaded).toMatchObject({
    ok: true,
    config: {
      file: expect.stringMatching(/^\/.*vigil\.yaml$/),
      server: { host: '127.0.0.1', port: 8400, publicUrl: null, environment: null },
      poller: { slots: 32 },
      systems: {
        haproxy: [{ name: 'web', title: 'web', nodes: [{ name: 'lb1', address: 'http://10.0.0.1:7001/haproxy', host: '10.0.0.1' }] }],
      },
    },
  });
});

test('what is set for the server and the poller is taken', async () => {
  const server = '{ host: localhost, port: 9000, publicUrl: HTTPS://Ops.example.com:443/, environment: PROD }';
  expect(await loadOpen(`server: ${server}\npoller: { slots: 4 }\n${SMALLEST}`)).toMatchObject({
    config: { server: { host: 'localhost', port: 9000, publicUrl: 'https://ops.example.com', environment: 'PROD' }, poller: { slots: 4 } },
  });
});

test('a proxy may be called like a secret: names that people choose are looked up nowhere', async () => {
  expect(printed(await loadOpen(`haproxy: { aliases: { token: Tokens, secret: Vault }, ${NODES} }`))).toBe('');
});

test('an API key and a token are looked up as a password is, and are never to be written out', async () => {
  const of = (read: string) => `elastic: { clusters: [{ name: s, nodes: [{ name: es1, url: 'http://es1:9200', read: ${read} }] }] }`;
  expect(printed(await loadOpen(of('{ apiKey: { env: KEY } }'), {}, { KEY: 'aHVudGVyMg==' }))).toBe('');
  expect(printed(await loadOpen(of('{ token: { env: KEY } }'), {}, { KEY: 'hunter2' }))).toBe('');
  const written = printed(await loadOpen(of('{ token: hunter2 }')));
  expect(written).toContain('read.token  is written out in the file');
  expect(written).not.toContain('hunter2');
});

describe('the host of a node', () => {
  test.each([
    ['is the one of its url', "url: 'http://LB1.example.com/haproxy?stats'", 'lb1.example.com'],
    ['is an address without its brackets', "url: 'http://[fd00::1]:7001/haproxy'", 'fd00::1'],
    ['is the configured one', "url: 'http://10.0.0.1/haproxy', host: lb1", 'lb1'],
  ])('%s', async (_name, node, host) => {
    const loaded = await loadOpen(`haproxy: { groups: [{ name: web, nodes: [{ name: lb1, ${node} }] }] }`);
    expect(loaded).toMatchObject({ config: { systems: { haproxy: [{ nodes: [{ host }] }] } } });
  });
});

describe('a secret is found', () => {
  test.each([
    ['in the environment', '{ env: PASSWORD }', 'from the environment'],
    ['in a file beside the configuration', '{ file: password.txt }', 'from a file'],
    ['in a file that ends without a line break', '{ file: bare.txt }', 'from a file'],
    ['in a file of another system, whose line break is two characters', '{ file: dos.txt }', 'from a file'],
    ['with only one line break cut', '{ file: two.txt }', 'from a file\n'],
  ])('%s', async (_name, password, expected) => {
    const files = {
      'password.txt': 'from a file\n',
      'bare.txt': 'from a file',
      'dos.txt': 'from a file\r\n',
      'two.txt': 'from a file\n\n',
    };
    const loaded = await loadOpen(withRead(password), files, { PASSWORD: 'from the environment' });
    expect(settings(loaded)['web/lb1']?.read?.password.reveal()).toBe(expected);
    expect(inspect(loaded, { depth: 20, showHidden: true })).not.toContain(expected);
    expect(JSON.stringify(loaded)).not.toContain(expected);
  });

  test('once for all that share it by an alias', async () => {
    const yaml = `haproxy:\n  groups:\n    - name: web\n      nodes:
        - { name: a, url: 'http://a/', read: &r { user: vigil, password: { env: PASSWORD } } }
        - { name: b, url: 'http://b/', read: *r }\n`;
    const found = settings(await loadOpen(yaml, {}, { PASSWORD: 'hunter2' }));
    expect(Object.values(found).map((node) => node.read?.password.reveal())).toEqual(['hunter2', 'hunter2']);
  });
});

test.each([
  ['not there', {}, 'is not there: check the path'],
  ['empty', { 'password.txt': '' }, 'is empty: put the value into it'],
  ['a line break only', { 'password.txt': '\n' }, 'is empty: put the value into it'],
  ['binary', { 'password.txt': 'hunter2\n\0' }, 'holds a control character in line 2: save it as plain text (UTF-8)'],
  ['too large', { 'password.txt': 'hunter2 '.repeat(40_000) }, 'is larger than 256KiB: is it the right file?'],
])('a secret file that is %s is a problem that repeats nothing of it', async (_name, files, words) => {
  const text = printed(await loadOpen(withRead('{ file: password.txt }'), files));
  expect(text).toMatch(/^vigil\.yaml:2 {2}haproxy\.read\.password {2}the file that it names \(looked for from \S+\) /);
  expect(text.endsWith(words)).toBe(true);
  expect(text).not.toContain('hunter2');
});

test('a certificate is taken from a file', async () => {
  const pem = `${rootCertificates[0]}\n${rootCertificates[1]}\n`;
  const loaded = await loadOpen(`haproxy: { tls: { ca: { file: ca.pem } }, ${NODES} }`, { 'ca.pem': pem });
  expect(settings(loaded)['web/lb1']?.tls.ca?.trim()).toBe(pem.trim());
});

describe('a file that is no text is refused in words', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['empty', '', 'vigil.yaml  holds no settings: start from config/example.yaml'],
    ['blank', ' \n\n', 'vigil.yaml  holds no settings: start from config/example.yaml'],
    [
      'not UTF-8',
      Uint8Array.of(0x61, 0x3a, 0x0a, 0x62, 0x3a, 0xff),
      'vigil.yaml  holds bytes that are not UTF-8 in line 2: save it as UTF-8',
    ],
    [
      'UTF-16',
      Buffer.from(`\ufeff${SMALLEST}`, 'utf16le'),
      'vigil.yaml  holds a control character in line 1: save it as plain text (UTF-8)',
    ],
    ['binary', 'a: 1\nb: \u0007', 'vigil.yaml  holds a control character in line 2: save it as plain text (UTF-8)'],
    ['too large', '#'.repeat(4 * 2 ** 20 + 1), 'vigil.yaml  is larger than 4MiB: is it the right file?'],
    ['brackets only', '['.repeat(20_000), 'vigil.yaml:1  it is nested too deeply: is a bracket not closed?'],
    [
      'closing brackets only',
      ']'.repeat(1_000_000),
      'vigil.yaml:1  something stands where it cannot: is a bracket, a quote or a comma missing or left over?',
    ],
  ])('%s', async (_name, content, expected) => {
    expect(printed(await load(content)).split('\n')[0]).toBe(expected);
  });

  test('a folder, a device, and a path that leads nowhere are refused in words', async () => {
    const folder = folderOf({ file: '' });
    mkdirSync(join(folder, 'vigil.yaml'));
    const words = async (file: string) => {
      const loaded = await loadConfig(file, {});
      return loaded.ok ? '' : formatProblems(loaded.problems);
    };
    expect(await words(join(folder, 'vigil.yaml'))).toBe(`${join(folder, 'vigil.yaml')}  is a folder: name the file in it`);
    expect(await words(join(folder, 'file', 'x.yaml'))).toBe(`${join(folder, 'file', 'x.yaml')}  is not there: check the path`);
    expect(await words('nowhere.yaml')).toBe('nowhere.yaml  is not there: check the path');
    expect(await words('/dev/zero')).toBe('/dev/zero  is neither a file nor a link to one: name a regular file');
  });
});

test('a byte order mark and Windows line ends do no harm', async () => {
  expect(printed(await loadOpen(`\ufeffserver:\r\n  port: 8401\r\n${SMALLEST}\r\n`))).toBe('');
});

test('an alias that is used very often is no bomb', async () => {
  const nodes = Array.from(
    { length: 400 },
    (_, index) => `{ name: n${index}, url: 'http://n${index}/', limits: ${index === 0 ? '&l { queueWarning: 9 }' : '*l'} }`,
  );
  const found = settings(await loadOpen(`haproxy: { groups: [{ name: web, nodes: [${nodes.join(', ')}] }] }`));
  expect(found['web/n399']?.limits.queueWarning).toBe(9);
});

test('a limit of the group that its nodes break is told once, not once a node', async () => {
  const nodes = "nodes: [{ name: a, url: 'http://a/' }, { name: b, url: 'http://b/' }]";
  const text = printed(await loadOpen(`haproxy:\n  groups:\n    - name: web\n      timeout: 9s\n      ${nodes}\n`));
  expect(text).toBe(
    'vigil.yaml:4  haproxy.groups[0].timeout  9s is not shorter than the interval of 5s: set timeout below it or interval above it',
  );
});

test('a value that cannot be read is not compared', async () => {
  const text = printed(await loadOpen(`haproxy:\n  interval: 2\n  timeout: 9s\n  ${NODES}\n`));
  expect(text).toBe('vigil.yaml:2  haproxy.interval  2 has no unit: write 2s');
});
