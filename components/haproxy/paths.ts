/** The page of a server name, over all tiers. */
export function serverPath(name: string): string {
  return `/haproxy/servers/${encodeURIComponent(name)}`;
}

/** The page of a proxy, over all tiers. */
export function proxyPath(name: string): string {
  return `/haproxy/proxies/${encodeURIComponent(name)}`;
}

/** The row of a proxy among the tiers: the filter leaves it and what stands in it. */
export function tierPath(group: string, proxy: string): string {
  return `/haproxy?${new URLSearchParams({ q: `group:${group} proxy:${proxy}` })}`;
}
