import { type Backend, CHECK, type Frontend, type Layout, type ServerUse } from './layout.ts';
import { HEALTH_PATH } from './web-servers.ts';

/** The runtime API of a balancer: `look` allows to read, `admin` everything. */
export type RuntimeSockets = { look: string; admin: string };

/** What one balancer needs to know besides the layout. Ports are on 127.0.0.1; `webPorts` is by server name, `frontendPorts` by frontend name. */
export type BalancerPlan = {
  name: string;
  statsPort: number;
  sockets: RuntimeSockets;
  /** True for a master with a worker, which can be reloaded; else the one process does the work, and it can be hung whole. */
  hasMaster: boolean;
  user: string;
  password: string;
  /** Who may change servers, besides `user` who may only look. */
  admin: { user: string; password: string };
  frontendPorts: ReadonlyMap<string, number>;
  webPorts: ReadonlyMap<string, number>;
};

export const STATS_URI = '/haproxy';

/** The haproxy.cfg of one balancer. */
export function haproxyConfig(layout: Layout, plan: BalancerPlan): string {
  return `${[
    head(plan),
    stats(plan),
    ...layout.frontends.map((frontend) => frontendSection(frontend, layout, plan)),
    ...layout.backends.map((backend) => backendSection(backend, plan)),
  ].join('\n\n')}\n`;
}

function head(plan: BalancerPlan): string {
  return `global
  maxconn 4000
  nbthread 1
  hard-stop-after 5s
  spread-checks 20
  node ${plan.name}
  stats socket ${plan.sockets.admin} mode 600 level admin
  stats socket ${plan.sockets.look} mode 600 level user
  stats timeout 10s

defaults
  mode http
  option http-keep-alive
  option redispatch
  retries 2
  timeout connect 1s
  timeout client 30s
  timeout server 60s
  timeout queue 2s
  timeout http-keep-alive 30s
  timeout check ${CHECK.timeoutMs}ms
  default-server inter ${CHECK.intervalMs}ms rise ${CHECK.rise} fall ${CHECK.fall}`;
}

function stats(plan: BalancerPlan): string {
  return `userlist people
  group admins users ${plan.admin.user}
  user ${plan.user} insecure-password ${plan.password}
  user ${plan.admin.user} insecure-password ${plan.admin.password}

frontend stats
  bind 127.0.0.1:${plan.statsPort}
  maxconn 50
  stats enable
  stats uri ${STATS_URI}
  stats http-request auth realm ${plan.name} unless { http_auth(people) }
  stats admin if { http_auth_group(people) admins }
  stats show-legends`;
}

function frontendSection(frontend: Frontend, layout: Layout, plan: BalancerPlan): string {
  const [first, ...others] = frontend.backends;
  const routes = others.map((name) => `  use_backend ${name} if { path_beg ${backendOf(layout, name).path} }`);
  return [
    `frontend ${frontend.name}`,
    `  bind 127.0.0.1:${portOf(plan.frontendPorts, frontend.name)}`,
    `  mode ${frontend.mode}`,
    `  maxconn ${frontend.sessionsLimit}`,
    ...routes,
    `  default_backend ${first}`,
  ].join('\n');
}

function backendSection(backend: Backend, plan: BalancerPlan): string {
  const asksHttp = backend.servers.some((server) => server.check === 'http');
  return [
    `backend ${backend.name}`,
    `  mode ${backend.mode}`,
    `  balance ${backend.balance}`,
    `  fullconn ${backend.fullAt}`,
    ...(asksHttp ? [`  option httpchk GET ${HEALTH_PATH}`, '  http-check disable-on-404'] : []),
    ...(backend.cookie === null ? [] : [`  cookie ${backend.cookie} insert indirect nocache`]),
    ...backend.servers.map((server) => serverLine(server, backend, plan)),
  ].join('\n');
}

function serverLine(server: ServerUse, backend: Backend, plan: BalancerPlan): string {
  const words = [`  server ${server.name} 127.0.0.1:${portOf(plan.webPorts, server.name)} maxconn ${backend.sessionsLimit}`];
  if (server.tracks !== null) words.push(`track ${server.tracks}`);
  else if (server.check !== 'none') words.push('check');
  if (backend.cookie !== null) words.push(`cookie ${server.name}`);
  if (server.backup) words.push('backup');
  // A drain cannot be configured; it is commanded once the balancer runs.
  if (server.start === 'maint') words.push('disabled');
  return words.join(' ');
}

function backendOf(layout: Layout, name: string): Backend {
  const backend = layout.backends.find((one) => one.name === name);
  if (!backend) throw new Error(`the layout names a backend "${name}" that it does not have`);
  return backend;
}

function portOf(ports: ReadonlyMap<string, number>, name: string): number {
  const port = ports.get(name);
  if (port === undefined) throw new Error(`no port was given to "${name}"`);
  return port;
}
