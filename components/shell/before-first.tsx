'use client';
import { useLink } from '#components/feed/use-feed.ts';
import { NothingYet } from './nothing-yet.tsx';

/** A page that has nothing to show, over the feed. */
export function BeforeFirst({ title, what }: { title: string; what: string }) {
  return <NothingYet title={title} what={what} link={useLink()} />;
}
