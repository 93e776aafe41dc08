import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Estate, startEstate } from '#demo/estate.ts';
import { type Balancer, findHaproxy } from '#demo/haproxy/balancer.ts';
import { askSocket } from '#test/demo/ask-socket.ts';

const DEADLINE_MS = 20_000;

let folder = '';
let estate: Estate;

async function read(balancer: Balancer, patienceMs = 2_000): Promise<string> {
  const authorization = `Basic ${Buffer.from(`vigil:${estate.env.VIGIL_DEMO_HAPROXY_PASSWORD}`).toString('base64')}`;
  const answer = await fetch(`${balancer.url};csv`, { headers: { authorization }, signal: AbortSignal.timeout(patienceMs) });
  return answer.text();
}

/** The status column of a server; no cell before it is ever quoted. */
async function status(balancer: Balancer, id: string): Promise<string | undefined> {
  const line = (await read(balancer)).split('\n').find((one) => one.startsWith(`${id.replace('/', ',')},`));
  return line?.split(',')[17];
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`not within ${DEADLINE_MS} ms: ${what}`);
    await delay(100);
  }
}

function isSilent(balancer: Balancer): Promise<boolean> {
  return read(balancer, 500).then(
    () => false,
    (error) => String(error).includes('timeout'),
  );
}

function pidIn(info: string): string | undefined {
  return /^Pid: (\d+)$/m.exec(info)?.[1];
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe.skipIf(findHaproxy() === null)('the estate with a real HAProxy', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vigil-test-'));
    estate = await startEstate({ folder, haproxy: 'real', port: 8499 });
  });
  afterAll(async () => {
    await estate?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const named = (name: string): Balancer => {
    const balancer = estate.balancers.find((one) => one.name === name);
    if (!balancer) throw new Error(`the estate has no balancer ${name}`);
    return balancer;
  };
  const first = (): Balancer => named('ny-lb05');

  test('is four balancers, each a process of its own, and a config without the password', () => {
    expect(estate.kind).toBe('real');
    expect(estate.balancers.map(({ name }) => name)).toEqual(['ny-lb05', 'ny-lb06', 'co-lb01', 'co-lb02']);
    expect(new Set(estate.balancers.map(({ pid }) => pid)).size).toBe(4);
    expect(estate.yaml).toContain('port: 8499');
    expect(estate.yaml).not.toContain(estate.env.VIGIL_DEMO_HAPROXY_PASSWORD);
  });

  test('its statistics page wants the password', async () => {
    expect((await fetch(`${first().url};csv`)).status).toBe(401);
    expect(await read(first())).toMatch(/^# pxname,svname,/);
  });

  test('its servers come up, one is drained and one in maintenance from the start', async () => {
    for (const balancer of [named('ny-lb05'), named('ny-lb06')]) {
      await until('ny-web05 is up', async () => (await status(balancer, 'be_stackoverflow/ny-web05')) === 'UP');
      await until('ny-web04 is drained', async () => (await status(balancer, 'be_sockets/ny-web04')) === 'DRAIN');
      expect(await status(balancer, 'be_careers/ny-web08')).toBe('MAINT');
    }
  });

  test('visitors pass through every frontend', async () => {
    await until('every frontend has served somebody', async () => {
      const frontends = (await read(first())).split('\n').filter((line) => /^fe_\w+,FRONTEND,/.test(line));
      return frontends.length === 3 && frontends.every((line) => Number(line.split(',')[7]) > 0);
    });
  });

  test('of Colorado one balancer has a few visitors, and the other none, with all of its servers up', async () => {
    const visitors = async (name: string) =>
      Number(
        (await read(named(name)))
          .split('\n')
          .find((line) => /^fe_public,FRONTEND,/.test(line))
          ?.split(',')[7],
      );
    await until('somebody is sent to Colorado', async () => (await visitors('co-lb01')) > 0);
    await until('co-web01 is up', async () => (await status(named('co-lb02'), 'be_stackoverflow/co-web01')) === 'UP');
    expect(await visitors('co-lb02')).toBe(0);
  });

  test('visitors hold websockets', async () => {
    const open = async () =>
      Number(
        (await read(first()))
          .split('\n')
          .find((line) => /^be_sockets,BACKEND,/.test(line))
          ?.split(',')[4],
      );
    await until('somebody holds a websocket', async () => (await open()) > 0);
  });

  test('its sockets tell the process, and only that of the admin may change something', async () => {
    for (const { name, sockets } of estate.balancers) {
      expect(await askSocket(sockets.look, 'show info')).toContain(`node: ${name}\n`);
      expect(await askSocket(sockets.look, 'show servers state')).toMatch(/^1\n# be_id be_name/);
      expect(await askSocket(sockets.look, 'disable frontend fe_public')).toContain('Permission denied');
      expect(await askSocket(sockets.admin, `set weight be_stackoverflow/${name.slice(0, 2)}-web01 1`)).toBe('\n');
    }
  });

  test('a reload puts back what was drained, under the same pid, and hangs and resumes as before', async () => {
    const balancer = named('co-lb01');
    await until('co-web05 is up', async () => (await status(balancer, 'be_stackoverflow/co-web05')) === 'UP');
    await balancer.setState('be_stackoverflow', 'co-web05', 'drain');
    const before = await askSocket(balancer.sockets.look, 'show info');
    await balancer.reload();
    expect(await status(balancer, 'be_stackoverflow/co-web05')).toMatch(/^UP/);
    expect(pidIn(await askSocket(balancer.sockets.look, 'show info'))).not.toBe(pidIn(before));
    expect(isAlive(balancer.pid ?? 0)).toBe(true);
    balancer.hang();
    await until('it is silent', () => isSilent(balancer));
    balancer.resume();
    expect(await read(balancer)).toMatch(/^# pxname/);
  });

  test('one without a master cannot be reloaded, and says so', async () => {
    await expect(first().reload()).rejects.toThrow('ny-lb05 runs without a master');
  });

  test('a server whose health page fails goes down and comes back', async () => {
    const server = estate.servers.find(({ name }) => name === 'ny-web05');
    server?.setHealth(503);
    await until('ny-web05 is down', async () => (await status(first(), 'be_stackoverflow/ny-web05')) === 'DOWN');
    server?.setHealth(200);
    await until('ny-web05 is up again', async () => (await status(first(), 'be_stackoverflow/ny-web05')) === 'UP');
  });

  test('a drain is taken at once and followed by the server that tracks, and a wrong one is refused', async () => {
    await first().setState('be_stackoverflow', 'ny-web03', 'drain');
    expect(await status(first(), 'be_stackoverflow/ny-web03')).toMatch(/^DRAIN\b/);
    expect(await status(first(), 'be_others/ny-web03')).toMatch(/^DRAIN\b/);
    await first().setState('be_stackoverflow', 'ny-web03', 'ready');
    expect(await status(first(), 'be_stackoverflow/ny-web03')).toMatch(/^UP/);
    await expect(first().setState('be_stackoverflow', 'nobody', 'drain')).rejects.toThrow('refused');
  });

  test('a balancer that hangs is silent, and answers again when it resumes', async () => {
    first().hang();
    // A question that is under way when the signal comes may still be answered.
    await until('it is silent', () => isSilent(first()));
    first().resume();
    expect(await read(first())).toMatch(/^# pxname/);
  });

  test('stopping leaves no process and no port, even when a balancer hangs', async () => {
    const said = await Promise.all(estate.balancers.map(({ sockets }) => askSocket(sockets.look, 'show info')));
    const pids = [...estate.balancers.map(({ pid }) => pid ?? 0), ...said.map((info) => Number(pidIn(info)))];
    expect(pids.every(isAlive)).toBe(true);
    for (const name of ['ny-lb05', 'co-lb01']) named(name).hang();
    await estate.stop();
    expect(pids.filter(isAlive)).toEqual([]);
    for (const { url } of estate.balancers) await expect(fetch(url)).rejects.toThrow();
  });

  test('a balancer that dies by itself is told, one that was ended is not', async () => {
    const other = await mkdtemp(join(tmpdir(), 'vigil-test-'));
    const second = await startEstate({ folder: other, haproxy: 'real' });
    try {
      const [killed, ended] = second.balancers;
      await ended?.kill();
      if (killed?.pid) process.kill(killed.pid, 'SIGKILL');
      expect(await second.died).toBe('ny-lb05 died: it was ended by SIGKILL');
    } finally {
      await second.stop();
      await rm(other, { recursive: true, force: true });
    }
    expect(existsSync(other)).toBe(false);
  });
});
