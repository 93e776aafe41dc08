/** Where a Redis listens. `ip`, where it is there, is the address at which it is connected to, whatever the host comes to. */
export type RedisAddress = { host: string; port: number; ip?: string };

/** "cache1:6379", "[fd00::1]:6379": as it is written in the configuration. */
export function formatAddress({ host, port }: RedisAddress): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
