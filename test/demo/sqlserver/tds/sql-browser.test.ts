import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { browserAnswer, startSqlBrowser } from '#demo/sqlserver/tds/sql-browser.ts';
import { rejection, withPool, withServer } from './with-server.ts';

const REPORTS = { server: 'SQL01', instance: 'REPORTS', version: '16.0.4135.4', port: 50_123, isClustered: false };
const SALES = { ...REPORTS, instance: 'SALES', port: 50_124, isClustered: true };
const TEXT = 'ServerName;SQL01;InstanceName;REPORTS;IsClustered;No;Version;16.0.4135.4;tcp;50123;;';

test.each([
  ['a broadcast', [2]],
  ['a question about all', [3]],
])('%s is answered with every instance', (_what, request) => {
  const answer = browserAnswer(Buffer.from(request), [REPORTS, SALES]);
  expect(answer?.subarray(3).toString()).toBe(`${TEXT}${TEXT.replace('REPORTS', 'SALES').replace('No', 'Yes').replace('50123', '50124')}`);
  expect(answer?.readUInt16LE(1)).toBe((answer?.length ?? 0) - 3);
});

test('one instance is found by name in any case, with and without the zero behind it', () => {
  for (const name of ['reports\0', 'REPORTS']) {
    expect(
      browserAnswer(Buffer.from(`\x04${name}`), [REPORTS, SALES])
        ?.subarray(3)
        .toString(),
    ).toBe(TEXT);
  }
});

test.each([
  ['an instance that is not there', Buffer.from('\x04NONE\0')],
  ['nothing', Buffer.alloc(0)],
  ['garbage', Buffer.from([0xff, 1, 2])],
  ["a question for the administrator's door", Buffer.from('\x0f\x01REPORTS\0')],
])('%s is met with silence', (_what, request) => {
  expect(browserAnswer(request, [REPORTS])).toBeNull();
});

test('datagrams that are no questions do not keep it from answering', async () => {
  const browser = await startSqlBrowser(() => [REPORTS], '127.0.0.1', 0);
  const client = createSocket('udp4');
  onTestFinished(async () => {
    client.close();
    await browser.close();
  });
  client.send(Buffer.from([0xff]), browser.port, '127.0.0.1');
  client.send(Buffer.from([3]), browser.port, '127.0.0.1');
  const [answer] = await once(client, 'message');
  expect(answer.subarray(3).toString()).toBe(TEXT);
  expect(browser.answered).toBe(1);
});

test('mssql finds a named instance by it, and says so when there is none', async () => {
  const host = '127.14.34.1';
  const { server } = await withServer({ host });
  const browser = await startSqlBrowser(() => [SALES, { ...REPORTS, port: server.port }], host);
  onTestFinished(() => browser.close());
  const { port: _port, ...named } = { ...server, server: host };
  const at = (instanceName: string) => ({ server: named.server, options: { instanceName, encrypt: false } });
  const settings = { port: 0 };
  const pool = await withPool(settings, at('reports'));
  expect((await pool.request().query('one')).recordset).toEqual([{ n: 1 }]);
  expect((await rejection(withPool(settings, at('none')))).message).toMatch(/instance|none/i);
});
