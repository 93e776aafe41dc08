import { request } from 'node:http';
import { freePorts } from '#demo/free-ports.ts';
import { until } from '#test/fakes/until.ts';
import { type HaproxyProcess, startHaproxy } from '#test/live/haproxy-process.ts';
import { type HeldServer, startHeldServer } from '#test/live/held-server.ts';
import { PASSWORD } from './haproxy-estate.ts';
import { OPS } from './haproxy-pair.ts';
import type { VigilNode } from './vigil-process.ts';

/** Two real HAProxies before one web server that holds requests: "web1" and "web2" stand in be_web and be_api of both. */
export type DrainPair = {
  nodes: VigilNode[];
  web: HeldServer;
  lbs: readonly [HaproxyProcess, HaproxyProcess];
  /** Opens so many requests to web1 in be_web through the first or the second, which last until the web server releases them. Gives how to end them. */
  hold(lb: 0 | 1, count: number): Promise<(() => void)[]>;
  stop(): Promise<void>;
};

const PEOPLE = `userlist people
  group watch users vigil
  group ops users ops
  user vigil insecure-password ${PASSWORD}
  user ops insecure-password "${OPS.password}"
`;
const STATS = 'stats http-request auth unless { http_auth(people) }\n  stats admin if { http_auth_group(people) ops }';

export async function startDrainPair(): Promise<DrainPair> {
  const web = await startHeldServer();
  const ports = await freePorts(2);
  const [first, second] = await Promise.all(ports.map((port) => startHaproxy({ proxies: proxiesOn(port, web.port), stats: STATS })));
  if (!first || !second) throw new Error('no port is free');
  return {
    nodes: [first, second].map((lb, index) => ({ name: `ny-lb0${index + 5}`, url: lb.url, password: PASSWORD, act: OPS })),
    web,
    lbs: [first, second],
    async hold(lb, count) {
      const before = web.held();
      const ends = Array.from({ length: count }, () => open(ports[lb] ?? 0));
      await until(`${count} more requests are held`, () => web.held() === before + count);
      return ends;
    },
    async stop() {
      for (const lb of [first, second]) lb.signal('SIGCONT');
      await Promise.all([first.stop(), second.stop()]);
      await web.close();
    },
  };
}

function proxiesOn(port: number, webPort: number): string {
  const servers = ['web1', 'web2'].map((name) => `  server ${name} 127.0.0.1:${webPort} check inter 1s rise 3 fall 2\n`).join('');
  return (
    `${PEOPLE}frontend public\n  bind 127.0.0.1:${port}\n  default_backend be_web\n` +
    `backend be_web\n  option httpchk GET /\n  use-server web1 if { path /hold }\n${servers}backend be_api\n  option httpchk GET /\n${servers}`
  );
}

function open(port: number): () => void {
  const asked = request({ host: '127.0.0.1', port, path: '/hold', agent: false });
  asked.on('response', (answer) => answer.resume());
  // Cut by whoever ends it.
  asked.on('error', () => undefined);
  asked.end();
  return () => void asked.destroy();
}
