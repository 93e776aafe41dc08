import { SYSTEM_NAMES } from '#config/schema.ts';

const KNOWN = SYSTEM_NAMES.join(', ');

/** The broken files about who may come in and from where: the name of each, and what follows it in each line that is told. */
export const ACCESS_RULES: [string, string[]][] = [
  [
    'access-missing',
    [
      `  access  is missing, so nobody could be let in: add access: { secret: { env: VIGIL_SECRET }, anonymous: [${KNOWN}] } to let everybody look, or users: as config/example.yaml shows; VIGIL_SECRET is at least 32 characters that nobody can guess`,
    ],
  ],
  [
    'access-empty',
    [
      `:1  access  is missing, so nobody could be let in: add access: { secret: { env: VIGIL_SECRET }, anonymous: [${KNOWN}] } to let everybody look, or users: as config/example.yaml shows; VIGIL_SECRET is at least 32 characters that nobody can guess`,
    ],
  ],
  ['access-is-a-list', [':1  access  is not a mapping: write its keys on lines of their own below it, indented']],
  ['access-lets-nobody-in', [`:1  access  lets nobody in: add users:, or anonymous: [${KNOWN}] to let everybody look`]],
  ['access-secret-missing', [':1  access.secret  is missing: add it ({ env: NAME } or { file: path })']],
  [
    'access-secret-too-short',
    [
      ':2  access.secret  is too short: give it at least 32 characters that nobody can guess, such as what "openssl rand -base64 32" prints',
    ],
  ],
  [
    'access-secret-written-out',
    [':2  access.secret  is written out in the file, where anyone can read it: take it out and write { env: NAME } or { file: path }'],
  ],
  [
    'access-secret-env-not-set',
    [':2  access.secret  the environment variable VIGIL_TEST_NOT_SET is not set: set it where Vigil is started'],
  ],
  ['access-key-unknown', [':4  access.user  is not a known key: did you mean users?']],
  ['session-length-too-long', [':4  access.sessionLength  721h is out of range: write a duration from 5m to 30d']],
  ['session-length-too-short', [':4  access.sessionLength  4m is out of range: write a duration from 5m to 30d']],
  ['anonymous-is-a-text', [':3  access.anonymous  is not a list: begin each system with a dash']],
  ['anonymous-unknown-system', [`:3  access.anonymous[1]  is none of ${KNOWN}: write one of them`]],
  ['user-name-empty', [':4  access.users[0].name  is empty: give it a text or take the line out']],
  ['user-name-too-long', [':4  access.users[0].name  is too long: use at most 100 characters']],
  [
    'user-name-twice',
    [':5  access.users[1].name  is the name of access.users[0] too, for upper and lower case are one: give each user a name of their own'],
  ],
  ['user-name-with-line-break', [':4  access.users[0].name  holds a line break or another control character: take it out']],
  ['user-name-with-space', [':4  access.users[0].name  begins or ends with a space: take it out']],
  ['user-is-a-text', [':4  access.users[0]  is not a mapping: write its keys on lines of their own below it, indented']],
  [
    'user-without-rights',
    [':4  access.users[0]  may do nothing: give the user a role: (viewer or admin) of all systems, or systems: with a role for each'],
  ],
  ['user-without-hash', [':4  access.users[0].passwordHash  is missing: add it (what "npm run hash-password" prints)']],
  [
    'password-hash-is-a-password',
    [
      ':4  access.users[0].passwordHash  is no scrypt hash that Vigil can use, or is too cheap or too dear: make one with "npm run hash-password", and keep it in single quotes',
    ],
  ],
  [
    'password-hash-too-cheap',
    [
      ':4  access.users[0].passwordHash  is no scrypt hash that Vigil can use, or is too cheap or too dear: make one with "npm run hash-password", and keep it in single quotes',
    ],
  ],
  [
    'password-hash-too-dear',
    [
      ':4  access.users[0].passwordHash  is no scrypt hash that Vigil can use, or is too cheap or too dear: make one with "npm run hash-password", and keep it in single quotes',
    ],
  ],
  [
    'password-hash-file-not-there',
    [':4  access.users[0].passwordHash  the file that it names (looked for from FOLDER) is not there: check the path'],
  ],
  ['role-unknown', [':4  access.users[0].role  is none of viewer, admin: write one of them']],
  ['role-of-unknown-system', [`:4  access.users[0].systems.postgres  is not a known key: known here are ${KNOWN}`]],
  ['role-of-system-unknown', [':4  access.users[0].systems.haproxy  is none of viewer, admin: write one of them']],
  [
    'role-that-takes-nothing-away',
    [
      ':4  access.users[0].systems.haproxy  takes nothing away, because role: makes the user an admin of all systems: take the role out and name the systems one by one',
    ],
  ],
  [
    'details-of-unknown-system',
    [`:4  access.users[0].details  is neither all nor a list of systems that Vigil knows (${KNOWN}): write all, or [haproxy]`],
  ],
  ['token-name-twice', [':5  access.tokens[1].name  is the name of access.tokens[0] too: give each token a name of its own']],
  [
    'token-hash-twice',
    [':5  access.tokens[1].tokenHash  is the hash of access.tokens[0] too: make each token anew with "npm run make-token"'],
  ],
  [
    'token-hash-is-a-token',
    [':4  access.tokens[0].tokenHash  is no hash of a token (sha256: and 64 hexadecimal digits): make one with "npm run make-token"'],
  ],
  ['token-of-unknown-system', [`:4  access.tokens[0].system  is none of ${KNOWN}, all: write one of them`]],
  [
    'token-acts-on-all',
    [
      ':4  access.tokens[0].may  cannot be act for all systems, because a token that is lost would do harm everywhere: write view, or name one system',
    ],
  ],
  ['token-may-anything', [':4  access.tokens[0].may  is none of view, act, mark: write one of them']],
  ['demo-beside-users', [':5  access.demo  would let in two users whose passwords everybody knows beside your own: take it out']],
  [
    'host-with-port',
    [
      ':2  server.host  is neither an address nor a host name to listen on: write it like 127.0.0.1, 0.0.0.0, :: or vigil.example.com, the port under port',
    ],
  ],
  [
    'host-malformed',
    [
      ':2  server.host  is neither an address nor a host name to listen on: write it like 127.0.0.1, 0.0.0.0, :: or vigil.example.com, the port under port',
    ],
  ],
  ['trusted-proxies-is-a-text', [':2  server.trustedProxies  is not a list: begin each proxy with a dash']],
  [
    'trusted-proxy-malformed',
    [
      ':4  server.trustedProxies[1]  is neither an address nor a network of them: write it like 10.0.0.5 or 10.0.0.0/8 (not /0, which would believe everybody)',
    ],
  ],
  [
    'trusted-proxy-prefix-too-long',
    [
      ':2  server.trustedProxies[0]  is neither an address nor a network of them: write it like 10.0.0.5 or 10.0.0.0/8 (not /0, which would believe everybody)',
    ],
  ],
  [
    'trusted-proxy-is-everybody',
    [
      ':2  server.trustedProxies[0]  is neither an address nor a network of them: write it like 10.0.0.5 or 10.0.0.0/8 (not /0, which would believe everybody)',
    ],
  ],
  ['state-folder-empty', [':1  state.folder  is empty: give it a text or take the line out']],
];
