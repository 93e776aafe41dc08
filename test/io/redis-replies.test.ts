import { describe, expect, test } from 'vitest';
import type { FailureKind } from '#lib/failure.ts';
import { concealSecret } from '#lib/io/conceal.ts';
import { replyFailure } from '#lib/io/redis-replies.ts';

/** As Redis 5, 6 and 7 say it. */
const SAID: [said: string, kind: FailureKind, words: RegExp][] = [
  ['NOAUTH Authentication required.', 'auth', /none is configured/],
  ['WRONGPASS invalid username-password pair or user is disabled.', 'auth', /user or password refused/],
  ['ERR invalid password', 'auth', /requirepass/],
  ['ERR Client sent AUTH, but no password is set', 'auth', /this server has none/],
  [
    'ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?',
    'auth',
    /this server has none/,
  ],
  ["ERR wrong number of arguments for 'auth' command", 'auth', /take user: out/],
  [
    "NOPERM this user has no permissions to run the 'info' command or its subcommand",
    'permission',
    /^not permitted: its user needs \+info$/,
  ],
  ["NOPERM User vigil has no permissions to run the 'info' command", 'permission', /needs \+info/],
  ['-DENIED Redis is running in protected mode because protected mode is enabled', 'permission', /protected mode/],
  ['LOADING Redis is loading the dataset in memory', 'busy', /loading/],
  ['BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.', 'busy', /SCRIPT KILL/],
  ["MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.", 'busy', /old data/],
  ['-ERR max number of clients reached', 'busy', /maxclients/],
  ['ERR unknown command `ROLE`, with args beginning with: ', 'unsupported', /does not know INFO/],
  [
    'NOPERM this user has no permissions to access one of the keys used as arguments',
    'permission',
    /needs the keys that it is about, as ~pattern/,
  ],
  ['NOPERM No permissions to access a key', 'permission', /needs the keys/],
  ["READONLY You can't write against a read only replica.", 'unsupported', /send this to its master/],
  ["OOM command not allowed when used memory > 'maxmemory'.", 'busy', /used up to maxmemory/],
  ['MISCONF Redis is configured to save RDB snapshots, but it is currently not able to persist on disk.', 'busy', /could not save/],
  ['NOREPLICAS Not enough good replicas to write.', 'busy', /fewer good replicas/],
  ['ERR something else', 'protocol', /answers INFO with an error: ERR something else/],
];

describe('an error answer', () => {
  test.each(SAID)('%s', (said, kind, words) => {
    expect(replyFailure(said, { asked: 'INFO', isAuthorized: true, conceal: (text) => text })).toMatchObject({
      kind,
      message: expect.stringMatching(words),
    });
  });

  test('of a user that is not configured says whose right is missing', () => {
    expect(replyFailure('NOPERM', { asked: 'INFO', isAuthorized: false, conceal: (text) => text }).message).toMatch(
      /default user \+info, or add read:/,
    );
  });

  test('means the same where the password is a word of it, which is taken out', () => {
    const said = 'ERR AUTH <password> called without any password configured for the default user.';
    const failure = replyFailure(said, { asked: 'AUTH', isAuthorized: true, conceal: concealSecret('any') });
    expect([failure.kind, failure.received]).toEqual([
      'auth',
      'ERR AUTH <password> called without *** password configured for the default user.',
    ]);
  });

  test('keeps what was said, cut and cleaned', () => {
    expect(replyFailure(`ERR \u0000${'x'.repeat(500)}`, { asked: 'INFO', isAuthorized: false, conceal: (text) => text }).received).toMatch(
      /^ERR +x+…$/,
    );
  });
});

test.each([
  ['NOAUTH Authentication required.', 'add act: for it'],
  ['WRONGPASS invalid username-password pair or user is disabled.', 'compare act: with the users'],
  ['ERR invalid password', 'compare act: with its requirepass'],
])('what is said to whom commands are sent as is told of act: (%s)', (said, words) =>
  expect(replyFailure(said, { asked: 'BGSAVE', isAuthorized: true, conceal: concealSecret(null), key: 'act' }).message).toContain(words),
);
