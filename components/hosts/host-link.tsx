'use client';
import Link from 'next/link';
import { createContext, useContext } from 'react';
import { type HostNames, hostNames } from '#lib/hosts.ts';

/** Which machine is meant by a name; without a configuration each is its own. */
export const HostNamesContext = createContext<HostNames>(hostNames([]));

/** The page of a host. */
export function hostPath(name: string): string {
  return `/hosts/${encodeURIComponent(name)}`;
}

/** A name as somebody says it, which leads to the page of the machine that is meant. */
export function HostLink({ said, className }: { said: string; className?: string }) {
  const names = useContext(HostNamesContext);
  return (
    <Link href={hostPath(names.nameOf(said))} prefetch={false} {...(className ? { className } : {})}>
      {said}
    </Link>
  );
}
