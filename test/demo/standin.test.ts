import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { freePorts } from '#demo/free-ports.ts';
import { LAYOUT, type Layout, type ServerState } from '#demo/haproxy/layout.ts';
import { type StandIn, startStandIn } from '#demo/haproxy/standin.ts';
import { COLUMNS } from '#demo/haproxy/standin-columns.ts';

const CAPTURE = new URL('../systems/haproxy/captures/all-states/stats.csv', import.meta.url);
const START = 1_770_000_000_000;
const AUTHORIZATION = `Basic ${Buffer.from('vigil:secret').toString('base64')}`;

const standIns: StandIn[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const one of standIns.splice(0)) await one.kill();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A stand-in on a clock that only moves when told, in seconds. */
async function start(layout: Layout = LAYOUT) {
  let now = START;
  const [statsPort = 0] = await freePorts(1);
  const folder = mkdtempSync(join(tmpdir(), 'vigil-test-'));
  folders.push(folder);
  const standIn = await startStandIn(layout, {
    name: 'lb',
    statsPort,
    sockets: { look: join(folder, 'look.sock'), admin: join(folder, 'admin.sock') },
    user: 'vigil',
    password: 'secret',
    admin: { user: 'boss', password: 'secret too' },
    share: 1,
    now: () => now,
  });
  standIns.push(standIn);
  const pass = (seconds: number): void => {
    now += seconds * 1000;
  };
  return { standIn, pass, rows: () => readRows(standIn.url) };
}

type Row = Record<string, string>;

async function readText(url: string, headers: Record<string, string> = { authorization: AUTHORIZATION }): Promise<string> {
  const answer = await fetch(`${url};csv`, { headers });
  return Buffer.from(await answer.arrayBuffer()).toString('latin1');
}

async function readRows(url: string): Promise<Map<string, Row>> {
  const [, ...lines] = (await readText(url)).trim().split('\n');
  const rows = lines.map((line) => {
    const cells = [...line.matchAll(/("(?:[^"]|"")*"|[^,]*),/g)].map(([, cell = '']) => cell);
    return Object.fromEntries(COLUMNS.map((name, index) => [name, cells[index] ?? 'missing']));
  });
  return new Map(rows.map((row) => [`${row.pxname}/${row.svname}`, row]));
}

/** The status of one row, that of be_stackoverflow/ny-web05 unless told otherwise. */
const status = (rows: Map<string, Row>, id = 'be_stackoverflow/ny-web05'): string | undefined => rows.get(id)?.status;

describe('the CSV of the stand-in', () => {
  test('begins with a hash, ends every line with a comma, and every row has as many cells as the header', async () => {
    const lines = (await readText((await start()).standIn.url)).trim().split('\n');
    expect(lines[0]).toMatch(/^# pxname,svname,.*,h1_spliced_bytes_out,$/);
    for (const line of lines) expect(line.split(',').length).toBe(COLUMNS.length + 1);
  });

  test('has the header of a real HAProxy 2.6.12, letter by letter', async () => {
    const header = (await readText((await start()).standIn.url)).split('\n')[0];
    expect(header).toBe(readFileSync(CAPTURE, 'latin1').split('\n')[0]);
  });

  test('has a row for every frontend, backend and server of the layout', async () => {
    const servers = LAYOUT.backends.reduce((count, { servers }) => count + servers.length, 0);
    const { rows } = await start();
    expect((await rows()).size).toBe(LAYOUT.frontends.length + LAYOUT.backends.length + servers);
  });

  test('its sums only grow, and its sessions are whole numbers', async () => {
    const { pass, rows } = await start();
    let before = 0;
    for (let minute = 0; minute < 5; minute += 1) {
      pass(60);
      const row = (await rows()).get('fe_public/FRONTEND');
      expect(Number(row?.req_tot)).toBeGreaterThan(before);
      expect(row?.scur).toMatch(/^\d+$/);
      before = Number(row?.req_tot);
    }
  });
});

describe('the states of the stand-in', () => {
  const ways: [string, (StandIn: StandIn) => unknown, number, string][] = [
    ['up on probation right after the start', () => {}, 0, 'UP 1/3'],
    ['up once a check has passed', () => {}, 4, 'UP'],
    ['leaving softly after a 404', (one) => one.setHealth('ny-web05', 404), 4, 'NOLB'],
    ['drained', (one) => one.setState('be_stackoverflow', 'ny-web05', 'drain'), 4, 'DRAIN'],
    ['in maintenance', (one) => one.setState('be_stackoverflow', 'ny-web05', 'maint'), 4, 'MAINT'],
    ['down when the page says 503', (one) => one.setHealth('ny-web05', 503), 10, 'DOWN'],
    ['down when the page says nothing', (one) => one.setHealth('ny-web05', 'hang'), 10, 'DOWN'],
  ];
  test.each(ways)('%s', async (_, act, seconds, expected) => {
    const { standIn, pass, rows } = await start();
    await act(standIn);
    pass(seconds);
    expect(status(await rows())).toBe(expected);
  });

  test('a server that fails and recovers passes through every step of the count', async () => {
    const { standIn, pass, rows } = await start();
    pass(10);
    const seen: (string | undefined)[] = [status(await rows())];
    const watch = async (seconds: number): Promise<void> => {
      for (let second = 0; second < seconds; second += 1) {
        pass(1);
        const now = status(await rows());
        if (now !== seen.at(-1)) seen.push(now);
      }
    };
    standIn.setHealth('ny-web05', 503);
    await watch(10);
    standIn.setHealth('ny-web05', 200);
    await watch(10);
    expect(seen).toEqual(['UP', 'UP 2/3', 'UP 1/3', 'DOWN', 'DOWN 1/2', 'UP']);
  });

  test.each<[ServerState, string]>([
    ['maint', 'MAINT (via be_stackoverflow/ny-web05)'],
    ['drain', 'DRAIN'],
  ])('a server follows the one it tracks into %s', async (state, expected) => {
    const { standIn, pass, rows } = await start();
    await standIn.setState('be_stackoverflow', 'ny-web05', state);
    pass(5);
    expect(status(await rows(), 'be_others/ny-web05')).toBe(expected);
  });

  test('a server without a check says so', async () => {
    const [backend] = LAYOUT.backends;
    const servers = (backend?.servers ?? []).map((server) => ({ ...server, check: 'none' as const }));
    const { rows } = await start({ frontends: [], backends: backend ? [{ ...backend, servers }] : [] });
    expect(status(await rows())).toBe('no check');
  });

  test('a backend whose servers are all down is down, and its visitors are answered with 503', async () => {
    const { standIn, pass, rows } = await start();
    for (const name of ['ny-web10', 'ny-web11']) standIn.setHealth(name, 'hang');
    pass(60);
    const row = (await rows()).get('be_meta/BACKEND');
    expect(row).toMatchObject({ status: 'DOWN', act: '0', chkdown: '1' });
    expect(Number(row?.hrsp_5xx)).toBeGreaterThan(10);
    expect(Number(row?.downtime)).toBeGreaterThan(50);
  });

  test('the words of a failing health page are quoted and latin1', async () => {
    const { standIn, pass } = await start();
    standIn.setHealth('ny-web05', 503, 'Down, for "repair" é');
    pass(5);
    expect(await readText(standIn.url)).toContain(',"Down, for ""repair"" é",');
  });

  test('a command for an unknown server is refused', async () => {
    const { standIn } = await start();
    await expect(standIn.setState('be_stackoverflow', 'nobody', 'drain')).rejects.toThrow('No such server');
  });
});

describe('the door of the stand-in', () => {
  test.each<[string, Record<string, string>]>([
    ['no password', {}],
    ['a wrong password', { authorization: `Basic ${Buffer.from('vigil:wrong').toString('base64')}` }],
  ])('%s is refused with 401 and gets no figures', async (_, headers) => {
    const { standIn } = await start();
    const answer = await fetch(`${standIn.url};csv`, { headers });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('Basic');
    expect(await answer.text()).not.toContain('ny-web');
  });

  test('while it hangs it accepts and sends nothing, and answers what waited when it resumes', async () => {
    const { standIn } = await start();
    const { hostname, port, pathname } = new URL(standIn.url);
    standIn.hang();
    const socket = connect(Number(port), hostname);
    let received = '';
    socket.on('data', (data) => {
      received += data.toString('latin1');
    });
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write(`GET ${pathname};csv HTTP/1.1\r\nhost: lb\r\nauthorization: ${AUTHORIZATION}\r\nconnection: close\r\n\r\n`);
    await expect(fetch(`${standIn.url};csv`, { signal: AbortSignal.timeout(300) })).rejects.toThrow('timeout');
    expect(received).toBe('');
    standIn.resume();
    await closed;
    expect(received).toMatch(/^HTTP\/1.1 200 OK/);
  });
});

describe('what is posted to the stand-in', () => {
  const ADMIN = `Basic ${Buffer.from('boss:secret too').toString('base64')}`;

  async function post(standIn: StandIn, body: string, authorization = ADMIN): Promise<string | null> {
    const answer = await fetch(standIn.url, { method: 'POST', redirect: 'manual', headers: { authorization }, body });
    expect(answer.status).toBe(303);
    return answer.headers.get('location');
  }

  test.each([
    ['a drain', 'action=drain', 'DRAIN'],
    ['a maintenance', 'action=maint', 'MAINT'],
  ])('%s is carried out, and undone by ready', async (_name, action, expected) => {
    const { standIn, pass, rows } = await start();
    pass(10);
    expect(await post(standIn, `b=be_stackoverflow&s=ny-web05&${action}`)).toBe('/haproxy;st=DONE');
    expect(status(await rows())).toBe(expected);
    expect(await post(standIn, 'b=be_stackoverflow&s=ny-web05&action=ready')).toBe('/haproxy;st=DONE');
    expect(status(await rows())).toMatch(/^UP/);
  });

  test('drain, health down and ready in one go keep a server out until its checks have risen', async () => {
    const { standIn, pass, rows } = await start();
    pass(10);
    for (const action of ['drain', 'hdown', 'ready']) await post(standIn, `b=be_stackoverflow&s=ny-web05&action=${action}`);
    expect(status(await rows())).toBe('DOWN');
    pass(20);
    expect(status(await rows())).toBe('UP');
  });

  test.each([
    ['an unknown server', 'b=be_stackoverflow&s=nobody&action=drain', 'ERRP'],
    ['an unknown backend', 'b=nothing&s=ny-web05&action=drain', 'ERRP'],
    ['an unknown action', 'b=be_stackoverflow&s=ny-web05&action=dance', 'ERRP'],
    ['some that are unknown', 'b=be_stackoverflow&s=ny-web05&s=nobody&action=drain', 'PART'],
    ['nothing', '', 'NONE'],
  ])('of %s is answered as HAProxy does', async (_name, body, code) => {
    expect(await post((await start()).standIn, body)).toBe(`/haproxy;st=${code}`);
  });

  test('by who may only look is refused, and changes nothing', async () => {
    const { standIn, pass, rows } = await start();
    pass(10);
    expect(await post(standIn, 'b=be_stackoverflow&s=ny-web05&action=drain', AUTHORIZATION)).toBe('/haproxy;st=DENY');
    expect(status(await rows())).toBe('UP');
  });
});
