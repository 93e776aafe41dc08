import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePorts } from '#demo/free-ports.ts';
import type { Status } from '#lib/status.ts';
import type { RowView } from '#lib/systems/haproxy/model.ts';
import { until } from '#test/fakes/until.ts';
import { startAgent, startWebServer, type Told } from './backend-server.ts';
import { HAPROXY, type HaproxyProcess, startHaproxy } from './haproxy-process.ts';
import { openReader, type Read, type Reader } from './haproxy-reader.ts';

type Ports = Record<
  'public' | 'closing' | 'good' | 'notFound' | 'failing' | 'recovering' | 'agentDown' | 'agentDrain' | 'dead' | 'nameless',
  number
>;

/** Checks come fast; where a state is only passed through, a thousand checks are wanted, so that it lasts. */
function proxies(port: Ports): string {
  return `
resolvers nowhere
  nameserver none 127.0.0.1:${port.nameless}
frontend public
  bind 127.0.0.1:${port.public} name first
  option socket-stats
  default_backend web
frontend closing
  bind 127.0.0.1:${port.closing}
backend web
  option httpchk GET /
  http-check disable-on-404
  default-server inter 50ms rise 2 fall 3
  server up 127.0.0.1:${port.good} check
  server going-down 127.0.0.1:${port.failing} check fall 1000
  server down 127.0.0.1:${port.dead} check
  server coming-up 127.0.0.1:${port.recovering} check rise 1000 fall 1
  server drained 127.0.0.1:${port.good} check
  server drained-going-down 127.0.0.1:${port.failing} check fall 1000
  server drained-down 127.0.0.1:${port.dead} check
  server in-maintenance 127.0.0.1:${port.good} check
  server disabled 127.0.0.1:${port.good} check disabled
  server tracking 127.0.0.1:${port.good} track web/in-maintenance
  server not-found 127.0.0.1:${port.notFound} check
  server unchecked 127.0.0.1:${port.good}
  server weightless 127.0.0.1:${port.good} check weight 0
  server agent-down 127.0.0.1:${port.good} check agent-check agent-port ${port.agentDown} agent-inter 50ms
  server agent-drain 127.0.0.1:${port.good} check agent-check agent-port ${port.agentDrain} agent-inter 50ms
  server fresh 127.0.0.1:${port.good} check inter 10m
  server nameless no-such-host.invalid:80 check resolvers nowhere init-addr none
  server spare 127.0.0.1:${port.good} check backup
backend broken
  server only 127.0.0.1:${port.dead} check inter 50ms
backend empty
`;
}

const COMMANDS = [
  'set server web/drained state drain',
  'set server web/drained-going-down state drain',
  'set server web/drained-down state drain',
  'set server web/in-maintenance state maint',
  'set server web/fresh state maint',
  'set server web/fresh state ready',
  'disable frontend closing',
];

type Expected = { said: RegExp; word: RowView['state']['word']; status: Status; by?: RowView['state']['by'] };

describe.skipIf(HAPROXY === null)('a real HAProxy', () => {
  const told: Told<never>[] = [];
  let haproxy: HaproxyProcess;
  let reader: Reader;

  beforeAll(async () => {
    const keep = async <Words>(starting: Promise<Told<Words>>) => {
      const started = await starting;
      told.push(started as Told<never>);
      return started;
    };
    const [good, notFound, failing, recovering] = await Promise.all([200, 404, 200, 503].map((status) => keep(startWebServer(status))));
    const [agentDown, agentDrain] = await Promise.all(['down #overheated', 'drain'].map((words) => keep(startAgent(words))));
    if (!good || !notFound || !failing || !recovering || !agentDown || !agentDrain) throw new Error('a server is missing');
    const [open = 0, closing = 0, dead = 0, nameless = 0] = await freePorts(4);
    const ports = { good: good.port, notFound: notFound.port, failing: failing.port, recovering: recovering.port };
    const agents = { agentDown: agentDown.port, agentDrain: agentDrain.port };
    haproxy = await startHaproxy({ proxies: proxies({ ...ports, ...agents, dead, nameless, public: open, closing }) });
    reader = openReader(haproxy.url);
    for (const name of ['fresh', 'drained', 'going-down']) await untilSaid(`web/server/${name}`, /^UP$/);
    for (const line of COMMANDS) expect([line, await haproxy.command(line)]).toEqual([line, '']);
    await untilSaid('web/server/coming-up', /^DOWN$/);
    failing.say(503);
    recovering.say(200);
  });

  afterAll(async () => {
    reader?.close();
    await haproxy?.stop();
    for (const each of told) await each.close();
  });

  async function untilSaid(id: string, said: RegExp): Promise<Read> {
    let last: Read | null = null;
    const isSaid = async () => {
      last = await reader.read();
      return said.test(last.rows.get(id)?.value.state.said ?? '');
    };
    await until(`${id} says ${said}`, isSaid, 15_000).catch((error: Error) => {
      throw new Error(`${error.message}; it says "${last?.rows.get(id)?.value.state.said}"`, { cause: error });
    });
    if (last === null) throw new Error('nothing was read');
    return last;
  }

  test.each<[row: string, Expected]>([
    ['server/up', { said: /^UP$/, word: 'up', status: 'ok' }],
    ['server/going-down', { said: /^UP \d+\/1000$/, word: 'up', status: 'warning' }],
    ['server/down', { said: /^DOWN$/, word: 'down', status: 'critical' }],
    ['server/coming-up', { said: /^DOWN \d+\/1000$/, word: 'down', status: 'critical' }],
    ['server/drained', { said: /^DRAIN$/, word: 'drain', status: 'maintenance' }],
    ['server/drained-going-down', { said: /^DRAIN \d+\/1000$/, word: 'drain', status: 'maintenance' }],
    ['server/drained-down', { said: /^DOWN$/, word: 'down', status: 'critical' }],
    ['server/in-maintenance', { said: /^MAINT$/, word: 'maintenance', status: 'maintenance' }],
    ['server/disabled', { said: /^MAINT$/, word: 'maintenance', status: 'maintenance' }],
    ['server/tracking', { said: /^MAINT \(via web\/in-maintenance\)$/, word: 'maintenance', by: 'tracking', status: 'maintenance' }],
    ['server/not-found', { said: /^NOLB$/, word: 'nolb', status: 'warning' }],
    ['server/unchecked', { said: /^no check$/, word: 'no check', status: 'ok' }],
    ['server/weightless', { said: /^UP$/, word: 'up', status: 'maintenance' }],
    ['server/agent-down', { said: /^DOWN \(agent\)$/, word: 'down', by: 'agent', status: 'critical' }],
    ['server/agent-drain', { said: /^DRAIN \(agent\)$/, word: 'drain', by: 'agent', status: 'maintenance' }],
    ['server/fresh', { said: /^UP 1\/3$/, word: 'up', status: 'ok' }],
    ['server/nameless', { said: /^MAINT \(resolution\)$/, word: 'maintenance', by: 'resolution', status: 'warning' }],
    ['server/spare', { said: /^UP$/, word: 'up', status: 'ok' }],
    ['backend/BACKEND', { said: /^UP$/, word: 'up', status: 'ok' }],
  ])('web/%s is read as it is', async (row, { said, word, status, by = null }) => {
    const id = `web/${row}`;
    const { rows } = await untilSaid(id, said);
    const found = rows.get(id);
    expect(found?.value.state).toMatchObject({ word, by });
    expect([found?.judged.status, found?.judged.reason]).toEqual([
      status,
      status === 'ok' ? expect.any(String) : expect.stringMatching(/\w/),
    ]);
  });

  test.each<[row: string, Expected]>([
    ['public/frontend/FRONTEND', { said: /^OPEN$/, word: 'open', status: 'ok' }],
    ['public/listener/first', { said: /^OPEN$/, word: 'open', status: 'ok' }],
    ['closing/frontend/FRONTEND', { said: /^PAUSED$/, word: 'paused', status: 'warning' }],
    ['broken/backend/BACKEND', { said: /^DOWN$/, word: 'down', status: 'critical' }],
  ])('%s is read as it is', async (id, { said, word, status }) => {
    const { rows } = await untilSaid(id, said);
    expect([rows.get(id)?.value.state.word, rows.get(id)?.judged.status]).toEqual([word, status]);
  });

  test('tells the spare from the others, and what its agent said', async () => {
    const { rows } = await untilSaid('web/server/agent-down', /^DOWN \(agent\)$/);
    expect(rows.get('web/server/spare')?.value.isBackup).toBe(true);
    expect(rows.get('web/server/up')?.value.isBackup).toBe(false);
    expect(rows.get('web/server/agent-down')?.value.agentCheck?.text).toContain('overheated');
    expect(rows.get('web/server/weightless')?.value.weight).toBe(0);
  });

  test('shows a command in the very next reading', async () => {
    for (const [state, said] of [
      ['drain', 'DRAIN'],
      ['ready', 'UP'],
      ['maint', 'MAINT'],
      ['ready', 'UP 1/3'],
    ]) {
      expect(await haproxy.command(`set server web/up state ${state}`)).toBe('');
      const word = (await reader.read()).rows.get('web/server/up')?.value.state.said;
      // A check may be done between the command and the reading.
      expect(state === 'ready' ? word?.startsWith('UP') : word === said).toBe(true);
    }
  });
});
