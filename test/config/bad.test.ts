import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig } from '#config/load.ts';
import { formatProblems } from '#config/problems.ts';
import { SYSTEM_NAMES } from '#config/schema.ts';
import { ACCESS_RULES } from './bad-access-rules.ts';
import { REDIS_RULES } from './bad-redis-rules.ts';

/** One broken file per rule. Whatever could be a secret in them reads hunter2, or 20252025 where it is a number. */
const FOLDER = join(import.meta.dirname, 'bad');
const ENV = { VIGIL_SECRET: 'hunter2-'.repeat(4), HAPROXY_PASSWORD: 'hunter2', VIGIL_TEST_EMPTY: '', VIGIL_TEST_SHORT: 'hunter2' };
const KNOWN = SYSTEM_NAMES.join(', ');
const SECRETS = /hunter2|20252025/i;

/** The name of the file, and what follows it in each line: `:line  path  message`. */
const RULES: [string, string[]][] = [
  ...ACCESS_RULES,
  ...REDIS_RULES,
  [
    'aliases-malformed',
    [
      ':3  haproxy.aliases.be_web  is not a text: put it in quotes',
      ':4  haproxy.aliases."…"  is not the name of a proxy: use letters, digits and . _ : - only',
      ':5  haproxy.aliases.be_api  is empty: give it a text or take the line out',
      ':8  haproxy.groups[0].aliases  is not a mapping: write a line for each proxy below it, like be_web: Web shop',
      ':10  haproxy.groups[0].nodes[0].aliases  is not a known key: known here are name, url, socket, actSocket, host, notes, interval, timeout, maxBytes, read, act, tls, limits, tags',
    ],
  ],
  ['alias-bomb', ['  unfolds into more than 500000 values: use fewer aliases']],
  ['alias-of-itself', [':2  haproxy.groups[0]  refers to what it is a part of: write the value out']],
  ['alias-without-anchor', [':2  haproxy.read  refers to an anchor that is not above it: if a text begins with *, put it in quotes']],
  ['ca-is-a-path', [':2  haproxy.tls.ca  is no valid PEM certificate: write { file: path } of a file that holds one']],
  ['ca-is-no-certificate', [':2  haproxy.tls.ca  is no valid PEM certificate: write { file: path } of a file that holds one']],
  ['ca-not-there', [':2  haproxy.tls.ca  the file that it names (looked for from FOLDER) is not there: check the path']],
  ['empty-groups', [':2  haproxy.groups  holds no group: add at least one']],
  ['empty-nodes', [':4  haproxy.groups[0].nodes  holds no node: add at least one']],
  [
    'empty-section',
    [
      ':1  haproxy  is empty: give it a value (groups, notes, aliases, interval, timeout, maxBytes, read, act, tls, limits, tags) or take the line out',
    ],
  ],
  ['environment-too-long', [':2  server.environment  is too long: use at most 20 characters']],
  ['group-name-twice', [':6  haproxy.groups[1].name  is the name of haproxy.groups[0] too: give each group a name of its own']],
  ['groups-is-a-mapping', [':2  haproxy.groups  is not a list: begin each group with a dash']],
  [
    'hosts-malformed',
    [
      ':2  hosts[0].name  is missing: add it (web03)',
      ':2  hosts[0].aliases  is not a list: begin each alias with a dash',
      ':3  hosts[1].name  is not a host name: use letters, digits and . _ : - only, and begin with a letter, a digit or a colon',
      ':3  hosts[1].tags[1]  is not a tag: use letters, digits and . _ : - only, and begin with a letter or a digit',
      ':4  hosts[2].tag  is not a known key: did you mean tags?',
      ':8  haproxy.groups[0].tags[0]  is not a tag: use letters, digits and . _ : - only, and begin with a letter or a digit',
      ':10  haproxy.groups[0].nodes[0].host  is not a host name: use letters, digits and . _ : - only, and begin with a letter, a digit or a colon',
    ],
  ],
  [
    'hosts-name-twice',
    [
      ':3  hosts[1].name  is a name of hosts[0] too: a name leads to one host, so take one of the two out',
      ':3  hosts[1].aliases[1]  is a name of hosts[0] too: a name leads to one host, so take one of the two out',
      ':4  hosts[2].aliases[0]  stands twice in its host: take one of the two out',
    ],
  ],
  [
    'host-not-local',
    [
      ':2  server.host  is reached from other machines, so browsers must be told by which name they reach Vigil: add publicUrl (https://vigil.example.com)',
    ],
  ],
  ['interval-no-duration', [':2  haproxy.interval  is not a duration: write a whole number and its unit, such as 500ms, 5s, 2m, 1h or 2d']],
  [
    'interval-not-longer',
    [':5  haproxy.groups[0].interval  4s is not longer than the timeout of 4s: set interval above it or timeout below it'],
  ],
  ['interval-quoted-without-unit', [':2  haproxy.interval  5 has no unit: write 5s']],
  ['interval-too-long', [':2  haproxy.interval  2h is out of range: write a duration from 1s to 1h']],
  ['interval-too-short', [':2  haproxy.interval  500ms is out of range: write a duration from 1s to 1h']],
  ['interval-without-unit', [':2  haproxy.interval  5 has no unit: write 5s']],
  ['key-twice', [':8  server.port  is written twice, first in line 7: take one of the two out']],
  [
    'key-without-colon',
    [
      ':2  haproxy.read  holds a key that is not known, and not repeated here because it may hold a secret (is a colon or a space missing?): known here are user, password',
    ],
  ],
  [
    'key-without-space',
    [
      ':2  haproxy.read.password  is missing: add it ({ env: NAME } or { file: path })',
      ':2  haproxy.read  holds a key that is not known, and not repeated here because it may hold a secret (is a colon or a space missing?): known here are user, password',
    ],
  ],
  [
    'key-without-value',
    [
      ':2  haproxy.read  holds a key that is not known, and not repeated here because it may hold a secret (is a colon or a space missing?): known here are user, password',
    ],
  ],
  ['limit-empty', [':3  haproxy.limits.queueWarning  is empty: give it a value (100, or off) or take the line out']],
  ['limit-no-number', [':2  haproxy.limits.queueWarning  is not a number from 0 to 1000000: write it like 100, or off']],
  ['limit-out-of-range', [':2  haproxy.limits.sessionsWarningRatio  is not a number from 0 to 1: write it like 0.8, or off']],
  [
    'limits-in-wrong-order-above',
    [
      ':5  haproxy.groups[0].limits.queueCritical  20 is below queueWarning, which is 50: raise it, lower queueWarning, or turn one of them off',
    ],
  ],
  [
    'limits-in-wrong-order',
    [
      ':2  haproxy.limits.sessionsWarningRatio  0.97 is above sessionsCriticalRatio, which is 0.95: lower it, raise sessionsCriticalRatio, or turn one of them off',
    ],
  ],
  ['name-is-a-number', [':3  haproxy.groups[0].name  is not a text: put it in quotes']],
  [
    'name-with-slash',
    [':3  haproxy.groups[0].name  is not a name: use letters, digits and . _ : - only, and begin with a letter or a digit'],
  ],
  ['no-groups', [':1  haproxy.groups  is missing: add it (a list of at least one group)']],
  ['no-system', [`  configures no system, so there is nothing to watch: add a section (${KNOWN}), config/example.yaml shows how`]],
  ['no-url', [':5  haproxy.groups[0].nodes[0].url  is missing: add it (http://10.0.0.1:7001/haproxy)']],
  ['node-is-a-text', [':5  haproxy.groups[0].nodes[0]  is not a mapping: write its keys on lines of their own below it, indented']],
  [
    'node-name-twice',
    [':6  haproxy.groups[0].nodes[1].name  is the name of haproxy.groups[0].nodes[0] too: give each node of a group a name of its own'],
  ],
  ['only-comments', ['  holds no settings: start from config/example.yaml']],
  ['notes-too-long', [':5  haproxy.groups[0].nodes[0].notes  is too long: use at most 10000 characters']],
  ['notes-without-text', [':2  haproxy.notes  is empty: give it a value ("Call the web team: +1 555 0100") or take the line out']],
  ['password-empty', [':4  haproxy.read.password  is empty: write { env: NAME } or { file: path }']],
  [
    'password-env-empty',
    [':4  haproxy.read.password  the environment variable VIGIL_TEST_EMPTY is empty: give it a value where Vigil is started'],
  ],
  [
    'password-env-is-no-name',
    [':4  haproxy.read.password  the environment variable that it names is not set: set it where Vigil is started'],
  ],
  [
    'password-env-not-set',
    [':4  haproxy.read.password  the environment variable VIGIL_TEST_NOT_SET is not set: set it where Vigil is started'],
  ],
  [
    'password-file-is-a-folder',
    [':4  haproxy.read.password  the file that it names (looked for from FOLDER) is a folder: name the file in it'],
  ],
  ['password-in-braces', [':4  haproxy.read.password  is not understood: write { env: NAME } or { file: path }']],
  [
    'password-is-a-number',
    [
      ':4  haproxy.read.password  is written out in the file, where anyone can read it: take it out and write { env: NAME } or { file: path }',
    ],
  ],
  ['password-of-two-places', [':4  haproxy.read.password  is not understood: write { env: NAME } or { file: path }']],
  [
    'password-written-out',
    [
      ':4  haproxy.read.password  is written out in the file, where anyone can read it: take it out and write { env: NAME } or { file: path }',
    ],
  ],
  ['port-is-a-text', [':2  server.port  is not a whole number from 1 to 65535: write it like 8400']],
  ['port-out-of-range', [':2  server.port  is not a whole number from 1 to 65535: write it like 8400']],
  ['public-url-with-path', [':2  server.publicUrl  has a path or a query: end it after the host, like https://vigil.example.com']],
  ['read-is-a-text', [':2  haproxy.read  is not a mapping: write its keys on lines of their own below it, indented']],
  ['read-without-password', [':2  haproxy.read.password  is missing: add it ({ env: NAME } or { file: path })']],
  ['root-is-a-list', ['  is not a mapping: begin its lines with keys such as server: and haproxy:']],
  ['root-is-a-text', ['  is not a mapping: begin its lines with keys such as server: and haproxy:']],
  ['section-is-a-list', [':1  haproxy  is not a mapping: write its keys on lines of their own below it, indented']],
  ['server-is-empty', [':1  server  is empty: give it a value (host, port, publicUrl, environment, trustedProxies) or take the line out']],
  ['size-no-size', [':2  haproxy.maxBytes  is not a size: write a whole number and its unit, such as 512KiB, 64MiB or 1GiB']],
  ['size-out-of-range', [':2  haproxy.maxBytes  2GiB is out of range: write a size from 64KiB to 1GiB']],
  ['size-without-unit', [':2  haproxy.maxBytes  1000000 has no unit: write it like 64MiB']],
  ['slots-not-whole', [':2  poller.slots  is not a whole number from 1 to 1000: write it like 32']],
  [
    'timeout-not-shorter',
    [':7  haproxy.groups[0].nodes[0].timeout  8s is not shorter than the interval of 5s: set timeout below it or interval above it'],
  ],
  ['title-empty', [':4  haproxy.groups[0].title  is empty: give it a value (Public) or take the line out']],
  ['title-too-long', [':4  haproxy.groups[0].title  is too long: use at most 100 characters']],
  ['title-with-line-break', [':4  haproxy.groups[0].title  holds a line break or another control character: take it out']],
  [
    'unknown-key-far',
    [
      ':7  haproxy.groups[0].nodes[0].owner  is not a known key: known here are name, url, socket, actSocket, host, notes, interval, timeout, maxBytes, read, act, tls, limits, tags',
    ],
  ],
  ['unknown-key-near', [':7  haproxy.groups[0].nodes[0].timout  is not a known key: did you mean timeout?']],
  ['unknown-key-proto', [`:6  __proto__  is not a known key: known here are server, access, state, poller, hosts, unwatched, ${KNOWN}`]],
  [
    'unknown-section',
    [
      `  configures no system, so there is nothing to watch: add a section (${KNOWN}), config/example.yaml shows how`,
      ':1  haprox  is not a known key: did you mean haproxy?',
    ],
  ],
  [
    'url-malformed-with-credentials',
    [':6  haproxy.groups[0].nodes[0].url  is not a valid address: write it like http://10.0.0.1:7001/haproxy'],
  ],
  [
    'url-other-scheme',
    [':6  haproxy.groups[0].nodes[0].url  begins with neither http:// nor https://: write it like http://10.0.0.1:7001/haproxy'],
  ],
  [
    'url-twice',
    [
      ':8  haproxy.groups[1].nodes[0].url  is the url of haproxy.groups[0].nodes[0] too, which would be counted twice: take one of the two out',
    ],
  ],
  [
    'url-with-credentials',
    [':6  haproxy.groups[0].nodes[0].url  holds a user or a password: take them out; a node has read: { user, password } for them'],
  ],
  [
    'url-with-format',
    [
      ':6  haproxy.groups[0].nodes[0].url  names an output format after a semicolon: end it before the semicolon, Vigil asks for the CSV itself',
    ],
  ],
  ['url-with-fragment', [':6  haproxy.groups[0].nodes[0].url  has a # part, which is never sent: take it out']],
  ['url-with-space', [':6  haproxy.groups[0].nodes[0].url  has a space in it: take it out, or write it as %20']],
  [
    'url-without-scheme',
    [':6  haproxy.groups[0].nodes[0].url  begins with neither http:// nor https://: write it like http://10.0.0.1:7001/haproxy'],
  ],
  ['user-with-colon', [':2  haproxy.read.user  holds a colon, which a user name cannot: put the password under password']],
  ['verify-no-flag', [':2  haproxy.tls.verify  is neither true nor false: write one of them']],
  ['yaml-bracket', [':2  the indentation is wrong, or a bracket is not closed: line it up with its neighbours, spaces only']],
  ['yaml-key-is-a-list', [':1  a list or mapping is used as a key: write a plain word']],
  [
    'yaml-quote',
    [
      ':3  a quote, a bracket, a comma, a colon or a space is missing: add it',
      ':3  the indentation is wrong, or a bracket is not closed: line it up with its neighbours, spaces only',
    ],
  ],
  ['yaml-reserved', [':2  a text begins with a reserved character (@ or `): put it in quotes']],
  ['yaml-tab', [':2  a tab is used to indent: use spaces']],
  ['yaml-tag', [':2  a tag (a word that begins with !) is not understood: take it out, or put a text with ! in quotes']],
  [
    'yaml-two-colons',
    [':2  there are two colons in one line, or a list or mapping begins inside a value: put a text with a colon in quotes'],
  ],
  ['yaml-two-documents', [':6  a second document begins here (---): keep everything in one']],
];

async function problems(name: string): Promise<string> {
  const loaded = await loadConfig(join(FOLDER, name), ENV);
  if (loaded.ok) return 'no problem';
  expect(JSON.stringify(loaded)).not.toMatch(SECRETS);
  return formatProblems(loaded.problems).replaceAll(`${FOLDER}/`, '').replaceAll(FOLDER, 'FOLDER');
}

test.each(RULES)('%s is refused with its line, its path and the fix', async (name, expected) => {
  const file = `${name}.yaml`;
  expect(await problems(file)).toBe(expected.map((rest) => `${file}${rest}`).join('\n'));
});

test('every problem of a file is told at once, in the order of its lines', async () => {
  expect(await problems('several-at-once.yaml')).toBe(
    [
      'several-at-once.yaml:2  server.host  is reached from other machines, so browsers must be told by which name they reach Vigil: add publicUrl (https://vigil.example.com)',
      'several-at-once.yaml:3  server.prot  is not a known key: did you mean port?',
      'several-at-once.yaml:5  server.port  is written twice, first in line 4: take one of the two out',
      'several-at-once.yaml:7  haproxy.interval  5 has no unit: write 5s',
      'several-at-once.yaml:10  haproxy.read.password  is written out in the file, where anyone can read it: take it out and write { env: NAME } or { file: path }',
      'several-at-once.yaml:15  haproxy.groups[0].nodes[0].url  holds a user or a password: take them out; a node has read: { user, password } for them',
      'several-at-once.yaml:17  haproxy.groups[0].nodes[1].url  is missing: add it (http://10.0.0.1:7001/haproxy)',
      'several-at-once.yaml:17  haproxy.groups[0].nodes[1].name  is the name of haproxy.groups[0].nodes[0] too: give each node of a group a name of its own',
      'several-at-once.yaml:19  haproxy.groups[0].nodes[1].timeout  2s is not shorter than the interval of 2s: set timeout below it or interval above it',
    ].join('\n'),
  );
});

test('every broken file has its message in the table', () => {
  const named = [...RULES.map(([name]) => `${name}.yaml`), 'several-at-once.yaml'];
  expect(readdirSync(FOLDER).sort()).toEqual(named.sort());
});
