'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useIssues } from '../issues/issues-context.tsx';
import { BeforeFirst } from '../shell/before-first.tsx';
import { NothingKnown } from '../ui/nothing-known.tsx';
import { HostBoard } from './host-board.tsx';
import { useHostNames, useJudgedHosts } from './use-judged-hosts.ts';

/** One machine over the feed, by any of its names. `deeds` are what systems offer to do with all that lives on it. */
export function HostPage({ said, deeds = null }: { said: string; deeds?: ReactNode }) {
  const issues = useIssues();
  const [host] = useJudgedHosts(said);
  const names = useHostNames();
  if (issues.parts.length === 0) return <BeforeFirst title={said} what="host" />;
  return host ? <HostBoard host={host} names={names} issues={issues} deeds={deeds} /> : <NoHost said={said} />;
}

/** A name that nothing has: that is no sign of health. */
export function NoHost({ said }: { said: string }) {
  return (
    <NothingKnown name={said} title="No host is known by this name" all={{ path: '/hosts', title: 'All hosts' }}>
      Neither the configuration, nor a node that you may view, nor a reading names it. One that only readings named is gone with the last
      reading that did.{' '}
      <Link className="see" href={`/audit?${new URLSearchParams({ target: said })}`} prefetch={false}>
        What was done to it stands in the audit
      </Link>
      .
    </NothingKnown>
  );
}
