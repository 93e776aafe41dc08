import Link from 'next/link';
import type { ReactNode } from 'react';
import { StatusShape } from './status-shape.tsx';
import { Void } from './void.tsx';

type NothingProps = { name: string; title: string; all: { path: string; title: string }; children: ReactNode };

/** The page of a name of which nothing is known: that is no sign of health. Says why in `children`, and leads to `all` of its kind. */
export function NothingKnown({ name, title, all, children }: NothingProps) {
  return (
    <>
      <div className="crumb">
        <h1 className="host">
          <StatusShape status="unknown" label="unknown" /> {name}
        </h1>
      </div>
      <section className="panel" aria-label={name}>
        <Void
          status="unknown"
          title={title}
          action={
            <Link className="btn" href={all.path} prefetch={false}>
              {all.title}
            </Link>
          }
        >
          {children}
        </Void>
      </section>
    </>
  );
}
