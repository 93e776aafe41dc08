'use client';
import Link from 'next/link';
import { proxyPath, serverPath } from './paths.ts';
import { WatchStar } from './watch.tsx';

type Named = { proxy: string; alias: string | null };

/** A proxy by what people call it, with the name that HAProxy has for it in quiet beside it. */
export function ProxyName({ proxy, alias }: Named) {
  if (alias === null) return proxy;
  return (
    <>
      {alias} <span className="q small wire">{proxy}</span>
    </>
  );
}

/** The same, which leads to the page of the proxy. */
export function ProxyLink({ proxy, alias }: Named) {
  return (
    <Link className="label b" href={proxyPath(proxy)} prefetch={false}>
      <ProxyName proxy={proxy} alias={alias} />
    </Link>
  );
}

/** What stands beside the name of a proxy among the tiers: pins it, and leads to its page. */
export function ProxyTools({ proxy }: { proxy: string }) {
  return (
    <>
      <WatchStar name={proxy} />
      <Link className="pageof" href={proxyPath(proxy)} prefetch={false} aria-label={`Page of ${proxy}`} title="Its page, over all tiers" />
    </>
  );
}

/** The name of a server, which leads to where it is in rotation. */
export function ServerLink({ name, className = 'label' }: { name: string; className?: string }) {
  return (
    <Link className={className} href={serverPath(name)} prefetch={false}>
      {name}
    </Link>
  );
}
