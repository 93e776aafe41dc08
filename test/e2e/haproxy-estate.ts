import { startWebServer, type Told } from '#test/live/backend-server.ts';
import { type HaproxyProcess, startHaproxy } from '#test/live/haproxy-process.ts';

export const PASSWORD = 'right';

/** A real HAProxy with one backend of three web servers, whose health can be changed. */
export type Balancer = HaproxyProcess & { servers: readonly Told<number>[] };

/** Checks every 100 ms: a server that fails is down within half a second, and one that answers 404 takes no new sessions, which is a warning. */
export async function startBalancer(): Promise<Balancer> {
  const servers = await Promise.all([startWebServer(200), startWebServer(200), startWebServer(200)]);
  const lines = servers.map(({ port }, i) => `  server web${i + 1} 127.0.0.1:${port} check inter 100ms fall 2 rise 2`);
  const proxies = ['backend be_web', '  option httpchk GET /', '  http-check disable-on-404', ...lines, ''].join('\n');
  const haproxy = await startHaproxy({ proxies, auth: `vigil:${PASSWORD}` });
  return {
    ...haproxy,
    servers,
    async stop() {
      await haproxy.stop();
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}
