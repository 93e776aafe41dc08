import { describe, expect, test } from 'vitest';
import type { Estate } from '#demo/sqlserver/model/estate.ts';
import { SqlError } from '#demo/sqlserver/tds/types.ts';
import { sql } from '#lib/systems/sql/index.ts';
import { AG, START, smallEstate } from '#test/demo/sqlserver/small-estate.ts';
import { type Watch, watch } from './watch.ts';

const [PRIMARY, SYNC, ASYNC] = ['NY-SQL01', 'NY-SQL02', 'CO-SQL01'];
const NODES = [PRIMARY, SYNC, ASYNC];
const DATABASES = ['StackOverflow', 'Sites', 'Archive'];
const RIGHTS = ['VIEW SERVER STATE', 'VIEW ANY DEFINITION'];
const SOON_MS = 200;
const GARBAGE = Buffer.alloc(900, 0xa5);

/** What happens to a server, how it ends, and what Vigil may call it. */
type Trouble = { begin(watching: Watch, node: string): unknown; end(watching: Watch, node: string): unknown; kinds: readonly string[] };

const login = ({ standIns }: Watch, node: string) => standIns.login(node);
const server = ({ standIns }: Watch, node: string) => standIns.server(node);

/** Those who are signed in stay so: the login counts when they come again. */
function changed(change: (one: ReturnType<typeof login>) => void, kind: string): Trouble {
  return {
    begin(watching, node) {
      change(login(watching, node));
      server(watching, node).dropAll();
    },
    end(watching, node) {
      Object.assign(login(watching, node), { password: 'hunter2', refusal: null });
      login(watching, node).mayDo(RIGHTS);
      server(watching, node).dropAll();
    },
    kinds: [kind],
  };
}

const refused = (number: number, text: string) =>
  changed((one) => Object.assign(one, { refusal: new SqlError(number, text, { severity: 14 }) }), 'auth');

const spoilt = (fault: Parameters<ReturnType<typeof server>['spoil']>[0], kinds: readonly string[]): Trouble => ({
  begin(watching, node) {
    server(watching, node).spoil(fault);
    if (fault?.of !== 'request') server(watching, node).dropAll();
  },
  end: (watching, node) => server(watching, node).spoil(null),
  kinds,
});

const TROUBLES: Readonly<Record<string, Trouble>> = {
  'takes connections and says nothing': {
    begin: (watching, node) => server(watching, node).freeze(),
    end: (watching, node) => server(watching, node).thaw(),
    kinds: ['timeout'],
  },
  'is stopped': {
    begin: ({ standIns }, node) => standIns.stop(node),
    end: ({ standIns }, node) => standIns.start(node),
    kinds: ['refused'],
  },
  'breaks every answer off': spoilt({ kind: 'cut', of: 'request', afterBytes: 700 }, ['protocol']),
  'breaks off while it is greeted': spoilt({ kind: 'cut', of: 'prelogin', afterBytes: 4 }, ['protocol']),
  'breaks off while one signs in': spoilt({ kind: 'cut', of: 'login', afterBytes: 20 }, ['protocol']),
  'answers with garbage': spoilt({ kind: 'garbage', of: 'request', bytes: GARBAGE }, ['protocol', 'timeout']),
  'has another password than Vigil': changed((one) => Object.assign(one, { password: 'changed meanwhile' }), 'auth'),
  'has a login whose password has expired': refused(
    18487,
    "Login failed for user 'vigil'. Reason: The password of the account has expired.",
  ),
  'has a login that is disabled': refused(18470, "Login failed for user 'vigil'. Reason: The account is disabled."),
  'takes the rights of the login away': changed((one) => one.mayDo([]), 'permission'),
};

async function watched(estate: Estate = smallEstate()): Promise<Watch> {
  const watching = await watch(estate, START);
  await watching.rounds(4);
  expect(watching.troubles()).toEqual([]);
  return watching;
}

function wellAt(watching: Watch, node: string): string[] {
  return DATABASES.filter((database) => watching.shown(node, AG, database) === 'ok');
}

/** Whom nobody answers is not waited for as long as a server is. */
function hurry(watching: Watch, node: string, kinds: readonly string[]): void {
  if (kinds.includes('timeout')) for (const { name } of sql.probes) watching.deadlines.set(`${node} ${name}`, SOON_MS);
}

describe.each([
  ['primary', PRIMARY],
  ['secondary', SYNC],
] as const)('a %s that', (role, node) => {
  test.each(Object.entries(TROUBLES))(
    '%s is told as it is within two intervals, nothing of it is well, and it is read again after',
    async (_, trouble) => {
      const watching = await watched();
      hurry(watching, node, trouble.kinds);
      await trouble.begin(watching, node);
      await watching.rounds(2);
      for (const probe of ['server', 'ag', 'logs'] as const)
        expect(trouble.kinds, probe).toContain(watching.node(node).failure(probe)?.kind);
      for (const unproved of role === 'primary' ? NODES : [node]) expect([unproved, wellAt(watching, unproved)]).toEqual([unproved, []]);
      if (role === 'secondary') expect(wellAt(watching, ASYNC)).toEqual(DATABASES);
      expect(watching.words(role === 'primary' ? 'silent primary' : 'not read')).toContain(`${node} is not read`);
      await trouble.end(watching, node);
      watching.deadlines.clear();
      await watching.rounds(1);
      expect([...watching.node(node).failures.values()].filter((one) => one !== null)).toEqual([]);
    },
  );
});

test('a server whose certificate nobody vouches for is not asked, and nothing of it is well', async () => {
  const watching = await watch(smallEstate(), START, { settings: { encrypt: true, trustServerCertificate: false } });
  await watching.rounds(2);
  for (const node of NODES) {
    expect(watching.node(node).failure('ag')?.kind).toBe('tls');
    expect(watching.node(node).windows.size).toBe(0);
    expect(wellAt(watching, node)).toEqual([]);
  }
});

/** It is gone from the group for everybody, as ALTER AVAILABILITY GROUP … REMOVE REPLICA leaves it. */
function remove({ estate }: Watch, node: string): void {
  for (const group of estate.groups) group.replicas = group.replicas.filter(({ instance }) => instance !== node);
}

test('a replica that is taken out of its group is no longer shown well there, and the rest goes on', async () => {
  const watching = await watched();
  remove(watching, SYNC);
  await watching.rounds(2);
  expect(watching.node(SYNC).newest('ag').groups).toEqual([]);
  expect(wellAt(watching, SYNC)).toEqual([]);
  expect(watching.node(SYNC).judge('ag', watching.now)?.judged).not.toMatchObject({ status: 'ok' });
  expect(wellAt(watching, ASYNC)).toEqual(DATABASES);
});
