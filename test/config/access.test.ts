import { isAbsolute } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { describeConfig } from '#config/describe.ts';
import type { Loaded } from '#config/load.ts';
import type { Config } from '#config/schema.ts';
import { ACCESS_ENV, load, printed } from './written.ts';

const HASH = '$scrypt$ln=15,r=8,p=3$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E';
const TOKEN_HASH = `sha256:${'0a'.repeat(32)}`;
const SECRET = 'secret: { env: VIGIL_SECRET }';
const HAPROXY = "haproxy: { groups: [{ name: web, nodes: [{ name: lb1, url: 'http://10.0.0.1/' }] }] }";
const withUser = (rest: string) => `users: [{ name: ann, passwordHash: '${HASH}', ${rest} }]`;

function configOf(loaded: Loaded): Config {
  if (!loaded.ok) throw new Error(printed(loaded));
  return loaded.config;
}

async function accessOf(section: string, files: Record<string, string> = {}, env: Record<string, string> = {}) {
  return configOf(await load(`access: { ${SECRET}, ${section} }\n${HAPROXY}`, files, env)).access;
}

describe('what users may do', () => {
  test.each([
    ['role: viewer', { all: ['view'], systems: {} }],
    ['role: admin', { all: ['view', 'act'], systems: {} }],
    ['role: viewer, details: all', { all: ['view', 'details'], systems: {} }],
    ['role: viewer, details: [haproxy]', { all: ['view'], systems: { haproxy: ['details'] } }],
    ['systems: { haproxy: viewer }', { all: [], systems: { haproxy: ['view'] } }],
    ['systems: { haproxy: admin }, details: [haproxy, haproxy]', { all: [], systems: { haproxy: ['view', 'act', 'details'] } }],
    ['role: viewer, systems: { haproxy: admin }', { all: ['view'], systems: { haproxy: ['view', 'act'] } }],
  ])('%s', async (rest, grants) => {
    expect(await accessOf(withUser(rest))).toMatchObject({ users: [{ name: 'ann', passwordHash: HASH, grants }] });
  });
});

test.each([
  ['view', ['view']],
  ['act', ['view', 'act']],
  ['mark', ['mark']],
])('a token that may %s has these rights on its system alone: %j', async (may, rights) => {
  const { tokens } = await accessOf(`tokens: [{ name: deploy, tokenHash: '${TOKEN_HASH}', system: haproxy, may: ${may} }]`);
  expect(tokens).toEqual([{ name: 'deploy', hash: TOKEN_HASH, grants: { all: [], systems: { haproxy: rights } } }]);
});

test('a token of all systems may view them, whichever are configured', async () => {
  const { tokens } = await accessOf(`tokens: [{ name: wall, tokenHash: '${TOKEN_HASH}', system: all, may: view }]`);
  expect(tokens).toEqual([{ name: 'wall', hash: TOKEN_HASH, grants: { all: ['view'], systems: {} } }]);
});

test('a token that may mark may be one of all systems', async () => {
  const { tokens } = await accessOf(`tokens: [{ name: ci, tokenHash: '${TOKEN_HASH}', system: all, may: mark }]`);
  expect(tokens).toEqual([{ name: 'ci', hash: TOKEN_HASH, grants: { all: ['mark'], systems: {} } }]);
});

test('what is not set has its default', async () => {
  expect(await accessOf('anonymous: [haproxy, haproxy]')).toMatchObject({
    sessionMs: 43_200_000,
    anonymous: ['haproxy'],
    isDemo: false,
    users: [],
    tokens: [],
  });
  expect(await accessOf('demo: true, sessionLength: 720h')).toMatchObject({ isDemo: true, sessionMs: 2_592_000_000, anonymous: [] });
});

test('the hash of a password may stand in the environment or in a file', async () => {
  const users = 'users: [{ name: a, passwordHash: { env: A }, role: admin }, { name: b, passwordHash: { file: b.txt }, role: viewer }]';
  const access = await accessOf(users, { 'b.txt': `${HASH}\n` }, { A: HASH });
  expect(access.users.map(({ passwordHash }) => passwordHash)).toEqual([HASH, HASH]);
});

test('the secret is there and is never printed', async () => {
  const access = await accessOf('anonymous: [haproxy]');
  expect(access.secret.reveal()).toBe(ACCESS_ENV.VIGIL_SECRET);
  expect(inspect(access, { depth: 20, showHidden: true }) + JSON.stringify(access)).not.toContain('hunter2');
});

describe('the server', () => {
  test.each(['localhost', 'LOCALHOST', '127.0.0.1', "'::1'"])('needs no publicUrl on %s', async (host) => {
    expect(printed(await load(`server: { host: ${host} }\naccess: { ${SECRET}, demo: true }\n${HAPROXY}`))).toBe('');
  });

  test.each(['0.0.0.0', '::', '10.0.0.5', 'vigil-1.example.com', 'vigil'])('listens on %s where publicUrl is given', async (host) => {
    const server = `server: { host: '${host}', publicUrl: 'https://vigil.example.com', trustedProxies: [10.0.0.1, 10.0.0.0/8, 'fd00::/8'] }`;
    const config = configOf(await load(`${server}\naccess: { ${SECRET}, demo: true }\n${HAPROXY}`));
    expect(config.server).toMatchObject({ host, trustedProxies: ['10.0.0.1', '10.0.0.0/8', 'fd00::/8'] });
  });
});

describe('the folder of what survives a restart', () => {
  test.each([
    ['is beside the configuration', '', /^\/.*\/vigil-config-[^/]+\/state$/],
    ['counts from the folder of the configuration', 'state: { folder: ../elsewhere }', /^\/.*\/elsewhere$/],
    ['may be anywhere', 'state: { folder: /var/lib/vigil }', /^\/var\/lib\/vigil$/],
  ])('%s', async (_name, state, expected) => {
    const { folder } = configOf(await load(`${state}\naccess: { ${SECRET}, demo: true }\n${HAPROXY}`)).state;
    expect(isAbsolute(folder)).toBe(true);
    expect(folder).toMatch(expected);
  });
});

describe('what is told of it', () => {
  const told = async (yaml: string) => describeConfig(configOf(await load(`${yaml}\n${HAPROXY}`)));

  test('names who may come in, and holds neither a secret nor a hash', async () => {
    const users = `- { name: ann, passwordHash: '${HASH}', role: admin, details: all }
    - { name: dev, passwordHash: '${HASH}', role: viewer, systems: { haproxy: admin }, details: [haproxy] }`;
    const marker = `{ name: ci, tokenHash: '${TOKEN_HASH.replaceAll('0a', '0b')}', system: all, may: mark }`;
    const token = `{ name: deploy, tokenHash: '${TOKEN_HASH}', system: haproxy, may: act }`;
    const text = await told(`access:\n  ${SECRET}\n  anonymous: [haproxy]\n  users:\n    ${users}\n  tokens: [${token}, ${marker}]`);
    expect(text).not.toMatch(/hunter2|\$scrypt|sha256/);
    expect(text.slice(text.indexOf('access  '), text.indexOf('haproxy  1'))).toMatchInlineSnapshot(`
      "access  who signs in stays signed in for 12h
              anybody may view haproxy without signing in
              user ann: admin of all systems, sees the details of all systems
              user dev: viewer of all systems, admin of haproxy, sees the details of haproxy
              token deploy: may act on haproxy
              token ci: may mark deploys of all systems

      "
    `);
  });

  test('shouts where everybody knows the users', async () => {
    expect(await told(`access: { ${SECRET}, demo: true }`)).toContain(
      'DEMO USERS: everybody knows them. ann with password ann may do everything, dev with password dev may view everything',
    );
  });

  test.each<[string, string, string, boolean]>([
    ['other machines reach it by http', '0.0.0.0', 'http://vigil.example.com', true],
    ['other machines reach it by https', '0.0.0.0', 'https://vigil.example.com', false],
    ['others reach it by http through a proxy', '127.0.0.1', 'http://vigil.example.com', true],
    ['only this machine reaches it', '127.0.0.1', 'http://localhost:8400', false],
    ['only this machine reaches it by IPv6', "'::1'", 'http://[::1]:8400', false],
  ])('warns of passwords on the way where %s', async (_name, host, publicUrl, isWarned) => {
    const text = await told(`server: { host: ${host}, publicUrl: '${publicUrl}' }\naccess: { ${SECRET}, demo: true }`);
    const warning = `WARNING  ${publicUrl} is not https: passwords would travel unencrypted to whoever listens on the way`;
    expect(text.includes(warning)).toBe(isWarned);
  });

  test('names the proxies that are believed and the folder of the state', async () => {
    const text = await told(`server: { trustedProxies: [10.0.0.1] }\nstate: { folder: /var/lib/vigil }\naccess: { ${SECRET}, demo: true }`);
    expect(text).toContain(
      '        believes the proxies 10.0.0.1\nstate   /var/lib/vigil\n        keeps 14 days whole, with a board at least every 10s, and 400 in steps of 5 minutes, in up to 2GiB\n',
    );
  });
});
