import { describe, expect, onTestFinished, test } from 'vitest';
import { startSqlBrowser } from '#demo/sqlserver/tds/sql-browser.ts';
import { record } from './recording.ts';
import { USER } from './small-backend.ts';
import { HAS_TSQL, tsql as runTsql, type TsqlSettings } from './tsql.ts';
import { ownAddress, until, withServer } from './with-server.ts';

function tsql(settings: TsqlSettings, lines: readonly string[], password = USER.password): Promise<string> {
  return runTsql(settings, { user: USER.user, password, database: 'tempdb' }, lines);
}

describe.skipIf(!HAS_TSQL)('through FreeTDS (skipped where tsql is not installed)', { timeout: 30_000 }, () => {
  test.each([
    ['7.3', 'off', 'optional'],
    ['7.4', 'off', 'optional'],
    ['7.3', 'request', 'optional'],
    ['7.4', 'request', 'optional'],
    ['7.4', 'require', 'optional'],
    ['7.4', 'request', 'required'],
    ['7.4', 'require', 'required'],
    ['7.4', 'request', 'off'],
  ] as const)('TDS %s, the client says %s, the server %s: types and a long result come whole', async (version, wish, encryption) => {
    const { server, seen } = await withServer({ encryption });
    const said = await tsql({ port: server.port, 'tds version': version, encryption: wish }, ['types', 'many 5000', 'one']);
    expect(said).toContain('häß€ 日本');
    expect(said).toContain('café€™');
    expect(said).toContain('0E984725-C51C-4BF4-9960-E1C80E27ABA0');
    expect(said).toContain('-12345678.901');
    expect(said).toContain(`4999 ${'x'.repeat(150)}`);
    expect(seen.logins[0]?.tdsVersion).toBe(version === '7.3' ? 0x730b0003 : 0x74000004);
    expect(server.complaints).toEqual([]);
  });

  test('a login that alone is encrypted hides who logs in, and goes on in plain', async () => {
    const { server, seen } = await withServer();
    const heard = async (encryption: string) => {
      const door = await record(server.port);
      await tsql({ port: door.port, 'tds version': '7.4', encryption }, ['many 5000']);
      const said = Buffer.concat(door.said);
      return ['monitor', 'many 5000'].map((words) => said.includes(Buffer.from(words, 'utf16le')));
    };
    expect(await heard('off')).toEqual([true, true]);
    expect(await heard('request')).toEqual([false, true]);
    expect(await heard('require')).toEqual([false, false]);
    expect(seen.logins.map(({ password }) => password)).toEqual(Array(3).fill(USER.password));
  });

  test('errors and messages are read with number, severity, state and line', async () => {
    const { server } = await withServer();
    const said = await tsql({ port: server.port, 'tds version': '7.4' }, ['fail', 'several', 'complain', 'one']);
    expect(said).toContain('Msg 208 (severity 16, state 3) from SQL01, Procedure reader Line 7:');
    expect(said).toContain('before the first');
    expect(said).toContain('Msg 515 (severity 16, state 1) from SQL01 Line 2:');
  });

  test('a wrong password is 18456', async () => {
    const { server } = await withServer();
    const said = await tsql({ port: server.port, 'tds version': '7.4' }, ['one'], 'wrong');
    expect(said).toContain('Msg 18456 (severity 14, state 1)');
    await until(() => server.counts.open === 0);
  });

  test('a client older than TDS 7.3 is told so', async () => {
    const { server } = await withServer();
    expect(await tsql({ port: server.port, 'tds version': '7.1' }, ['one'])).toContain('stand-in: TDS 7.3 is the least');
  });

  test('a named instance is found through SQL Browser', async () => {
    const host = ownAddress(2);
    const { server, seen } = await withServer({ host });
    const instance = { server: 'SQL01', instance: 'REPORTS', version: '16.0.4135.4', port: server.port, isClustered: false };
    const browser = await startSqlBrowser(() => [{ ...instance, instance: 'OTHER', port: 1 }, instance], host);
    onTestFinished(() => browser.close());
    await tsql({ host, instance: 'reports', 'tds version': '7.4' }, ['one']);
    expect(seen.batches.map(({ sql }) => sql.trim())).toContain('one');
    expect(browser.answered).toBeGreaterThan(0);
  });
});
