import { startWebServer, type Told } from '#test/live/backend-server.ts';
import { type HaproxyProcess, startHaproxy } from '#test/live/haproxy-process.ts';
import { adminState } from '#test/live/pair.ts';
import { PASSWORD } from './haproxy-estate.ts';
import type { VigilNode } from './vigil-process.ts';

const LBS = ['lb1', 'lb2'] as const;
type LbName = (typeof LBS)[number];

/** May do everything on the statistics pages, where "vigil" may look. */
export const OPS = { user: 'ops', password: 'the password of ops' };

/** Two real HAProxies with the same backends over the same servers. */
export type Pair = {
  /** What Vigil is told of them, as group "web". */
  nodes: VigilNode[];
  lb(name: LbName): HaproxyProcess;
  kill(name: LbName): Promise<void>;
  /** Starts one again on its port, as it was at first. */
  restart(name: LbName): Promise<void>;
  /** How a server ("be_web/web1") was left on each, by their own sockets: "drain", "maintenance" or "ready". */
  states(server: string): Promise<string[]>;
  stop(): Promise<void>;
};

const PEOPLE = `userlist people
  group watch users vigil
  group ops users ops
  user vigil insecure-password ${PASSWORD}
  user ops insecure-password "${OPS.password}"
`;
const AUTH = 'stats http-request auth unless { http_auth(people) }';
const ADMIN = 'stats admin if { http_auth_group(people) ops }';

/** Servers of a backend by name. "web1" to "web3" stand in two. */
const BACKENDS: Readonly<Record<string, readonly string[]>> = {
  be_web: ['web1', 'web2', 'web3'],
  be_api: ['web1', 'web2', 'web3'],
  be_pay: ['pay1', 'pay2'],
  be_one: ['only1'],
};

/** A server that comes back waits two seconds and more for its checks: long enough to be seen waiting. `isAdmin: false` leaves "stats admin" out. */
export async function startPair({ isAdmin = true } = {}): Promise<Pair> {
  const servers = await Promise.all([startWebServer(200), startWebServer(200), startWebServer(200)]);
  const proxies =
    PEOPLE +
    Object.entries(BACKENDS)
      .map(([name, names]) => backendText(name, names, servers))
      .join('');
  const start = (more: { statsPort?: number } = {}) => startHaproxy({ proxies, stats: isAdmin ? `${AUTH}\n  ${ADMIN}` : AUTH, ...more });
  const [lb1, lb2] = await Promise.all([start(), start()]);
  const lbs = { lb1, lb2 };
  return {
    nodes: LBS.map((name) => ({ name, url: lbs[name].url, password: PASSWORD, act: OPS })),
    lb: (name) => lbs[name],
    kill: (name) => lbs[name].stop(),
    async restart(name) {
      lbs[name] = await start({ statsPort: lbs[name].statsPort });
    },
    states: (server) => Promise.all(LBS.map((name) => adminState(lbs[name], server))),
    async stop() {
      await Promise.all(LBS.map((name) => lbs[name].stop()));
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

function backendText(backend: string, names: readonly string[], servers: readonly Told<number>[]): string {
  const lines = names.map((name, i) => `  server ${name} 127.0.0.1:${servers[i % servers.length]?.port} check\n`);
  return `backend ${backend}\n  option httpchk GET /\n  default-server inter 1s rise 3 fall 2\n${lines.join('')}`;
}
