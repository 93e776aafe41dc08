'use client';
import Link from 'next/link';
import { nearest } from '#lib/text/nearest.ts';
import { isReliedOn } from '#lib/vouch.ts';
import { oldestPart } from '../reading/arrange.ts';
import { useBoardTime } from '../reading/board-context.tsx';
import { When } from '../reading/when.tsx';
import { StatusShape } from '../ui/status-shape.tsx';
import { Void } from '../ui/void.tsx';
import type { Part } from './summary.ts';
import { UnreadNote } from './unread-note.tsx';

type NobodyProps = {
  name: string;
  what: 'server' | 'proxy';
  /** Every name there is. */
  names: readonly string[];
  parts: readonly Part[];
  pathOf(name: string): string;
  all: { path: string; title: string };
};

/** A name that no reading holds: that is no sign of health. Says since when that is known, what comes near, and who was not asked. */
export function Nobody({ name, what, names, parts, pathOf, all }: NobodyProps) {
  const { board } = useBoardTime();
  const near = nearNames(name, names);
  const oldest = oldestPart(parts.map(({ probe }) => probe));
  const isRead = parts.every(({ probe }) => isReliedOn(probe, board));
  return (
    <>
      <div className="crumb">
        <h1 className="host">
          <StatusShape status="unknown" label="unknown" /> {name}
        </h1>
      </div>
      <UnreadNote parts={parts} />
      <section className="panel" aria-label={name}>
        <Void
          status="unknown"
          title={isRead ? `No instance names a ${what} that is called so` : `No instance that is read names a ${what} that is called so`}
          action={
            <Link className="btn" href={all.path} prefetch={false}>
              {all.title}
            </Link>
          }
        >
          {oldest?.newest ? (
            <>
              The oldest reading that this rests on was made at <When at={oldest.newest.observedAt} />.{' '}
            </>
          ) : (
            'Nothing was read yet. '
          )}
          {near.length > 0 ? 'Called nearly so: ' : ''}
          {near.map((one, index) => (
            <span key={one}>
              {index > 0 ? ', ' : ''}
              <Link className="see" href={pathOf(one)} prefetch={false}>
                {one}
              </Link>
            </span>
          ))}
          {near.length > 0 ? '. ' : ''}
          <Link className="see" href={`/audit?${new URLSearchParams({ target: name })}`} prefetch={false}>
            What was done to it stands in the audit
          </Link>
          .
        </Void>
      </section>
    </>
  );
}

const NEAR = 5;

/** The name that a slip of the fingers would explain, and those that hold it or that it holds. */
function nearNames(name: string, names: readonly string[]): string[] {
  const wanted = name.toLowerCase();
  const holds = names.filter((one) => one.toLowerCase().includes(wanted) || wanted.includes(one.toLowerCase()));
  const slip = nearest(name, names);
  return [...new Set([...(slip === null ? [] : [slip]), ...holds])].slice(0, NEAR);
}
