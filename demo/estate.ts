import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { makeToken, tokenHashOf } from '#lib/access/tokens.ts';
import { freePorts } from './free-ports.ts';
import { type Balancer, findHaproxy, startHaproxy } from './haproxy/balancer.ts';
import { type HealthAnswer, LAYOUT, MACHINES } from './haproxy/layout.ts';
import { startStandIn } from './haproxy/standin.ts';
import { type Door, startTraffic } from './haproxy/traffic.ts';
import { startWebServers } from './haproxy/web-servers.ts';

/** `folder` is for the estate's own files, the caller makes and removes it; `host` and `port` are what the config tells Vigil to listen on. */
export type EstateOptions = { folder: string; haproxy: 'real' | 'stand-in' | 'auto'; host?: string; port?: number };

/** A web server behind the balancers; with 503 its pages fail too. */
type Machine = { name: string; setHealth(answer: HealthAnswer, reason?: string): void };

/** The pretend estate while it runs. `yaml` is a Vigil config of it and holds no secret: the environment that goes with it is `env`. */
export type Estate = {
  kind: 'real' | 'stand-in';
  yaml: string;
  env: Record<string, string>;
  /** Lets a wall in. */
  wallToken: string;
  balancers: Balancer[];
  servers: Machine[];
  /** Resolves, in words, when a part of it dies without having been told to. */
  died: Promise<string>;
  /** Ends everything it started; resolves when it is gone. */
  stop(): Promise<void>;
};

const BALANCERS = [
  { name: 'ny-lb05', share: 1.1 },
  { name: 'ny-lb06', share: 0.8 },
];
const USER = 'vigil';
const ADMIN = 'vigil-admin';
const PASSWORD_VARIABLE = 'VIGIL_DEMO_HAPROXY_PASSWORD';
const ADMIN_VARIABLE = 'VIGIL_DEMO_HAPROXY_ADMIN_PASSWORD';
const SECRET_VARIABLE = 'VIGIL_DEMO_SECRET';
const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_PORT = 8400;

type Parts = { balancers: Balancer[]; servers: Machine[]; ends: (() => Promise<void> | void)[] };

type Logins = { user: string; password: string; admin: { user: string; password: string } };

/** Starts the demo's estate on free loopback ports, with new passwords and a new secret each time. Rejects, and leaves nothing behind, when a part cannot start; `real` needs HAProxy on this machine. */
export async function startEstate({ folder, haproxy, host = DEFAULT_HOST, port = DEFAULT_PORT }: EstateOptions): Promise<Estate> {
  const program = haproxy === 'stand-in' ? null : findHaproxy();
  if (program === null && haproxy === 'real') throw new Error('HAProxy is not installed on this machine');
  const logins: Logins = { user: USER, password: randomText(), admin: { user: ADMIN, password: randomText() } };
  const wallToken = makeToken();
  const parts: Parts = { balancers: [], servers: [], ends: [] };
  const stop = stopper(parts);
  try {
    if (program === null) await startPretended(parts, logins);
    else await startReal(parts, { program, folder, logins });
  } catch (error) {
    await stop();
    throw error;
  }
  const { balancers, servers } = parts;
  return {
    kind: program === null ? 'stand-in' : 'real',
    yaml: configYaml(balancers, tokenHashOf(wallToken), { host, port }),
    wallToken,
    env: { [PASSWORD_VARIABLE]: logins.password, [ADMIN_VARIABLE]: logins.admin.password, [SECRET_VARIABLE]: randomText() },
    balancers,
    servers,
    died: Promise.race(balancers.map(({ died }) => died)),
    stop,
  };
}

async function startReal(parts: Parts, { program, folder, logins }: { program: string; folder: string; logins: Logins }): Promise<void> {
  const webServers = await startWebServers(MACHINES, LAYOUT);
  parts.servers.push(...webServers);
  parts.ends.push(async () => void (await Promise.all(webServers.map((server) => server.close()))));
  const webPorts = new Map(webServers.map((server) => [server.name, server.port]));
  const doors: Door[] = [];
  for (const { name, share } of BALANCERS) {
    const [statsPort = 0, ...ports] = await freePorts(1 + LAYOUT.frontends.length);
    const frontendPorts = new Map(LAYOUT.frontends.map((frontend, index) => [frontend.name, ports[index] ?? 0]));
    const plan = { name, statsPort, socketPath: join(folder, `${name}.sock`), ...logins, frontendPorts, webPorts };
    const balancer = await startHaproxy(program, folder, LAYOUT, plan);
    parts.balancers.push(balancer);
    parts.ends.push(() => balancer.kill());
    doors.push({ ports: frontendPorts, share });
  }
  const traffic = startTraffic(LAYOUT, doors);
  parts.ends.push(() => traffic.stop());
}

async function startPretended(parts: Parts, logins: Logins): Promise<void> {
  const ports = await freePorts(BALANCERS.length);
  const standIns = await Promise.all(
    BALANCERS.map(({ name, share }, index) =>
      startStandIn(LAYOUT, { name, share, statsPort: ports[index] ?? 0, ...logins, now: Date.now }),
    ),
  );
  parts.balancers.push(...standIns);
  parts.ends.push(...standIns.map((one) => () => one.kill()));
  for (const name of MACHINES) {
    parts.servers.push({ name, setHealth: (...told) => standIns.forEach((one) => void one.setHealth(name, ...told)) });
  }
}

/** Ends the parts once, the last started first, however often it is called. */
function stopper({ ends }: Parts): () => Promise<void> {
  let stopping: Promise<void> | null = null;
  const endAll = async (): Promise<void> => {
    for (const end of ends.toReversed()) await end();
  };
  return () => {
    stopping ??= endAll();
    return stopping;
  };
}

function randomText(): string {
  return randomBytes(32).toString('base64url');
}

/** Every machine with what it is for, in the words of MACHINES; the last two web servers are those of the developers and of meta. */
function hostLines(balancers: readonly Balancer[]): string[] {
  const tagsOf = (name: string): string[] => {
    if (name.startsWith('ny-service')) return ['ny', 'service'];
    return ['ny', 'web', ...(['ny-web10', 'ny-web11'].includes(name) ? ['dev'] : [])];
  };
  const tagged = [
    ...balancers.map(({ name }) => ({ name, tags: ['ny', 'balancer'] })),
    ...MACHINES.map((name) => ({ name, tags: tagsOf(name) })),
  ];
  return tagged.map(({ name, tags }) => `  - { name: ${name}, aliases: [${name}.example], tags: [${tags.join(', ')}] }`);
}

function configYaml(balancers: Balancer[], wallHash: string, { host, port }: { host: string; port: number }): string {
  const nodes = balancers.map(({ name, url }) => `        - { name: ${name}, url: "${url}", host: ${name} }`);
  const known = host === DEFAULT_HOST ? '' : `, publicUrl: "http://${host.includes(':') ? `[${host}]` : host}:${port}"`;
  return `server: { host: "${host}", port: ${port}, environment: DEMO${known} }
access:
  secret: { env: ${SECRET_VARIABLE} }
  demo: true
  tokens: [{ name: wall, tokenHash: '${wallHash}', system: all, may: view }]
hosts:
${hostLines(balancers).join('\n')}
haproxy:
  tags: [edge]
  interval: 5s
  timeout: 3s
  read: { user: ${USER}, password: { env: ${PASSWORD_VARIABLE} } }
  act: { user: ${ADMIN}, password: { env: ${ADMIN_VARIABLE} } }
  groups:
    - name: web
      title: Public
      tags: [t1]
      notes: |
        **Owner:** the demo, **on call:** nobody

        1. One balancer silent: the other takes all traffic. Drain nothing, wait.
        2. A server that fails its checks comes back by itself within a minute.
      nodes:
${nodes.join('\n')}
`;
}
