import { describe, expect, test } from 'vitest';
import { Secret } from '#lib/secret.ts';
import { formatPath } from '#lib/section.ts';
import { formatSqlAddress } from '#lib/systems/sql/address.ts';
import { type SqlSettings, sqlSection } from '#lib/systems/sql/config.ts';
import { readSqlAddress } from '#lib/systems/sql/config-address.ts';
import { readConnectionString } from '#lib/systems/sql/config-string.ts';

const LOGIN = { user: 'vigil', password: new Secret('hunter2') };

/** The settings of the nodes of a section, by group/name, or the misfits as "path: message". */
function read(section: object): { nodes: Record<string, SqlSettings>; misfits: string[] } {
  const found = sqlSection.read(section);
  if (!found.ok) return { nodes: {}, misfits: found.misfits.map(({ path, message }) => `${formatPath(path)}: ${message}`) };
  const nodes = found.groups.flatMap((group) =>
    group.nodes.map((node) => [`${group.name}/${node.name}`, node.settings as SqlSettings] as const),
  );
  return { nodes: Object.fromEntries(nodes), misfits: [] };
}

function cluster(node: object, levels: { system?: object; cluster?: object } = {}): object {
  return { ...levels.system, clusters: [{ name: 'shop', nodes: [{ name: 'sql1', ...node }], ...levels.cluster }] };
}

describe('an address', () => {
  test.each([
    ['sql1', 'sql1:1433'],
    ['SQL1.example.net', 'sql1.example.net:1433'],
    ['sql1:1500', 'sql1:1500'],
    ['sql1,1500', 'sql1:1500'],
    ['tcp:sql1, 1500', 'sql1:1500'],
    ['sql1\\Beta', 'sql1\\BETA'],
    ['sql1\\Beta,1500', 'sql1:1500'],
    ['sql1\\MSSQLSERVER', 'sql1:1433'],
    ['[fd00::1],1500', '[fd00::1]:1500'],
  ])('%s is %s', (text, expected) => {
    const address = readSqlAddress(text);
    expect(typeof address === 'string' ? address : formatSqlAddress(address)).toBe(expected);
  });

  test.each([
    ['shop.database.windows.net', 'Azure SQL'],
    ['np:\\\\sql1\\pipe', 'named pipe'],
    ['.\\BETA', 'the machine that Vigil runs on'],
    ['sql1:99999', 'is no address'],
    ['sql 1', 'is no address'],
    ['', 'is no address'],
    ['sql1\\A NAME', 'is no address'],
    ['sql1\\ANAMETHATISMUCHTOOLONG', 'instance name'],
  ])('%j is none, and why is said', (text, words) => expect(readSqlAddress(text)).toContain(words));
});

describe('a heartbeat', () => {
  const HEARTBEAT = { database: 'Shop', table: 'dbo.heartbeat', column: 'beat_utc' };
  const misfits = (over: object): string[] => read(cluster({}, { cluster: { heartbeat: { ...HEARTBEAT, ...over } } })).misfits;

  test('is set for a cluster, and may be none at a node', () => {
    expect(read(cluster({}, { cluster: { heartbeat: HEARTBEAT } })).nodes['shop/sql1']?.heartbeat).toEqual(HEARTBEAT);
    expect(read(cluster({ heartbeat: null }, { cluster: { heartbeat: HEARTBEAT } })).nodes['shop/sql1']?.heartbeat).toBeNull();
    expect(read(cluster({})).nodes['shop/sql1']?.heartbeat).toBeNull();
  });

  test.each([
    ['a table without its schema', { table: 'heartbeat' }, 'heartbeat.table: is not the name of a table with its schema'],
    ['a table of a database', { table: 'Shop.dbo.heartbeat' }, 'heartbeat.table: is not the name of a table'],
    ['brackets', { table: '[dbo].[heartbeat]' }, 'heartbeat.table: is not the name of a table'],
    ['a second statement', { column: 'a FROM b; DROP TABLE c --' }, 'is not a name that Vigil asks for'],
    ['a closing bracket', { database: 'Shop]' }, 'heartbeat.database: is not a name that Vigil asks for'],
    ['a quote', { database: "Sh'op" }, 'is not a name that Vigil asks for'],
    ['a name that begins with a digit', { column: '1st' }, 'is not a name that Vigil asks for'],
    ['no column', { column: undefined }, 'heartbeat.column'],
  ])('that is written as %s is refused, and why is said', (_, over, words) => {
    const said = misfits(over);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(words);
  });
});

describe('what is set', () => {
  test('nowhere has its default: encrypted, certificates checked, nobody to ask as', () => {
    expect(read(cluster({})).nodes['shop/sql1']).toMatchObject({
      ...{ address: { host: 'sql1', at: { port: 1_433 } }, isClustered: true, read: null, act: null, intervalMs: 10_000, timeoutMs: 5_000 },
      ...{ tls: { encrypt: true, verify: true, ca: null, serverName: null }, isReadIntent: false, database: null },
    });
  });

  test('at the nearest level counts, and limits are merged by name', () => {
    const { nodes } = read(
      cluster(
        { encrypt: 'strict', limits: { behindWarningSeconds: 5 } },
        { system: { encrypt: false, read: LOGIN, limits: { redoQueueWarningKb: 'off' } }, cluster: { encrypt: true, interval: '20s' } },
      ),
    );
    const settings = nodes['shop/sql1'];
    expect(settings).toMatchObject({ intervalMs: 20_000, tls: { encrypt: 'strict' }, read: { user: 'vigil', domain: null } });
    expect(settings?.limits).toMatchObject({ behindWarningSeconds: 5, redoQueueWarningKb: null, sendQueueWarningKb: 102_400 });
  });

  test('as read is never taken for act', () => {
    expect(read(cluster({}, { system: { read: LOGIN } })).nodes['shop/sql1']).toMatchObject({ read: { user: 'vigil' }, act: null });
  });

  test('for an instance that is in no cluster makes it one of the instances', () => {
    const { nodes } = read({ instances: [{ name: 'reports', address: 'sql9\\REPORTS' }] });
    expect(nodes['instances/reports']).toMatchObject({ isClustered: false, address: { host: 'sql9', at: { instance: 'REPORTS' } } });
  });
});

describe('a connection string', () => {
  const string = (text: string) => ({ connectionString: new Secret(text) });

  test('gives what it says, with $server for the name of the node', () => {
    const system = string(
      'Data Source=tcp:$server.example.net,1500;UID=CORP\\vigil;PWD="hun;ter2";Encrypt=Strict;ApplicationIntent=ReadOnly;Initial Catalog=ops;Pooling=true',
    );
    const settings = read(cluster({}, { system })).nodes['shop/sql1'];
    expect(settings).toMatchObject({
      ...{ address: { host: 'sql1.example.net', at: { port: 1_500 } }, database: 'ops', isReadIntent: true },
      ...{ read: { user: 'vigil', domain: 'CORP' }, act: null, tls: { encrypt: 'strict', verify: true } },
    });
    expect(settings?.read?.password.reveal()).toBe('hun;ter2');
  });

  test('goes behind what is written out at its level, and before what is further away', () => {
    const { nodes } = read(
      cluster({ address: 'other', ...string('Server=$server;Encrypt=false') }, { system: { encrypt: 'strict' }, cluster: {} }),
    );
    expect(nodes['shop/sql1']).toMatchObject({ address: { host: 'other' }, tls: { encrypt: false } });
    expect(read(cluster({ ...string('Encrypt=false'), encrypt: true })).nodes['shop/sql1']).toMatchObject({ tls: { encrypt: true } });
  });

  test.each([
    ['Server=$server;Integrated Security=SSPI', 'Windows or Entra account'],
    ['Server=$server;Authentication=Active Directory Default', 'Windows or Entra account'],
    ['Server=$server;User ID=vigil', 'one of User ID and Password'],
    ['Server=$server;Encrypt=maybe', 'Encrypt'],
    ['Server=$server;hunter2=x', 'a key that is not known'],
    ['hunter2', ''],
  ])('%s is refused without a word of it', (text, words) => {
    const found = readConnectionString(text);
    expect(found.ok ? 'taken' : found.message).toContain(words);
    expect(JSON.stringify(found)).not.toContain('hunter2');
    expect(found.ok).toBe(false);
  });
});

describe('a section is refused at its place', () => {
  test.each<[string, object, string]>([
    ['that names nobody', {}, 'sql: names nothing to watch'],
    ['with Azure SQL', cluster({ address: 'shop.database.windows.net' }), 'sql.clusters[0].nodes[0].address: is Azure SQL'],
    [
      'with one address twice',
      {
        instances: [
          { name: 'a', address: 'sql1' },
          { name: 'b', address: 'SQL1,1433' },
        ],
      },
      'sql.instances[1].address: is the address of another node',
    ],
    [
      'with one name twice',
      {
        instances: [
          { name: 'a', address: 'x' },
          { name: 'a', address: 'y' },
        ],
      },
      'sql.instances[1].name: is the name of',
    ],
    [
      'with a cluster called like the rest',
      { clusters: [{ name: 'instances', nodes: [{ name: 'a' }] }] },
      'sql.clusters[0].name: is what the instances',
    ],
    ['with a domain in the user', cluster({ read: { ...LOGIN, user: 'CORP\\vigil' } }), 'read.user: holds a backslash'],
    ['with a timeout beyond the interval', cluster({ timeout: '10s' }), 'nodes[0].timeout: 10s is not shorter'],
    ['with limits in the wrong order', cluster({ limits: { logFullWarningSeconds: 60 } }), 'limits.logFullWarningSeconds: 60 is below'],
    ['with an unknown key', cluster({ encrpyt: true }), 'did you mean encrypt?'],
    ['with a string that is none', cluster({ connectionString: 'Server=x' }), 'connectionString: is not a connection string'],
    [
      'with a name that is no address',
      { instances: [{ name: 'shop.database.windows.net' }] },
      'sql.instances[0].name: as its address is Azure SQL',
    ],
  ])('%s', (_, section, words) => expect(read(section).misfits.join('\n')).toContain(words));
});

test('what is told of a node holds no secret', () => {
  const found = sqlSection.read(cluster({ read: LOGIN, act: LOGIN }));
  const lines = found.ok ? sqlSection.describe(found.groups[0]?.nodes[0]?.settings) : [];
  expect(lines.join('\n')).toContain('vigil / ***');
  expect(JSON.stringify([found, lines])).not.toContain('hunter2');
});
