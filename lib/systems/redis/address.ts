/** Where a Redis listens. */
export type RedisAddress = { host: string; port: number };

/** "cache1:6379", "[fd00::1]:6379": as it is written in the configuration. */
export function formatAddress({ host, port }: RedisAddress): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
