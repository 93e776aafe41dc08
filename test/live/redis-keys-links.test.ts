import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { freePorts } from '#demo/free-ports.ts';
import { NO_METER } from '#lib/io/meter.ts';
import type { JobEnd } from '#lib/job.ts';
import type { RedisSettings } from '#lib/systems/redis/config.ts';
import { analyseKeys } from '#lib/systems/redis/keys/analysis.ts';
import type { KeyAnalysis } from '#lib/systems/redis/keys/model.ts';
import { type Certificate, HAS_OPENSSL, makeCertificate } from '#test/fakes/certificate.ts';
import { until } from '#test/fakes/until.ts';
import { asAnalyser, keySettings, openPlain, sendAll } from './key-filler.ts';
import { REDIS, type RedisProcess, startRedis } from './redis-process.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const KEYS = 2_000;

function analyse(settings: RedisSettings): Promise<JobEnd<KeyAnalysis>> {
  const input = { pace: 'fast', keysPerSecond: 5_000, databases: null } as const;
  return analyseKeys({
    settings,
    input,
    signal: AbortSignal.timeout(20_000),
    meter: NO_METER,
    now: Date.now,
    by: 'ann',
    tell: () => undefined,
  });
}

async function startSecured({ cert, key }: Certificate): Promise<RedisProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-redis-tls-'));
  open.push(() => rmSync(folder, { recursive: true }));
  const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
  writeFileSync(files.cert, cert);
  writeFileSync(files.key, key);
  const started = await startRedis({ tls: files, args: ['--tls-ca-cert-file', files.cert] });
  open.push(() => started.stop());
  return started;
}

describe.skipIf(REDIS === null || !HAS_OPENSSL)('the analysis over TLS', () => {
  test('reads every key', async () => {
    const certificate = makeCertificate('IP:127.0.0.1');
    const redis = await startSecured(certificate);
    for (let n = 0; n < 20; n += 1) await redis.command('SET', `key:${n}`, 'x'.repeat(100_000));
    const { isWhole, result } = await analyse(keySettings(redis.port, { tls: { enabled: true, ca: certificate.cert } }));
    expect([isWhole, result.total.keys]).toEqual([true, 20]);
  });

  test('sends no password to whom it does not trust, and says why', async () => {
    const redis = await startSecured(makeCertificate('IP:127.0.0.1'));
    await expect(
      analyse(keySettings(redis.port, { tls: { enabled: true }, analyse: asAnalyser('default', 'secret') })),
    ).rejects.toMatchObject({
      kind: 'tls',
      message: expect.stringMatching(/self-signed/),
    });
    expect(String(await redis.command('INFO', 'commandstats'))).not.toContain('cmdstat_auth');
  });

  test('without TLS where the node wants it says that nothing was understood', async () => {
    const redis = await startSecured(makeCertificate('IP:127.0.0.1'));
    await expect(analyse(keySettings(redis.port))).rejects.toMatchObject({ kind: expect.stringMatching(/^(protocol|tls|refused)$/) });
  });
});

async function member(): Promise<RedisProcess & { bus: number }> {
  // The usual bus port, 10,000 above its own, may be taken.
  const [bus = 0] = await freePorts(1);
  const args = ['--cluster-enabled', 'yes', '--cluster-port', String(bus), '--cluster-node-timeout', '2000'];
  const one = await startRedis({ args });
  open.push(() => one.stop());
  return { ...one, bus };
}

describe.skipIf(REDIS === null)('the analysis of a replica in a cluster', () => {
  test('reads the keys of the replica itself, and is not sent on to its master', async () => {
    const [master, replica] = [await member(), await member()];
    await master.command('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
    await replica.command('CLUSTER', 'MEET', '127.0.0.1', String(master.port), String(master.bus));
    const id = String(await master.command('CLUSTER', 'MYID'));
    const follow = () =>
      replica.command('CLUSTER', 'REPLICATE', id).then(
        () => true,
        () => false,
      );
    await until('it follows its master', follow, 20_000);
    await until('the master serves', async () => String(await master.command('CLUSTER', 'INFO')).includes('cluster_state:ok'), 20_000);
    const filler = await openPlain(master.port);
    const commands = Array.from({ length: KEYS }, (_, n) => ['SET', `key:${n}`, 'x']);
    await sendAll(filler, commands);
    filler.close();
    await until('it has the keys', async () => (await replica.command('DBSIZE')) === KEYS, 20_000);
    const { isWhole, result } = await analyse(keySettings(replica.port));
    expect([isWhole, result.from.role]).toEqual([true, 'replica']);
    expect(result.databases).toMatchObject([{ database: 0, isWhole: true, counted: KEYS, moved: 0, gone: 0 }]);
  });
});
